"""From a week to a term (pure)."""

from dataclasses import replace
from datetime import date, time

import pytest

from journal_plugin.lessons.layout import Closed, WeeklySlot, cycle_week, lay_out

# The term begins on Tuesday 1 September 2026: its week A runs from Monday 31 August.
TERM, LAST = date(2026, 9, 1), date(2026, 9, 30)
SLOT = WeeklySlot(
    pk=1,
    week="",
    weekday=1,
    number=2,
    since=TERM,
    until=None,
    starts=time(10, 10),
    ends=time(11, 40),
    course=3,
    last_weekday=6,
)


def days(*slots, closed=(), first=TERM, last=LAST):
    """Days of September on which there are lessons."""
    return [row.date.day for row in lay_out(slots, closed, term_since=TERM, first=first, last=last)]


@pytest.mark.parametrize(
    ("day", "week"),
    [
        (date(2026, 8, 31), "A"),
        (date(2026, 9, 6), "A"),
        (date(2026, 9, 7), "B"),
        (date(2026, 9, 14), "A"),
        (date(2027, 1, 4), "A"),
    ],
)
def test_week_a_is_the_week_in_which_the_term_begins(day, week):
    assert cycle_week(day, TERM) == week


def test_slot_repeats_every_week_or_every_other():
    assert days(SLOT) == [7, 14, 21, 28]
    assert days(replace(SLOT, week="A")) == [14, 28]
    assert days(replace(SLOT, week="B")) == [7, 21]
    assert days(replace(SLOT, weekday=2)) == [1, 8, 15, 22, 29]


def test_lesson_has_the_number_and_times_of_its_slot():
    row = next(lay_out([SLOT], [], term_since=TERM, first=TERM, last=LAST))
    assert (row.slot, row.date, row.number, row.starts, row.ends) == (
        1,
        date(2026, 9, 7),
        2,
        time(10, 10),
        time(11, 40),
    )


def test_slot_holds_within_its_own_days_and_those_asked_for():
    assert days(replace(SLOT, since=date(2026, 9, 8), until=date(2026, 9, 21))) == [14, 21]
    assert days(SLOT, first=date(2026, 9, 14), last=date(2026, 9, 27)) == [14, 21]


def test_no_lesson_on_closed_days_of_all_or_of_the_course():
    fortnight = (date(2026, 9, 7), date(2026, 9, 14))
    assert days(SLOT, closed=[Closed(*fortnight)]) == [21, 28]
    assert days(SLOT, closed=[Closed(*fortnight, course=3)]) == [21, 28]
    assert days(SLOT, closed=[Closed(*fortnight, course=1)]) == [7, 14, 21, 28]
    assert days(replace(SLOT, programmes=frozenset({5})), closed=[Closed(*fortnight, programme=5)]) == [21, 28]
    assert days(SLOT, closed=[Closed(*fortnight, programme=5)]) == [7, 14, 21, 28]


def test_no_lesson_after_the_last_study_day_of_the_week():
    saturday = replace(SLOT, weekday=6)
    assert days(saturday) == [5, 12, 19, 26]
    assert days(replace(saturday, last_weekday=5)) == []
