"""The load of a term as a timetabling problem, and a placing of it as the list of slots (pure; C03, C04)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from journal_plugin.core.names import sort_key
from journal_plugin.curriculum.cards import LoadCard
from journal_plugin.timetable import constraints as c
from journal_plugin.timetable.cards import OffCard, SlotCard
from journal_plugin.timetable.constraints import Constraint, Party, Same, Who
from journal_plugin.timetable.enums import Week
from journal_plugin.timetable.hours import Hours, hours_of
from journal_plugin.timetable.limits import NO_WISHES, Wishes, rules_of_days
from journal_plugin.timetable.problem import Activity, Problem, Room, Solution, Students
from journal_plugin.timetable.verdicts import Bells

WEEKS = (Week.A, Week.B)
SAME_BOTH_WEEKS, SPREAD, USUAL_ROOM, UNWILLING = 99.0, 95.0, 90.0, 90.0
"""Weights of wishes: a lesson of both weeks at one place; lessons of one element on different days; the room that it
had; a time at which somebody would rather not."""


@dataclass(frozen=True)
class GroupFacts:
    """A group or part: how many learners, its groups' ``parent``, the bells of its mode of stay and its last study day."""

    name: str
    size: int
    parent: str = ""
    gathered: bool = False
    last_weekday: int = 6
    bells: Bells = field(default_factory=dict)


@dataclass(frozen=True)
class TermFacts:
    """What the database says of a term. ``members``: group -> ids of its learners; ``offs``: who cannot when, rooms and
    teachers by the clock of ``bells``; ``slots``: what stands now."""

    title: str
    load: tuple[LoadCard, ...]
    groups: tuple[GroupFacts, ...]
    rooms: tuple[Room, ...] = ()
    members: Mapping[str, frozenset[int]] = field(default_factory=dict)
    slots: tuple[SlotCard, ...] = ()
    weekdays: tuple[str, ...] = ()
    offs: tuple[OffCard, ...] = ()
    bells: Bells = field(default_factory=dict)


@dataclass(frozen=True)
class Grid:
    """The times of the cycle: ``hours`` of the facts' groups in their order, and last those of rooms and teachers."""

    width: int
    hours: Hours
    place: Mapping[str, int]

    def number_to_hour(self, group: str) -> Mapping[int, int]:
        """Lesson number -> hour by the bells of a group; of no group by those of rooms and teachers."""
        return self.hours.by_bells[self.place.get(group, -1)]

    def times(self, group: str, weeks: Iterable[str], weekday: int, number: int) -> frozenset[int]:
        """The times at which a lesson number is held; none for a day or a number that is not in the cycle."""
        hour = self.number_to_hour(group).get(number)
        if hour is None or weekday > self.width:
            return frozenset()
        days = (WEEKS.index(Week(week)) * self.width + weekday - 1 for week in weeks)
        return frozenset(day * len(self.hours.names) + hour for day in days)


@dataclass(frozen=True)
class Planned:
    """``lessons``: number of activity -> (group, element, kind); ``standing``: where the present slots place it;
    ``kept``: slots that stay, because their groups are not planned anew."""

    problem: Problem
    lessons: Mapping[int, tuple[str, str, str]]
    grid: Grid
    standing: Solution
    kept: tuple[SlotCard, ...] = ()


def plan(facts: TermFacts, wishes: Wishes = NO_WISHES) -> Planned:
    """The problem of a term: every lesson of the two weeks' load, whatever is known of who can when, and usual wishes.

    Several teachers of one group, element and kind hold its lessons together. Load without lessons in a cycle has none.
    Groups that ``wishes`` does not name keep their slots: whom and what these take is not free then (C04).
    """
    grid = _grid_of(facts)
    load = tuple(card for card in facts.load if wishes.takes(card.group))
    kept = tuple(card for card in facts.slots if not wishes.takes(card.group))
    activities: list[Activity] = []
    lessons: dict[int, tuple[str, str, str]] = {}
    rules: list[Constraint] = [*_of_groups(facts, grid), *_of_offs(facts, grid), *_of_kept(facts, grid, kept)]
    sizes = {group.name: len(facts.members.get(group.name, ())) or group.size for group in facts.groups}
    usual = _usual_rooms(facts.slots)
    for key, (teachers, count) in _joined(load).items():
        group, element, kind = key
        if group not in sizes or not count:
            continue
        first = len(activities) + 1
        pks = tuple(range(first, first + count))
        for place, pk in enumerate(pks, start=1):
            lessons[pk] = key
            activities.append(
                Activity(
                    pk=pk,
                    subject=element,
                    teachers=teachers,
                    students=(group,),
                    tags=(kind,),
                    group=first if count > 1 else 0,
                    component=place,
                    size=sizes[group],
                )
            )
        rules += _of_lessons(pks, len(facts.weekdays)) + _of_rooms(
            facts, pks, sizes[group], usual.get(key, frozenset())
        )
    taken = {
        (name, time)
        for card in kept
        for name in card.teachers
        for time in grid.times(card.group, card.weeks, card.weekday, card.number)
    }
    longest = max(_per_cycle(load, facts.groups).values(), default=0)
    rules += rules_of_days(wishes, activities, len(WEEKS) * grid.width, len(grid.hours.names), longest, taken)
    problem = Problem(
        title=facts.title,
        days=tuple(f"{week}-{day}" for week in WEEKS for day in facts.weekdays),
        hours=grid.hours.names,
        teachers=tuple(dict.fromkeys(name for one in activities for name in one.teachers)),
        subjects=tuple(dict.fromkeys(one.subject for one in activities)),
        tags=tuple(dict.fromkeys(tag for one in activities for tag in one.tags)),
        rooms=facts.rooms,
        students=_tree(facts, sizes),
        activities=tuple(activities),
        constraints=tuple(rules),
    )
    return Planned(problem, lessons, grid, _standing(problem, lessons, grid, facts), kept)


def cards_of(planned: Planned, solution: Solution) -> tuple[SlotCard, ...]:
    """The slots of a placing; what stands at one place in both weeks is one slot of every week."""
    problem, width = planned.problem, planned.grid.width
    weeks: dict[SlotCard, set[str]] = defaultdict(set)
    for pk, time in solution.times.items():
        group, element, kind = planned.lessons[pk]
        day, hours = problem.day(time), planned.grid.number_to_hour(group)
        number = next((number for number, hour in hours.items() if hour == problem.hour(time)), None)
        if number is None:
            continue  # checking.py says that the group has no lessons then
        card = SlotCard(
            week=Week.EVERY,
            weekday=day % width + 1,
            number=number,
            group=group,
            element=element,
            activity=kind,
            room=solution.rooms.get(pk, ""),
            teachers=tuple(sorted(problem.by_pk[pk].teachers, key=sort_key)),
        )
        weeks[card].add(WEEKS[day // width])
    found = []
    for card, held in weeks.items():
        found += [replace(card, week=str(week)) for week in ([Week.EVERY] if len(held) == len(WEEKS) else sorted(held))]
    return tuple(sorted(found, key=lambda card: card.key))


def _joined(load: Iterable[LoadCard]) -> dict[tuple[str, str, str], tuple[tuple[str, ...], int]]:
    """(group, element, kind) -> its teachers together, and how many lessons in a cycle."""
    found: dict[tuple[str, str, str], tuple[tuple[str, ...], int]] = {}
    for card in load:
        key = (card.group, card.element, card.activity)
        teachers, count = found.get(key, ((), 0))
        found[key] = (tuple(dict.fromkeys((*teachers, card.staff))), max(count, card.lessons_per_cycle))
    return found


def _grid_of(facts: TermFacts) -> Grid:
    hours = hours_of([*(group.bells for group in facts.groups), facts.bells])
    return Grid(len(facts.weekdays), hours, {group.name: place for place, group in enumerate(facts.groups)})


def _of_groups(facts: TermFacts, grid: Grid) -> Iterable[Constraint]:
    """When a group's mode of stay has no lessons."""
    hours = len(grid.hours.names)
    for group in facts.groups:
        open_at = frozenset(grid.number_to_hour(group.name).values())
        shut = frozenset(
            day * hours + hour
            for day in range(grid.width * len(WEEKS))
            for hour in range(hours)
            if day % grid.width >= group.last_weekday or hour not in open_at
        )
        if shut:
            yield c.Unavailable(party=Party(Who.STUDENTS, group.name), times=shut)


def _of_offs(facts: TermFacts, grid: Grid) -> Iterable[Constraint]:
    """Who cannot when, and who would rather not."""
    found: dict[tuple[Party, bool], frozenset[int]] = defaultdict(frozenset)
    for one in facts.offs:
        group = one.name if one.who == Who.STUDENTS else ""
        found[Party(one.who, one.name), one.is_wish] |= grid.times(group, one.weeks, one.weekday, one.number)
    for (party, is_wish), times in found.items():
        yield c.Unavailable(weight=UNWILLING if is_wish else c.HARD, party=party, times=times)


def _of_kept(facts: TermFacts, grid: Grid, kept: tuple[SlotCard, ...]) -> Iterable[Constraint]:
    """What the lessons that stay take: their learners, teachers and rooms."""
    shared = {room.name for room in facts.rooms if room.shared}
    found: dict[Party, frozenset[int]] = defaultdict(frozenset)
    for card in kept:
        times = grid.times(card.group, card.weeks, card.weekday, card.number)
        takes = [Party(Who.STUDENTS, card.group), *(Party(Who.TEACHER, name) for name in card.teachers)]
        if card.room and card.room not in shared:
            takes.append(Party(Who.ROOM, card.room))
        for party in takes:
            found[party] |= times
    for party, times in found.items():
        yield c.Unavailable(party=party, times=times)


def _per_cycle(load: Iterable[LoadCard], groups: Iterable[GroupFacts]) -> dict[str, int]:
    """Group -> lessons of its own and of its fullest part in a cycle."""
    own: dict[str, int] = defaultdict(int)
    for (group, _element, _kind), (_teachers, count) in _joined(load).items():
        own[group] += count
    parents = {group.name: group.parent for group in groups if group.parent}
    parts: dict[str, int] = defaultdict(int)
    for name, parent in parents.items():
        parts[parent] = max(parts[parent], own[name])
    return {name: own[name] + parts[name] for name in list(own) if name not in parents}


def _of_lessons(pks: tuple[int, ...], weekdays: int) -> list[Constraint]:
    """Lessons two by two at one place of both weeks, and those of one week on different days."""
    rules: list[Constraint] = []
    for one, other in zip(pks[::2], pks[1::2], strict=False):
        pair = (one, other)
        rules += [
            c.MinDays(weight=SAME_BOTH_WEEKS, activities=pair, days=weekdays),
            c.MaxDays(weight=SAME_BOTH_WEEKS, activities=pair, days=weekdays),
            c.SameStart(weight=SAME_BOTH_WEEKS, activities=pair, same=Same.HOUR),
        ]
    singles = pks[::2]
    if len(singles) > 1:
        rules.append(c.MinDays(weight=SPREAD, activities=singles, days=1))
    return rules


def _of_rooms(facts: TermFacts, pks: tuple[int, ...], size: int, usual: frozenset[str]) -> list[Constraint]:
    """A room that holds the group; by preference one of those that the lesson has had."""
    known = {room.name for room in facts.rooms}
    fitting = {room.name for room in facts.rooms if not room.shared and (room.capacity or 0) >= size}
    rooms = tuple(sorted(fitting | (usual & known)))
    if not rooms:
        return []
    rules: list[Constraint] = [c.InRooms(activities=pks, rooms=rooms)]
    wished = tuple(sorted(usual & set(rooms)))
    return [*rules, c.InRooms(weight=USUAL_ROOM, activities=pks, rooms=wished)] if wished else rules


def _usual_rooms(slots: Iterable[SlotCard]) -> dict[tuple[str, str, str], frozenset[str]]:
    found: dict[tuple[str, str, str], frozenset[str]] = {}
    for card in slots:
        if card.room:
            key = (card.group, card.element, card.activity)
            found[key] = found.get(key, frozenset()) | {card.room}
    return found


def _tree(facts: TermFacts, sizes: Mapping[str, int]) -> tuple[Students, ...]:
    """Groups, parts and learners of the same groups as smallest parts: so two parts clash exactly where they share somebody."""
    of_learner: dict[int, set[str]] = defaultdict(set)
    for name, ids in facts.members.items():
        for learner in ids:
            of_learner[learner].add(name)
    kinds = {frozenset(names & set(sizes)) for names in of_learner.values()} - {frozenset()}
    by_name = {group.name: group for group in facts.groups}
    kinds |= {frozenset((group.name, group.parent)) for group in facts.groups if group.parent in sizes}
    kinds |= {frozenset((name,)) for name in sizes if not any(name in kind for kind in kinds)}
    leaves = {kind: Students(" + ".join(sorted(kind)) + " *") for kind in kinds}

    def under(name: str, kept: Iterable[frozenset[str]]) -> tuple[Students, ...]:
        return tuple(leaves[kind] for kind in sorted(kept, key=sorted) if name in kind)

    tops = []
    for name, group in by_name.items():
        if group.parent in sizes:
            continue
        inner = [one.name for one in facts.groups if one.parent == name]
        parts = [Students(part, sizes[part], under(part, kinds)) for part in inner]
        rest = [kind for kind in kinds if name in kind and not kind & set(inner)]
        if rest:
            parts.append(Students(f"{name} (все)", sizes[name], under(name, rest)))
        tops.append(Students(name, sizes[name], tuple(parts)))
    return tuple(tops)


def _standing(problem: Problem, lessons, grid: Grid, facts: TermFacts) -> Solution:
    """Where the present slots place the lessons, as far as there are lessons for them."""
    waiting: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for pk, key in lessons.items():
        waiting[key].append(pk)
    times: dict[int, int] = {}
    rooms: dict[int, str] = {}
    for card in sorted(facts.slots, key=lambda card: card.week != Week.EVERY):
        for week in sorted(card.weeks):
            pks = waiting[card.group, card.element, card.activity]
            for time in grid.times(card.group, (week,), card.weekday, card.number) if pks else ():
                pk = pks.pop(0)
                times[pk] = time
                if card.room in problem.room_by_name:
                    rooms[pk] = card.room
    return Solution(times, rooms)
