"""The free places of one lesson among all others that stay where they are (pure; C03)."""

from dataclasses import dataclass, replace

from journal_plugin.timetable.checking import UNPLACED, breaches, cost
from journal_plugin.timetable.constraints import EndsDay, OfActivities, OfParty
from journal_plugin.timetable.problem import Problem, Solution


@dataclass(frozen=True)
class Place:
    """A time and a room (empty: the lesson needs none); ``cost`` is what wishes about the lesson cost there."""

    time: int
    room: str
    cost: float


def free_places(problem: Problem, solution: Solution, activity: int) -> tuple[Place, ...]:
    """Where one lesson may go: no rule is broken more than now. The room that it has is kept where it is free."""
    near = _near(problem, activity)
    times = {one: time for one, time in solution.times.items() if one != activity}
    rooms = {one: room for one, room in solution.rooms.items() if one != activity}
    least = min(_hard(near, solution), _hard(near, Solution(times, rooms)))
    taken = {(room, time) for one, room in rooms.items() if one in times for time in problem.span(one, times[one])}
    allowed = problem.allowed_rooms[activity] or ()
    wanted = tuple(dict.fromkeys(room for room in (solution.rooms.get(activity), *allowed) if room in allowed))
    found = []
    for time in problem.times:
        room = next((name for name in wanted if _is_free(problem, name, problem.span(activity, time), taken)), "")
        tried = Solution({**times, activity: time}, {**rooms, activity: room} if room else rooms)
        if _hard(near, tried) <= least:
            found.append(Place(time, room, cost(breaches(near, tried))))
    return tuple(found)


def _is_free(problem: Problem, name: str, span: range, taken: set[tuple[str, int]]) -> bool:
    if not problem.unavailable_room(name).isdisjoint(span):
        return False
    return problem.room_by_name[name].shared or not any((name, time) in taken for time in span)


def _hard(problem: Problem, solution: Solution) -> int:
    found = breaches(problem, solution)
    return sum(breach.amount for breach in found if breach.hard and breach.rule != UNPLACED)


def _near(problem: Problem, activity: int) -> Problem:
    """The part of the problem that the lesson has to do with."""
    lines = [line for line in problem.timelines if activity in line.activities]
    rules = tuple(
        rule
        for rule in problem.constraints
        if isinstance(rule, EndsDay)
        or (isinstance(rule, OfActivities) and activity in rule.activities)
        or (isinstance(rule, OfParty) and (not rule.party.name or _concerns(problem, rule, activity)))
    )
    pks = {activity}.union(*(line.activities for line in lines), *(getattr(rule, "activities", ()) for rule in rules))
    # Rooms are asked of the whole timetable, so what its lessons need stays as it is.
    return replace(problem, activities=tuple(one for one in problem.activities if one.pk in pks), constraints=rules)


def _concerns(problem: Problem, rule: OfParty, activity: int) -> bool:
    one, name = problem.by_pk[activity], rule.party.name
    return name in one.teachers or bool(problem.attending[activity] & problem.leaves.get(name, frozenset()))
