"""The graph of the study year: what each week is, for everybody or for one course (pure; A09)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from journal_plugin.calendar.enums import WeekKind
from journal_plugin.core.spans import covers, days_between


@dataclass(frozen=True)
class Spell:
    """A stretch of days, both included; for one programme (its id) or course, or for all."""

    name: str
    since: date
    until: date
    course: int | None = None
    programme: int | None = None
    programme_name: str = ""
    act: str = ""

    def concerns(self, course: int | None, programme: int | None) -> bool:
        """Whether it holds for that course of that programme; None asks for what holds for all."""
        return self.course in (None, course) and self.programme in (None, programme)


@dataclass(frozen=True)
class Calendar:
    """The stretches of a study year in order."""

    terms: tuple[Spell, ...]
    holidays: tuple[Spell, ...]
    attestations: tuple[Spell, ...]

    def concerning(self, course: int | None, programme: int | None) -> "Calendar":
        """Only what holds for that course of that programme; its own study periods take the place of everybody's."""
        own = tuple(term for term in self.terms if course is not None and term.course == course)
        return Calendar(
            own or tuple(term for term in self.terms if term.course is None),
            tuple(spell for spell in self.holidays if spell.concerns(course, programme)),
            tuple(spell for spell in self.attestations if spell.concerns(course, programme)),
        )

    def kind_of(self, day: date) -> WeekKind:
        """What that day is."""
        for spells, kind in ((self.holidays, WeekKind.HOLIDAY), (self.attestations, WeekKind.ATTESTATION)):
            if any(covers(spell.since, spell.until, day) for spell in spells):
                return kind
        inside = any(covers(term.since, term.until, day) for term in self.terms)
        return WeekKind.STUDY if inside else WeekKind.OUTSIDE


@dataclass(frozen=True)
class Week:
    """A week of the graph; both days included."""

    first: date
    last: date
    kind: WeekKind


@dataclass(frozen=True)
class Line:
    """A row of the graph: whose year it is, and its weeks."""

    title: str
    weeks: tuple[Week, ...]
    study_weeks: float


def weeks_of(calendar: Calendar, since: date, until: date, first_weekday: int, last_weekday: int) -> tuple[Week, ...]:
    """The weeks from that of ``since`` to that of ``until``; a week is what most of its study days are."""
    first = since - timedelta(days=(since.isoweekday() - first_weekday) % 7)
    weeks = []
    while first <= until:
        last = first + timedelta(days=6)
        days = [day for day in days_between(first, last) if day.isoweekday() <= last_weekday and since <= day <= until]
        kinds = Counter(calendar.kind_of(day) for day in days)
        weeks.append(Week(first, last, kinds.most_common(1)[0][0] if kinds else WeekKind.OUTSIDE))
        first = last + timedelta(days=1)
    return tuple(weeks)


def study_weeks(calendar: Calendar, since: date, until: date, last_weekday: int) -> float:
    """How many weeks of lessons lie in ``since``..``until``: its study days by the days of a study week, to a tenth."""
    days = (day for day in days_between(since, until) if day.isoweekday() <= last_weekday)
    return round(sum(calendar.kind_of(day) == WeekKind.STUDY for day in days) / last_weekday, 1)


def months_of(weeks: Sequence[Week]) -> tuple[tuple[date, int], ...]:
    """The heads over ``weeks``: (first day of the month, how many weeks begin in it)."""
    months = groupby(week.first.replace(day=1) for week in weeks)
    return tuple((month, len(list(group))) for month, group in months)


def whose(spells: Iterable[Spell]) -> list[tuple[int | None, int | None, str]]:
    """For whom ``spells`` tell something of their own: (course, programme, its name), everybody (None, None, "") first."""
    found = {(spell.course, spell.programme, spell.programme_name) for spell in spells}
    own = sorted(found - {(None, None, "")}, key=lambda one: (one[2], one[0] or 0))
    return [(None, None, ""), *own]
