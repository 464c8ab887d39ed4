"""Requests for correction, ready to print: what waits, what is open, what was decided (E10, W13)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Case, Q, QuerySet, Value, When
from django.utils.translation import gettext as _

from journal_plugin.core import dates
from journal_plugin.core.typography import bind
from journal_plugin.institution.models import Institution
from journal_plugin.lessons.enums import CorrectionState, Scope
from journal_plugin.lessons.models import Correction, Lesson

MOST = 200
"""Older decisions stand in the history of their journals; what waits comes first and is not left out."""


@dataclass(frozen=True)
class CorrectionLine:
    """A request; ``tone`` is bad (waits too long), warn (waits), ok (open) or nothing."""

    pk: int
    journal: int
    lesson: int | None
    title: str
    place: str
    scope: Scope
    reason: str
    asked: str
    state: str
    tone: str
    decided: str
    answer: str
    waits: bool
    is_open: bool
    mine: bool


def corrections_of(rows: QuerySet[Correction], institution: Institution, person_id: int | None) -> list[CorrectionLine]:
    """The requests of ``rows`` (a rule's): what waits, what is open, then the newest; one read, at most MOST."""
    now = institution.local_now()
    urgency = Case(
        When(state=CorrectionState.ASKED, then=Value(0)),
        When(state=CorrectionState.OPENED, until__gte=now.date(), then=Value(1)),
        default=Value(2),
    )
    here = rows.filter(journal__institution=institution).order_by(urgency, "-asked_at", "-pk")
    found = here.select_related(
        "journal__group",
        "journal__element",
        "lesson",
        "learner__person",
        "term",
        "asked_by",
        "decided_by",
    )[:MOST]
    return [correction_line(row, institution, now, person_id) for row in found]


def correction_line(row: Correction, institution: Institution, now: datetime, person_id: int | None) -> CorrectionLine:
    """One request; its places must be fetched with it."""
    today = now.date()
    waits = row.state == CorrectionState.ASKED
    is_open = row.state == CorrectionState.OPENED and row.until is not None and today <= row.until
    zone = institution.zone
    overdue = waits and today > row.asked_at.astimezone(zone).date() + timedelta(
        days=institution.settings.correction_days
    )
    return CorrectionLine(
        pk=row.pk,
        journal=row.journal_id,
        lesson=row.lesson_id,
        title=bind(f"{row.journal.group.name}, {row.journal.element.name}"),
        place=place_in_words(row, today),
        scope=row.scope,
        reason=bind(row.reason),
        asked=f"{row.asked_by.short_name}, {dates.moment(row.asked_at, zone, today)}",
        state=_state(row, today, overdue=overdue, is_open=is_open),
        tone="bad" if overdue else "warn" if waits else "ok" if is_open else "",
        decided=(
            f"{row.decided_by.short_name}, {dates.moment(row.decided_at, zone, today)}"
            if row.decided_by and row.decided_at
            else ""
        ),
        answer=bind(row.answer),
        waits=waits,
        is_open=is_open,
        mine=row.asked_by_id == person_id,
    )


def waiting_at(rows: QuerySet[Correction], lesson: Lesson, today: date) -> list[tuple[int, str]]:
    """(request, place in words) of ``rows`` (a rule's) that wait about a lesson or the whole of its journal; one read."""
    about = Q(lesson=lesson) | Q(lesson=None, term=None)
    found = rows.filter(about, journal=lesson.journal_id, state=CorrectionState.ASKED)
    found = found.select_related("lesson", "learner__person", "term").order_by("asked_at", "pk")
    return [(row.pk, place_in_words(row, today)) for row in found[:MOST]]


def place_in_words(row: Correction, today: date) -> str:
    """What is to be opened: «Андреева А. И., 29 октября, 1 пара»."""
    parts = []
    if row.learner is not None:
        parts.append(row.learner.person.short_name)
    if row.lesson is not None:
        day = dates.long_day(row.lesson.date, today)
        parts.append(_("%(day)s, lesson %(number)s") % {"day": day, "number": row.lesson.number})
    if row.term is not None:
        parts.append(_("term marks, %(term)s") % {"term": row.term.name})
    return bind(", ".join(parts) or str(Scope.JOURNAL.label).capitalize())


def _state(row: Correction, today: date, *, overdue: bool, is_open: bool) -> str:
    if row.state == CorrectionState.ASKED:
        return _("waits too long") if overdue else str(CorrectionState.ASKED.label)
    if row.state == CorrectionState.SHUT:
        return str(CorrectionState.SHUT.label)
    if row.state == CorrectionState.REFUSED or row.until is None:
        return str(CorrectionState.REFUSED.label)
    day = dates.long_day(row.until, today)
    return _("open until %(day)s") % {"day": day} if is_open else _("was open until %(day)s") % {"day": day}
