"""A placing of a FET file as the list of slots of a term, by the names of its directories (pure; C04)."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace

from journal_plugin.core.names import search_key, sort_key
from journal_plugin.curriculum.enums import Activity as Kind
from journal_plugin.timetable.cards import SlotCard
from journal_plugin.timetable.enums import Week
from journal_plugin.timetable.problem import Activity, Problem, Solution

PRACTICE = "практ"
"""A tag with this in its name makes a lesson a practice."""
LONGEST_WEEK = 7


@dataclass(frozen=True)
class Directory:
    """Folded name -> how lists here call it; ``numbers`` are those of the lessons that have bells, in order."""

    groups: Mapping[str, str]
    elements: Mapping[str, str]
    staff: Mapping[str, str]
    rooms: Mapping[str, str]
    numbers: tuple[int, ...]


@dataclass(frozen=True)
class Slots:
    """The slots, and the names that the directories do not have: (what, name)."""

    cards: tuple[SlotCard, ...]
    missing: tuple[tuple[str, str], ...]


def slots_of(problem: Problem, solution: Solution, directory: Directory) -> Slots:
    """One slot for every hour and set of students of what is placed; lessons with unknown names are left out.

    More than seven days are two weeks: the first half is week A, the second week B.
    """
    missing: set[tuple[str, str]] = set()
    weeks: dict[SlotCard, set[str]] = defaultdict(set)
    for activity, start in solution.times.items():
        one = problem.by_pk[activity]
        named = _named(one, solution.rooms.get(activity, ""), directory, missing)
        if named is not None:
            for time in problem.span(activity, start):
                for group in _groups(one, directory, missing):
                    week, weekday = _week(problem, time)
                    number = _number(problem.hour(time), directory)
                    weeks[replace(named, group=group, weekday=weekday, number=number)].add(week)
    found = []
    for card, held in weeks.items():
        every = held == {Week.A, Week.B} or held == {Week.EVERY}
        found += [replace(card, week=str(week)) for week in ([Week.EVERY] if every else sorted(held))]
    return Slots(tuple(sorted(found, key=lambda card: card.key)), tuple(sorted(missing)))


def _named(one: Activity, room: str, directory: Directory, missing: set[tuple[str, str]]) -> SlotCard | None:
    element = _found(directory.elements, "subject", one.subject, missing)
    teachers = [_found(directory.staff, "teacher", name, missing) for name in one.teachers]
    place = _found(directory.rooms, "room", room, missing) if room else ""
    if not element or not all(teachers) or (room and not place):
        return None
    practice = any(PRACTICE in tag.casefold() for tag in one.tags)
    return SlotCard(
        week=Week.EVERY,
        weekday=1,
        number=1,
        group="",
        element=element,
        activity=Kind.PRACTICE if practice else Kind.THEORY,
        room=place,
        teachers=tuple(sorted(teachers, key=sort_key)),
    )


def _groups(one: Activity, directory: Directory, missing: set[tuple[str, str]]) -> list[str]:
    return [name for name in (_found(directory.groups, "group", name, missing) for name in one.students) if name]


def _found(names: Mapping[str, str], what: str, name: str, missing: set[tuple[str, str]]) -> str:
    found = names.get(search_key(name), "")
    if not found:
        missing.add((what, name))
    return found


def _week(problem: Problem, time: int) -> tuple[str, int]:
    day, days = problem.day(time), len(problem.days)
    if days <= LONGEST_WEEK:
        return Week.EVERY, day + 1
    return (Week.A, Week.B)[day >= days // 2], day % (days // 2) + 1


def _number(hour: int, directory: Directory) -> int:
    return directory.numbers[hour] if hour < len(directory.numbers) else hour + 1
