"""The variables of a timetable: when each activity begins, what each teacher and student has then."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from enum import IntEnum
from functools import cached_property
from typing import Any

from journal_plugin.timetable.constraints import (
    Constraint,
    MaxDays,
    MinDays,
    OfActivities,
    OfParty,
    Same,
    SameStart,
    StartingTimes,
    TimeSlots,
    Unavailable,
    Who,
)
from journal_plugin.timetable.problem import Problem, Timeline
from journal_plugin.timetable.solving.engine import Answer, new_model

MUST, WISH = 1_000_000, 100
"""What a broken rule costs where it may be broken, and one percent of a wish's weight."""


class Bent(IntEnum):
    """Which rules may be broken: none; those on somebody's days at a price, or freely; every one at a price."""

    NONE = 0
    SHAPE = 1
    LOOSE = 2
    ALL = 3


class Build:
    """A model in the making; a time at which something begins is a yes or no, or simply 1 for what is ``fixed`` there.

    ``wishes``: they are counted. ``moved``: only these activities have a choice, all others stay where ``fixed`` says.
    ``linked``: second -> first, at one place of both halves of the cycle.
    """

    def __init__(
        self,
        problem: Problem,
        *,
        bent: Bent = Bent.NONE,
        wishes: bool = False,
        fixed: Mapping[int, int] | None = None,
        moved: Collection[int] = (),
        linked: Mapping[int, int] | None = None,
    ) -> None:
        self.problem, self.bent, self.wishes = problem, bent, wishes
        self.fixed = {one: time for one, time in (fixed or {}).items() if one not in moved}
        self.model = new_model()
        self.costs: list[Any] = []
        self._held: dict[tuple[Timeline, str, int], Any] = {}
        self._days: dict[tuple[int, int], Any] = {}
        self._used: dict[tuple[Timeline, int], Any] = {}
        self.x: dict[int, dict[int, Any]] = {one.pk: self._starts(one.pk) for one in problem.activities}
        for second, first in (linked or {}).items():
            self._link(first, second)
        for one, starts in self.x.items():
            if one not in self.fixed:
                self.model.add_exactly_one(list(starts.values()))
        for activities in {line.activities for line in problem.timelines}:
            self.at_most_one(activities)

    def _link(self, first: int, second: int) -> None:
        """Puts the second half a cycle after the first, where there is such a place at all: one choice for both."""
        half = len(self.problem.times) // 2
        both = {time: var for time, var in self.x[first].items() if time < half and time + half in self.x[second]}
        if both:
            self.x[first] = both
            self.x[second] = {time + half: var for time, var in both.items()}

    def _starts(self, activity: int) -> dict[int, Any]:
        """A yes or no for every time at which it may begin."""
        if activity in self.fixed:
            return {self.fixed[activity]: 1}
        problem = self.problem
        found = {}
        for start in problem.times:
            span = problem.span(activity, start)
            inside = span[-1] < problem.on_day(problem.day(start)).stop and not problem.breaks & set(span)
            if inside and (self.bent == Bent.ALL or self._allowed(activity, start, span)):
                found[start] = self.model.new_bool_var("")
        return found

    def _allowed(self, activity: int, start: int, span: range) -> bool:
        blocked, starts = self._bounds[activity]
        return blocked.isdisjoint(span) and (starts is None or start in starts)

    @cached_property
    def _bounds(self) -> dict[int, tuple[frozenset[int], frozenset[int] | None]]:
        """Activity -> times at which it cannot be, and those at which it may begin (None: any), by the rules."""
        blocked: dict[int, frozenset[int]] = {one.pk: frozenset() for one in self.problem.activities}
        starts: dict[int, frozenset[int]] = {}
        for line in self.problem.timelines:
            for activity in line.activities:
                blocked[activity] |= line.blocked
        for rule in self.problem.constraints:
            if isinstance(rule, StartingTimes) and rule.hard:
                for activity in rule.activities:
                    starts[activity] = starts.get(activity, rule.times) & rule.times
            elif isinstance(rule, TimeSlots) and rule.hard:
                for activity in rule.activities:
                    blocked[activity] |= frozenset(self.problem.times) - rule.times
        return {one: (times, starts.get(one)) for one, times in blocked.items()}

    def counts(self, rule: Constraint) -> bool:
        """Whether the rule is in this model: a wish only where wishes are; what the variables already keep not at all."""
        if rule.hard:
            kept = isinstance(rule, StartingTimes | TimeSlots | Unavailable)
            room = isinstance(rule, Unavailable) and rule.party.who in (Who.ROOM, Who.EVERYBODY)
            free = self.bent == Bent.LOOSE and isinstance(rule, OfParty)
            return not room and not free and (self.bent == Bent.ALL or not kept)
        return self.wishes

    def moves(self, activities: Iterable[int]) -> bool:
        """Whether one of them has a choice."""
        return not self.fixed or any(one not in self.fixed for one in activities)

    def lines(self, rule: OfParty) -> list[Timeline]:
        """The timelines of the rule's party of which something moves."""
        return [line for line in self.problem.of_party(rule.party) if self.moves(line.activities)]

    def must(self, rule: Constraint) -> bool:
        """Whether the rule may not be broken at any price."""
        bent = self.bent == Bent.ALL or (self.bent == Bent.SHAPE and isinstance(rule, OfParty))
        return rule.hard and not bent

    def slack(self, rule: Constraint, top: int = 1) -> Any:
        """By how much a rule may be broken at its price; nothing where it must be kept."""
        if self.must(rule):
            return 0
        slack = self.model.new_int_var(0, max(top, 1), "")
        self.costs.append((MUST if rule.hard else round(rule.weight * WISH)) * slack)
        return slack

    def covers(self, activity: int, time: int) -> list[Any]:
        """The starts at which it is held at ``time``."""
        starts = self.x[activity]
        first = time - self.problem.by_pk[activity].duration + 1
        return [starts[start] for start in range(first, time + 1) if start in starts]

    def at_most_one(self, activities: Collection[int]) -> None:
        """Of the activities at most one at any time."""
        if len(activities) < 2 or not self.moves(activities):
            return
        for time in self.problem.times:
            covers = [cover for one in activities for cover in self.covers(one, time)]
            free = [cover for cover in covers if not isinstance(cover, int)]
            if len(free) < len(covers):
                for cover in free:
                    self.model.add(cover == 0)
            elif len(free) > 1:
                self.model.add_at_most_one(free)

    def on_day(self, activity: int, day: int) -> Any:
        """Whether the activity is on that day."""
        key = (activity, day)
        if key not in self._days:
            starts = [var for time, var in self.x[activity].items() if self.problem.day(time) == day]
            self._days[key] = self._yes_no(starts)
        return self._days[key]

    def held(self, line: Timeline, time: int, tag: str = "") -> Any:
        """Whether the teacher or student has a lesson, with ``tag`` one of that kind."""
        key = (line, tag, time)
        if key not in self._held:
            by_pk = self.problem.by_pk
            activities = [one for one in line.activities if not tag or tag in by_pk[one].tags]
            self._held[key] = self._yes_no([cover for one in activities for cover in self.covers(one, time)])
        return self._held[key]

    def used(self, line: Timeline, day: int) -> Any:
        """Whether the teacher or student has a lesson on that day."""
        key = (line, day)
        if key not in self._used:
            self._used[key] = self.any_of([self.held(line, time) for time in self.problem.on_day(day)])
        return self._used[key]

    def any_of(self, terms: list[Any]) -> Any:
        """Whether one of the yes-or-no terms holds."""
        if any(isinstance(term, int) and term for term in terms):
            return 1
        terms = [term for term in terms if not isinstance(term, int)]
        if len(terms) < 2:
            return terms[0] if terms else 0
        found = self.model.new_bool_var("")
        self.model.add_max_equality(found, terms)
        return found

    def _yes_no(self, terms: list[Any]) -> Any:
        """The sum of terms of which at most one holds."""
        if any(isinstance(term, int) and term for term in terms):
            return 1
        if len(terms) < 2:
            return terms[0] if terms else 0
        found = self.model.new_bool_var("")
        self.model.add(sum(terms) == found)
        return found

    def add(self, fact: Any) -> None:
        """A fact of the model; one about nothing that moves is True or False already."""
        if fact is False:
            self.model.add_bool_or([])
        elif fact is not True:
            self.model.add(fact)

    def hint(self, times: Mapping[int, int]) -> None:
        """Begins the search at a known placing."""
        for activity, starts in self.x.items():
            if activity not in self.fixed:
                for time, var in starts.items():
                    self.model.add_hint(var, times[activity] == time)

    def placed(self, answer: Answer) -> dict[int, int]:
        """Where an answer puts what moves."""
        moved = ((one, starts) for one, starts in self.x.items() if one not in self.fixed)
        return {one: time for one, starts in moved for time, var in starts.items() if answer.value(var)}


def both_weeks(problem: Problem) -> dict[int, int]:
    """Second -> first of the pairs that are wished, or must be, at one place of both halves of the cycle."""
    half = len(problem.days) // 2
    asked: dict[tuple[int, ...], set[type]] = defaultdict(set)
    for rule in problem.constraints:
        same = isinstance(rule, SameStart) and rule.same == Same.HOUR
        apart = isinstance(rule, MinDays | MaxDays) and rule.days == half
        if isinstance(rule, OfActivities) and len(rule.activities) == 2 and half and (same or apart):
            asked[rule.activities].add(type(rule))
    return {
        second: first for (first, second), kinds in asked.items() if len(kinds) == len((SameStart, MinDays, MaxDays))
    }
