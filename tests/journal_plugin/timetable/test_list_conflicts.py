"""Lists of the timetable full of clashes, and clashes between modes of stay (C03, A10)."""

from datetime import time

import pytest

from journal_plugin.calendar.actions import enter_bells, set_mode
from journal_plugin.calendar.cards import BellCard
from journal_plugin.timetable.cards import SlotCard
from journal_plugin.timetable.conflicts import conflicts
from journal_plugin.timetable.hours import hours_of
from tests.cast import Cast
from tests.factories.curriculum import make_element
from tests.factories.exchange import plan, refusals
from tests.factories.people import make_group, make_staff

FIRST = {1: (time(8, 0), time(9, 30)), 2: (time(9, 40), time(11, 10)), 3: (time(12, 0), time(13, 30))}
SECOND = {1: (time(13, 0), time(14, 30)), 2: (time(14, 40), time(16, 10))}
HEAD = "День;Пара;Группа или подгруппа;Дисциплина;Преподаватели\n"


@pytest.mark.row("A10")
def test_lessons_of_two_modes_meet_by_the_clock_and_not_by_the_number():
    clocks = {"Г1": FIRST, "Г2": SECOND}
    early, late = (SlotCard("", 1, number, "Г1", "Химия", teachers=("П01",)) for number in (1, 3))
    other = SlotCard("", 1, 1, "Г2", "Физика", teachers=("П01",))
    assert list(conflicts([early, other], {}, clocks=clocks)) == []
    assert [(one.kind, one.name) for one in conflicts([late, other], {}, clocks=clocks)] == [("teacher", "П01")]
    assert [one.kind for one in conflicts([early, other], {})] == ["teacher"]


def test_hours_of_a_proposal_are_those_of_the_clock():
    hours = hours_of([FIRST, SECOND])
    assert hours.names == ("8:00", "9:40", "12:00", "14:40")
    assert hours.by_bells == ({1: 0, 2: 1, 3: 2}, {1: 2, 2: 3})


def test_bells_that_lie_across_each_other_leave_the_numbers():
    across = {1: (time(9, 0), time(10, 0))}
    assert hours_of([FIRST, across]).names == ("1", "2", "3")


@pytest.mark.row("A10")
def test_list_is_refused_where_two_shifts_overlap(cast: Cast) -> None:
    cards = [BellCard("Вторая", number, starts, ends) for number, (starts, ends) in SECOND.items()]
    first = [BellCard("Основные", number, starts, ends) for number, (starts, ends) in FIRST.items()]
    enter_bells(institution=cast.institution, cards=[*cards, *first])
    late = make_group(cast.institution, "ОН-30")
    late.mode = set_mode(institution=cast.institution, name="2 смена", schedule="Вторая")
    late.save()
    text = HEAD + "Пн;{};ОН-24;Материаловедение;Петров\nПн;1;ОН-30;Материаловедение;Петров\n"
    assert plan(cast, "timetable", text.format(1)).refused == ()
    assert [row[0] for row in refusals(cast, "timetable", text.format(3))] == [3]


@pytest.mark.row("C03")
def test_four_hundred_clashes_are_all_named_and_nothing_is_written(cast: Cast) -> None:
    """Every row stands at one place with one teacher: each is refused by its number, the list as a whole too."""
    make_staff(cast.institution, "Занятов Зиновий")
    for number in range(400):
        make_group(cast.institution, f"М-{number}")
    make_element(cast.institution, "Физика")
    rows = "".join(f"Пн;1;М-{number};Физика;Занятов\n" for number in range(400))
    found = refusals(cast, "timetable", HEAD + rows)
    assert {row for row, _column, _value, _reason in found} == set(range(3, 402))
    assert len(found) < 3 * 400
