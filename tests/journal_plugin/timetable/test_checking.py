"""What a placing breaks, recounted without the solver (pure)."""

from dataclasses import replace

import pytest

from journal_plugin.timetable import constraints as c
from journal_plugin.timetable.checking import CHECKS, breaches, cost, crowded, valid
from journal_plugin.timetable.constraints import Party, Who
from journal_plugin.timetable.problem import Room, Solution
from tests.factories.timetabling import CASES, PLACED, small


def found(problem, solution):
    """(rule or its kind, amount) of everything broken."""
    kinds = (
        (one.rule if isinstance(one.rule, str) else type(one.rule), one.amount) for one in breaches(problem, solution)
    )
    return list(kinds)


@pytest.mark.parametrize("case", CASES, ids=lambda case: type(case.rule).__name__)
def test_rule_is_counted_where_it_is_broken_and_only_there(case):
    assert found(small(case.rule), case.solution(case.good)) == []
    assert sum(one.amount for one in breaches(small(case.rule), case.solution(case.bad))) == case.amount
    assert {type(one.rule) for one in breaches(small(case.rule), case.solution(case.bad))} == {type(case.rule)}


def test_every_kind_of_constraint_has_a_case():
    assert set(CHECKS) == {type(case.rule) for case in CASES} | {c.InRooms, c.MaxRooms}


def test_broken_wish_costs_its_weight_and_leaves_the_timetable_valid():
    wish = c.MaxGaps(weight=50, party=Party(Who.TEACHER), limit=0)
    broken = breaches(small(wish), Solution(PLACED | {2: 3}))
    assert (cost(broken), valid(broken)) == (1.0, True)
    assert valid(breaches(small(replace(wish, weight=100)), Solution(PLACED | {2: 3}))) is False


def test_unplaced_lesson_and_lesson_over_the_end_of_a_day_are_not_valid():
    assert found(small(), Solution({one: PLACED[one] for one in (1, 2, 3, 4)})) == [("unplaced", 1)]
    assert found(small(), Solution(PLACED | {3: 9, 5: 7})) == [("outside", 1)]


def test_lesson_in_a_break_is_not_valid():
    pause = c.Unavailable(party=Party(Who.EVERYBODY), times=frozenset({6}))
    assert found(small(pause), Solution(PLACED)) == [("outside", 1)]


def test_teacher_and_group_in_two_places_clash_once_each():
    assert found(small(), Solution(PLACED | {2: 0})) == [("clash", 1), ("clash", 1), ("clash", 1)]  # Иванова, П1, П2
    assert found(small(), Solution(PLACED | {4: 5})) == [("clash", 1)]


def test_parts_of_a_group_clash_with_it_and_not_with_each_other():
    first, second, third, *rest = small().activities
    parted = (replace(first, students=("Г1-П1",)), replace(second, students=("Г1-П2",), teachers=()), third, *rest)
    assert found(small(activities=parted), Solution(PLACED | {2: 0})) == []
    assert found(small(activities=parted), Solution(PLACED | {2: 8})) == [("clash", 1)]


def test_neighbours_over_a_break_follow_each_other():
    pause = c.Unavailable(party=Party(Who.EVERYBODY), times=frozenset({1}))
    assert found(small(pause, c.Consecutive(activities=(1, 2))), Solution(PLACED | {2: 2, 4: 3})) == []


def test_free_hours_at_which_there_can_be_no_lesson_are_no_gaps():
    shut = c.Unavailable(party=Party(Who.TEACHER, "Иванова"), times=frozenset({1, 2}))
    assert found(small(shut, c.MaxGaps(party=Party(Who.TEACHER), limit=0)), Solution(PLACED | {2: 3})) == []


def test_rooms_are_counted():
    wanted = c.InRooms(activities=(1, 4), rooms=("101",))
    problem = small(wanted)
    assert found(problem, Solution(PLACED, {1: "101", 4: "101"})) == []
    assert found(problem, Solution(PLACED, {1: "101"})) == [("no room", 1)]
    assert found(problem, Solution(PLACED | {4: 0}, {1: "101", 4: "101"})) == [("room clash", 1)]
    assert found(problem, Solution(PLACED, {1: "101", 4: "102"})) == [("room small", 1), (c.InRooms, 1)]
    shut = c.Unavailable(party=Party(Who.ROOM, "101"), times=frozenset({1}))
    assert found(small(wanted, shut), Solution(PLACED, {1: "101", 4: "101"})) == [("room shut", 1)]
    shared = small(wanted, rooms=(Room("101", shared=True),))
    assert found(shared, Solution(PLACED | {4: 0}, {1: "101", 4: "101"})) == []


def test_home_room_counts_only_without_a_room_of_its_own():
    own = c.InRooms(activities=(1,), rooms=("101",))
    home = c.InRooms(activities=(1, 2), rooms=("102",), home=True)
    wide = small(own, home, rooms=(Room("101"), Room("102")))
    assert found(wide, Solution(PLACED, {1: "101", 2: "102"})) == []
    assert found(wide, Solution(PLACED, {1: "102", 2: "102"})) == [(c.InRooms, 1)]


def test_different_rooms_are_counted():
    problem = small(c.MaxRooms(activities=(1, 2), limit=1), rooms=(Room("101"), Room("102")))
    assert found(problem, Solution(PLACED, {1: "101", 2: "101", 3: "102"})) == []
    assert found(problem, Solution(PLACED, {1: "101", 2: "102"})) == [(c.MaxRooms, 1)]


def test_more_lessons_than_times_are_told_before_anything_is_tried():
    shut = c.Unavailable(party=Party(Who.TEACHER, "Иванова"), times=frozenset(range(8)))
    assert [(one.amount, one.where) for one in crowded(small(shut))] == [(1, "Иванова: 5 / 4")]
    assert crowded(small()) == ()
