"""The week of who cannot when, ready to print: the grid of choices and what holds in words (pure)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from django.forms import BoundField
from django.utils.translation import gettext as _

from journal_plugin.core.dates import clock_range, long_day, weekday_short
from journal_plugin.institution.enums import Weekday
from journal_plugin.timetable.enums import Off, Week
from journal_plugin.timetable.forms import OffForm
from journal_plugin.timetable.verdicts import Bells

_MONDAY = date(2024, 1, 1)


@dataclass(frozen=True)
class OffLine:
    """A lesson number over the days of the week: a field for every day."""

    number: int
    time: str
    fields: tuple[BoundField, ...]


@dataclass(frozen=True)
class OffGrid:
    """``days``: (short name, name)."""

    days: tuple[tuple[str, str], ...]
    lines: tuple[OffLine, ...]


def lines_of(form: OffForm, bells: Bells, last_weekday: int) -> OffGrid:
    """The fields of ``form`` by lesson numbers and days."""
    days = range(1, last_weekday + 1)
    names = tuple((weekday_short(_MONDAY + timedelta(days=day - 1)), str(Weekday(day).label)) for day in days)
    lines = (
        OffLine(number, clock_range(*bells[number]), tuple(form[form.name_of(day, number)] for day in days))
        for number in sorted(bells)
    )
    return OffGrid(names, tuple(lines))


def told_of(rows: Iterable, today: date) -> tuple[tuple[str, str, bool], ...]:
    """What holds today or later, lessons in a row as one: (when, what and why, whether it is only a wish)."""
    found = []
    ordered = sorted(rows, key=_same)
    for (since, week, weekday, is_wish, until, reason), some in groupby(ordered, key=_same):
        numbers = _ranges([one.number for one in some])
        when = _("%(day)s, lessons %(numbers)s") % {"day": Weekday(weekday).label, "numbers": numbers}
        days = [_("from %(day)s") % {"day": long_day(since, today)}] if since > today else []
        days += [_("to %(day)s") % {"day": long_day(until, today)}] if until != date.max else []
        what = str(Off.WISH.label if is_wish else Off.OFF.label)
        more = (what, str(Week(week).label) if week else "", " ".join(days), reason)
        found.append((when, ", ".join(filter(None, more)), is_wish))
    return tuple(found)


def _same(one) -> tuple:
    return (one.since, one.week, one.weekday, one.is_wish, one.until or date.max, one.reason)


def _ranges(numbers: Iterable[int]) -> str:
    """«1–3, 5»."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)
