"""Rooms: how many lessons that need them fit into one time, and who gets which when the times are known."""

from collections import defaultdict
from typing import Any

from journal_plugin.timetable.constraints import MaxRooms
from journal_plugin.timetable.problem import Problem, Solution
from journal_plugin.timetable.solving.build import MUST, WISH, Build
from journal_plugin.timetable.solving.engine import Watch, new_model, solve

MOST_SETS = 300


def bound_rooms(build: Build) -> None:
    """At any time no more lessons want the rooms of a set than the set has (Hall's condition for the sets that occur)."""
    problem = build.problem
    need = needs(problem)
    shut = {room.name: problem.unavailable_room(room.name) for room in problem.rooms}
    for wanted in _sets(problem, need):
        activities = [one for one, rooms in need.items() if rooms <= wanted]
        for time in problem.times:
            free = sum(time not in shut[room] for room in wanted)
            covers = [cover for one in activities for cover in build.covers(one, time)]
            if len(covers) > free:
                build.add(sum(covers) <= free)


def wish_rooms(build: Build) -> None:
    """The same of wished rooms, at the price of the wish: so times are found at which the wishes can be met."""
    problem = build.problem
    wishing: dict[tuple[float, frozenset[str]], set[int]] = defaultdict(set)
    for activity, wishes in problem.room_wishes.items():
        for wish in wishes:
            if not wish.hard and not any(problem.room_by_name[room].shared for room in wish.rooms):
                wishing[wish.weight, frozenset(wish.rooms)].add(activity)
    for (weight, rooms), activities in wishing.items():
        if not build.moves(activities):
            continue
        for time in problem.times:
            free = sum(time not in problem.unavailable_room(room) for room in rooms)
            covers = [cover for one in sorted(activities) for cover in build.covers(one, time)]
            if len(covers) > free:
                over = build.model.new_int_var(0, len(covers), "")
                build.costs.append(round(weight * WISH) * over)
                build.add(sum(covers) - over <= free)


def needs(problem: Problem) -> dict[int, frozenset[str]]:
    """Activity that must have a room -> the rooms that it may have."""
    found = {}
    for activity, wishes in problem.room_wishes.items():
        if any(wish.hard for wish in wishes):
            found[activity] = frozenset(problem.allowed_rooms[activity] or ())
    return found


def _sets(problem: Problem, need: dict[int, frozenset[str]]) -> set[frozenset[str]]:
    """The sets of rooms that occur, and unions of those that share a room; none with a room for many at once."""
    sets = {rooms for rooms in need.values() if not any(problem.room_by_name[room].shared for room in rooms)}
    frontier = set(sets)
    while frontier and len(sets) < MOST_SETS:
        pairs = ((one, other) for one in frontier for other in sets if one & other)
        frontier = {one | other for one, other in pairs} - sets
        sets |= set(sorted(frontier, key=sorted)[: MOST_SETS - len(sets)])
    return sets


def place_rooms(problem: Problem, times: dict[int, int], seconds: float, watch: Watch | None = None) -> Solution:
    """Gives rooms to placed activities by hard rules and wishes; what can have none has none (checking.py says so)."""
    model = new_model()
    y: dict[tuple[int, str], Any] = {}
    taken: dict[tuple[str, int], list[Any]] = defaultdict(list)
    costs: list[Any] = []
    shut = {room.name: problem.unavailable_room(room.name) for room in problem.rooms}
    for activity, start in times.items():
        span, own = problem.span(activity, start), {}
        for room in problem.allowed_rooms[activity] or ():
            if shut[room].isdisjoint(span):
                own[room] = y[activity, room] = model.new_bool_var("")
                if not problem.room_by_name[room].shared:
                    for time in span:
                        taken[room, time].append(own[room])
        for wish in problem.room_wishes.get(activity, ()):
            kept = sum(own[room] for room in wish.rooms if room in own)
            costs.append((MUST if wish.hard else round(wish.weight * WISH)) * (1 - kept))
        if own:
            model.add_at_most_one(list(own.values()))
    for together in taken.values():
        if len(together) > 1:
            model.add_at_most_one(together)
    _bound_different(problem, model, y, costs)
    if costs:
        model.minimize(sum(costs))
    answer = solve(model, seconds, watch)
    rooms = {activity: room for (activity, room), var in y.items() if answer.found and answer.value(var)}
    return Solution(times, rooms)


def _bound_different(problem: Problem, model: Any, y: dict[tuple[int, str], Any], costs: list[Any]) -> None:
    for rule in problem.constraints:
        if isinstance(rule, MaxRooms):
            used: dict[str, Any] = {}
            for (activity, room), var in y.items():
                if activity in rule.activities:
                    model.add_implication(var, used.setdefault(room, model.new_bool_var("")))
            over = model.new_int_var(0, max(len(used), 1), "")
            model.add(sum(used.values()) <= rule.limit + over)
            costs.append((MUST if rule.hard else round(rule.weight * WISH)) * over)


def join_rooms(build: Build) -> dict[tuple[int, str], Any]:
    """Rooms in the same model as times: slower, for timetables whose rooms do not fit the times found without them."""
    problem = build.problem
    y: dict[tuple[int, str], Any] = {}
    busy: dict[tuple[str, int], list[Any]] = defaultdict(list)
    for activity, rooms in needs(problem).items():
        own = {room: build.model.new_bool_var("") for room in sorted(rooms)}
        build.model.add_exactly_one(list(own.values()))
        for room, var in own.items():
            y[activity, room] = var
            for time in problem.times:
                covers = build.covers(activity, time)
                if covers and time in problem.unavailable_room(room):
                    build.add(sum(covers) + var <= 1)
                elif covers and not problem.room_by_name[room].shared:
                    if len(own) == 1:
                        both = sum(covers)
                    else:
                        both = build.model.new_bool_var("")
                        build.add(sum(covers) + var - 1 <= both)
                    busy[room, time].append(both)
    for together in busy.values():
        if len(together) > 1:
            build.add(sum(together) <= 1)
    return y
