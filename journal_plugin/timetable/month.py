"""A month as days of a grid (pure)."""

from calendar import Calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta

from journal_plugin.timetable.days import Day


@dataclass(frozen=True)
class Cell:
    """A day of the grid with the number of its lessons, the first one's beginning and the last one's end."""

    date: date
    in_month: bool
    is_today: bool = False
    lessons: int = 0
    starts: time | None = None
    ends: time | None = None


@dataclass(frozen=True)
class Month:
    """A month, its neighbours' first days, and its days from the first week's first to the last week's last."""

    first: date
    cells: tuple[Cell, ...]

    @property
    def weekdays(self) -> tuple[date, ...]:
        """Seven days that head the columns."""
        return tuple(cell.date for cell in self.cells[:7])

    @property
    def previous(self) -> date:
        """The first day of the month before."""
        return (self.first - timedelta(days=1)).replace(day=1)

    @property
    def following(self) -> date:
        """The first day of the month after."""
        return (self.first + timedelta(days=31)).replace(day=1)


def month_of(day: date) -> tuple[date, date]:
    """First and last day of the month of ``day``."""
    first = day.replace(day=1)
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def grid_of(days: Iterable[Day], first: date, first_weekday: int = 1) -> Month:
    """The month that begins on ``first`` with its ``days``; ``first_weekday`` is an ISO weekday."""
    known = {day.date: day for day in days}
    shown = Calendar(first_weekday - 1).itermonthdates(first.year, first.month)
    return Month(first, tuple(_cell(known[day]) if day in known else Cell(day, False) for day in shown))


def _cell(day: Day) -> Cell:
    """Lessons that go on side by side are one; cancelled ones are none."""
    held = [line for line in day.lines if not line.cancelled]
    return Cell(
        date=day.date,
        in_month=True,
        is_today=day.is_today,
        lessons=len({(line.number, line.starts) for line in held}),
        starts=min((line.starts for line in held), default=None),
        ends=max((line.ends for line in held), default=None),
    )
