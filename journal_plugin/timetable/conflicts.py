"""Clashes of a timetable: a teacher, a learner or a room in two places at once (pure; C03)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from journal_plugin.timetable.cards import SlotCard


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
) -> tuple[Conflict, ...]:
    """Every pair of ``slots`` that clash.

    ``parents``: part of a group -> the group. A group clashes with itself and with its parts. Two parts of one group
    clash only where ``members`` (group -> ids of learners) shows a learner of both: a subgroup and a brigade overlap.
    ``shared_rooms`` hold several groups at once: a hospital ward, a sports ground.
    """
    by_time: dict[tuple[int, int], list[SlotCard]] = defaultdict(list)
    for slot in slots:
        by_time[slot.weekday, slot.number].append(slot)
    found: list[Conflict] = []
    for together in by_time.values():
        for first, second in combinations(together, 2):
            if first.weeks & second.weeks:
                found += [
                    conflict
                    for conflict in _between(first, second, parents, members or {})
                    if conflict.kind != Clash.ROOM or conflict.name not in shared_rooms
                ]
    return tuple(found)


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
