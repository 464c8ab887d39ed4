"""A placing made better piece by piece: some lessons are let go and placed anew, all others stay."""

from collections.abc import Callable
from random import Random

from journal_plugin.timetable.checking import Breach, breaches, cost
from journal_plugin.timetable.constraints import OfActivities, OfParty
from journal_plugin.timetable.problem import Problem, Solution
from journal_plugin.timetable.solving import rooms, times
from journal_plugin.timetable.solving.build import Bent, Build
from journal_plugin.timetable.solving.engine import SEED, Watch, solve

PIECE = 90
"""How many lessons are let go at once at first; more where that helps quickly, fewer where it takes too long."""
SMALLEST = 40
AFRESH = 5
PIECE_SECONDS = 6.0

Times = dict[int, int]


class Repair:
    """Lessons of the broken rules and what stands around them are placed anew again and again."""

    def __init__(self, problem: Problem, bent: Bent, linked: dict[int, int] | None = None) -> None:
        self.problem, self.bent, self.linked = problem, bent, linked or {}
        self.random = Random(SEED)
        self.size, self.steps = PIECE, 0

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
        answer = solve(build.model, min(seconds, PIECE_SECONDS), watch, seed=SEED + self.steps)
        self.size = min(400, self.size + 5) if answer.proved else max(SMALLEST, self.size - 5)
        if not answer.found:
            return placed, answer.cancelled
        found = {**placed, **build.placed(answer)}
        return (found if self._price(found) <= self._price(placed) else placed), answer.cancelled

    def _price(self, placed: Times) -> tuple[int, float]:
        found = [one for one in breaches(self.problem, Solution(placed)) if not isinstance(one.rule, str)]
        return sum(one.amount for one in found if one.hard), cost(tuple(found))

    def _piece(self, placed: Times) -> set[int]:
        """Which lessons are let go."""
        problem, random = self.problem, self.random
        broken = [one for one in breaches(problem, Solution(placed)) if not isinstance(one.rule, str)]
        worst = [one for one in broken if one.hard] or broken
        seeds = self._of(random.choice(worst)) if worst else []
        ways: list[Callable[[], set[int]]] = [self._days(placed), self._people(seeds)]
        found: set[int] = set()
        for way in random.sample(ways, len(ways)):
            wanted = way()
            if len(wanted) > self.size:
                wanted = set(random.sample(sorted(wanted), self.size))
            found |= wanted
            if len(found) >= self.size // 2:
                break
        near = random.sample(seeds, min(len(seeds), self.size // 2))
        return found | set(near)

    def _of(self, breach: Breach) -> list[int]:
        """The lessons that a broken rule is about."""
        rule = breach.rule
        if isinstance(rule, OfActivities):
            return list(rule.activities)
        if isinstance(rule, OfParty):
            lines = [line for line in self.problem.of_party(rule.party) if breach.where.startswith(line.name)]
            return list(lines[0].activities) if lines else []
        return []

    def _days(self, placed: Times) -> Callable[[], set[int]]:
        """Everything on two or three days."""

        def pick() -> set[int]:
            problem = self.problem
            days = set(
                self.random.sample(range(len(problem.days)), min(len(problem.days), self.random.choice((2, 2, 3))))
            )
            return {one for one, time in placed.items() if problem.day(time) in days}

        return pick

    def _people(self, seeds: list[int]) -> Callable[[], set[int]]:
        """Everything of two or three of those whom the broken rule is about, or of anybody."""

        def pick() -> set[int]:
            about = [line for line in self.problem.timelines if not seeds or set(line.activities) & set(seeds)]
            lines = self.random.sample(about, min(len(about), self.random.choice((2, 3, 4))))
            return {one for line in lines for one in line.activities}

        return pick
