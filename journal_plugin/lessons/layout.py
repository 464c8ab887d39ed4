"""From a week to a term (pure): repeating slots, holidays and bells become dated lessons."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta

from journal_plugin.core.spans import days_between
from journal_plugin.timetable.enums import Week


@dataclass(frozen=True)
class WeeklySlot:
    """A slot with what decides about its dates: both days included, times by the bells of its group."""

    pk: int
    week: str
    weekday: int
    number: int
    since: date
    until: date | None
    starts: time
    ends: time
    course: int
    last_weekday: int
    programmes: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Closed:
    """Days without lessons, both included; for one course, one programme (id), or for all (None)."""

    since: date
    until: date
    course: int | None = None
    programme: int | None = None

    def shuts(self, slot: WeeklySlot) -> bool:
        """Whether the days are closed for the group of ``slot``."""
        of_course = self.course in (None, slot.course)
        return of_course and (self.programme is None or self.programme in slot.programmes)

    def dates(self) -> list[date]:
        """Every closed date."""
        return days_between(self.since, self.until)


@dataclass(frozen=True)
class DatedLesson:
    """A lesson to be held."""

    slot: int
    date: date
    number: int
    starts: time
    ends: time


def cycle_week(day: date, term_since: date) -> str:
    """The week of the two-week cycle: A is the week (from Monday) in which the term begins."""
    monday, first = (when - timedelta(days=when.weekday()) for when in (day, term_since))
    return Week.B if (monday - first).days // 7 % 2 else Week.A


def lay_out(
    slots: Iterable[WeeklySlot], closed: Iterable[Closed], *, term_since: date, first: date, last: date
) -> Iterator[DatedLesson]:
    """Every lesson of ``slots`` from ``first`` to ``last``, both included, in order of slots and dates (C04).

    No lesson on days closed for the slot's course or programme, after the last study weekday of the group's mode, or
    outside the slot's dates.
    """
    closed = tuple(closed)
    shut_for: dict[tuple[int, frozenset[int]], set[date]] = {}
    for slot in slots:
        if slot.weekday > slot.last_weekday:
            continue
        who = (slot.course, slot.programmes)
        shut = shut_for.get(who)
        if shut is None:
            shut = shut_for[who] = {day for days in closed if days.shuts(slot) for day in days.dates()}
        end = min(last, slot.until or last)
        day = max(first, slot.since)
        day += timedelta(days=(slot.weekday - day.isoweekday()) % 7)
        while day <= end:
            in_cycle = slot.week in (Week.EVERY, cycle_week(day, term_since))
            if in_cycle and day not in shut:
                yield DatedLesson(slot.pk, day, slot.number, slot.starts, slot.ends)
            day += timedelta(days=7)
