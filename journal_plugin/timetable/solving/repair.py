"""A placing made better piece by piece: some lessons are let go and placed anew, all others stay."""

from collections.abc import Iterable
from random import Random

from journal_plugin.timetable.checking import Breach, breaches, cost
from journal_plugin.timetable.constraints import OfActivities, OfParty
from journal_plugin.timetable.problem import Problem, Solution, Timeline
from journal_plugin.timetable.solving import rooms, times
from journal_plugin.timetable.solving.build import Bent, Build
from journal_plugin.timetable.solving.engine import SEED, Watch, solve

PIECES = {Bent.NONE: (90, 6.0), Bent.SHAPE: (140, 15.0)}
"""How many lessons are let go at once at first, and seconds for them; more where that helps quickly, fewer where it takes
too long. Rules need larger pieces than wishes: a chain of moves that keeps everybody's days is long."""
SMALLEST, LARGEST, STEP = 40, 400, 5
AFRESH = 5

Times = dict[int, int]


class Repair:
    """Lessons of the broken rules and what stands around them are placed anew again and again."""

    def __init__(self, problem: Problem, bent: Bent, linked: dict[int, int] | None = None) -> None:
        self.problem, self.bent, self.linked = problem, bent, linked or {}
        self.random = Random(SEED)
        (self.size, self.seconds), self.steps = PIECES[bent], 0

    def step(self, placed: Times, seconds: float, watch: Watch | None) -> tuple[Times, bool]:
        """One piece placed anew: the placing, never worse, and whether it was stopped.

        Now and then it begins from nothing and not from what stands: an equally good placing is a way out of a dead end.
        """
        moved = self._piece(placed)
        pairs = {second: first for second, first in self.linked.items() if moved & {first, second}}
        moved |= {one for pair in pairs.items() for one in pair}
        wishes = self.bent == Bent.NONE
        build = Build(self.problem, bent=self.bent, wishes=wishes, fixed=placed, moved=moved, linked=pairs)
        times.tell(build)
        rooms.bound_rooms(build)
        if build.wishes:
            rooms.wish_rooms(build)
        build.model.minimize(sum(build.costs))
        self.steps += 1
        if self.steps % AFRESH:
            build.hint(placed)
        answer = solve(build.model, min(seconds, self.seconds), watch, seed=SEED + self.steps)
        self.size = min(LARGEST, self.size + STEP) if answer.proved else max(SMALLEST, self.size - STEP)
        if not answer.found:
            return placed, answer.cancelled
        found = {**placed, **build.placed(answer)}
        return (found if self._price(found) <= self._price(placed) else placed), answer.cancelled

    def _price(self, placed: Times) -> tuple[int, float]:
        """Broken rules, then wishes; wishes do not count while rules are broken, so that many ways stay open."""
        found = [one for one in breaches(self.problem, Solution(placed)) if not isinstance(one.rule, str)]
        hard = sum(one.amount for one in found if one.hard)
        return hard, 0 if self.bent == Bent.SHAPE else cost(tuple(found))

    def _piece(self, placed: Times) -> set[int]:
        """Which lessons are let go: those of something broken, and around them whole days or people."""
        broken = [one for one in breaches(self.problem, Solution(placed)) if not isinstance(one.rule, str)]
        worst = [one for one in broken if one.hard] or broken
        seeds = self._of(self.random.choice(worst)) if worst else []
        found = set(self._some(seeds, self.size // 2))
        wanted = self.random.choice((self._days, self._people, self._people))(placed, found)
        return found | set(self._some(sorted(wanted - found), self.size - len(found)))

    def _some(self, activities: list[int], number: int) -> list[int]:
        return self.random.sample(activities, min(len(activities), max(number, 0)))

    def _of(self, breach: Breach) -> list[int]:
        """The lessons that a broken rule is about."""
        rule = breach.rule
        if isinstance(rule, OfActivities):
            return list(rule.activities)
        if isinstance(rule, OfParty):
            lines = [line for line in self.problem.of_party(rule.party) if breach.where.startswith(line.name)]
            return list(lines[0].activities) if lines else []
        return []

    def _days(self, placed: Times, _near: set[int]) -> set[int]:
        """Everything on two or three days."""
        days = range(len(self.problem.days))
        some = set(self.random.sample(days, min(len(days), self.random.choice((2, 2, 3)))))
        return {one for one, time in placed.items() if self.problem.day(time) in some}

    def _people(self, _placed: Times, near: set[int]) -> set[int]:
        """Everything of those who meet the lessons ``near``, then of those who meet theirs; of anybody where there are none."""
        queue = self._meeting(near) if near else [self.random.choice(self.problem.timelines)]
        found: set[int] = set()
        while queue and len(found) < self.size:
            line = queue.pop(0)
            if not found.issuperset(line.activities):
                found |= set(line.activities)
                queue += self._meeting(line.activities)[:2]
        return found

    def _meeting(self, activities: Iterable[int]) -> list[Timeline]:
        """Who holds or attends one of them, in any order."""
        wanted = set(activities)
        lines = [line for line in self.problem.timelines if not wanted.isdisjoint(line.activities)]
        return self.random.sample(lines, len(lines))
