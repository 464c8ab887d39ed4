"""What a dispatcher asks of a proposed timetable beside the load: which groups, and what their days are like (pure)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from journal_plugin.timetable import constraints as c
from journal_plugin.timetable.constraints import Constraint, Party, Who
from journal_plugin.timetable.enums import Gaps
from journal_plugin.timetable.problem import Activity

FEW_GAPS, FEW_GAPS_OF_TEACHERS, EVEN_DAYS = 97.0, 80.0, 95.0
"""Weights of wishes: no free lessons between those of a group, of a teacher; days of about the same length."""


@dataclass(frozen=True)
class Wishes:
    """``groups`` are planned anew, all others keep their lessons (None: all are planned); lessons a day at most (None: any)."""

    groups: frozenset[str] | None = None
    most_of_group: int | None = None
    most_of_teacher: int | None = None
    gaps_of_group: str = Gaps.WISH
    gaps_of_teacher: str = Gaps.ANY

    def takes(self, group: str) -> bool:
        """Whether the lessons of a group are planned anew."""
        return self.groups is None or group in self.groups


NO_WISHES = Wishes()


def rules_of_days(
    wishes: Wishes,
    activities: Iterable[Activity],
    days: int,
    hours: int,
    longest: int,
    taken: Collection[tuple[str, int]],
) -> Iterator[Constraint]:
    """The rules on the shape of days of groups and teachers.

    ``longest``: lessons in a cycle of the group that has most; ``taken``: (teacher, time) of lessons that stay, they count too.
    """
    everybody, teachers = Party(Who.STUDENTS), Party(Who.TEACHER)
    if weight := _weight(wishes.gaps_of_group, FEW_GAPS):
        yield c.MaxGaps(weight=weight, party=everybody, limit=0)
    if weight := _weight(wishes.gaps_of_teacher, FEW_GAPS_OF_TEACHERS):
        yield c.MaxGaps(weight=weight, party=teachers, limit=0)
    if longest:
        yield c.MaxHoursDaily(weight=EVEN_DAYS, party=everybody, limit=-(-longest // max(days, 1)) + 1)
    if wishes.most_of_group:
        yield c.MaxHoursDaily(party=everybody, limit=wishes.most_of_group)
    if wishes.most_of_teacher:
        yield c.MaxHoursDaily(party=teachers, limit=wishes.most_of_teacher)
        yield from _beside_what_stays(wishes.most_of_teacher, activities, hours, taken)


def _weight(gaps: str, wish: float) -> float:
    return {Gaps.WISH.value: wish, Gaps.NONE.value: c.HARD}.get(gaps, 0)


def _beside_what_stays(
    most: int, activities: Iterable[Activity], hours: int, taken: Collection[tuple[str, int]]
) -> Iterator[Constraint]:
    """On a day on which a teacher has lessons that stay, so many fewer new ones."""
    held: dict[tuple[str, int], int] = defaultdict(int)
    for teacher, time in taken:
        held[teacher, time // hours] += 1
    own: dict[str, list[int]] = defaultdict(list)
    for one in activities:
        for teacher in one.teachers:
            own[teacher].append(one.pk)
    for (teacher, day), number in sorted(held.items()):
        if teacher in own:
            times = frozenset(range(day * hours, (day + 1) * hours))
            yield c.OccupyMaxTimes(activities=tuple(own[teacher]), times=times, limit=max(0, most - number))
