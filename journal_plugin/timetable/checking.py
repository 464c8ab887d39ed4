"""Which rules and wishes a placing breaks, recounted by plain loops and without the solver (pure; C03)."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise

from journal_plugin.timetable import constraints as c
from journal_plugin.timetable.constraints import Constraint, Same, Who
from journal_plugin.timetable.problem import Problem, Solution, Timeline

Found = Iterator[tuple[int, str]]
"""How often it is broken, and where."""


@dataclass(frozen=True)
class Breach:
    """``rule``: the broken constraint, or the name of what holds for every timetable; how often; ``where`` in words."""

    rule: Constraint | str
    amount: int
    where: str

    @property
    def hard(self) -> bool:
        """Whether the timetable is not valid with it."""
        return isinstance(self.rule, str) or self.rule.hard

    @property
    def cost(self) -> float:
        """What a broken wish costs: its weight from 0 to 1 each time."""
        return 0 if isinstance(self.rule, str) else self.amount * self.rule.weight / c.HARD


UNPLACED, CLASH, OUTSIDE, ROOM_CLASH, ROOM_SMALL, ROOM_SHUT, NO_ROOM, CROWDED = (
    "unplaced",
    "clash",
    "outside",
    "room clash",
    "room small",
    "room shut",
    "no room",
    "crowded",
)
"""What holds for every timetable."""


def breaches(problem: Problem, solution: Solution) -> tuple[Breach, ...]:
    """Everything that ``solution`` breaks; a rule about something that is not placed is not asked."""
    found = [*_basics(problem, solution), *_rooms(problem, solution)]
    for constraint in problem.constraints:
        check = CHECKS[type(constraint)]
        found += [Breach(constraint, amount, where) for amount, where in check(problem, solution, constraint)]
    return tuple(found)


def valid(found: tuple[Breach, ...]) -> bool:
    """Whether nothing is broken but wishes."""
    return not any(breach.hard for breach in found)


def cost(found: tuple[Breach, ...]) -> float:
    """The soft cost: the sum over all broken wishes."""
    return sum(breach.cost for breach in found if not breach.hard)


def crowded(problem: Problem) -> tuple[Breach, ...]:
    """Who has more hours of lessons than there are times at which he can have any: no timetable can be made then."""
    found = []
    for line in problem.timelines:
        hours = sum(problem.by_pk[one].duration for one in line.activities)
        free = len(set(problem.times) - line.blocked)
        if hours > free:
            found.append(Breach(CROWDED, hours - free, f"{line.name}: {hours} / {free}"))
    return tuple(found)


def label(problem: Problem, activity: int) -> str:
    """An activity in words: students, subject, teachers."""
    one = problem.by_pk[activity]
    return ", ".join(filter(None, ["+".join(one.students), one.subject, "+".join(one.teachers)]))


def _basics(problem: Problem, solution: Solution) -> Iterator[Breach]:
    for one in problem.activities:
        start = solution.times.get(one.pk)
        if start is None:
            yield Breach(UNPLACED, 1, label(problem, one.pk))
            continue
        span = problem.span(one.pk, start)
        if span[-1] not in problem.on_day(problem.day(start)) or problem.breaks & set(span):
            yield Breach(OUTSIDE, 1, f"{label(problem, one.pk)}: {problem.name_of(start)}")
    for line in problem.timelines:
        held: dict[int, int] = {}
        for activity in line.activities:
            for time in _span(problem, solution, activity):
                if time in held:
                    both = f"{label(problem, held[time])} / {label(problem, activity)}"
                    yield Breach(CLASH, 1, f"{line.name}, {problem.name_of(time)}: {both}")
                held[time] = activity


def _rooms(problem: Problem, solution: Solution) -> Iterator[Breach]:
    taken: dict[tuple[str, int], int] = {}
    for one in problem.activities:
        if one.pk not in solution.times:
            continue
        name = solution.rooms.get(one.pk)
        if name is None:
            if any(wish.hard for wish in problem.room_wishes.get(one.pk, ())):
                yield Breach(NO_ROOM, 1, label(problem, one.pk))
            continue
        room = problem.room_by_name[name]
        if room.capacity is not None and room.capacity < problem.sizes[one.pk]:
            yield Breach(ROOM_SMALL, 1, f"{label(problem, one.pk)}: {name}")
        for time in _span(problem, solution, one.pk):
            where = f"{name}, {problem.name_of(time)}: {label(problem, one.pk)}"
            if time in problem.unavailable_room(name):
                yield Breach(ROOM_SHUT, 1, where)
            if not room.shared and (name, time) in taken:
                yield Breach(ROOM_CLASH, 1, f"{where} / {label(problem, taken[name, time])}")
            taken[name, time] = one.pk


def _span(problem: Problem, solution: Solution, activity: int) -> range:
    start = solution.times.get(activity)
    return range(0) if start is None else problem.span(activity, start)


def _placed(solution: Solution, constraint: c.OfActivities) -> list[tuple[int, int]]:
    """(activity, start) of those of the constraint that are placed."""
    return [(one, solution.times[one]) for one in constraint.activities if one in solution.times]


def _lines(problem: Problem, solution: Solution, party: c.Party, tag: str = "") -> Iterator[tuple[Timeline, list[set]]]:
    """Every timeline of the party with the times at which it is held, by days."""
    for line in problem.of_party(party):
        days: list[set] = [set() for _day in problem.days]
        for activity in line.activities:
            if not tag or tag in problem.by_pk[activity].tags:
                for time in _span(problem, solution, activity):
                    days[min(problem.day(time), len(days) - 1)].add(time)
        yield line, days


def _unavailable(problem: Problem, solution: Solution, rule: c.Unavailable) -> Found:
    if rule.party.who in (Who.ROOM, Who.EVERYBODY):
        return  # counted with the rooms and the days
    for line, days in _lines(problem, solution, rule.party):
        for time in sorted(set().union(*days) & rule.times):
            yield 1, f"{line.name}, {problem.name_of(time)}"


def _starting_times(problem: Problem, solution: Solution, rule: c.StartingTimes) -> Found:
    for activity, start in _placed(solution, rule):
        if start not in rule.times:
            yield 1, f"{label(problem, activity)}: {problem.name_of(start)}"


def _time_slots(problem: Problem, solution: Solution, rule: c.TimeSlots) -> Found:
    for activity, start in _placed(solution, rule):
        if not rule.times.issuperset(problem.span(activity, start)):
            yield 1, f"{label(problem, activity)}: {problem.name_of(start)}"


def follow(problem: Problem, one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether the second (activity, start) begins on that day as the first ends; breaks between them do not count."""
    end = problem.rank[one[1]] + problem.by_pk[one[0]].duration
    return problem.day(one[1]) == problem.day(other[1]) and problem.rank[other[1]] == end


def _pairs(problem: Problem, solution: Solution, rule: c.OfActivities, broken: Callable) -> Found:
    """Each pair of the rule's activities that ``broken`` finds broken; it gets both as (activity, start)."""
    for one, other in combinations(_placed(solution, rule), 2):
        amount = int(broken(one, other))
        if amount:
            yield amount, f"{label(problem, one[0])}: {problem.name_of(one[1])} / {problem.name_of(other[1])}"


def _min_days(problem: Problem, solution: Solution, rule: c.MinDays) -> Found:
    return _pairs(
        problem, solution, rule, lambda one, other: abs(problem.day(one[1]) - problem.day(other[1])) < rule.days
    )


def _together(problem: Problem, solution: Solution, rule: c.Together) -> Found:
    def broken(one, other) -> bool:
        same = problem.day(one[1]) == problem.day(other[1])
        return same and not follow(problem, one, other) and not follow(problem, other, one)

    return _pairs(problem, solution, rule, broken)


def _max_days(problem: Problem, solution: Solution, rule: c.MaxDays) -> Found:
    return _pairs(
        problem, solution, rule, lambda one, other: abs(problem.day(one[1]) - problem.day(other[1])) > rule.days
    )


def _same_start(problem: Problem, solution: Solution, rule: c.SameStart) -> Found:
    kept = {Same.TIME: lambda time: time, Same.HOUR: problem.hour, Same.DAY: problem.day}[rule.same]
    return _pairs(problem, solution, rule, lambda one, other: kept(one[1]) != kept(other[1]))


def _consecutive(problem: Problem, solution: Solution, rule: c.Consecutive) -> Found:
    return _pairs(problem, solution, rule, lambda one, other: not follow(problem, one, other))


def _ordered(problem: Problem, solution: Solution, rule: c.Ordered) -> Found:
    return _pairs(problem, solution, rule, lambda one, other: other[1] < problem.span(*one).stop)


def _overlap(problem: Problem, one: tuple[int, int], other: tuple[int, int]) -> bool:
    return bool(set(problem.span(*one)) & set(problem.span(*other)))


def _not_overlapping(problem: Problem, solution: Solution, rule: c.NotOverlapping) -> Found:
    return _pairs(problem, solution, rule, lambda one, other: _overlap(problem, one, other))


def _min_gaps_between(problem: Problem, solution: Solution, rule: c.MinGapsBetween) -> Found:
    def broken(one, other) -> bool:
        if problem.day(one[1]) != problem.day(other[1]):
            return False
        return max(one[1], other[1]) < min(problem.span(*one).stop, problem.span(*other).stop) + rule.gaps

    return _pairs(problem, solution, rule, broken)


def _grouped(problem: Problem, solution: Solution, rule: c.Grouped) -> Found:
    placed = sorted(_placed(solution, rule), key=lambda one: one[1])
    if not all(follow(problem, one, other) for one, other in pairwise(placed)):
        yield 1, "; ".join(f"{label(problem, one)}: {problem.name_of(start)}" for one, start in placed)


def _ends_day(problem: Problem, solution: Solution, rule: c.EndsDay) -> Found:
    for activity, start in _placed(solution, rule):
        day, leaves = problem.day(start), problem.attending[activity]
        for other in problem.activities:
            begins = solution.times.get(other.pk, -1)
            if begins > start and problem.day(begins) == day and problem.attending[other.pk] & leaves:
                yield 1, f"{label(problem, activity)}: {problem.name_of(start)} / {label(problem, other.pk)}"


def _max_simultaneous(problem: Problem, solution: Solution, rule: c.MaxSimultaneous) -> Found:
    held: dict[int, int] = defaultdict(int)
    for activity, start in _placed(solution, rule):
        for time in problem.span(activity, start):
            held[time] += 1
    for time in sorted(rule.times):
        if held[time] > rule.limit:
            yield held[time] - rule.limit, problem.name_of(time)


def _occupy_max_times(problem: Problem, solution: Solution, rule: c.OccupyMaxTimes) -> Found:
    held = {time for activity, start in _placed(solution, rule) for time in problem.span(activity, start)} & rule.times
    if len(held) > rule.limit:
        yield len(held) - rule.limit, str(len(held))


def _max_hours_daily(problem: Problem, solution: Solution, rule: c.MaxHoursDaily) -> Found:
    for line, days in _lines(problem, solution, rule.party, rule.tag):
        for day, held in enumerate(days):
            if len(held) > rule.limit:
                yield 1, f"{line.name}, {problem.days[day]}: {len(held)}"


def _min_hours_daily(problem: Problem, solution: Solution, rule: c.MinHoursDaily) -> Found:
    for line, days in _lines(problem, solution, rule.party):
        for day, held in enumerate(days):
            if len(held) < rule.limit and (held or not rule.empty_days):
                yield rule.limit - len(held), f"{line.name}, {problem.days[day]}: {len(held)}"


def _max_hours_continuously(problem: Problem, solution: Solution, rule: c.MaxHoursContinuously) -> Found:
    for line, days in _lines(problem, solution, rule.party, rule.tag):
        for day, held in enumerate(days):
            windows = sum(set(range(time, time + rule.limit + 1)) <= held for time in problem.on_day(day))
            if windows:
                yield windows, f"{line.name}, {problem.days[day]}"


def _max_gaps(problem: Problem, solution: Solution, rule: c.MaxGaps) -> Found:
    for line, days in _lines(problem, solution, rule.party):
        gaps = [len(set(range(min(held), max(held))) - held - line.blocked) if held else 0 for held in days]
        for amount, where in zip(gaps, problem.days, strict=True) if rule.daily else [(sum(gaps), "")]:
            if amount > rule.limit:
                yield amount - rule.limit, ", ".join(filter(None, (line.name, where))) + f": {amount}"


def _days_on(problem: Problem, solution: Solution, party: c.Party) -> Iterator[tuple[Timeline, int]]:
    for line, days in _lines(problem, solution, party):
        yield line, sum(map(bool, days))


def _max_days_on(problem: Problem, solution: Solution, rule: c.MaxDaysOn) -> Found:
    for line, days in _days_on(problem, solution, rule.party):
        if days > rule.limit:
            yield days - rule.limit, f"{line.name}: {days}"


def _min_days_on(problem: Problem, solution: Solution, rule: c.MinDaysOn) -> Found:
    for line, days in _days_on(problem, solution, rule.party):
        if days < rule.limit:
            yield rule.limit - days, f"{line.name}: {days}"


def _interval_max_days(problem: Problem, solution: Solution, rule: c.IntervalMaxDays) -> Found:
    for line, days in _lines(problem, solution, rule.party):
        used = sum(any(rule.first <= problem.hour(time) < rule.last for time in held) for held in days)
        if used > rule.limit:
            yield used - rule.limit, f"{line.name}: {used}"


def _early_start(problem: Problem, solution: Solution, rule: c.EarlyStart) -> Found:
    for line, days in _lines(problem, solution, rule.party):
        second = 0
        for day, held in enumerate(days):
            possible = [time for time in problem.on_day(day) if time not in line.blocked]
            if held and not held & set(possible[:2]):
                yield 1, f"{line.name}, {problem.name_of(min(held))}"
            second += bool(held) and not held & set(possible[:1])
        if second > rule.limit:
            yield second - rule.limit, f"{line.name}: {second}"


def _in_rooms(problem: Problem, solution: Solution, rule: c.InRooms) -> Found:
    for activity in rule.activities:
        room = solution.rooms.get(activity)
        if (room is None and rule.hard) or activity not in solution.times:
            continue  # counted as an activity without a room, or without a place
        if room not in rule.rooms and rule in problem.room_wishes[activity]:
            yield 1, f"{label(problem, activity)}: {room or '—'}"


def _max_rooms(problem: Problem, solution: Solution, rule: c.MaxRooms) -> Found:
    used = {solution.rooms[one] for one in rule.activities if one in solution.rooms}
    if len(used) > rule.limit:
        yield len(used) - rule.limit, ", ".join(sorted(used))


CHECKS: dict[type[Constraint], Callable] = {
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
    c.InRooms: _in_rooms,
    c.MaxRooms: _max_rooms,
}
