"""Missed hours, days and spells, by hand (requirements §2.2, D16)."""

from datetime import date
from decimal import Decimal

from journal_plugin.attendance.totals import Attended, missed, percent_of, spells

MONDAY, TUESDAY = date(2026, 10, 5), date(2026, 10, 6)


def test_missed_counts_hours_lessons_and_only_whole_days():
    lessons = [
        Attended(MONDAY, 1, 2, missed=True, excused=True),
        Attended(MONDAY, 2, 1, missed=True, excused=False),
        Attended(TUESDAY, 1, 2, missed=True),
        Attended(TUESDAY, 2, 2),
    ]
    total = missed(lessons)
    assert (total.days, total.lessons, total.hours, total.held_hours) == (1, 3, 5, 7)
    assert (total.excused_hours, total.unexcused_hours) == (2, 3)
    assert total.by_day == {MONDAY: 3, TUESDAY: 2}


def test_missed_of_nothing_is_nothing():
    total = missed([])
    assert (total.days, total.lessons, total.hours, total.held_hours, total.by_day) == (0, 0, 0, 0, {})


def test_percent_rounds_half_up_to_a_tenth_and_knows_no_whole():
    assert percent_of(1, 16) == Decimal("6.3")
    assert percent_of(9, 22) == Decimal("40.9")
    assert percent_of(0, 22) == Decimal("0.0")
    assert percent_of(0, 0) is None


def test_spells_are_broken_by_an_attended_lesson_not_by_a_night():
    was = [True, False, True, True, True]
    lessons = [Attended(MONDAY if place < 3 else TUESDAY, place, 2, missed=each) for place, each in enumerate(was)]
    assert spells(lessons) == [[0], [2, 3, 4]]
