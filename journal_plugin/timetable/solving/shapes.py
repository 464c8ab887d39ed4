"""Rules on the shape of somebody's day told as the list of days that are possible: far stronger than sums of hours."""

from collections.abc import Iterator
from itertools import product
from typing import Any

from journal_plugin.timetable.constraints import (
    Constraint,
    MaxGaps,
    MaxHoursContinuously,
    MaxHoursDaily,
    MinHoursDaily,
    OfParty,
)
from journal_plugin.timetable.problem import Problem, Timeline
from journal_plugin.timetable.solving.build import MUST, Bent, Build

LONGEST_DAY = 8
"""Hours of a day up to which its shapes are listed: each hour doubles the list."""

Shape = tuple[int, ...]
"""For each hour of a day 1 where a lesson is held, else 0."""


def is_shape(problem: Problem, rule: Constraint) -> bool:
    """Whether the rule is told here and not hour by hour."""
    shaped = isinstance(rule, MaxGaps | MinHoursDaily | MaxHoursDaily | MaxHoursContinuously)
    return rule.hard and shaped and not getattr(rule, "tag", "") and len(problem.hours) <= LONGEST_DAY


def tell_shapes(build: Build) -> None:
    """Tells the solver which days everybody may have; where such rules bend, what each day costs."""
    rules: dict[Timeline, list[OfParty]] = {}
    for rule in build.problem.constraints:
        if isinstance(rule, OfParty) and is_shape(build.problem, rule):
            for line in build.lines(rule):
                rules.setdefault(line, []).append(rule)
    for line, of_line in rules.items():
        _tell_line(build, line, of_line)


def _tell_line(build: Build, line: Timeline, rules: list[OfParty]) -> None:
    weekly = min((rule.limit for rule in rules if isinstance(rule, MaxGaps) and not rule.daily), default=None)
    gaps: list[Any] = []
    for day in range(len(build.problem.days)):
        held = [build.held(line, time) for time in build.problem.on_day(day)]
        free = [place for place, term in enumerate(held) if not isinstance(term, int)]
        rows = [(shape, _broken(build.problem, line, rules, shape, day)) for shape in _shapes(build, line, day, held)]
        if build.bent == Bent.NONE:
            rows = [(shape, broken) for shape, broken in rows if not broken]
        if not free:
            build.add(bool(rows))
            gaps += [_gaps(build.problem, line, shape, day) for shape, _broken_ in rows]
            continue
        terms = [held[place] for place in free]
        most = max((broken for _shape, broken in rows), default=0)
        if most:
            terms.append(build.model.new_int_var(0, most, ""))
            build.costs.append(MUST * terms[-1])
        if weekly is not None:
            terms.append(build.model.new_int_var(0, len(held), ""))
            gaps.append(terms[-1])
        build.model.add_allowed_assignments(
            terms,
            [
                (
                    *(shape[place] for place in free),
                    *([broken] if most else []),
                    *([_gaps(build.problem, line, shape, day)] if weekly is not None else []),
                )
                for shape, broken in rows
            ],
        )
    if weekly is not None:
        over = 0
        if build.bent != Bent.NONE:
            over = build.model.new_int_var(0, len(build.problem.times), "")
            build.costs.append(MUST * over)
        build.add(sum(gaps) <= weekly + over)


def _shapes(build: Build, line: Timeline, day: int, held: list[Any]) -> Iterator[Shape]:
    """Every shape of a day with what is fixed in it and nothing where there can be nothing."""
    choices = [
        (term,) if isinstance(term, int) else (0,) if time in line.blocked else (0, 1)
        for term, time in zip(held, build.problem.on_day(day), strict=True)
    ]
    yield from product(*choices)


def _broken(problem: Problem, line: Timeline, rules: list[OfParty], shape: Shape, day: int) -> int:
    """How often a day breaks the rules that look at one day, as checking.py counts."""
    count, amount = sum(shape), 0
    for rule in rules:
        if isinstance(rule, MaxGaps) and rule.daily:
            amount += max(0, _gaps(problem, line, shape, day) - rule.limit)
        elif isinstance(rule, MaxHoursDaily):
            amount += count > rule.limit
        elif isinstance(rule, MinHoursDaily) and (count or not rule.empty_days):
            amount += max(0, rule.limit - count)
        elif isinstance(rule, MaxHoursContinuously):
            runs = (shape[first : first + rule.limit + 1] for first in range(len(shape) - rule.limit))
            amount += sum(all(run) for run in runs)
    return amount


def _gaps(problem: Problem, line: Timeline, shape: Shape, day: int) -> int:
    """Free hours between lessons; those at which there can be none do not count."""
    held = [time for time, hour in zip(problem.on_day(day), shape, strict=True) if hour]
    return len(set(range(held[0], held[-1])) - set(held) - line.blocked) if held else 0
