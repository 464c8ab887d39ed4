"""A month as weeks of days with their events (pure)."""

import calendar
import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field

from journal_plugin.core.spans import days_between

SHOWN = 4  # events of a day that stand open in the grid: one busy day must not stretch the whole week


@dataclass(frozen=True)
class EventRow:
    """An event ready to print."""

    title: str
    url: str
    date: datetime.date
    last_day: datetime.date
    time: datetime.time | None
    until_time: datetime.time | None
    place: str
    kind: str
    kind_label: str
    group: str = ""
    closed: str = ""

    @property
    def days(self) -> tuple[datetime.date, ...]:
        """Every day of the event."""
        return tuple(days_between(self.date, self.last_day))


@dataclass(frozen=True)
class Cell:
    """A day of the grid; ``kinds`` are its signs in a steady order, ``anchor`` its place in the list."""

    date: datetime.date
    in_month: bool
    is_today: bool
    is_weekend: bool
    events: tuple[EventRow, ...] = ()
    kinds: tuple[str, ...] = ()
    label: str = ""

    @property
    def anchor(self) -> str:
        """«d-2026-10-14»."""
        return f"d-{self.date.isoformat()}"

    @property
    def shown(self) -> tuple[EventRow, ...]:
        """Events that stand open; a single one more is not worth hiding."""
        return self.events if len(self.events) <= SHOWN + 1 else self.events[:SHOWN]

    @property
    def folded(self) -> tuple[EventRow, ...]:
        """The rest, behind «N more»."""
        return self.events[len(self.shown) :]


@dataclass(frozen=True)
class Month:
    """A month, its neighbours, and its days that have something."""

    first: datetime.date
    weeks: tuple[tuple[Cell, ...], ...]
    previous: datetime.date
    following: datetime.date
    weekdays: tuple[datetime.date, ...] = field(default=())

    @property
    def busy(self) -> tuple[Cell, ...]:
        """Days of this month with events, in order."""
        return tuple(cell for week in self.weeks for cell in week if cell.in_month and cell.events)


def bounds(year: int, month: int, first_weekday: int = 1) -> tuple[datetime.date, datetime.date]:
    """First and last day of the grid of a month; ``first_weekday`` is an ISO weekday. ValueError for a month that is none."""
    weeks = calendar.Calendar(first_weekday - 1).monthdatescalendar(year, month)
    return weeks[0][0], weeks[-1][-1]


def grid(year: int, month: int, today: datetime.date, events: Iterable[EventRow], *, first_weekday: int = 1) -> Month:
    """The weeks of a month, ``events`` laid on their days; days of the neighbour months stay empty."""
    by_day: dict[datetime.date, list[EventRow]] = {}
    for event in events:
        for day in event.days:
            by_day.setdefault(day, []).append(event)
    first = datetime.date(year, month, 1)
    weeks = calendar.Calendar(first_weekday - 1).monthdatescalendar(year, month)
    return Month(
        first=first,
        weeks=tuple(tuple(_cell(day, month, today, by_day.get(day, [])) for day in week) for week in weeks),
        previous=(first - datetime.timedelta(days=1)).replace(day=1),
        following=(first + datetime.timedelta(days=31)).replace(day=1),
        weekdays=tuple(weeks[0]),
    )


def _cell(day: datetime.date, month: int, today: datetime.date, events: list[EventRow]) -> Cell:
    mine = tuple(events) if day.month == month else ()
    labels = dict.fromkeys(event.kind_label for event in mine)
    return Cell(
        date=day,
        in_month=day.month == month,
        is_today=day == today,
        is_weekend=day.isoweekday() == 7,
        events=mine,
        kinds=tuple(dict.fromkeys(event.kind for event in mine)),
        label=", ".join(labels),
    )
