"""The raster of a week, ready to print: columns, places, lessons, and what the load still asks for (pure; C01)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from journal_plugin.core.dates import clock_range
from journal_plugin.institution.enums import Weekday
from journal_plugin.timetable.enums import Week
from journal_plugin.timetable.verdicts import Bells


@dataclass(frozen=True)
class Column:
    """A group, a teacher or a room; ``bells`` are those of a group."""

    pk: int
    name: str
    note: str = ""
    bells: Bells = field(default_factory=dict)


@dataclass(frozen=True)
class Box:
    """A slot as a box of its cell; ``part`` is the group where the column does not say it, ``span`` its days."""

    pk: int
    version: int
    weekday: int
    number: int
    week: str
    element: str
    part: str
    teachers: str
    room: str
    activity: str
    technology: str = ""
    span: str = ""
    breach: str = ""
    columns: frozenset[int] = frozenset()
    news: str = ""
    """How a proposed lesson differs from what stands."""

    @property
    def label(self) -> str:
        """How it is called while it is carried."""
        return ", ".join(filter(None, (self.element, self.part)))

    @property
    def title(self) -> str:
        """Everything in one line, for what the box has no room for."""
        said = (
            self.element,
            self.part,
            self.week_name,
            self.teachers,
            self.room,
            self.activity,
            self.technology,
            self.span,
        )
        return ", ".join(filter(None, said))

    @property
    def week_name(self) -> str:
        """«неделя А»; nothing for every week."""
        return str(Week(self.week).label) if self.week else ""

    @property
    def where(self) -> str:
        """Who and where."""
        return " · ".join(filter(None, (self.teachers, self.room)))

    @property
    def what(self) -> str:
        """The part of the group and the kind of lesson, where they are out of the ordinary."""
        return " · ".join(filter(None, (self.part, self.activity)))

    @property
    def tags(self) -> tuple[str, ...]:
        """What is to be noticed."""
        return tuple(filter(None, (self.technology, self.span, self.news)))


class OffTime(NamedTuple):
    """Why the teacher, room or group of a column has no lessons there, or only unwillingly; in words with the week."""

    is_wish: bool
    told: str


Offs = Mapping[tuple[int, int, int], tuple[OffTime, ...]]
"""(weekday, number, id of the column) -> off times."""


@dataclass(frozen=True)
class Cell:
    """A place of a column."""

    column: Column
    boxes: tuple[Box, ...]
    off: tuple[OffTime, ...] = ()

    @property
    def weeks(self) -> tuple[tuple[Box, ...], ...]:
        """Its lessons side by side, those of every week first, then those of week A, then of week B."""
        rows = (tuple(one for one in self.boxes if one.week == week) for week in Week.values)
        return tuple(row for row in rows if row)


@dataclass(frozen=True)
class Line:
    """A lesson number of a day over all columns."""

    number: int
    times: tuple[str, ...]
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class DayLines:
    """A weekday."""

    weekday: int
    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Need:
    """A line of the load and how much of it stands: lessons of a cycle of two weeks; ``hours`` those of a lesson."""

    pk: int
    columns: frozenset[int]
    group: str
    element: str
    teacher: str
    activity: str
    wanted: int
    placed: int
    lesson_hours: int

    @property
    def left(self) -> float:
        """Academic hours a week that are still to be placed; less than nothing where too much stands."""
        return (self.wanted - self.placed) * self.lesson_hours / 2

    @property
    def is_last_half(self) -> bool:
        """Whether what is left is a lesson of one week in two."""
        return self.wanted - self.placed == 1

    @property
    def left_text(self) -> str:
        """Hours a week that are left."""
        return _hours(self.left)

    @property
    def over_text(self) -> str:
        """Hours a week that are too many."""
        return _hours(-self.left)

    @property
    def planned_text(self) -> str:
        """Academic hours a week that the load asks for."""
        return _hours(self.wanted * self.lesson_hours / 2)


@dataclass(frozen=True)
class Unassigned:
    """What the curriculum gives to a group and no line of the load takes up: academic hours of the term."""

    group: str
    element: str
    hours: int


def _hours(number: float) -> str:
    return f"{number:g}".replace(".", ",")


def lessons_of_cycle(hours: int, lesson_hours: int, weeks: int) -> int:
    """Lessons in two weeks that bring ``hours`` academic hours in ``weeks`` weeks, rounded to the nearest."""
    return round(2 * hours / (lesson_hours * weeks)) if lesson_hours and weeks else 0


def lines_of(
    columns: Iterable[Column], boxes: Iterable[Box], *, last_weekday: int, default: Bells, offs: Offs | None = None
) -> tuple[DayLines, ...]:
    """The days of the week, each with a line for every bell of its columns and for every number that is in use."""
    offs = offs or {}
    columns = tuple(columns)
    placed: dict[tuple[int, int, int], list[Box]] = {}
    days, numbers = set(range(1, last_weekday + 1)), set(default)
    for box in boxes:
        days.add(box.weekday)
        numbers.add(box.number)
        for column in box.columns:
            placed.setdefault((box.weekday, box.number, column), []).append(box)
    for shown in columns:
        numbers |= set(shown.bells)
    times = {number: _times(number, columns, default) for number in numbers}
    return tuple(
        DayLines(
            weekday,
            str(Weekday(weekday).label),
            tuple(
                Line(
                    number,
                    times[number],
                    tuple(
                        Cell(
                            one,
                            tuple(placed.get((weekday, number, one.pk), ())),
                            offs.get((weekday, number, one.pk), ()),
                        )
                        for one in columns
                    ),
                )
                for number in sorted(numbers)
            ),
        )
        for weekday in sorted(days)
    )


def _times(number: int, columns: Iterable[Column], default: Bells) -> tuple[str, ...]:
    """The times of a lesson number by the bells of all columns, each once."""
    found = {one.bells[number] for one in columns if number in one.bells}
    found = found or ({default[number]} if number in default else set())
    return tuple(clock_range(*pair) for pair in sorted(found))
