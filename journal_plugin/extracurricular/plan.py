"""A plan of events as it is read: by months, each event with where it stands (pure)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from journal_plugin.extracurricular.enums import Direction, EventState


@dataclass(frozen=True)
class Planned:
    """What is said of an event before it is held; ``until`` is its last day."""

    title: str
    direction: str
    since: date
    until: date
    place: str = ""
    responsible: str = ""


@dataclass(frozen=True)
class Line:
    """An event in the plan; ``attended`` and ``outcome`` are of one that was held, ``cancelled`` says why it was not.

    One that was entered by mistake is removed: only those who read its history see it.
    """

    pk: int
    said: Planned
    state: EventState
    held_on: date | None
    attended: int | None
    outcome: str
    cancelled: str

    @property
    def direction(self) -> str:
        """Its name."""
        return str(Direction(self.said.direction).label)

    @property
    def is_held(self) -> bool:
        """Whether it took place."""
        return self.state == EventState.HELD

    @property
    def is_cancelled(self) -> bool:
        """Whether it is out of the plan."""
        return self.state == EventState.CANCELLED

    @property
    def is_removed(self) -> bool:
        """Whether it was entered by mistake."""
        return self.state == EventState.REMOVED

    @property
    def is_overdue(self) -> bool:
        """Whether its curator owes a word about it."""
        return self.state == EventState.OVERDUE


@dataclass(frozen=True)
class Plan:
    """The events by months, (first day of the month, its lines), what was removed, how many there are of which state."""

    months: tuple[tuple[date, tuple[Line, ...]], ...]
    removed: tuple[Line, ...]
    standing: int
    """Without those that are cancelled."""
    held: int
    overdue: int


def line(
    today: date,
    said: Planned,
    pk: int,
    held_on: date | None,
    attended: int | None,
    outcome: str,
    cancelled: str,
    removed: bool,
) -> Line:
    """An event with where it stands today."""
    state = state_of(held_on, cancelled, removed)
    if state == EventState.PLANNED and said.until < today:
        state = EventState.OVERDUE
    return Line(pk, said, state, held_on, attended, outcome, cancelled)


def state_of(held_on: date | None, cancelled: str, removed: bool) -> EventState:
    """What was last done to an event, whatever the day."""
    if removed:
        return EventState.REMOVED
    if cancelled:
        return EventState.CANCELLED
    return EventState.HELD if held_on else EventState.PLANNED


def plan_from(lines: Iterable[Line]) -> Plan:
    """The plan of ``lines``, which are in order of their first days."""
    every = tuple(lines)
    found = tuple(line for line in every if not line.is_removed)
    states = [line.state for line in found]
    by_month = groupby(found, key=lambda line: line.said.since.replace(day=1))
    return Plan(
        months=tuple((month, tuple(each)) for month, each in by_month),
        removed=tuple(line for line in every if line.is_removed),
        standing=len(found) - states.count(EventState.CANCELLED),
        held=states.count(EventState.HELD),
        overdue=states.count(EventState.OVERDUE),
    )


def moved(said: Planned, years: int) -> Planned:
    """The same in another year, with nobody to answer for it: on the same days, 29 February as 28 where there is none."""
    since, until = (_in_year(day, day.year + years) for day in (said.since, said.until))
    return replace(said, since=since, until=until, responsible="")


def _in_year(day: date, year: int) -> date:
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 2, 28)
