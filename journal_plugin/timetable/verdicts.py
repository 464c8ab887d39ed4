"""May a lesson stand here: the one check of the weekly timetable, of the raster and of the admin's form (pure; C03).

A clash is two slots that are held at one time of one week and share a teacher, a room or learners. "One time" is decided by
the bells, so that the first lesson of the second shift meets nothing of the first shift; without bells by the number.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import time
from typing import NamedTuple

from journal_plugin.timetable.conflicts import Bells, Clash
from journal_plugin.timetable.enums import Week

BOTH = frozenset((Week.A.value, Week.B.value))


class Piece(NamedTuple):
    """A slot as the check sees it: ids of what it takes, the weeks of the cycle, its time."""

    weekday: int
    number: int
    weeks: frozenset[str]
    group: int
    element: int
    room: int | None = None
    teachers: frozenset[int] = frozenset()
    starts: time | None = None
    ends: time | None = None
    pk: int | None = None

    def at(self, weekday: int, number: int, bells: Bells) -> "Piece":
        """The same at another place of the week."""
        starts, ends = bells.get(number, (None, None))
        return self._replace(weekday=weekday, number=number, starts=starts, ends=ends)


class Off(NamedTuple):
    """A time at which a teacher, a room or a group (``kind``, ``pk``) cannot or, by a wish, would rather not."""

    kind: Clash
    pk: int
    name: str
    weekday: int
    number: int
    weeks: frozenset[str]
    is_wish: bool = False
    reason: str = ""
    starts: time | None = None
    ends: time | None = None


@dataclass(frozen=True)
class Against:
    """Why a piece cannot be held: ``kind`` says whose time it is, ``other`` takes it in ``weeks``; ``who`` are teachers."""

    kind: Clash
    other: Piece
    weeks: frozenset[str]
    who: frozenset[int] = frozenset()


def weeks_of(week: str, *, swapped: bool = False) -> frozenset[str]:
    """The weeks of the cycle in which a slot is held; ``swapped`` where its study period begins in the other week."""
    if week == Week.EVERY:
        return BOTH
    return BOTH - {week} if swapped else frozenset((week,))


def against(piece: Piece, others: Iterable[Piece], near: Collection[int], shared: Collection[int]) -> list[Against]:
    """Everything of ``others`` with which ``piece`` clashes where it stands.

    ``near``: ids of the groups that share learners with its group, itself included; ``shared``: rooms for several at once.
    """
    return [
        one
        for other in others
        if other.weekday == piece.weekday and meet(piece, other)
        for one in takes(piece, other, near, shared)
    ]


def verdicts(
    piece: Piece, others: Iterable[Piece], near: Collection[int], shared: Collection[int], *, bells: Bells, days: int
) -> dict[tuple[int, int], list[Against]]:
    """The same for every place of a week of ``days`` days: (weekday, number) -> clashes; free places are left out."""
    found: dict[tuple[int, int], list[Against]] = {}
    times = {number: piece.at(0, number, bells) for number in bells}
    taken: dict[tuple, list[int]] = {}
    for other in others:
        if other.weekday > days:
            continue
        why = takes(piece, other, near, shared)
        if why:
            clock = (other.number, other.starts, other.ends)
            if clock not in taken:
                taken[clock] = [number for number, there in times.items() if meet(there, other)]
            for number in taken[clock]:
                found.setdefault((other.weekday, number), []).extend(why)
    return found


def offs_at(piece: Piece, offs: Iterable[Off]) -> list[Off]:
    """Those of ``offs``, all about what ``piece`` needs, in whose time it stands."""
    return [one for one in offs if one.weekday == piece.weekday and one.weeks & piece.weeks and meet(piece, one)]


def off_places(
    piece: Piece, offs: Iterable[Off], *, bells: Bells, days: Iterable[int]
) -> dict[tuple[int, int], list[Off]]:
    """The same for every place of a week: (weekday, number) -> who cannot or would rather not."""
    offs = tuple(offs)
    if not offs:
        return {}
    there = {(weekday, number): offs_at(piece.at(weekday, number, bells), offs) for weekday in days for number in bells}
    return {place: found for place, found in there.items() if found}


def meet(one: Piece | Off, other: Piece | Off) -> bool:
    """Whether both are held at one time of a day."""
    if one.starts and one.ends and other.starts and other.ends:
        return one.starts < other.ends and other.starts < one.ends
    return one.number == other.number


def takes(piece: Piece, other: Piece, near: Collection[int], shared: Collection[int]) -> list[Against]:
    """What ``other`` takes of what ``piece`` needs, whatever the time."""
    weeks = piece.weeks & other.weeks
    if not weeks or (piece.pk is not None and piece.pk == other.pk):
        return []
    found = []
    if who := piece.teachers & other.teachers:
        found.append(Against(Clash.TEACHER, other, weeks, who))
    if piece.room is not None and piece.room == other.room and piece.room not in shared:
        found.append(Against(Clash.ROOM, other, weeks))
    if other.group in near:
        found.append(Against(Clash.GROUP, other, weeks))
    return found
