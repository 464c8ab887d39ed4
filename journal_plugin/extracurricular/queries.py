"""Reads of plans of events."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, QuerySet

from journal_plugin.calendar.models import AcademicYear
from journal_plugin.core.asked import day_in
from journal_plugin.core.names import initials
from journal_plugin.extracurricular.enums import Direction, EventAct
from journal_plugin.extracurricular.models import GroupEvent, GroupEventEdit
from journal_plugin.extracurricular.plan import Line, Plan, Planned, line, moved, plan_from
from journal_plugin.people.models import Group

_SAID = ("title", "direction", "since", "until", "place", "responsible")
_DAYS = ("since", "until", "held_on")
COMING = 3
"""So many events are named as the next ones."""


@dataclass(frozen=True)
class Source:
    """A plan that may be taken over: whose, of which year, how many events."""

    group: int
    year: int
    name: str
    events: int

    @property
    def value(self) -> str:
        """As a form sends it."""
        return f"{self.group}-{self.year}"


@dataclass(frozen=True)
class Written:
    """A line of an event's history: what each changed field was and became."""

    at: datetime
    who: str
    act: str
    made: tuple[tuple[str, str, str], ...]


def plan_of(group: Group, year: AcademicYear, today: date) -> Plan:
    """The group's plan for the year; one query."""
    return plan_from(_lines(GroupEvent.objects.filter(group=group, year=year), today))


def coming_of(group: Group, today: date) -> tuple[Line, ...]:
    """The next events that are neither held nor cancelled; one query."""
    ahead = GroupEvent.objects.filter(group=group, until__gte=today, held_on=None, cancelled="", removed=False)
    return tuple(_lines(ahead[:COMING], today))


def planned_in(groups: Collection[int], year: AcademicYear) -> dict[int, int]:
    """Group -> how many events stand in its plan, those without any left out; one query."""
    rows = GroupEvent.objects.filter(group__in=groups, year=year, cancelled="", removed=False)
    return dict(rows.order_by().values_list("group").annotate(events=Count("pk")))


def owed_of(group: Group, today: date) -> tuple[int, ...]:
    """The year (id) of each event that is over without a word about it, the earliest first, open years only; one query."""
    past = GroupEvent.objects.filter(group=group, year__closed_at=None, until__lt=today)
    return tuple(past.filter(held_on=None, cancelled="", removed=False).values_list("year", flat=True))


def sources_for(group: Group, year: AcademicYear) -> tuple[Source, ...]:
    """Plans of the institution that ``group`` may take over: of this year and of the one before it; three queries."""
    near = AcademicYear.objects.filter(institution=group.institution_id, since__lte=year.since).order_by("-since")[:2]
    years = dict(near.values_list("pk", "name"))
    groups = dict(Group.objects.filter(institution=group.institution_id).order_by("sort_key").values_list("pk", "name"))
    rows = GroupEvent.objects.filter(group__in=groups, year__in=years, cancelled="", removed=False)
    others = rows.exclude(group=group, year=year).order_by().values_list("group", "year")
    counted = {(pk, when): events for pk, when, events in others.annotate(events=Count("pk"))}
    return tuple(
        Source(pk, when, f"{name}, {said}", counted[pk, when])
        for when, said in years.items()
        for pk, name in groups.items()
        if (pk, when) in counted
    )


def offered(
    group: Group, year: AcademicYear, source: Group, source_year: AcademicYear
) -> tuple[tuple[int, Planned], ...]:
    """What another plan offers to the group's: (id, how it would stand there), on the same days of the calendar; two queries.

    What stands in the plan already under the same title and day, and what falls outside the year, is left out.
    """
    mine = set(GroupEvent.objects.filter(group=group, year=year, removed=False).values_list("title", "since"))
    theirs = GroupEvent.objects.filter(group=source, year=source_year, cancelled="", removed=False)
    years = year.since.year - source_year.since.year
    found = [(pk, moved(Planned(*said), years)) for pk, *said in theirs.values_list("pk", *_SAID)]
    return tuple(
        (pk, said)
        for pk, said in found
        if (said.title, said.since) not in mine and year.since <= said.since and said.until <= year.until
    )


def history_of(event: GroupEvent) -> tuple[Written, ...]:
    """What was done to the event, the latest first; what it was planned as is not said again. One query."""
    rows = GroupEventEdit.objects.filter(event=event).order_by("-version")
    person = ("by__last_name", "by__first_name", "by__patronymic")
    return tuple(
        Written(at, initials(*who), str(EventAct(act).label), tuple(_made(old, new)))
        for at, act, old, new, *who in rows.values_list("at", "act", "old", "new", *person)
    )


def _made(old: dict[str, Any], new: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    names = {field.name: str(field.verbose_name) for field in GroupEvent._meta.concrete_fields}
    for name, before in old.items():
        if name == "removed":
            continue
        yield names[name], _in_words(name, before), _in_words(name, new[name])


def _in_words(name: str, value: Any) -> str:
    if value in (None, ""):
        return ""
    if name == "direction":
        return str(Direction(value).label)
    day = day_in(value) if name in _DAYS else None
    return f"{day:%d.%m.%Y}" if day else str(value)


def line_of(event: GroupEvent, today: date) -> Line:
    """The event as it stands in the plan; no query."""
    ended = (event.held_on, event.attended, event.outcome, event.cancelled, event.removed)
    return line(today, event.said, event.pk, *ended)


def _lines(events: QuerySet[GroupEvent], today: date) -> Iterator[Line]:
    rows = events.values_list(*_SAID, "pk", "held_on", "attended", "outcome", "cancelled", "removed")
    return (line(today, Planned(*row[: len(_SAID)]), *row[len(_SAID) :]) for row in rows)
