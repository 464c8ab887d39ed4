"""A timetable proposed by the solver, checked by the recount (pure; two workers, under three seconds each)."""

from dataclasses import replace
from itertools import product
from random import Random

import pytest

from journal_plugin.timetable import constraints as c
from journal_plugin.timetable.checking import breaches, cost, valid
from journal_plugin.timetable.constraints import Party, Who
from journal_plugin.timetable.problem import Room, Solution
from journal_plugin.timetable.solving import times
from journal_plugin.timetable.solving.build import MUST, WISH, Bent, Build
from journal_plugin.timetable.solving.engine import Status, solve
from journal_plugin.timetable.solving.propose import Outcome, propose
from journal_plugin.timetable.solving.repair import Repair
from journal_plugin.timetable.solving.shapes import is_shape
from tests.factories.timetabling import CASES, PLACED, small


def answered(problem, placed, **options):
    """The solver's answer where everything is locked to ``placed``, and the cost that it counts."""
    locks = (c.StartingTimes(activities=(one,), times=frozenset({time})) for one, time in placed.items())
    build = Build(replace(problem, constraints=(*problem.constraints, *locks)), **options)
    times.tell(build)
    answer = solve(build.model, 5)
    return answer.status, answer.value(sum(build.costs)) if answer.found and build.costs else 0


@pytest.mark.parametrize("case", CASES, ids=lambda case: type(case.rule).__name__)
def test_solver_keeps_each_rule(case):
    assert answered(small(case.rule), PLACED | case.good)[0] == Status.BEST
    assert answered(small(case.rule), PLACED | case.bad)[0] == Status.IMPOSSIBLE


@pytest.mark.parametrize("case", CASES, ids=lambda case: type(case.rule).__name__)
def test_solver_and_recount_agree_on_what_a_wish_costs(case):
    random = Random(1)
    problem = small(replace(case.rule, weight=50))
    placings = [PLACED | case.good, PLACED | case.bad]
    while len(placings) < 5:
        placed = {one.pk: random.randrange(12 if one.duration == 1 else 11) for one in problem.activities}
        if valid(breaches(problem, Solution(placed))):
            placings.append(placed)
    for placed in placings:
        build = Build(problem, wishes=True, fixed={}, moved=())
        times.tell(build)
        for activity, starts in build.x.items():
            build.add(sum(var for time, var in starts.items() if time == placed[activity]) == 1)
        if build.costs:
            build.model.minimize(sum(build.costs))
        answer = solve(build.model, 5)
        told = answer.value(sum(build.costs)) if build.costs else 0
        assert told == round(cost(breaches(problem, Solution(placed))) * 100 * WISH), placed


def test_proposal_meets_as_many_wishes_as_any_placing_does():
    rules = (
        c.MaxGaps(weight=90, party=Party(Who.TEACHER), limit=0),
        c.MaxDaysOn(weight=60, party=Party(Who.TEACHER, "Иванова"), limit=2),
        c.MinDays(weight=95, activities=(1, 2, 3), days=1),
        c.Unavailable(party=Party(Who.TEACHER, "Иванова"), times=frozenset({0, 4, 8})),
    )
    problem = small(*rules)
    placings = (dict(zip(PLACED, place, strict=True)) for place in product(*[range(12)] * 3, [1], [5, 9]))
    recounts = (breaches(problem, Solution(placed)) for placed in placings)
    least = min(cost(recount) for recount in recounts if valid(recount))
    found = propose(problem, seconds=10)
    assert (found.outcome, round(found.cost, 2), found.proved) == (Outcome.VALID, round(least, 2), True)
    assert found.cost == cost(breaches(problem, found.solution))


def test_contradicting_rules_are_named_and_as_few_as_possible():
    rules = (
        c.StartingTimes(activities=(1,), times=frozenset({0})),
        c.Unavailable(party=Party(Who.TEACHER, "Иванова"), times=frozenset({0})),
        c.MinDays(activities=(1, 2, 3), days=1),
    )
    found = propose(small(*rules), seconds=5)
    assert found.outcome == Outcome.BROKEN
    assert [type(one.rule) for one in found.broken] in ([c.StartingTimes], [c.Unavailable])
    assert found.proved is True


def test_too_many_lessons_are_told_with_who_has_them():
    shut = c.Unavailable(party=Party(Who.EVERYBODY), times=frozenset(range(8)))
    found = propose(small(shut), seconds=5)
    assert found.outcome == Outcome.NONE
    assert [one.where for one in found.broken] == ["Иванова: 5 / 4"]


def test_person_who_says_no_stops_it():
    found = propose(small(), seconds=5, progress=lambda _step, _seconds, _cost: False)
    assert found.cancelled is True


def test_progress_tells_step_and_seconds():
    heard = []
    propose(small(), seconds=5, progress=lambda step, seconds, _cost: heard.append((step, seconds >= 0)) or True)
    assert set(heard) == {("times", True), ("rooms", True)}


def test_lessons_get_rooms_that_hold_them_and_are_free():
    wanted = c.InRooms(activities=(1, 2, 3, 4, 5), rooms=("101", "102"))
    shut = c.Unavailable(party=Party(Who.ROOM, "101"), times=frozenset({0, 1, 2, 3}))
    found = propose(small(wanted, shut), seconds=5)
    assert found.outcome == Outcome.VALID
    assert set(found.solution.rooms.values()) == {"101"}  # 102 is too small for twenty
    assert min(found.solution.times.values()) > 3


def test_wish_for_a_room_is_met_where_it_can_be():
    rules = (c.InRooms(activities=(1, 4), rooms=("А", "Б")), c.InRooms(weight=80, activities=(1, 4), rooms=("Б",)))
    problem = small(*rules, rooms=(Room("А"), Room("Б")))
    assert dict(propose(problem, seconds=5).solution.rooms) == {1: "Б", 4: "Б"}


def test_rooms_that_do_not_fit_the_times_make_both_be_sought_together():
    # At every hour there are rooms enough, but the pair of hours cannot change its room in the middle.
    first, second, third, fourth, fifth = small().activities
    apart = (fifth, replace(first, teachers=(), students=()), replace(second, teachers=(), students=()))
    rules = (
        c.StartingTimes(activities=(5,), times=frozenset({0})),
        c.StartingTimes(activities=(1,), times=frozenset({0})),
        c.StartingTimes(activities=(2,), times=frozenset({1, 2})),
        c.InRooms(activities=(5,), rooms=("А", "Б")),
        c.InRooms(activities=(1,), rooms=("А",)),
        c.InRooms(activities=(2,), rooms=("Б",)),
    )
    assert (third.pk, fourth.pk) == (3, 4)
    problem = small(*rules, activities=apart, rooms=(Room("А"), Room("Б")))
    for _again in range(2):
        found = propose(problem, seconds=5)
        assert (found.outcome, found.solution.times[2]) == (Outcome.VALID, 2)


def test_piece_by_piece_nothing_gets_worse_and_gaps_are_closed():
    problem = small(c.MaxGaps(party=Party(Who.TEACHER), limit=0), c.MaxDaysOn(party=Party(Who.TEACHER), limit=2))
    placed = PLACED | {2: 3}
    repair, seen = Repair(problem, Bent.SHAPE), []
    for _step in range(12):
        placed, stopped = repair.step(placed, 2, None)
        assert stopped is False
        seen.append(sum(one.amount for one in breaches(problem, Solution(placed))))
    assert seen == sorted(seen, reverse=True)
    assert seen[-1] == 0


def test_fixed_lessons_stay_where_they_are():
    problem = small(c.MinDays(activities=(1, 2), days=1))
    build = Build(problem, fixed=PLACED | {2: 3}, moved={2})
    times.tell(build)
    answer = solve(build.model, 5)
    assert set(build.placed(answer)) == {2}
    assert build.placed(answer)[2] // 4 > 0


@pytest.mark.parametrize(
    "case", [case for case in CASES if is_shape(small(), case.rule)], ids=lambda case: type(case.rule).__name__
)
def test_days_that_bend_cost_what_the_recount_counts(case):
    for moved, amount in ((case.good, 0), (case.bad, case.amount)):
        build = Build(small(case.rule), bent=Bent.SHAPE)
        times.tell(build)
        for activity, time in (PLACED | moved).items():
            build.add(build.x[activity][time] == 1)
        build.model.minimize(sum(build.costs))
        assert solve(build.model, 5).value(sum(build.costs)) == amount * MUST
