"""Reads of academic debts."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from journal_plugin.attestation.debts import ATTEMPTS
from journal_plugin.attestation.models import Debt, DebtAttempt, DebtMeasure, DebtPause
from journal_plugin.attestation.scales import final_codes
from journal_plugin.core.names import initials, surname_and_name
from journal_plugin.curriculum.queries import controls_of
from journal_plugin.lessons.models import Journal

WHO = ("by__last_name", "by__first_name", "by__patronymic")


@dataclass(frozen=True)
class DebtLine:
    """A debt in the register; ``result`` is empty while it is open, and where the mark was corrected before any attempt."""

    pk: int
    learner: str
    group: str
    element: str
    term: str
    code: str
    since: date
    due: date
    result: str
    ended_on: date | None
    attempts: int
    measures: int
    is_late: bool

    @property
    def left(self) -> int:
        """How many attempts are left."""
        return ATTEMPTS - self.attempts


@dataclass(frozen=True)
class Entry:
    """What was recorded of a debt: on which day, what, by whom."""

    day: date
    text: str
    who: str


@dataclass(frozen=True)
class Record:
    """Everything that was done to clear a debt."""

    measures: tuple[Entry, ...]
    attempts: tuple[tuple[int, Entry, tuple[str, ...]], ...]
    """Number, day with result, examiners."""
    pauses: tuple[tuple[date, Entry], ...]
    """First day, last day with the reason."""


def results_of(journal: Journal, term_id: int) -> tuple[str, ...]:
    """What may stand as a result of the term in the journal: the scale of its form of control; two queries."""
    form = controls_of(journal.group, journal.element_id, journal.year_id).get(term_id)
    return final_codes(journal.institution.kind, form.scale if form else "")


def debts_where(rule: Q, today: date, *, ended: bool) -> tuple[DebtLine, ...]:
    """The debts that ``rule`` lets through, those due first first, the ended ones by their end; one query."""
    rows = Debt.objects.filter(rule, ended_on__isnull=not ended).order_by(
        *(("-ended_on", "pk") if ended else ("due", "pk"))
    )
    fields = (
        "pk",
        "learner__person__last_name",
        "learner__person__first_name",
        "journal__group__name",
        "journal__element__name",
        "term__name",
        "code",
        "since",
        "due",
        "result",
        "ended_on",
    )
    counted = rows.annotate(tried=Count("attempts", distinct=True), taken=Count("measures", distinct=True))
    return tuple(
        DebtLine(
            pk,
            surname_and_name(last, first),
            *row,
            attempts=tried,
            measures=taken,
            is_late=not ended and row[5] < today,
        )
        for pk, last, first, *row, tried, taken in counted.values_list(*fields, "tried", "taken")
    )


def record_of(debt: Debt) -> Record:
    """What was done to clear it, in order of time; four queries."""
    measures = DebtMeasure.objects.filter(debt=debt).order_by("day", "pk").values_list("day", "text", *WHO)
    pauses = DebtPause.objects.filter(debt=debt).order_by("since", "pk").values_list("since", "until", "why", *WHO)
    attempts = list(
        DebtAttempt.objects.filter(debt=debt).order_by("number").values_list("pk", "number", "day", "result", *WHO)
    )
    examiners: dict[int, list[str]] = defaultdict(list)
    staff = DebtAttempt.examiners.through.objects.filter(debtattempt__debt=debt).order_by("staff__person__sort_key")
    name = ("staff__person__last_name", "staff__person__first_name", "staff__person__patronymic")
    for attempt, *who in staff.values_list("debtattempt", *name):
        examiners[attempt].append(initials(*who))
    return Record(
        measures=tuple(Entry(day, text, initials(*who)) for day, text, *who in measures),
        attempts=tuple(
            (number, Entry(day, result, initials(*who)), tuple(examiners[pk]))
            for pk, number, day, result, *who in attempts
        ),
        pauses=tuple((since, Entry(until, why, initials(*who))) for since, until, why, *who in pauses),
    )
