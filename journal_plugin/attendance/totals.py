"""Missed hours, days and spells of a learner, man-hours of a group (pure; requirements §2.2, D16)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby

_TENTH = Decimal("0.1")


@dataclass(frozen=True)
class Attended:
    """A lesson held for a learner while he was in the group; ``excused`` is None where no reason is known."""

    day: date
    number: int
    hours: int
    missed: bool = False
    excused: bool | None = None


@dataclass(frozen=True)
class Missed:
    """What a learner missed; all hours are academic. Without a justified reason = all that nothing justifies."""

    days: int
    lessons: int
    hours: int
    excused_hours: int
    unexcused_hours: int
    held_hours: int
    by_day: dict[date, int]


def missed(lessons: Iterable[Attended]) -> Missed:
    """The totals over a learner's lessons. A day is missed when all its lessons were; a lesson counts its own hours."""
    taken = list(lessons)
    gone = [lesson for lesson in taken if lesson.missed]
    by_day: dict[date, int] = {}
    for lesson in gone:
        by_day[lesson.day] = by_day.get(lesson.day, 0) + lesson.hours
    hours = sum(by_day.values())
    excused = sum(lesson.hours for lesson in gone if lesson.excused)
    seen = {lesson.day for lesson in taken if not lesson.missed}
    return Missed(
        days=len(by_day.keys() - seen),
        lessons=len(gone),
        hours=hours,
        excused_hours=excused,
        unexcused_hours=hours - excused,
        held_hours=sum(lesson.hours for lesson in taken),
        by_day=by_day,
    )


def percent_of(part: int, whole: int) -> Decimal | None:
    """``part`` of ``whole`` in percents with one decimal, half up; None where there is no whole."""
    return (Decimal(part * 100) / whole).quantize(_TENTH, ROUND_HALF_UP) if whole else None


def spells(lessons: Sequence[Attended]) -> list[list[int]]:
    """Runs of missed lessons without an attended one between them: indexes into ``lessons``, given in their order."""
    runs = groupby(range(len(lessons)), key=lambda index: lessons[index].missed)
    return [list(run) for is_missed, run in runs if is_missed]
