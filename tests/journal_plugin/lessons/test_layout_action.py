"""Laying out a term: dated lessons ahead of time, never over something filled in."""

from dataclasses import replace
from datetime import date, time
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from journal_plugin.calendar.actions import enter_bells, set_mode
from journal_plugin.calendar.cards import BellCard
from journal_plugin.calendar.models import Bell, Holiday
from journal_plugin.curriculum.enums import ElementKind
from journal_plugin.curriculum.models import Curriculum, PlannedLesson, Programme, StudyElement, ThematicPlan
from journal_plugin.institution.enums import InstitutionKind
from journal_plugin.institution.models import Institution
from journal_plugin.lessons.actions import lay_out_term
from journal_plugin.lessons.actions.planning import follow_plans
from journal_plugin.lessons.enums import JournalKind
from journal_plugin.lessons.models import Journal, Lesson, Work
from journal_plugin.lessons.receivers import lay_out_new_timetable
from journal_plugin.people.enums import GroupKind
from journal_plugin.people.models import Group
from journal_plugin.timetable.actions import enter_slots
from journal_plugin.timetable.cards import SlotCard
from journal_plugin.timetable.signals import timetable_entered
from tests.factories.lessons import make_work
from tests.factories.people import make_group

LAY_OUT = "journal.lessons.lay_out"
MONDAY = SlotCard(week="", weekday=1, number=1, group="ТМ-31", element="Химия", teachers=("П01", "П02"))


@pytest.fixture(autouse=True)
def by_hand():
    """Entering slots lays nothing out by itself, so that each test does it when it is ready."""
    timetable_entered.disconnect(dispatch_uid=LAY_OUT)
    yield
    timetable_entered.connect(lay_out_new_timetable, dispatch_uid=LAY_OUT)


def lay(term, *cards, **options):
    """(created, changed, unchanged, removed) of a lay-out after those slots were entered."""
    enter_slots(term=term, cards=cards, replace=True, **options)
    laid = lay_out_term(term=term)
    return (laid.created, laid.changed, laid.unchanged, laid.removed)


def test_term_is_laid_out_with_teachers_hours_and_a_work(term):
    assert lay(term, MONDAY) == (17, 0, 0, 0)
    journal = Journal.objects.get()
    assert (journal.group.name, journal.element.name, journal.year) == ("ТМ-31", "Химия", term.year)
    lesson = journal.lessons.first()
    assert (lesson.date, lesson.number, lesson.starts, lesson.ends, lesson.hours) == (
        date(2026, 9, 7),
        1,
        time(8, 30),
        time(10),
        2,
    )
    assert sorted(staff.external_id for staff in lesson.teachers.all()) == ["П01", "П02"]
    assert list(lesson.works.values_list("kind__code", "weight", "position")) == [("ОТ", 1, 0)]
    assert journal.lessons.filter(date__range=(date(2026, 11, 4), date(2026, 11, 6))).count() == 0


def test_second_lay_out_changes_nothing(term):
    lay(term, MONDAY)
    assert lay(term, MONDAY) == (0, 0, 17, 0)


def test_changed_timetable_moves_only_what_is_not_filled_in(term):
    lay(term, MONDAY)
    Lesson.objects.filter(date=date(2026, 11, 30)).update(topic="Кислоты")
    tuesday = SlotCard(week="", weekday=2, number=2, group="ТМ-31", element="Химия", teachers=("П03",))
    # From 20 November on: Mondays 23, 30 November, 7, 14, 21, 28 December go, but for the filled one; 5 Tuesdays come.
    assert lay(term, tuesday, since=date(2026, 11, 20)) == (5, 0, 11, 5)
    rest = Lesson.objects.filter(date__gte=date(2026, 11, 20)).values_list("date", "topic")
    assert list(rest) == [
        (date(2026, 11, 24), ""),
        (date(2026, 11, 30), "Кислоты"),
        (date(2026, 12, 1), ""),
        (date(2026, 12, 8), ""),
        (date(2026, 12, 15), ""),
        (date(2026, 12, 22), ""),
    ]
    assert Lesson.objects.filter(date__lt=date(2026, 11, 20)).count() == 11


def test_changed_teacher_takes_over_from_the_day_of_change(term):
    lay(term, MONDAY)
    other = SlotCard(week="", weekday=1, number=1, group="ТМ-31", element="Химия", teachers=("П03",))
    assert lay(term, other, since=date(2026, 11, 20)) == (0, 6, 11, 0)
    held = {
        lesson.date: sorted(staff.external_id for staff in lesson.teachers.all()) for lesson in Lesson.objects.all()
    }
    assert (held[date(2026, 11, 16)], held[date(2026, 11, 23)]) == (["П01", "П02"], ["П03"])


@pytest.mark.parametrize("fill", ["homework", "cancelled", "attendance", "work", "substitute"])
def test_lesson_with_anything_in_it_is_left_alone(term, fill):
    lay(term, MONDAY)
    lesson = Lesson.objects.get(date=date(2026, 12, 14))
    if fill == "homework":
        Lesson.objects.filter(pk=lesson.pk).update(homework="§ 5")
    elif fill == "cancelled":
        Lesson.objects.filter(pk=lesson.pk).update(cancelled=True)
    elif fill == "attendance":
        Lesson.objects.filter(pk=lesson.pk).update(attendance_at=term.year.institution.local_now())
    elif fill == "work":
        make_work(lesson, "КР", position=1)
    else:
        lesson.lesson_teachers.update(substitute=True)
    enter_slots(
        term=term,
        cards=[SlotCard(week="", weekday=3, number=1, group="ТМ-31", element="Химия")],
        since=date(2026, 11, 20),
        replace=True,
    )
    assert lay_out_term(term=term).removed == 5
    assert Lesson.objects.filter(pk=lesson.pk).count() == 1


@pytest.mark.row("A09")
def test_holidays_of_a_programme_and_a_course_close_only_their_groups(term, institution):
    programme = Programme.objects.create(institution=institution, name="Технология")
    curriculum = Curriculum.objects.create(institution=institution, year=term.year, name="УП", programme=programme)
    curriculum.groups.add(Group.objects.get(name="ТМ-31"))
    Group.objects.filter(name="ТМ-32").update(course=2)
    days = {"institution": institution, "since": date(2026, 9, 7), "until": date(2026, 9, 7)}
    Holiday.objects.create(name="Выезд программы", programme=programme, **days)
    later = days | {"since": date(2026, 9, 14), "until": date(2026, 9, 14)}
    Holiday.objects.create(name="День второго курса", course=2, **later)
    other = replace(MONDAY, group="ТМ-32", teachers=("П03",))
    lay(term, MONDAY, other)
    first = {
        name: list(Lesson.objects.filter(journal__group__name=name).values_list("date", flat=True)[:2])
        for name in ("ТМ-31", "ТМ-32")
    }
    assert first == {
        "ТМ-31": [date(2026, 9, 14), date(2026, 9, 21)],
        "ТМ-32": [date(2026, 9, 7), date(2026, 9, 21)],
    }


@pytest.mark.row("A10")
def test_group_has_the_bells_and_the_week_of_its_own_mode(term, institution):
    enter_bells(institution=institution, cards=[BellCard("Второй корпус", 1, time(9), time(10, 30))])
    mode = set_mode(institution=institution, name="Пятидневка", schedule="Второй корпус", last_weekday=5)
    Group.objects.filter(name="ТМ-31").update(mode=mode)
    part = make_group(institution, "ТМ-31-П1", parent=Group.objects.get(name="ТМ-31"))
    cards = [replace(MONDAY, weekday=weekday, group=part.name) for weekday in (5, 6)]
    lay(term, *cards, replace(MONDAY, group="ТМ-32", weekday=6))
    own = Lesson.objects.filter(journal__group=part)
    assert set(own.values_list("starts", "date__iso_week_day")) == {(time(9), 5)}
    usual = Lesson.objects.filter(journal__group__name="ТМ-32")
    assert set(usual.values_list("starts", "date__iso_week_day")) == {(time(8, 30), 6)}


def test_lesson_number_without_a_bell_is_refused_and_nothing_is_laid_out(term):
    enter_slots(term=term, cards=[MONDAY])
    Bell.objects.filter(number=1).delete()
    with pytest.raises(ValidationError) as error:
        lay_out_term(term=term)
    assert error.value.messages == ["Для занятия 1 группы ТМ-31 нет звонка."]
    assert (Lesson.objects.count(), Journal.objects.count()) == (0, 0)


def test_queries_do_not_grow_with_slots(term, institution):
    counts = []
    for number in (1, 3):
        cards = [
            SlotCard(week="", weekday=1, number=at, group=f"ТМ-3{2 if number == 3 else 1}", element="Химия")
            for at in range(1, number + 1)
        ]
        enter_slots(term=term, cards=cards)
        with CaptureQueriesContext(connection) as queries:
            # Some weeks: SQLite takes so many lessons in one statement.
            lay_out_term(term=term, since=date(2026, 11, 2))
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.row("D17")
def test_first_class_of_a_school_gets_a_journal_without_marks_and_columns(term):
    Institution.objects.update(kind=InstitutionKind.SCHOOL)
    term.year.institution.refresh_from_db()
    Group.objects.filter(name="ТМ-31").update(course=1)
    lay(term, MONDAY)
    journal = Journal.objects.get()
    assert (journal.kind, Work.objects.count(), journal.lessons.count()) == (JournalKind.UNMARKED, 0, 17)


def test_second_class_and_first_course_of_a_college_are_marked(term):
    Group.objects.filter(name="ТМ-31").update(course=1)
    lay(term, MONDAY)
    assert Journal.objects.get().kind == JournalKind.ORDINARY


def test_circle_of_an_elective_group_is_kept_without_marks(term):
    Group.objects.filter(name="ТМ-31").update(kind=GroupKind.ELECTIVE)
    StudyElement.objects.filter(name="Химия").update(kind=ElementKind.EXTRA_COURSE)
    lay(term, MONDAY)
    assert Journal.objects.get().kind == JournalKind.UNMARKED


def test_a_lesson_that_only_follows_a_plan_follows_the_timetable_too(term):
    lay(term, MONDAY)
    plan = ThematicPlan.objects.create(
        element=StudyElement.objects.get(name="Химия"), year=term.year, page_id=1, published_at="2026-08-30T10:00:00Z"
    )
    for position in range(2):
        PlannedLesson.objects.create(
            plan=plan, block=uuid4(), position=position, section="Р", topic=f"Тема {position}", activity="theory"
        )
    follow_plans(year=term.year)

    assert lay(term, replace(MONDAY, weekday=2)) == (17, 0, 0, 17)
    follow_plans(year=term.year)

    first = Lesson.objects.order_by("date")[:3]
    assert [(lesson.date, lesson.planned and lesson.planned.topic) for lesson in first] == [
        (date(2026, 9, 1), "Тема 0"),
        (date(2026, 9, 8), "Тема 1"),
        (date(2026, 9, 15), None),
    ]
