"""Days with their lessons, ready to print (pure)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta

from journal_plugin.core.spans import days_between


@dataclass(frozen=True)
class Held:
    """One dated lesson as it was read; ``part`` is what the page says of its group: nothing for the reader's whole group.

    ``off`` says why it is not held here (``cancelled``), ``note`` what is unusual about it; ``gone``: it stands elsewhere.
    """

    pk: int
    date: date
    number: int
    starts: time
    ends: time
    element: str
    group: str
    part: str
    room: str
    building: str
    cancelled: bool
    distant: bool
    teachers: tuple[str, ...]
    off: str = ""
    note: str = ""
    gone: bool = False


@dataclass(frozen=True)
class Part:
    """Where and with whom a subgroup, or the whole group, has the lesson."""

    name: str
    room: str
    building: str
    teachers: tuple[str, ...]
    cancelled: bool
    distant: bool
    off: str = ""
    note: str = ""


@dataclass(frozen=True)
class Line:
    """An element at a number of the day; its ``parts`` have it at the same time in different rooms."""

    number: int
    starts: time
    ends: time
    element: str
    parts: tuple[Part, ...]
    is_now: bool
    is_over: bool

    @property
    def rooms(self) -> str:
        """«311, 309»: of the parts that are not cancelled."""
        return ", ".join(dict.fromkeys(part.room for part in self.parts if part.room and not part.cancelled))

    @property
    def cancelled(self) -> bool:
        """Whether nobody has it."""
        return all(part.cancelled for part in self.parts)

    @property
    def in_parts(self) -> bool:
        """Whether several subgroups hold it side by side."""
        return len(self.parts) > 1


@dataclass(frozen=True)
class Day:
    """A day; no lines means no lessons."""

    date: date
    lines: tuple[Line, ...]
    is_today: bool


def days_of(first: date, last: date, held: Iterable[Held], today: date, now: time | None) -> tuple[Day, ...]:
    """Every day of ``first``..``last`` with its lines in the order of numbers; ``now`` marks the lesson that goes on."""
    by_day: dict[date, list[Held]] = {}
    for lesson in held:
        by_day.setdefault(lesson.date, []).append(lesson)
    return tuple(Day(day, _lines(by_day.get(day, []), today, now), day == today) for day in days_between(first, last))


def week_of(day: date, first_weekday: int = 1) -> tuple[date, date]:
    """First and last day of the week of ``day``; ``first_weekday`` is an ISO weekday."""
    first = day - timedelta(days=(day.isoweekday() - first_weekday) % 7)
    return first, first + timedelta(days=6)


def _lines(lessons: list[Held], today: date, now: time | None) -> tuple[Line, ...]:
    together: dict[tuple, list[Held]] = {}
    for lesson in sorted(lessons, key=lambda one: (one.number, one.starts, one.part, one.element)):
        together.setdefault((lesson.number, lesson.starts, lesson.ends, lesson.element), []).append(lesson)
    return tuple(
        Line(
            number=number,
            starts=starts,
            ends=ends,
            element=element,
            parts=tuple(
                Part(one.part, one.room, one.building, one.teachers, one.cancelled, one.distant, one.off, one.note)
                for one in parts
            ),
            is_now=now is not None and parts[0].date == today and starts <= now < ends,
            is_over=parts[0].date < today or (now is not None and parts[0].date == today and ends <= now),
        )
        for (number, starts, ends, element), parts in together.items()
    )
