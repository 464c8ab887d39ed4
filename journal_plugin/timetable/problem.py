"""A timetabling problem: who, what, where, how long, and a placing of it (pure; C03).

Times are whole numbers: day x number of hours + hour. Activities, teachers, rooms and students are known by name or number.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from journal_plugin.timetable.constraints import Constraint, InRooms, Party, Unavailable, Who


@dataclass(frozen=True)
class Room:
    """``capacity`` None: as many as come; ``shared``: several lessons at once (a ward, a sports ground)."""

    name: str
    building: str = ""
    capacity: int | None = None
    shared: bool = False


@dataclass(frozen=True)
class Students:
    """A set of students and its parts; parts of one name are the same people, wherever they stand."""

    name: str
    size: int = 0
    parts: tuple["Students", ...] = ()

    def leaves(self) -> Iterator[str]:
        """Names of the smallest parts, the set itself where it has none."""
        for part in self.parts:
            yield from part.leaves()
        if not self.parts:
            yield self.name

    def walk(self) -> Iterator["Students"]:
        """The set and everything inside it."""
        yield self
        for part in self.parts:
            yield from part.walk()


@dataclass(frozen=True)
class Activity:
    """One lesson to be placed: ``duration`` consecutive hours; ``component`` is its place among the parts of a split one."""

    pk: int
    subject: str
    teachers: tuple[str, ...] = ()
    students: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    duration: int = 1
    group: int = 0
    component: int = 1
    size: int | None = None


@dataclass(frozen=True)
class Timeline:
    """What one teacher, or one smallest part of students, has to hold or attend, and when he cannot."""

    who: Who
    name: str
    activities: tuple[int, ...]
    blocked: frozenset[int]


@dataclass(frozen=True)
class Solution:
    """Activity -> the time at which it begins, and -> its room; what is not placed is in neither."""

    times: Mapping[int, int] = field(default_factory=dict)
    rooms: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Problem:
    """Everything that a timetable is made of. ``unknown`` names the constraints that are not understood, each with its number."""

    title: str
    days: tuple[str, ...]
    hours: tuple[str, ...]
    teachers: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    rooms: tuple[Room, ...] = ()
    students: tuple[Students, ...] = ()
    activities: tuple[Activity, ...] = ()
    constraints: tuple[Constraint, ...] = ()
    unknown: tuple[tuple[str, int], ...] = ()

    @property
    def times(self) -> range:
        """Every time of the cycle."""
        return range(len(self.days) * len(self.hours))

    def day(self, time: int) -> int:
        """The day of a time."""
        return time // len(self.hours)

    def hour(self, time: int) -> int:
        """The hour of a time."""
        return time % len(self.hours)

    def on_day(self, day: int) -> range:
        """The times of a day."""
        return range(day * len(self.hours), (day + 1) * len(self.hours))

    def span(self, activity: int, start: int) -> range:
        """The times that an activity takes when it begins at ``start``."""
        return range(start, start + self.by_pk[activity].duration)

    def name_of(self, time: int) -> str:
        """A time in words."""
        return f"{self.days[self.day(time)]}, {self.hours[self.hour(time)]}"

    @cached_property
    def by_pk(self) -> dict[int, Activity]:
        """Activities by number."""
        return {one.pk: one for one in self.activities}

    @cached_property
    def room_by_name(self) -> dict[str, Room]:
        """Rooms by name."""
        return {room.name: room for room in self.rooms}

    @cached_property
    def leaves(self) -> dict[str, frozenset[str]]:
        """Name of a set of students -> its smallest parts."""
        found: dict[str, frozenset[str]] = {}
        for top in self.students:
            for one in top.walk():
                found[one.name] = found.get(one.name, frozenset()) | frozenset(one.leaves())
        return found

    @cached_property
    def sizes(self) -> dict[int, int]:
        """Activity -> how many students it has."""
        known = {one.name: one.size for top in self.students for one in top.walk()}
        return {
            one.pk: sum(known.get(name, 0) for name in one.students) if one.size is None else one.size
            for one in self.activities
        }

    @cached_property
    def attending(self) -> dict[int, frozenset[str]]:
        """Activity -> the smallest parts of students that attend it."""
        none: frozenset[str] = frozenset()
        return {one.pk: none.union(*(self.leaves.get(name, none) for name in one.students)) for one in self.activities}

    @cached_property
    def breaks(self) -> frozenset[int]:
        """Times at which nothing at all may be held."""
        return self._unavailable(Who.EVERYBODY, {""})

    @cached_property
    def rank(self) -> dict[int, int]:
        """Time -> its number in the day with the breaks left out: lessons on both sides of a break are neighbours."""
        found = {}
        for day in range(len(self.days)):
            number = 0
            for time in self.on_day(day):
                found[time] = number
                number += time not in self.breaks
        return found

    @cached_property
    def timelines(self) -> tuple[Timeline, ...]:
        """One for every teacher and smallest part of students that has lessons; parts with the same ones are one."""
        held: dict[tuple[Who, str], list[int]] = {}
        for one in self.activities:
            for teacher in one.teachers:
                held.setdefault((Who.TEACHER, teacher), []).append(one.pk)
            for leaf in sorted(self.attending[one.pk]):
                held.setdefault((Who.STUDENTS, leaf), []).append(one.pk)
        return tuple(
            Timeline(who, name, tuple(activities), self.breaks | self._unavailable(who, self._sets_of(who, name)))
            for (who, name), activities in held.items()
        )

    def of_party(self, party: Party) -> tuple[Timeline, ...]:
        """The timelines of a party: one teacher, everybody of a set of students, or all where it has no name."""
        names = self.leaves.get(party.name, frozenset()) if party.who == Who.STUDENTS else {party.name}
        found = [line for line in self.timelines if line.who == party.who and (not party.name or line.name in names)]
        return tuple({(line.activities, line.blocked): line for line in reversed(found)}.values())

    def unavailable_room(self, room: str) -> frozenset[int]:
        """Times at which a room cannot be used."""
        return self._unavailable(Who.ROOM, {room})

    @cached_property
    def allowed_rooms(self) -> dict[int, tuple[str, ...] | None]:
        """Activity -> rooms that no hard constraint forbids and that hold its students; None where it needs no room."""
        from_hard: dict[int, tuple[str, ...] | None] = {}
        for one in self.activities:
            wanted = self.room_wishes.get(one.pk)
            if wanted is None:
                from_hard[one.pk] = None
                continue
            hard = [set(wish.rooms) for wish in wanted if wish.hard]
            soft = [name for wish in wanted if not wish.hard for name in wish.rooms]
            names = sorted(set.intersection(*hard)) if hard else list(dict.fromkeys(soft))
            rooms = [self.room_by_name[name] for name in names if name in self.room_by_name]
            from_hard[one.pk] = tuple(
                room.name for room in rooms if room.capacity is None or room.capacity >= self.sizes[one.pk]
            )
        return from_hard

    @cached_property
    def room_wishes(self) -> dict[int, list[InRooms]]:
        """Activity -> what is wanted of its room: its own wishes, and only without them those of home rooms."""
        own: dict[int, list[InRooms]] = {}
        home: dict[int, list[InRooms]] = {}
        for constraint in self.constraints:
            if isinstance(constraint, InRooms):
                for activity in constraint.activities:
                    (home if constraint.home else own).setdefault(activity, []).append(constraint)
        return {**home, **own}

    def _sets_of(self, who: Who, name: str) -> set[str]:
        if who != Who.STUDENTS:
            return {name}
        return {known for known, leaves in self.leaves.items() if name in leaves}

    @cached_property
    def _unavailable_by_name(self) -> dict[tuple[Who, str], frozenset[int]]:
        found: dict[tuple[Who, str], frozenset[int]] = {}
        for one in self.constraints:
            if isinstance(one, Unavailable) and one.hard:
                key = (one.party.who, one.party.name)
                found[key] = found.get(key, frozenset()) | one.times
        return found

    def _unavailable(self, who: Who, names: set[str]) -> frozenset[int]:
        return frozenset().union(*(self._unavailable_by_name.get((who, name), frozenset()) for name in names))
