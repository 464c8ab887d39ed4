"""A whole timetable proposed by the solver."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from time import monotonic

from journal_plugin.timetable.checking import Breach, breaches, cost, crowded, valid
from journal_plugin.timetable.problem import Problem, Solution
from journal_plugin.timetable.solving import rooms, times
from journal_plugin.timetable.solving.build import Bent, Build, both_weeks
from journal_plugin.timetable.solving.engine import Answer, Status, Watch, new_model, solve
from journal_plugin.timetable.solving.repair import Repair

AT_ONCE, LONGEST = 0.4, 30.0
"""The part of the time, and at most so many seconds, for solving at once; the rest is for solving piece by piece."""

STEPS = 5
"""After so many pieces rooms are sought."""

LEAST = 5.0
"""Seconds that rooms get in any case: without them there is no timetable."""

Progress = Callable[["Step", float, float | None], bool]
"""Told the step, the seconds gone, and the soft cost so far (None: not known yet); answers False to stop."""


class Step(StrEnum):
    """What is being done."""

    TIMES = "times"
    ROOMS = "rooms"
    WISHES = "wishes"
    REPAIR = "repair"
    WHY = "why"


class Outcome(StrEnum):
    """``VALID``: every rule is kept; ``BROKEN``: some are not; ``NONE``: no answer, or none at all is possible."""

    VALID = "valid"
    BROKEN = "broken"
    NONE = "none"


@dataclass(frozen=True)
class Proposal:
    """What was found, what it breaks by an independent recount, and how long it took; ``proved``: nothing better is possible."""

    outcome: Outcome
    solution: Solution
    broken: tuple[Breach, ...]
    seconds: float
    first_seconds: float = 0
    proved: bool = False
    cancelled: bool = False

    @property
    def cost(self) -> float:
        """The soft cost."""
        return cost(self.broken)


def propose(problem: Problem, *, seconds: float = 60, progress: Progress | None = None) -> Proposal:
    """A timetable that keeps every rule and as many wishes as are found within ``seconds``.

    Where the rules contradict each other, the timetable that breaks fewest, and which. The result is recounted by
    ``checking.breaches``; whatever the solver claims, only that decides about ``VALID``.
    """
    return _Search(problem, seconds, progress).run()


class _Search:
    """One proposal: keeps the time and the word of the person who may stop it."""

    def __init__(self, problem: Problem, seconds: float, progress: Progress | None) -> None:
        self.problem, self.seconds, self.progress = problem, seconds, progress
        new_model()  # loading the library is no part of the time for solving
        self.began = monotonic()
        self.stopped = False
        self.best: float | None = None

    def run(self) -> Proposal:
        first = self._first()
        if first is None:
            return Proposal(Outcome.NONE, Solution(), crowded(self.problem), self._gone(), cancelled=self.stopped)
        found = replace(first, first_seconds=first.first_seconds or self._gone())
        if found.outcome == Outcome.VALID and found.cost and not self.stopped and self._left() > 0:
            found = self._improved(found)
        perfect = found.outcome == Outcome.VALID and not found.cost
        return replace(found, seconds=self._gone(), cancelled=self.stopped, proved=found.proved or perfect)

    def _first(self) -> Proposal | None:
        """A timetable by the rules alone; where there is none, the one that breaks fewest."""
        linked = self._linked()
        if linked is not None:
            return linked
        build = self._build()
        answer = self._solve(build, Step.TIMES, min(self._left() * AT_ONCE, LONGEST))
        if answer.status == Status.IMPOSSIBLE:
            return self._relaxed()
        if self.stopped:
            return None
        found = self._roomed(build.placed(answer)) if answer.found else self._repaired()
        if found is None or found.outcome == Outcome.VALID or self.stopped or not answer.found:
            return found
        return self._joined() or found

    def _linked(self) -> Proposal | None:
        """A cycle of two equal weeks as far as that is wished: half as much to choose, so it is found much sooner."""
        pairs = both_weeks(self.problem)
        if not pairs:
            return None
        build = self._build(linked=pairs)
        answer = self._solve(build, Step.TIMES, min(self._left() * AT_ONCE, LONGEST))
        found = self._roomed(build.placed(answer)) if answer.found else None
        if found is None or found.outcome != Outcome.VALID:
            return None
        found = replace(found, first_seconds=self._gone())
        return self._pieces(found, Repair(self.problem, Bent.NONE, pairs), self._left() / 2)

    def _pieces(self, found: Proposal, repair: Repair, seconds: float) -> Proposal:
        """As many more wishes as are met piece by piece in that time; rooms are sought after every few steps."""
        until, placed = self._gone() + seconds, dict(found.solution.times)
        while self._gone() < until and found.cost and not found.proved and not self.stopped:
            placed = self._step(repair, placed, Step.WISHES)
            if repair.steps % STEPS == 0 or self.stopped or self._gone() >= until:
                found = self._better(found, placed, False)
        return found

    def _build(
        self, bent: Bent = Bent.NONE, *, wishes: bool = False, hall: bool = True, linked: dict[int, int] | None = None
    ) -> Build:
        build = Build(self.problem, bent=bent, wishes=wishes, linked=linked)
        times.tell(build)
        if hall:
            rooms.bound_rooms(build)
        return build

    def _repaired(self) -> Proposal | None:
        """Where the rules on the shape of days make it too hard at once: a timetable without them, repaired piece by piece."""
        build = self._build(Bent.LOOSE)
        answer = self._solve(build, Step.TIMES, self._left())
        if not answer.found:
            return None
        placed, repair = build.placed(answer), Repair(self.problem, Bent.SHAPE)
        while self._left() > 0 and not self.stopped:
            if not any(one.hard and not isinstance(one.rule, str) for one in breaches(self.problem, Solution(placed))):
                break
            placed = self._step(repair, placed, Step.REPAIR)
        return self._roomed(placed)

    def _step(self, repair: Repair, placed: dict[int, int], step: Step) -> dict[int, int]:
        placed, stopped = repair.step(placed, self._left(), self._watch(step))
        self.stopped = self.stopped or stopped
        return placed

    def _joined(self) -> Proposal | None:
        build = self._build(hall=False)
        y = rooms.join_rooms(build)
        answer = self._solve(build, Step.ROOMS, self._left())
        if not answer.found:
            return self._relaxed() if answer.status == Status.IMPOSSIBLE else None
        placed = {activity: room for (activity, room), var in y.items() if answer.value(var)}
        exact = self._checked(Solution(build.placed(answer), placed))
        again = self._roomed(build.placed(answer))
        return min((exact, again), key=lambda one: (one.outcome != Outcome.VALID, one.cost))

    def _relaxed(self) -> Proposal | None:
        build = self._build(Bent.ALL, hall=False)
        build.model.minimize(sum(build.costs))
        answer = self._solve(build, Step.WHY, self._left())
        return replace(self._roomed(build.placed(answer)), proved=answer.proved) if answer.found else None

    def _improved(self, found: Proposal) -> Proposal:
        """As many wishes as can be kept: all at once for a part of the time, then piece by piece."""
        build = self._build(wishes=True)
        rooms.wish_rooms(build)
        if build.costs:
            build.model.minimize(sum(build.costs))
            build.hint(found.solution.times)
            answer = self._solve(build, Step.WISHES, min(self._left() * AT_ONCE, LONGEST))
            if answer.found:
                found = self._better(found, build.placed(answer), answer.proved)
            found = self._pieces(found, Repair(self.problem, Bent.NONE), self._left())
        return found

    def _better(self, found: Proposal, placed: dict[int, int], proved: bool) -> Proposal:
        """The placing with rooms, where it is valid and costs less."""
        if placed == found.solution.times:
            return replace(found, proved=proved)
        better = self._roomed(placed)
        if better.outcome != Outcome.VALID or better.cost > found.cost:
            return found
        return replace(better, first_seconds=found.first_seconds, proved=proved)

    def _roomed(self, placed: dict[int, int]) -> Proposal:
        seconds, watch = (LEAST, None) if self.stopped else (max(self._left(), LEAST), self._watch(Step.ROOMS))
        return self._checked(rooms.place_rooms(self.problem, placed, seconds, watch))

    def _checked(self, solution: Solution) -> Proposal:
        broken = breaches(self.problem, solution)
        if valid(broken):
            self.best = min(cost(broken), cost(broken) if self.best is None else self.best)
        return Proposal(Outcome.VALID if valid(broken) else Outcome.BROKEN, solution, broken, self._gone())

    def _solve(self, build: Build, step: Step, seconds: float) -> Answer:
        answer = solve(build.model, seconds, self._watch(step))
        self.stopped = self.stopped or answer.cancelled
        return answer

    def _watch(self, step: Step) -> Watch:
        def watch(_gone: float, _cost: float | None) -> bool:
            go_on = self.progress is None or self.progress(step, self._gone(), self.best)
            self.stopped = self.stopped or not go_on
            return go_on

        return watch

    def _gone(self) -> float:
        return monotonic() - self.began

    def _left(self) -> float:
        return self.seconds - self._gone()
