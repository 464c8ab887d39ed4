"""The schedule of a practice becomes lessons of its journal, whose topics come from it (B11, S3-4.1.3)."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from journal_plugin.calendar.models import Holiday
from journal_plugin.curriculum.models import TeachingAssignment
from journal_plugin.lessons.actions import drop_visit, plan_visits
from journal_plugin.lessons.actions.layout import lay_out_term
from journal_plugin.lessons.actions.planning import follow_plans
from journal_plugin.lessons.models import Journal, Lesson
from journal_plugin.lessons.visits import Visit, weekly
from journal_plugin.timetable.enums import VisitKind
from journal_plugin.timetable.models import PracticeVisit
from tests.cast import Cast
from tests.factories.curriculum import assign, make_element
from tests.journal_plugin.lessons.test_planning import make_plan

DAY = date(2026, 11, 24)
CALL = Visit(DAY, 2, VisitKind.CONSULTATION, "", "Дневник практики")
TRIP = Visit(DAY, 3, VisitKind.VISIT, "ООО «Мост»", "")


@pytest.fixture
def load(cast: Cast) -> TeachingAssignment:
    """The teacher leads the practice of the group."""
    element = make_element(cast.institution, "Практика по профилю", kind="profile-practice")
    return assign(cast.staff, cast.group, element, cast.term)


def plan(load: TeachingAssignment, user, *visits: Visit, key=None) -> int:
    return plan_visits(assignment_id=load.pk, visits=visits, user=user, actor=user.journal_person, key=key or uuid4())


def standing() -> list[tuple]:
    rows = Lesson.objects.filter(visit__isnull=False).order_by("date", "number")
    return list(rows.values_list("date", "number", "activity", "hours", "visit__topic", "topic"))


@pytest.mark.row("B11")
def test_entries_become_lessons_of_a_journal_that_had_no_timetable(cast, load):
    assert plan(load, cast.teacher, CALL, TRIP) == 2
    assert standing() == [
        (DAY, 2, "consultation", 2, "Дневник практики", ""),
        (DAY, 3, "practice", 2, "Посещение места практики: ООО «Мост»", ""),
    ]
    journal = Journal.objects.get(element=load.element)
    assert (journal.group, journal.kind, journal.lessons.first().teachers.get()) == (cast.group, "module", cast.staff)


@pytest.mark.row("B11")
def test_the_plan_of_the_journal_is_the_schedule_and_not_the_thematic_plan(cast, load):
    plan(load, cast.teacher, TRIP)
    make_plan(cast, load.element, ("Вводное занятие", "practice"))
    follow_plans(year=cast.year)
    lay_out_term(term=cast.term)
    assert Lesson.objects.get(visit__isnull=False).planned is None


def test_a_repeated_key_adds_nothing(cast, load):
    key = uuid4()
    assert (plan(load, cast.teacher, TRIP, key=key), plan(load, cast.teacher, TRIP, key=key)) == (1, 0)
    assert PracticeVisit.objects.count() == 1


def test_several_weeks_all_or_nothing(cast, load):
    assert [visit.day.day for visit in weekly(TRIP, 2)] == [24, 1]
    with pytest.raises(ValidationError, match="вне срока практики"):
        plan(load, cast.teacher, *weekly(TRIP, 20))
    assert not standing()
    assert not Journal.objects.filter(element=load.element).exists()


@pytest.mark.parametrize(
    ("visit", "said"),
    [
        (Visit(DAY, 9, VisitKind.VISIT, "ООО «Мост»", ""), "звон"),
        (Visit(DAY, 3, VisitKind.VISIT, "", ""), "место практики"),
        (Visit(date(2026, 11, 23), 1, VisitKind.VISIT, "ООО «Мост»", ""), "Петров П. П."),
    ],
)
def test_what_cannot_be_is_refused_in_words(cast, load, visit, said):
    with pytest.raises(ValidationError) as refused:
        plan(load, cast.teacher, visit)
    assert said in " ".join(refused.value.messages).replace("\xa0", " ")
    assert not standing()


def test_a_group_with_a_lesson_may_be_away_but_has_no_consultation(cast, load):
    other = assign(cast.substitute.journal_person.staff.get(), cast.group, load.element, cast.term)
    there = Visit(date(2026, 11, 23), 1, VisitKind.VISIT, "ООО «Мост»", "")
    assert plan(other, cast.substitute, there) == 1
    drop(other, cast.substitute)
    with pytest.raises(ValidationError, match="ОН-24"):
        plan(other, cast.substitute, Visit(there.day, 1, VisitKind.CONSULTATION, "", ""))


@pytest.mark.row("B11")
def test_no_entry_of_a_row_of_weeks_falls_on_a_holiday_and_the_refusal_names_the_day(cast, load):
    Holiday.objects.create(
        institution=cast.institution, name="День реки", since=date(2026, 12, 1), until=date(2026, 12, 1)
    )
    with pytest.raises(ValidationError, match=r"^\['01.12.2026: .*День реки.*Ничего не добавлено"):
        plan(load, cast.teacher, *weekly(TRIP, 2))
    assert not standing()


def test_a_place_of_practice_is_visited_on_a_day_off_where_nobody_is_consulted(cast, load):
    sunday = date(2026, 11, 29)
    with pytest.raises(ValidationError, match=r"29.11.2026: .*выходной"):
        plan(load, cast.teacher, replace(CALL, day=sunday))
    assert plan(load, cast.teacher, replace(TRIP, day=sunday)) == 1


def drop(load: TeachingAssignment, user) -> None:
    visit = PracticeVisit.objects.get(assignment=load)
    drop_visit(assignment_id=load.pk, visit_id=visit.pk, user=user, actor=user.journal_person)


def test_an_entry_is_taken_out_with_its_lesson_until_something_is_written(cast, load):
    plan(load, cast.teacher, TRIP)
    drop(load, cast.teacher)
    assert (standing(), PracticeVisit.objects.count()) == ([], 0)


def test_nobody_else_keeps_the_schedule(cast, load):
    for user in (cast.foreign_teacher, cast.substitute, cast.parent, cast.editor, cast.secretary):
        with pytest.raises(PermissionDenied):
            plan(load, user, TRIP)
    assert plan(load, cast.dispatcher, TRIP) == 1


def test_a_load_that_is_no_practice_has_no_schedule(cast):
    theory = TeachingAssignment.objects.get(staff=cast.staff)
    with pytest.raises(PermissionDenied):
        plan(theory, cast.teacher, TRIP)


def test_whose_load_was_taken_away_neither_adds_nor_takes_out(cast, load):
    plan(load, cast.teacher, Visit(date(2026, 11, 9), 3, VisitKind.VISIT, "ООО «Мост»", ""))
    TeachingAssignment.objects.filter(pk=load.pk).update(until=date(2026, 11, 10))
    with pytest.raises(PermissionDenied):
        plan(load, cast.teacher, Visit(date(2026, 11, 10), 3, VisitKind.VISIT, "ООО «Мост»", ""))
    with pytest.raises(PermissionDenied):
        drop(load, cast.teacher)
    drop(load, cast.dispatcher)
    assert not standing()
