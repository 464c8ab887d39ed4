"""Clashes of a timetable: a teacher, a learner or a room in two places at once (pure; C03)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import time
from itertools import combinations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from journal_plugin.timetable.cards import SlotCard

Bells = Mapping[int, tuple[time, time]]
"""Lesson number -> (starts, ends) of one mode of stay."""


class Clash(TextChoices):
    """Who or what would be in two places."""

    TEACHER = "teacher", _("teacher")
    GROUP = "group", _("group")
    ROOM = "room", _("room")


@dataclass(frozen=True)
class Conflict:
    """Two slots of one time that cannot both be held, and why: ``name`` is the teacher's key, the group or the room."""

    kind: Clash
    name: str
    first: SlotCard
    second: SlotCard


def conflicts(
    slots: Iterable[SlotCard],
    parents: Mapping[str, str],
    members: Mapping[str, frozenset[int]] | None = None,
    shared_rooms: Collection[str] = (),
    clocks: Mapping[str, Bells] | None = None,
) -> Iterator[Conflict]:
    """Every pair of ``slots`` that clash, one by one: a careless list has millions of them.

    ``parents``: part of a group -> the group. A group clashes with itself and with its parts. Two parts of one group
    clash only where ``members`` (group -> ids of learners) shows a learner of both: a subgroup and a brigade overlap.
    ``shared_rooms`` hold several groups at once: a hospital ward, a sports ground. ``clocks``: group -> its bells; by
    them the first lesson of the second shift meets the last ones of the first shift and not its first (A10).
    """
    for first, second in _at_one_time(slots, clocks or {}):
        if first.weeks & second.weeks:
            for conflict in _between(first, second, parents, members or {}):
                if conflict.kind != Clash.ROOM or conflict.name not in shared_rooms:
                    yield conflict


def _at_one_time(slots: Iterable[SlotCard], clocks: Mapping[str, Bells]) -> Iterator[tuple[SlotCard, SlotCard]]:
    """Pairs of one day that meet by the clock; where one has no bell, by the number."""
    by_number: dict[tuple[int, int], list[tuple[SlotCard, bool]]] = defaultdict(list)
    by_clock: dict[int, list[tuple[time, time, int, SlotCard]]] = defaultdict(list)
    for place, slot in enumerate(slots):
        span = clocks.get(slot.group, {}).get(slot.number)
        by_number[slot.weekday, slot.number].append((slot, span is not None))
        if span:
            by_clock[slot.weekday].append((*span, place, slot))
    for together in by_number.values():
        for (first, first_rings), (second, second_rings) in combinations(together, 2):
            if not (first_rings and second_rings):
                yield first, second
    for day in by_clock.values():
        day.sort(key=lambda one: one[:3])
        for place, (_starts, ends, _place, first) in enumerate(day):
            for starts, _ends, _other, second in day[place + 1 :]:
                if starts >= ends:
                    break
                yield first, second


def _between(first: SlotCard, second: SlotCard, parents, members) -> Iterator[Conflict]:
    for teacher in sorted(set(first.teachers) & set(second.teachers)):
        yield Conflict(Clash.TEACHER, teacher, first, second)
    if first.room and first.room == second.room:
        yield Conflict(Clash.ROOM, first.room, first, second)
    if share_learners(first.group, second.group, parents, members):
        yield Conflict(Clash.GROUP, first.group, first, second)


def share_learners(
    one: str, other: str, parents: Mapping[str, str], members: Mapping[str, frozenset[int]] | None = None
) -> bool:
    """Whether a learner may be in both groups."""
    if one == other or parents.get(one) == other or parents.get(other) == one:
        return True
    return bool(members and members.get(one, frozenset()) & members.get(other, frozenset()))
