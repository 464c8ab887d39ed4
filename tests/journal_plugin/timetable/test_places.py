"""The free places of one lesson (pure)."""

from journal_plugin.timetable import constraints as c
from journal_plugin.timetable.constraints import Party, Who
from journal_plugin.timetable.places import Place, free_places
from journal_plugin.timetable.problem import Solution
from tests.factories.timetabling import IVANOVA, PLACED, small


def times(problem, activity, placed=PLACED, rooms=None):
    return [place.time for place in free_places(problem, Solution(placed, rooms or {}), activity)]


def test_lesson_goes_where_teacher_and_students_are_free():
    assert times(small(), 4) == [0, 1, 2, 3, 4, 7, 8, 9, 10, 11]  # not beside the pair of its group
    assert times(small(), 1) == [0, 1, 2, 3, 7, 9, 10, 11]  # not where Иванова is


def test_rules_about_the_lesson_are_kept_and_others_do_not_matter():
    problem = small(
        c.MinDays(activities=(1, 2, 3), days=1), c.Unavailable(party=Party(Who.TEACHER, "Петров"), times=frozenset({1}))
    )
    assert times(problem, 1) == [0, 1, 2, 3]


def test_lesson_of_two_hours_stays_within_a_day():
    assert times(small(), 5) == [2, 5, 6, 9, 10]


def test_lesson_without_a_place_gets_one_too():
    assert times(small(), 4, {one: time for one, time in PLACED.items() if one != 4}) == times(small(), 4)


def test_own_room_stays_where_it_is_free_and_another_is_named_where_not():
    rule = c.InRooms(activities=(2, 4), rooms=("А", "Б"))
    problem = small(rule, rooms=small().rooms, constraints=(rule,))
    wide = small(rule, rooms=tuple(type(room)(name) for room, name in zip(problem.rooms, "АБ", strict=True)))
    found = free_places(wide, Solution(PLACED, {2: "Б", 4: "Б"}), 4)
    assert {place.time: place.room for place in found if place.time in (1, 4)} == {1: "Б", 4: "А"}


def test_wishes_about_the_lesson_are_priced():
    found = free_places(small(c.MaxDaysOn(weight=60, party=IVANOVA, limit=2)), Solution(PLACED), 1)
    assert {place.time: place.cost for place in found if place.time in (0, 7)} == {0: 0.6, 7: 0}
    assert found[0] == Place(0, "", 0.6)


def test_end_of_the_day_of_another_lesson_is_kept():
    problem = small(c.EndsDay(activities=(5,)))
    assert 7 not in times(problem, 4)
