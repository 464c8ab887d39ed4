"""The timetable of a day and of a week, and who opens it."""

from datetime import date, time

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from journal_plugin.access.menu import entries_for
from journal_plugin.calendar.actions import enter_bells, set_mode
from journal_plugin.calendar.cards import BellCard
from journal_plugin.menu import DESK
from journal_plugin.people.enums import GroupKind
from journal_plugin.people.models import Group, Learner, Staff
from journal_plugin.timetable.queries import days_of_group, days_of_learner, days_of_teacher
from tests.cast import Cast
from tests.factories.curriculum import make_element
from tests.factories.institution import make_institution, make_room, make_user
from tests.factories.lessons import make_journal, make_lesson
from tests.factories.people import join, make_group, make_guardian, make_learner, make_staff

TODAY = date(2026, 11, 20)


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def texts(client: Client, address: str) -> list[tuple[int, str, str]]:
    """(number, element, rooms) of the day that the page shows."""
    day = client.get(address).context["day"]
    return [(line.number, line.element, line.rooms) for line in day.lines]


@pytest.fixture
def parts(cast: Cast) -> tuple[Group, Group]:
    """Two subgroups of ОН-24 with a lesson each today: Аня is in the first."""
    made = []
    for number, learner in enumerate(cast.learners[:2], start=1):
        part = make_group(cast.institution, f"ОН-24-{number}", parent=cast.group)
        join(learner, part)
        journal = make_journal(part, make_element(cast.institution, f"Практика {number}"), cast.year)
        make_lesson(journal, TODAY, 2, teachers=[cast.staff])
        made.append(part)
    return tuple(made)


@pytest.mark.row("C09")
@pytest.mark.parametrize("who", ["student", "parent"])
def test_learner_and_parent_see_time_place_and_teacher_of_own_lessons(cast: Cast, parts, who: str) -> None:
    client = signed_in(getattr(cast, who))
    response = client.get("/timetable/", follow=True)
    assert response.redirect_chain[-1][0] == f"/timetable/learners/{cast.learners[0].pk}/"
    lines = response.context["day"].lines
    assert [(line.number, line.element, line.rooms, line.starts.isoformat("minutes")) for line in lines] == [
        (1, "Материаловедение", "108", "08:30"),
        (2, "Практика 1", "", "10:10"),
    ]
    assert lines[0].parts[0].teachers == ("Петров\u00a0П.\u00a0П.",)


@pytest.mark.row("C03")
def test_group_has_the_lessons_of_its_subgroups_and_streams(cast: Cast, parts) -> None:
    stream = Group.objects.create(
        institution=cast.institution, name="Поток", kind=GroupKind.STREAM, since=date(2026, 9, 1)
    )
    join(cast.learners[2], stream)
    make_lesson(make_journal(stream, make_element(cast.institution, "Лекция"), cast.year), TODAY, 3)
    assert texts(signed_in(cast.teacher), f"/timetable/groups/{cast.group.pk}/") == [
        (1, "Материаловедение", "108"),
        (2, "Практика 1", ""),
        (2, "Практика 2", ""),
        (3, "Лекция", ""),
    ]


@pytest.mark.row("A10")
def test_learner_on_an_individual_plan_has_the_bells_of_his_own_mode(cast: Cast, parts) -> None:
    enter_bells(institution=cast.institution, cards=[BellCard("Надомное", 1, time(9), time(9, 40))])
    mode = set_mode(institution=cast.institution, name="На дому", schedule="Надомное")
    Learner.objects.filter(pk=cast.learners[0].pk).update(individual_plan=True, mode=mode)
    address = "/timetable/learners/{}/".format
    seen = [
        [(line.number, f"{line.starts:%H:%M}", f"{line.ends:%H:%M}") for line in day.lines]
        for day in (signed_in(cast.curator).get(address(learner.pk)).context["day"] for learner in cast.learners[:2])
    ]
    assert seen == [
        [(1, "09:00", "09:40"), (2, "10:10", "11:40")],
        [(1, "08:30", "10:00"), (2, "10:10", "11:40")],
    ]


ALLOWED = {
    "group": {"student", "parent", "curator", "teacher", "foreign_teacher", "director"},
    "learner": {"student", "parent", "curator", "director", "deputy", "secretary"},
}


@pytest.mark.row("M05")
@pytest.mark.parametrize("whose", ["group", "learner"])
@pytest.mark.parametrize("page", ["", "week/"])
def test_only_own_people_open_a_timetable(cast: Cast, whose: str, page: str) -> None:
    other = make_institution("school.example", default=False, preset="school-sergino", short_name="Школа")
    outsider = make_user("outsider", person=make_staff(other, "Инакова Инна Ильинична").person)
    pk = cast.group.pk if whose == "group" else cast.learners[0].pk
    people = {
        name: getattr(cast, name) for name in ALLOWED["group"] | ALLOWED["learner"] | {"stranger", "foreign_parent"}
    }
    people["outsider"] = outsider
    address = f"/timetable/{whose}s/{pk}/{page}"
    opened = {name for name, user in people.items() if signed_in(user).get(address).status_code == 200}
    refused = {name for name, user in people.items() if signed_in(user).get(address).status_code == 404}
    assert (opened & (ALLOWED[whose] | {"stranger", "foreign_parent", "outsider"}), opened | refused) == (
        ALLOWED[whose],
        set(people),
    )


def test_guest_is_asked_to_sign_in(cast: Cast, client: Client) -> None:
    address = f"/timetable/groups/{cast.group.pk}/"
    assert client.get(address)["Location"] == f"/accounts/login/?next={address}"


def test_staff_choose_a_group_and_a_nobody_is_told_so(cast: Cast) -> None:
    for user, address in ((cast.director, "/timetable/"), (cast.teacher, "/timetable/groups/")):
        courses = signed_in(user).get(address).context["courses"]
        shown = {course.title: [name for _pk, name in course.entries] for course in courses}
        assert shown == {"1 курс": ["ОН-24", "ОН-25"]}
    assert signed_in(cast.stranger).get("/timetable/").context["courses"] == ()


def test_teacher_sees_own_lessons_with_their_groups_and_those_of_a_substitute(cast: Cast, parts) -> None:
    response = signed_in(cast.teacher).get("/timetable/", follow=True)
    assert response.redirect_chain[-1][0] == f"/timetable/teachers/{cast.staff.pk}/"
    lines = response.context["day"].lines
    assert [(line.number, line.element, line.rooms, [part.name for part in line.parts]) for line in lines] == [
        (1, "Материаловедение", "108", ["ОН-24"]),
        (2, "Практика 1", "", ["ОН-24-1"]),
        (2, "Практика 2", "", ["ОН-24-2"]),
    ]
    substitute = cast.lessons[2].lesson_teachers.get(substitute=True).staff
    week = signed_in(cast.director).get(f"/timetable/teachers/{substitute.pk}/week/?day=2026-11-13").context["days"]
    assert [(day.date, [line.element for line in day.lines]) for day in week if day.lines] == [
        (date(2026, 11, 13), ["Материаловедение"])
    ]


@pytest.mark.row("C03")
def test_room_has_the_lessons_held_in_it_with_their_groups_and_teachers(cast: Cast, parts) -> None:
    address = f"/timetable/rooms/{cast.lesson.room_id}/"
    lines = signed_in(cast.director).get(address).context["day"].lines
    assert [
        (line.number, line.element, [(part.name, part.room, part.teachers) for part in line.parts]) for line in lines
    ] == [(1, "Материаловедение", [("ОН-24", "", ("Петров\u00a0П.\u00a0П.",))])]
    week = signed_in(cast.teacher).get(f"{address}week/").context["days"]
    assert [day.date for day in week if day.lines] == [TODAY]


def test_rooms_stand_by_buildings_for_colleagues_alone(cast: Cast) -> None:
    make_room(cast.institution, "12", "Мастерские")
    make_room(cast.institution, "9", "Мастерские")
    shown = [
        [(building.title, [name for _pk, name in building.entries]) for building in page.context["buildings"]]
        for page in (signed_in(user).get("/timetable/groups/") for user in (cast.teacher, cast.parent))
    ]
    main = cast.lesson.room.building.name
    assert shown == [sorted([(main, ["108"]), ("Мастерские", ["9", "12"])]), []]


def test_rooms_week_takes_as_many_queries_with_three_lessons(cast: Cast) -> None:
    client = signed_in(cast.director)

    def queries() -> int:
        with CaptureQueriesContext(connection) as counter:
            client.get(f"/timetable/rooms/{cast.lesson.room_id}/week/")
        return len(counter)

    queries()
    few = queries()
    for number in (2, 3):
        make_lesson(cast.journal, TODAY, number, teachers=[cast.staff], room=cast.lesson.room)
    assert queries() == few


@pytest.mark.parametrize("day", ["2026-13-45", "вчера", "0001-01-01", ""])
def test_nonsense_instead_of_a_day_is_today(cast: Cast, day: str) -> None:
    response = signed_in(cast.student).get(f"/timetable/groups/{cast.group.pk}/", {"day": day})
    assert response.context["day"].date == TODAY


def test_lessons_before_a_transfer_stay_those_of_the_old_group(cast: Cast) -> None:
    learner = cast.learners[0]
    learner.memberships.update(until=date(2026, 11, 15))
    join(learner, cast.foreign_group, since=date(2026, 11, 16))
    days = {
        day.date: [line.element for line in day.lines] for day in days_of_learner(learner, date(2026, 11, 13), TODAY)
    }
    assert (days[date(2026, 11, 13)], days[TODAY]) == (["Материаловедение"], ["Психология"])


def test_lesson_with_three_teachers_is_one_line_and_two_queries(cast: Cast, django_assert_num_queries) -> None:
    for number in range(2):
        staff = make_staff(cast.institution, f"Добавкин Денис {number}")
        cast.lesson.lesson_teachers.create(staff=staff)
    group = Group.objects.select_related("institution").get(pk=cast.group.pk)
    with django_assert_num_queries(2):
        (day,) = days_of_group(group, TODAY, TODAY)
    assert [len(line.parts[0].teachers) for line in day.lines] == [3]


def test_teachers_day_is_two_queries(cast: Cast, parts, django_assert_num_queries) -> None:
    staff = Staff.objects.select_related("institution").get(pk=cast.staff.pk)
    with django_assert_num_queries(2):
        days = days_of_teacher(staff, date(2026, 10, 29), TODAY)
    assert sum(len(day.lines) for day in days) == 6


def test_number_of_queries_does_not_grow(cast: Cast) -> None:
    """One lesson and one child, then three of each."""

    def queries() -> int:
        client = signed_in(cast.parent)
        with CaptureQueriesContext(connection) as counter:
            client.get(f"/timetable/learners/{cast.learners[0].pk}/week/")
        return len(counter)

    queries()
    few = queries()
    for number in (2, 3):
        make_lesson(cast.journal, TODAY, number, teachers=[cast.staff])
    for name in ("Андреев Артём Ильич", "Андреева Алла Ильинична"):
        make_guardian(make_learner(cast.group, name), cast.parent.journal_person)
    assert queries() == few


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        *(
            (who, True)
            for who in ("teacher", "substitute", "curator", "head", "deputy", "director", "admin", "secretary")
        ),
        *((who, False) for who in ("parent", "student", "stranger")),
    ],
)
def test_menu_leads_those_who_work_here_to_the_timetable(cast: Cast, who: str, seen: bool) -> None:
    user = getattr(cast, who)
    address = reverse("journal:timetable")
    assert (address in {entry.url for entry in entries_for(user, DESK)}) is seen
    if seen:
        assert signed_in(user).get(address, follow=True).status_code == 200
