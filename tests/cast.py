"""The people whom the tests are about, in one small college on Friday 20 November 2026.

Logins: every field that names a role is a Django user; its human is ``user.journal_person``. Beside the group «ОН-24»
with its journal stands the foreign group «ОН-25» with a teacher, a child and a parent of its own, whose rows must
never be seen by ours.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import AbstractUser

from journal_plugin.access.enums import Role
from journal_plugin.calendar.models import AcademicYear, Term
from journal_plugin.curriculum.models import StudyElement
from journal_plugin.institution.models import Department, Institution
from journal_plugin.lessons.models import Journal, Lesson, LessonTeacher, Work
from journal_plugin.people.models import Group, Learner, Staff
from tests.factories.curriculum import assign, make_element
from tests.factories.institution import (
    first_term,
    give_role,
    make_department,
    make_institution,
    make_room,
    make_user,
    make_year,
)
from tests.factories.lessons import make_journal, make_lesson, make_work
from tests.factories.people import make_group, make_guardian, make_learner, make_person, make_staff
from tests.stage import Stage

LESSON_DAYS = (
    date(2026, 10, 29),  # 22 days ago: shut
    date(2026, 10, 30),  # 21 days ago: the last open day
    date(2026, 11, 13),
    date(2026, 11, 20),  # today
    date(2026, 11, 23),  # ahead
)


@dataclass(frozen=True)
class Cast:
    """One college, its people and one journal."""

    institution: Institution
    department: Department
    year: AcademicYear
    term: Term
    group: Group
    element: StudyElement
    journal: Journal
    lessons: tuple[Lesson, ...]
    """By LESSON_DAYS."""
    lesson: Lesson
    """Today's, with two works."""
    works: tuple[Work, Work]
    """Today's: «ОТ» (weight 1) and «ПР» (weight 2)."""
    learners: tuple[Learner, Learner, Learner]
    """Аня (the student, the parent's child), Борис, Вера, in this order in the list."""
    staff: Staff
    """The teacher at the college."""
    teacher: AbstractUser
    substitute: AbstractUser
    """Holds only the lesson of 13 November, by order."""
    curator: AbstractUser
    parent: AbstractUser
    student: AbstractUser
    deputy: AbstractUser
    director: AbstractUser
    head: AbstractUser
    """Head of the group's department."""
    admin: AbstractUser
    secretary: AbstractUser
    dispatcher: AbstractUser
    editor: AbstractUser
    system: AbstractUser
    stranger: AbstractUser
    """Signed in, nobody here."""
    foreign_group: Group
    foreign_journal: Journal
    foreign_lesson: Lesson
    """Today's lesson of the foreign group."""
    foreign_learner: Learner
    foreign_teacher: AbstractUser
    foreign_parent: AbstractUser
    foreign_curator: AbstractUser


@pytest.fixture
def cast(stage: Stage, db, today) -> Cast:
    """The cast, with the clock stopped at 20 November 2026, 10:30."""
    return stage.copy("cast")


def make_cast() -> Cast:
    """The same for a test that brings its own clock."""
    institution = make_institution(short_name="Пермский колледж", city="Пермь")
    year = make_year(institution)
    term = first_term(year)
    department = make_department(institution)
    group = make_group(institution, "ОН-24", department=department)
    element = make_element(institution, "Материаловедение")
    room = make_room(institution, "108")
    staff = make_staff(institution, "Петров Пётр Петрович", department=department)
    substitute = make_staff(institution, "Сменова Софья Сергеевна")
    assign(staff, group, element, term)
    journal = make_journal(group, element, year)
    lessons = tuple(make_lesson(journal, day, teachers=[staff], room=room) for day in LESSON_DAYS)
    LessonTeacher.objects.create(lesson=lessons[2], staff=substitute, substitute=True, order_no="77")
    works = (lessons[3].works.get(), make_work(lessons[3], "ПР", position=1))
    learners = (
        make_learner(group, "Андреева Анна Ильинична", external_id="1"),
        make_learner(group, "Борисов Борис Борисович", external_id="2"),
        make_learner(group, "Ветрова Вера Васильевна", external_id="3"),
    )
    mother = make_person("Андреева Мария Олеговна", email="mother@example.org")
    make_guardian(learners[0], mother)
    return Cast(
        institution=institution,
        department=department,
        year=year,
        term=term,
        group=group,
        element=element,
        journal=journal,
        lessons=lessons,
        lesson=lessons[3],
        works=works,
        learners=learners,
        staff=staff,
        teacher=make_user("teacher", person=staff.person),
        substitute=make_user("substitute", person=substitute.person),
        parent=make_user("parent", person=mother),
        student=make_user("student", person=learners[0].person),
        stranger=make_user("stranger", person=make_person("Чужов Чеслав Чеславович")),
        **_staff_with_roles(institution, department, group),
        **_foreign(institution, term),
    )


def _staff_with_roles(institution: Institution, department: Department, group: Group) -> dict[str, Any]:
    """One login a role; those who keep lists or write pages may enter Wagtail's admin."""
    people: dict[Role, tuple[str, dict[str, Any], bool]] = {
        Role.CURATOR: ("Куратова Клара Карловна", {"group": group}, True),
        Role.DEPUTY: ("Замова Зоя Захаровна", {}, False),
        Role.DIRECTOR: ("Директоров Денис Дмитриевич", {}, False),
        Role.HEAD: ("Завьялова Злата Львовна", {"department": department}, False),
        Role.ADMIN: ("Админов Артём Андреевич", {}, True),
        Role.SECRETARY: ("Секретова Светлана Семёновна", {}, True),
        Role.DISPATCHER: ("Диспетчерова Дина Денисовна", {}, True),
        Role.EDITOR: ("Редакторов Роман Родионович", {}, True),
        Role.SYSTEM: ("Системов Сергей Саввич", {}, True),
    }
    users: dict[str, Any] = {}
    for role, (name, scope, admin) in people.items():
        person = make_staff(institution, name, position=str(role.label)).person
        give_role(person, institution, role, **scope)
        users[role.value] = make_user(role.value, person=person, admin=admin)
    return users


def _foreign(institution: Institution, term: Term) -> dict[str, Any]:
    """Another group of the same college in another department, with everything that could leak."""
    group = make_group(institution, "ОН-25", department=make_department(institution, "Отделение сервиса"))
    element = make_element(institution, "Психология")
    staff = make_staff(institution, "Инов Игорь Игоревич")
    assign(staff, group, element, term)
    journal = make_journal(group, element, term.year)
    lesson = make_lesson(journal, date(2026, 11, 20), 2, teachers=[staff], topic="Чужая тема", homework="Чужое задание")
    learner = make_learner(group, "Яковлев Яков Яковлевич", external_id="91")
    parent = make_person("Яковлева Яна Юрьевна")
    make_guardian(learner, parent)
    curator = make_staff(institution, "Инова Инна Игоревна").person
    give_role(curator, institution, Role.CURATOR, group=group)
    return {
        "foreign_group": group,
        "foreign_journal": journal,
        "foreign_lesson": lesson,
        "foreign_learner": learner,
        "foreign_teacher": make_user("foreign_teacher", person=staff.person),
        "foreign_parent": make_user("foreign_parent", person=parent),
        "foreign_curator": make_user("foreign_curator", person=curator, admin=True),
    }
