"""How each kind of constraint on times is told to the solver. The amounts are those that checking.py counts."""

from collections.abc import Callable, Iterable, Iterator
from itertools import combinations
from typing import Any

from journal_plugin.timetable import constraints as c
from journal_plugin.timetable.constraints import Constraint, Same, Who
from journal_plugin.timetable.problem import Timeline
from journal_plugin.timetable.solving.build import Bent, Build
from journal_plugin.timetable.solving.shapes import is_shape, tell_shapes


def tell(build: Build) -> None:
    """Tells the solver every constraint on times of the problem that the model counts."""
    listed = build.bent != Bent.ALL
    for rule in build.problem.constraints:
        still = (
            isinstance(rule, c.OfActivities) and not isinstance(rule, c.EndsDay) and not build.moves(rule.activities)
        )
        if type(rule) in TOLD and not still and build.counts(rule) and not (listed and is_shape(build.problem, rule)):
            TOLD[type(rule)](build, rule)
    if listed and build.bent != Bent.LOOSE:
        tell_shapes(build)


def _lines(build: Build, rule: c.OfParty) -> Iterator[tuple[Timeline, int]]:
    """Every timeline of the rule's party with every day."""
    for line in build.lines(rule):
        for day in range(len(build.problem.days)):
            yield line, day


def _day(build: Build, line: Timeline, day: int, tag: str = "") -> list[Any]:
    return [build.held(line, time, tag) for time in build.problem.on_day(day)]


def _unavailable(build: Build, rule: c.Unavailable) -> None:
    if rule.party.who in (Who.ROOM, Who.EVERYBODY):
        return
    for line in build.lines(rule):
        for time in rule.times:
            build.add(build.held(line, time) <= build.slack(rule))


def _starting_times(build: Build, rule: c.StartingTimes) -> None:
    for activity in rule.activities:
        outside = [var for time, var in build.x[activity].items() if time not in rule.times]
        if outside:
            build.add(sum(outside) <= build.slack(rule))


def _time_slots(build: Build, rule: c.TimeSlots) -> None:
    for activity in rule.activities:
        starts = build.x[activity].items()
        outside = [var for time, var in starts if not rule.times.issuperset(build.problem.span(activity, time))]
        if outside:
            build.add(sum(outside) <= build.slack(rule))


def _never(build: Build, one: int, other: int, broken: Any, bad: Callable[[int, int], bool]) -> None:
    """Two activities never begin at times that are ``bad`` together, unless ``broken``."""
    for time, var in build.x[one].items():
        against = [term for start, term in build.x[other].items() if bad(time, start)]
        if against:
            build.add(var + sum(against) <= 1 + broken)


def _never_on_days(build: Build, one: int, other: int, broken: Any, bad: Callable[[int, int], bool]) -> None:
    """The same by days."""
    days = range(len(build.problem.days))
    for day in days:
        against = [build.on_day(other, second) for second in days if bad(day, second)]
        if against:
            build.add(build.on_day(one, day) + sum(against) <= 1 + broken)


def _min_days(build: Build, rule: c.MinDays) -> None:
    for one, other in combinations(rule.activities, 2):
        _never_on_days(build, one, other, build.slack(rule), lambda day, second: abs(day - second) < rule.days)


def _together(build: Build, rule: c.Together) -> None:
    problem = build.problem
    for one, other in combinations(rule.activities, 2):

        def split(time: int, start: int, one: int = one, other: int = other) -> bool:
            if problem.day(time) != problem.day(start):
                return False
            return not _follow(build, one, time, other, start) and not _follow(build, other, start, one, time)

        _never(build, one, other, build.slack(rule), split)


def _follow(build: Build, one: int, time: int, other: int, start: int) -> bool:
    """Whether ``other`` at ``start`` comes right after ``one`` at ``time``."""
    problem = build.problem
    end = problem.rank[time] + problem.by_pk[one].duration
    return problem.day(time) == problem.day(start) and problem.rank[start] == end


def _max_days(build: Build, rule: c.MaxDays) -> None:
    for one, other in combinations(rule.activities, 2):
        _never_on_days(build, one, other, build.slack(rule), lambda day, second: abs(day - second) > rule.days)


def _same_start(build: Build, rule: c.SameStart) -> None:
    problem = build.problem
    kept: dict[Same, Callable[[int], int]] = {
        Same.TIME: lambda time: time,
        Same.HOUR: problem.hour,
        Same.DAY: problem.day,
    }
    key = kept[rule.same]
    strict = build.must(rule)
    pairs = [(rule.activities[0], other) for other in rule.activities[1:]]
    for one, other in pairs if strict else combinations(rule.activities, 2):
        broken = build.slack(rule)
        for value in {key(time) for time in problem.times}:
            sums = [sum(var for time, var in build.x[each].items() if key(time) == value) for each in (one, other)]
            build.add(sums[0] - sums[1] <= broken)


def _consecutive(build: Build, rule: c.Consecutive) -> None:
    one, other = rule.activities[:2]
    broken, starts = build.slack(rule), build.x[other].items()
    for time, var in build.x[one].items():
        build.add(var - sum(term for start, term in starts if _follow(build, one, time, other, start)) <= broken)


def _grouped(build: Build, rule: c.Grouped) -> None:
    problem, broken = build.problem, build.slack(rule)
    whole = sum(problem.by_pk[one].duration for one in rule.activities)
    for one, other in combinations(rule.activities, 2):
        lengths = problem.by_pk[one].duration, problem.by_pk[other].duration

        def apart(time: int, start: int, lengths: tuple[int, int] = lengths) -> bool:
            first, second = problem.rank[time], problem.rank[start]
            block = max(first + lengths[0], second + lengths[1]) - min(first, second)
            overlap = first < second + lengths[1] and second < first + lengths[0]
            return problem.day(time) != problem.day(start) or block > whole or overlap

        _never(build, one, other, broken, apart)


def _ordered(build: Build, rule: c.Ordered) -> None:
    one, other = rule.activities[:2]
    length = build.problem.by_pk[one].duration
    _never(build, one, other, build.slack(rule), lambda time, start: start < time + length)


def _not_overlapping(build: Build, rule: c.NotOverlapping) -> None:
    if build.must(rule):
        build.at_most_one(rule.activities)
        return
    for one, other in combinations(rule.activities, 2):
        lengths = build.problem.by_pk[one].duration, build.problem.by_pk[other].duration
        _never(build, one, other, build.slack(rule), _closer_than(0, *lengths))


def _closer_than(gap: int, first: int, second: int) -> Callable[[int, int], bool]:
    return lambda time, start: max(time, start) < min(time + first, start + second) + gap


def _min_gaps_between(build: Build, rule: c.MinGapsBetween) -> None:
    problem = build.problem
    for one, other in combinations(rule.activities, 2):
        close = _closer_than(rule.gaps, problem.by_pk[one].duration, problem.by_pk[other].duration)

        def bad(time: int, start: int, close=close) -> bool:
            return problem.day(time) == problem.day(start) and close(time, start)

        _never(build, one, other, build.slack(rule), bad)


def _ends_day(build: Build, rule: c.EndsDay) -> None:
    problem = build.problem
    for activity in rule.activities:
        leaves = problem.attending[activity]
        for other in problem.activities:
            if other.pk != activity and build.moves((activity, other.pk)) and problem.attending[other.pk] & leaves:
                _never(build, activity, other.pk, build.slack(rule), _later_that_day(build))


def _later_that_day(build: Build) -> Callable[[int, int], bool]:
    day = build.problem.day
    return lambda time, start: start > time and day(start) == day(time)


def _max_simultaneous(build: Build, rule: c.MaxSimultaneous) -> None:
    for time in rule.times:
        covers = [cover for one in rule.activities for cover in build.covers(one, time)]
        if len(covers) > rule.limit:
            build.add(sum(covers) <= rule.limit + build.slack(rule, len(rule.activities)))


def _occupy_max_times(build: Build, rule: c.OccupyMaxTimes) -> None:
    taken = [build.any_of([v for one in rule.activities for v in build.covers(one, time)]) for time in rule.times]
    build.add(sum(taken) <= rule.limit + build.slack(rule, len(rule.times)))


def _max_hours_daily(build: Build, rule: c.MaxHoursDaily) -> None:
    for line, day in _lines(build, rule):
        held = _day(build, line, day, rule.tag)
        if len(held) > rule.limit:
            build.add(sum(held) <= rule.limit + (len(held) - rule.limit) * build.slack(rule))


def _min_hours_daily(build: Build, rule: c.MinHoursDaily) -> None:
    for line, day in _lines(build, rule):
        least = rule.limit * build.used(line, day) if rule.empty_days else rule.limit
        build.add(least - sum(_day(build, line, day)) <= build.slack(rule, rule.limit))


def _max_hours_continuously(build: Build, rule: c.MaxHoursContinuously) -> None:
    for line, day in _lines(build, rule):
        held = _day(build, line, day, rule.tag)
        for first in range(len(held) - rule.limit):
            build.add(sum(held[first : first + rule.limit + 1]) <= rule.limit + build.slack(rule))


def _gaps(build: Build, line: Timeline, day: int) -> list[Any]:
    """A yes or no for each hour that lies free between lessons."""
    times = build.problem.on_day(day)
    held = _day(build, line, day)
    begun, going = _reached(build, held), _reached(build, held[::-1])[::-1]
    found = []
    for place in range(1, len(held) - 1):
        if times[place] not in line.blocked:
            gap = build.model.new_bool_var("")
            build.add(begun[place - 1] + going[place + 1] - held[place] - 1 <= gap)
            found.append(gap)
    return found


def _reached(build: Build, held: list[Any]) -> list[Any]:
    """Whether a lesson was held there or before."""
    found: list[Any] = []
    for term in held:
        var = build.model.new_bool_var("")
        build.add(term <= var)
        if found:
            build.add(found[-1] <= var)
        found.append(var)
    return found


def _max_gaps(build: Build, rule: c.MaxGaps) -> None:
    for line in build.lines(rule):
        days = [_gaps(build, line, day) for day in range(len(build.problem.days))]
        for gaps in days if rule.daily else [[gap for day in days for gap in day]]:
            build.add(sum(gaps) <= rule.limit + build.slack(rule, len(gaps)))


def _days_on(build: Build, rule: c.OfParty) -> Iterable[list[Any]]:
    for line in build.lines(rule):
        yield [build.used(line, day) for day in range(len(build.problem.days))]


def _max_days_on(build: Build, rule: c.MaxDaysOn) -> None:
    for days in _days_on(build, rule):
        build.add(sum(days) <= rule.limit + build.slack(rule, len(days)))


def _min_days_on(build: Build, rule: c.MinDaysOn) -> None:
    for days in _days_on(build, rule):
        build.add(rule.limit - sum(days) <= build.slack(rule, rule.limit))


def _interval_max_days(build: Build, rule: c.IntervalMaxDays) -> None:
    for line in build.lines(rule):
        days = range(len(build.problem.days))
        used = [build.any_of(_day(build, line, day)[rule.first : rule.last]) for day in days]
        build.add(sum(used) <= rule.limit + build.slack(rule, len(used)))


def _early_start(build: Build, rule: c.EarlyStart) -> None:
    for line in build.lines(rule):
        second = []
        for day in range(len(build.problem.days)):
            used = build.used(line, day)
            possible = [time for time in build.problem.on_day(day) if time not in line.blocked][:2]
            held = [build.held(line, time) for time in possible]
            build.add(used - sum(held) <= build.slack(rule))
            late = build.model.new_bool_var("")
            build.add(used - sum(held[:1]) <= late)
            second.append(late)
        build.add(sum(second) <= rule.limit + build.slack(rule, len(second)))


TOLD: dict[type[Constraint], Callable[[Build, Any], None]] = {
    c.Unavailable: _unavailable,
    c.StartingTimes: _starting_times,
    c.TimeSlots: _time_slots,
    c.MinDays: _min_days,
    c.Together: _together,
    c.MaxDays: _max_days,
    c.SameStart: _same_start,
    c.Consecutive: _consecutive,
    c.Grouped: _grouped,
    c.Ordered: _ordered,
    c.NotOverlapping: _not_overlapping,
    c.MinGapsBetween: _min_gaps_between,
    c.EndsDay: _ends_day,
    c.MaxSimultaneous: _max_simultaneous,
    c.OccupyMaxTimes: _occupy_max_times,
    c.MaxHoursDaily: _max_hours_daily,
    c.MinHoursDaily: _min_hours_daily,
    c.MaxHoursContinuously: _max_hours_continuously,
    c.MaxGaps: _max_gaps,
    c.MaxDaysOn: _max_days_on,
    c.MinDaysOn: _min_days_on,
    c.IntervalMaxDays: _interval_max_days,
    c.EarlyStart: _early_start,
}
