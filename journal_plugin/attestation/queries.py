"""Reads of academic debts."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, Max, OuterRef, Q

from journal_plugin.attestation.debts import ATTEMPTS, EXCUSED
from journal_plugin.attestation.models import Debt, DebtAttempt, DebtCharge, DebtMeasure, DebtPause, DebtPlan
from journal_plugin.attestation.scales import final_codes
from journal_plugin.core.names import initials, surname_and_name
from journal_plugin.curriculum.queries import controls_of
from journal_plugin.lessons.models import Journal
from journal_plugin.people.models import Group, Membership

WHO = ("by__last_name", "by__first_name", "by__patronymic")
_STAFF = ("staff__person__last_name", "staff__person__first_name", "staff__person__patronymic")


@dataclass(frozen=True)
class DebtLine:
    """A debt in the register; ``result`` is empty while it is open, and where the mark was corrected before any attempt.

    ``is_late``: it was to be cleared before today; ``is_missed``: the day on which it was to be passed is over without an
    attempt; ``is_conditional``: the learner goes on studying after the year in which it arose (273-FZ, article 58, part 8).
    """

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
    planned_on: date | None
    planned_form: str | None
    attempts: int
    measures: int
    responsible: str
    is_late: bool
    is_missed: bool
    is_conditional: bool

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

    charges: tuple[Entry, ...]
    """On which day who was charged with it."""
    plans: tuple[tuple[date, Entry], ...]
    """When it was set, for which day in which form."""
    measures: tuple[Entry, ...]
    attempts: tuple[tuple[int, Entry, tuple[str, ...]], ...]
    """Number, day with result, examiners."""
    pauses: tuple[tuple[date, Entry], ...]
    """First day, last day with the reason."""


def results_of(journal: Journal, term_id: int) -> tuple[str, ...]:
    """What may be the result of an attempt: the scale of the term's form of control without «НПА»; two queries."""
    form = controls_of(journal.group, journal.element_id, journal.year_id).get(term_id)
    codes = final_codes(journal.institution.kind, form.scale if form else "")
    return tuple(code for code in codes if code != EXCUSED)


def debts_where(rule: Q, today: date, *, ended: bool) -> tuple[DebtLine, ...]:
    """The debts that ``rule`` lets through, those due first first, the ended ones by their end; one query."""
    rows = Debt.objects.filter(rule, ended_on__isnull=not ended).order_by(
        *(("-ended_on", "pk") if ended else ("due", "pk"))
    )
    studies = Exists(Membership.objects.on(today).filter(learner=OuterRef("learner")))
    counted = rows.annotate(
        tried=Count("attempts", distinct=True),
        taken=Count("measures", distinct=True),
        last=Max("attempts__day"),
        studies=studies,
    )
    return tuple(_line(row, today) for row in counted.values_list(*_LINE, *_BESIDE))


def debts_of(group: Group, today: date) -> tuple[DebtLine, ...]:
    """The open debts of who is in the group today, wherever they arose; one query."""
    members = Membership.objects.on(today).filter(group=group)
    return debts_where(Q(learner__in=members.values("learner")), today, ended=False)


_LINE = (
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
    "planned_on",
    "planned_form__name",
    "tried",
    "taken",
)
_CHARGED = tuple(f"responsible__person__{part}" for part in ("last_name", "first_name", "patronymic"))
_BESIDE = (*_CHARGED, "last", "term__year__until", "studies")


def _line(row: tuple, today: date) -> DebtLine:
    pk, last_name, first_name, *told = row[: len(_LINE)]
    *charged, tried_on, year_ends, studies = row[len(_LINE) :]
    due, ended_on, planned = row[8], row[10], row[11]
    is_open = ended_on is None
    return DebtLine(
        pk,
        surname_and_name(last_name, first_name),
        *told,
        responsible=initials(*charged) if charged[0] else "",
        is_late=is_open and due < today,
        is_missed=is_open and planned is not None and planned < today and (tried_on is None or tried_on < planned),
        is_conditional=is_open and year_ends < today and studies,
    )


def open_debts(journal: Journal, learners: Collection[int]) -> dict[tuple[int, int], int]:
    """(learner, term) -> id of the open debt in ``journal``; one query."""
    rows = Debt.objects.filter(journal=journal, learner__in=learners, ended_on=None)
    return {(learner, term): pk for learner, term, pk in rows.values_list("learner_id", "term_id", "pk")}


def record_of(debt: Debt) -> Record:
    """What was done to clear it, in order of time; six queries."""
    zone = debt.journal.institution.zone
    charges = DebtCharge.objects.filter(debt=debt).order_by("pk").values_list("at", *_STAFF, *WHO)
    plans = DebtPlan.objects.filter(debt=debt).order_by("pk").values_list("at", "day", "form__name", *WHO)
    measures = DebtMeasure.objects.filter(debt=debt).order_by("day", "pk").values_list("day", "text", *WHO)
    pauses = DebtPause.objects.filter(debt=debt).order_by("since", "pk").values_list("since", "until", "why", *WHO)
    attempts = list(
        DebtAttempt.objects.filter(debt=debt).order_by("number").values_list("pk", "number", "day", "result", *WHO)
    )
    examiners: dict[int, list[str]] = defaultdict(list)
    staff = DebtAttempt.examiners.through.objects.filter(debtattempt__debt=debt).order_by("staff__person__sort_key")
    for attempt, *who in staff.values_list("debtattempt", *_STAFF):
        examiners[attempt].append(initials(*who))
    return Record(
        charges=tuple(
            Entry(at.astimezone(zone).date(), initials(*row[:3]), initials(*row[3:])) for at, *row in charges
        ),
        plans=tuple((at.astimezone(zone).date(), Entry(day, form, initials(*who))) for at, day, form, *who in plans),
        measures=tuple(Entry(day, text, initials(*who)) for day, text, *who in measures),
        attempts=tuple(
            (number, Entry(day, result, initials(*who)), tuple(examiners[pk]))
            for pk, number, day, result, *who in attempts
        ),
        pauses=tuple((since, Entry(until, why, initials(*who))) for since, until, why, *who in pauses),
    )
