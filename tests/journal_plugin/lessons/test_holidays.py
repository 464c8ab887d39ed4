"""Holidays that change after a study period is laid out: its lessons follow, what is filled in stays (A08, C04)."""

from datetime import date

import pytest

from journal_plugin.access.actions.rows import delete_row, save_row
from journal_plugin.calendar.models import Holiday
from journal_plugin.lessons.models import Lesson
from journal_plugin.timetable.actions import enter_slots
from journal_plugin.timetable.cards import SlotCard
from tests.cast import Cast
from tests.factories.gradebook import save_as, text

MONDAY, NEXT = date(2026, 11, 30), date(2026, 12, 7)


@pytest.fixture
def laid(cast: Cast) -> Cast:
    """The group has its subject every Monday until the end of the term."""
    card = SlotCard(
        week="", weekday=1, number=2, group=cast.group.name, element=cast.element.name, teachers=(key_of(cast),)
    )
    enter_slots(term=cast.term, cards=[card], since=date(2026, 11, 23))
    return cast


def key_of(cast: Cast) -> str:
    return cast.staff.external_id or cast.staff.person.full_name


def days(cast: Cast) -> list[date]:
    lessons = Lesson.objects.filter(journal=cast.journal, slot__isnull=False, cancelled=False)
    return list(lessons.filter(date__range=(MONDAY, NEXT)).order_by("date").values_list("date", flat=True))


def holiday(cast: Cast, day: date, **fields) -> Holiday:
    return Holiday(institution=cast.institution, name="Карантин", since=day, until=day, **fields)


@pytest.mark.row("A08")
def test_lessons_leave_days_that_became_free_and_come_back(laid):
    assert days(laid) == [MONDAY, NEXT]
    row = save_row(row=holiday(laid, MONDAY), by=laid.admin)
    assert days(laid) == [NEXT]
    row.since = row.until = NEXT
    save_row(row=row, by=laid.admin)
    assert days(laid) == [MONDAY]
    delete_row(row=row, by=laid.admin)
    assert days(laid) == [MONDAY, NEXT]


def test_a_lesson_in_which_something_is_written_stays(laid):
    lesson = Lesson.objects.get(journal=laid.journal, date=MONDAY)
    save_as(laid.teacher, laid.journal, text("homework", lesson, "§ 5"))
    save_row(row=holiday(laid, MONDAY), by=laid.admin)
    assert days(laid) == [MONDAY, NEXT]


def test_holidays_of_another_course_touch_nothing(laid):
    save_row(row=holiday(laid, MONDAY, course=laid.group.course + 1), by=laid.admin)
    assert days(laid) == [MONDAY, NEXT]
