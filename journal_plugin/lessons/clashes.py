"""Clashes of dated lessons: a teacher, a learner or a room in two places at one time (pure; C06)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, time

from journal_plugin.timetable.conflicts import Clash


@dataclass(frozen=True)
class Taken:
    """A lesson with everything that it keeps busy; ids, but for the names that a refusal says."""

    lesson: int
    journal: int
    date: date
    number: int
    starts: time
    ends: time
    group: int
    whole: int
    """The group of which ``group`` is a part; a whole one is its own."""
    group_name: str
    element: int
    element_name: str
    room: int | None
    teachers: frozenset[int]
    learners: frozenset[int]

    def meets(self, other: "Taken") -> bool:
        """Whether both go on at the same time; a lesson does not meet itself."""
        return (
            self.lesson != other.lesson
            and self.date == other.date
            and self.starts < other.ends
            and other.starts < self.ends
        )

    def of_family(self, other: "Taken") -> bool:
        """Whether one group is the other, or a part of it."""
        return self.group == other.group or self.whole == other.group or other.whole == self.group


@dataclass(frozen=True)
class Met:
    """A clash with another lesson; ``who`` are the ids of teachers or of learners who would be in two places."""

    kind: Clash
    other: Taken
    who: frozenset[int] = frozenset()


def clashes(
    wanted: Taken,
    others: Iterable[Taken],
    shared_rooms: Collection[int] = (),
    about: Collection[str] = tuple(Clash),
) -> tuple[Met, ...]:
    """What would be in two places if ``wanted`` were held so, asked only ``about`` those; the order is that of ``others``.

    Learners clash where the groups are of one family, or share somebody on that day; ``shared_rooms`` hold several
    groups at once.
    """
    found = []
    for other in others:
        if not wanted.meets(other):
            continue
        teachers = wanted.teachers & other.teachers
        if Clash.TEACHER in about and teachers:
            found.append(Met(Clash.TEACHER, other, teachers))
        if Clash.ROOM in about and wanted.room and wanted.room == other.room and wanted.room not in shared_rooms:
            found.append(Met(Clash.ROOM, other))
        learners = wanted.learners & other.learners
        if Clash.GROUP in about and (learners or wanted.of_family(other)):
            found.append(Met(Clash.GROUP, other, frozenset() if wanted.of_family(other) else learners))
    return tuple(found)
