"""The world behind the doors table: every role of the cast, a row of every kind that is theirs and one that is not."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from uuid import uuid4

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from journal_plugin.access.enums import Role
from journal_plugin.access.models import RoleAssignment
from journal_plugin.attendance.models import AbsenceNotice
from journal_plugin.attestation.models import Debt
from journal_plugin.calendar.models import AcademicYear, AttestationPeriod, BellSchedule, Holiday, StayMode
from journal_plugin.curriculum.enums import ElementKind
from journal_plugin.curriculum.models import (
    ContentElement,
    ControlForm,
    Curriculum,
    CurriculumLine,
    IndividualCurriculum,
    Programme,
    StudyElement,
    TeachingAssignment,
)
from journal_plugin.institution.models import Building, Department, Institution, Room
from journal_plugin.lessons.actions import Place, ask_correction
from journal_plugin.lessons.actions.compositions import propose_composition
from journal_plugin.lessons.enums import JournalKind
from journal_plugin.lessons.models import Journal, WorkKind
from journal_plugin.library.models import Resource
from journal_plugin.people.enums import GroupKind
from journal_plugin.people.models import Group, Guardianship, Learner, Membership, Move, Person, Staff
from journal_plugin.timetable.actions import make_feed, revoke_feed
from journal_plugin.timetable.models import Feed, Slot
from portal.actions import build_site
from tests.cast import Cast, make_cast
from tests.conftest import NOW, plant_wagtail
from tests.door_rows import (
    consented,
    course_rows,
    issued_paper,
    paper_rows,
    planned_row,
    practice_rows,
    task_rows,
    wagtail_rows,
)
from tests.factories.assignments import sent
from tests.factories.curriculum import assign, make_element
from tests.factories.extracurricular import make_event
from tests.factories.institution import (
    first_term,
    give_role,
    make_department,
    make_institution,
    make_room,
    make_user,
    make_year,
)
from tests.factories.lessons import make_journal
from tests.factories.library import make_resource
from tests.factories.pages import make_programme
from tests.factories.people import make_group, make_guardian, make_learner, make_person, make_staff

COLUMNS = [
    "anonymous",
    "student",
    "parent",
    "foreign_parent",
    "stranger",
    "teacher",
    "foreign_teacher",
    "substitute",
    "curator",
    "foreign_curator",
    "head",
    "deputy",
    "director",
    "viewer",
    "admin",
    "editor",
    "secretary",
    "dispatcher",
    "system",
    "methodist",
    "substitutions",
    "security",
    "extra-education",
    "school_admin",
]
"""Who knocks: the logins of the cast, every other role, and the administrator of the other institution."""
ROLES = {
    Role.VIEWER: "Взоров Виктор",
    Role.METHODIST: "Методистова Майя",
    Role.SUBSTITUTIONS: "Заменова Зинаида",
    Role.SECURITY: "Стражев Степан",
    Role.EXTRA_EDUCATION: "Кружков Кирилл",
    Role.EDUCATOR: "Воспитаева Вера",
    Role.EXTRA_TEACHER: "Секциева Софья",
}
"""Roles that the cast has nobody for; the educator has the curator's group, the last one a circle."""

MODELS = {
    model._meta.model_name: model
    for model in (
        AcademicYear,
        AttestationPeriod,
        BellSchedule,
        Building,
        ContentElement,
        ControlForm,
        Curriculum,
        Department,
        Group,
        Guardianship,
        Holiday,
        IndividualCurriculum,
        Institution,
        Learner,
        Membership,
        Move,
        Person,
        Programme,
        Resource,
        RoleAssignment,
        Room,
        Slot,
        Staff,
        StayMode,
        StudyElement,
        TeachingAssignment,
        WorkKind,
    )
}


@dataclass
class World:
    """The college with its cast, the school next door, and what stands in addresses."""

    cast: Cast
    school: Institution
    clients: dict[str, Client]
    own: dict[str, object] = field(default_factory=dict)
    foreign: dict[str, object] = field(default_factory=dict)
    """Name of a parameter in the table -> what stands there: a row of the college, a row of the school."""


@pytest.fixture(scope="module")
def _world(django_db_setup: None, django_db_blocker) -> Iterator[World]:
    """One world for a module, taken back at its end."""
    with django_db_blocker.unblock(), time_machine.travel(NOW, tick=False), transaction.atomic():
        plant_wagtail()
        yield make_world()
        transaction.set_rollback(True)


@pytest.fixture
def world(_world: World, db, today) -> World:
    """The college and the school; what a test writes is taken back after it."""
    return _world


def make_world() -> World:
    """Both institutions with a row of every model of the admin's lists."""
    cast = make_cast()
    users = {name: getattr(cast, name) for name in COLUMNS if hasattr(cast, name)}
    for role, name in ROLES.items():
        person = make_staff(cast.institution, name).person
        give_role(person, cast.institution, role, group=cast.group if role == Role.EDUCATOR else None)
        users[role.value] = make_user(role.value, person=person)
    circle = make_element(cast.institution, "Авиамодели", kind=ElementKind.ADDITIONAL)
    pupils = make_group(cast.institution, "Авиакружок", kind=GroupKind.ELECTIVE)
    assign(Staff.objects.get(person__user=users[Role.EXTRA_TEACHER]), pupils, circle, cast.term)
    make_journal(pupils, circle, cast.year, kind=JournalKind.UNMARKED)
    school = make_institution("127.0.0.1", default=False, preset="school-mastergrad", short_name="Школа")
    year = make_year(school)
    group = make_group(school, "5А", department=make_department(school, "Начальная школа"))
    element, staff = make_element(school, "Природоведение"), make_staff(school, "Школьная Шура Шамилевна")
    learner = make_learner(group, "Малышев Миша", external_id="s1")
    make_guardian(learner, make_person("Малышева Марина"))
    assign(staff, group, element, first_term(year))
    keeper = make_staff(school, "Хранителев Харитон").person
    give_role(keeper, school, Role.ADMIN)
    users["school_admin"] = make_user("school_admin", person=keeper)
    for owner, room in ((cast.institution, "109"), (school, "12")):
        _add_lists(owner, room)
    build_site(institution=cast.institution)
    build_site(institution=school)
    world = World(cast, school, {"anonymous": Client()} | {name: _signed_in(user) for name, user in users.items()})
    for name, model in MODELS.items():
        own, foreign = (_row_of(model, owner) for owner in (cast.institution, school))
        world.own[name], world.foreign[name] = own.pk, foreign.pk
    world.own |= {"learner": cast.learners[0].pk, "group": cast.group.pk, "term": cast.term.pk}
    world.foreign |= {"learner": learner.pk, "group": group.pk, "term": first_term(year).pk}
    world.own |= wagtail_rows(cast.institution, cast.editor, sender=cast.editor)
    world.foreign |= wagtail_rows(school, users["school_admin"])
    world.own["work_programme"] = make_programme(cast.element, cast.year, "Сталь").pk
    world.foreign["work_programme"] = make_programme(element, year, "Лес").pk
    world.own["resource_file"] = make_resource(cast.institution, cast.admin, file=sent()).pk
    world.foreign["resource_file"] = make_resource(school, users["school_admin"], file=sent()).pk
    world.own |= paper_rows(cast.group, cast.admin)
    world.foreign |= paper_rows(group, users["school_admin"])
    world.foreign["issued"] = issued_paper(cast.foreign_group, cast.admin).pk
    world.own |= {"journal": cast.journal.pk, "lesson": cast.lesson.pk, "user": cast.director.pk}
    world.foreign |= {"journal": cast.foreign_journal.pk, "lesson": cast.foreign_lesson.pk, "user": cast.admin.pk}
    world.own["correction"] = _asked(cast.journal, cast.teacher)
    world.foreign["correction"] = _asked(cast.foreign_journal, cast.foreign_teacher)
    world.own["notice"] = _announced(cast.learners[0], cast.parent)
    world.foreign["notice"] = _announced(cast.foreign_learner, cast.foreign_parent)
    world.own["debt"] = _owed(cast.journal, cast.learners[0], cast.term)
    world.foreign["debt"] = _owed(cast.foreign_journal, cast.foreign_learner, cast.term)
    world.own["event"] = make_event(cast.group, cast.curator).pk
    world.foreign["event"] = make_event(cast.foreign_group, cast.foreign_curator).pk
    world.own["consent"] = consented(cast.learners[0], cast.group, cast.curator)
    world.foreign["consent"] = consented(cast.foreign_learner, cast.foreign_group, cast.foreign_curator)
    world.own["proposal"] = _proposed(cast.journal, "ОН-24-1")
    world.foreign["proposal"] = _proposed(cast.foreign_journal, "ОН-25-1")
    world.own["learner_person"] = cast.learners[0].person_id
    world.foreign["learner_person"] = learner.person_id
    world.own |= {"own_group": cast.group.pk, "child": cast.learners[0].pk}
    world.foreign |= {"own_group": cast.foreign_group.pk, "child": cast.foreign_learner.pk}
    world.own |= planned_row(cast.term, cast.dispatcher)
    world.foreign |= planned_row(first_term(year), users["school_admin"])
    world.own |= task_rows(cast.lesson, cast.teacher, cast.learners[0])
    world.foreign |= task_rows(cast.foreign_lesson, cast.foreign_teacher, cast.foreign_learner)
    world.own |= _subscribed(cast.learners[0], cast.parent)
    world.foreign |= _subscribed(cast.foreign_learner, cast.foreign_parent)
    world.own |= practice_rows(cast.journal, cast.teacher)
    world.foreign |= practice_rows(cast.foreign_journal, cast.foreign_teacher)
    world.own |= course_rows(cast.journal, cast.teacher)
    world.foreign |= course_rows(cast.foreign_journal, cast.foreign_teacher)
    revoke_feed(feed=Feed.objects.get(pk=world.foreign["feed"]), by=cast.foreign_parent)
    return world


def _subscribed(learner: Learner, parent) -> dict[str, object]:
    """A link of the parent to the learner's timetable, and its token."""
    token = make_feed(whose=learner, by=parent, key=uuid4())
    return {"feed": Feed.objects.latest("pk").pk, "token": token}


def _asked(journal: Journal, teacher) -> int:
    """A request of the journal's teacher to open the whole of it."""
    actor = teacher.journal_person
    return ask_correction(journal_id=journal.pk, place=Place(), reason="Опечатка", actor=actor, key=uuid4()).pk


def _owed(journal: Journal, learner: Learner, term) -> int:
    """A debt of the learner."""
    days = {"since": NOW.date(), "due": date(2027, 11, 20)}
    return Debt.objects.create(journal=journal, learner=learner, term=term, code="а/з", **days).pk


def _announced(learner: Learner, parent) -> int:
    """A notice of the learner's family that he will be ill."""
    row = AbsenceNotice(key=uuid4(), learner=learner, since=date(2026, 12, 1), until=date(2026, 12, 1), kind="болезнь")
    row.by, row.at = parent.journal_person, NOW
    row.save()
    return row.pk


def _proposed(journal: Journal, name: str) -> int:
    """A proposal of the teacher of a part of the journal's group."""
    load = TeachingAssignment.objects.get(group=journal.group)
    part = make_group(journal.institution, name, parent=journal.group)
    assign(load.staff, part, load.element, load.term)
    make_journal(part, load.element, journal.year)
    members = Membership.objects.filter(group=journal.group).values_list("learner_id", flat=True)
    return propose_composition(
        group_id=journal.group_id,
        kind=part.kind,
        since=NOW.date(),
        parts=dict.fromkeys(members, part.pk),
        seen=dict.fromkeys(members),
        actor=load.staff.person,
        key=uuid4(),
    ).pk


def _add_lists(owner: Institution, room: str) -> None:
    """What the cast does not need: a programme, a curriculum, a slot."""
    year = AcademicYear.objects.get(institution=owner)
    term, group = first_term(year), Group.objects.filter(institution=owner).earliest("pk")
    element = StudyElement.objects.filter(institution=owner).earliest("pk")
    ContentElement.objects.create(
        institution=owner, element=element, code="1.1", name=f"Содержание, {owner.short_name}"
    )
    programme = Programme.objects.create(institution=owner, name=f"Программа, {owner.short_name}")
    curriculum = Curriculum.objects.create(
        institution=owner, name=f"План, {owner.short_name}", year=year, programme=programme
    )
    curriculum.groups.add(group)
    CurriculumLine.objects.create(curriculum=curriculum, element=element, term=term)
    Resource.objects.create(institution=owner, name=f"Учебник, {owner.short_name}", url="https://example.org/")
    AttestationPeriod.objects.create(
        institution=owner, name=f"Аттестация, {owner.short_name}", act="Приказ № 1", since=term.since, until=term.since
    )
    learner = Learner.objects.filter(institution=owner).earliest("pk")
    Move.objects.create(learner=learner, kind="enrolled", day=term.since, goes_to=group, entered_at=NOW)
    IndividualCurriculum.objects.create(
        learner=learner,
        year=year,
        order_no="7",
        order_date=term.since,
    )
    slot = Slot.objects.create(
        term=term,
        weekday=1,
        number=1,
        group=group,
        element=element,
        activity="theory",
        room=make_room(owner, room, f"Корпус, {owner.short_name}"),
        since=term.since,
    )
    slot.teachers.add(Staff.objects.filter(institution=owner).earliest("pk"))


def _row_of(model, owner: Institution):
    paths = {
        Institution: "pk",
        Guardianship: "learner__institution",
        IndividualCurriculum: "learner__institution",
        Membership: "learner__institution",
        Move: "learner__institution",
        Person: "learners__institution",
        Slot: "term__year__institution",
        TeachingAssignment: "term__year__institution",
    }
    return model.objects.filter(**{paths.get(model, "institution"): owner.pk}).earliest("pk")


def _signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


CODES = {200: "2", 301: "R", 302: "R", 400: "B", 401: "U", 403: "F", 404: "4", 405: "5", 422: "V", 500: "!"}


def knock(client: Client, url: str, method: str = "get", body: str = "") -> str:
    """One letter: 2 opens, 4 not there, F forbidden, 5 no such verb, B bad request, V not valid, L to the login, H "no
    permission" to the admin's home, R another redirect. What a POST writes is taken back."""
    sent = {"data": body, "content_type": "application/json"} if body else {}
    with transaction.atomic():
        response = getattr(client, method)(url, **sent)
        transaction.set_rollback(method == "post")
    if response.streaming:
        b"".join(response.streaming_content)  # read to its end, a file closes
    where = response.headers.get("Location", "").split("?")[0]
    if where == "/accounts/login/":
        return "L"
    if where == "/admin/" and url.startswith("/admin/"):
        return "H"
    return CODES[response.status_code]


def every_address() -> Iterator[tuple[str, str]]:
    """(name with namespaces, or "" for a nameless pattern; route) of every address of the site."""
    yield from _walk(get_resolver().url_patterns, "", "")


def _walk(patterns, spaces: str, route: str) -> Iterator[tuple[str, str]]:
    for pattern in patterns:
        here = route + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(
                pattern.url_patterns, f"{spaces}{pattern.namespace}:" if pattern.namespace else spaces, here
            )
        elif isinstance(pattern, URLPattern):
            yield (f"{spaces}{pattern.name}" if pattern.name else "", here)
