"""The one way to write into a journal: under its lock, into its chain, once per key."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from itertools import islice
from typing import Any, NamedTuple
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, transaction
from django.db.models import QuerySet, Value
from django.utils import timezone

from journal_plugin.calendar.closing import YearClosed, why_closed_by_id
from journal_plugin.calendar.models import AcademicYear
from journal_plugin.core.bulk import insert_rows, update_rows
from journal_plugin.core.prepared import Prepared
from journal_plugin.institution.models import Institution, InstitutionSettings
from journal_plugin.lessons.history import Logged, hash_of
from journal_plugin.lessons.models import Change, Journal
from journal_plugin.lessons.openings import Openings
from journal_plugin.lessons.operations import Cell, Operation
from journal_plugin.lessons.queries import openings_of
from journal_plugin.lessons.rules import journals_entered_by
from journal_plugin.lessons.signals import register_changed
from journal_plugin.people.models import Person


@dataclass
class Register:
    """An open journal: its locked row, who writes, when, and the changes written so far."""

    journal: Journal
    actor: Person
    now: datetime
    today: date
    whole: bool
    """Every lesson of the journal is the actor's to write."""
    closed: str = ""
    """Why nothing may be written: the journal's year is closed."""
    changes: list[Logged] = field(default_factory=list)

    def moment(self, operation: Operation) -> datetime:
        """When ``operation`` is entered."""
        return operation.at or self.now

    def day(self, operation: Operation) -> date:
        """The institution's date at that moment."""
        return operation.at.astimezone(self.journal.institution.zone).date() if operation.at else self.today

    @cached_property
    def settings(self) -> InstitutionSettings:
        """The institution's windows and scales."""
        return self.journal.institution.settings

    @cached_property
    def openings(self) -> Openings:
        """The leaves to correct that are in force today; read where a window is shut."""
        return openings_of(self.journal.pk, self.today)

    def log(self, operation: Operation, *, old: str, version: int) -> None:
        """Adds one accepted change to the chain (written when the register closes)."""
        row: dict[str, Any] = {
            "journal_id": self.journal.pk,
            "seq": self.journal.version + 1,
            "at": self.moment(operation),
            "actor_id": self.actor.pk,
            "what": operation.what,
            "lesson_id": operation.lesson,
            "work_id": operation.work,
            "learner_id": operation.learner,
            "term_id": operation.term,
            "old": old,
            "new": operation.value,
            "reason": operation.reason,
            "version": version,
            "key": operation.key,
        }
        prev, head = self.journal.head_hash, hash_of(row, self.journal.head_hash)
        self.changes.append(Logged(**row, prev_hash=prev, hash=head))
        self.journal.version += 1
        self.journal.head_hash = head


_JOURNAL = [field.attname for field in Journal._meta.concrete_fields]
_INSTITUTION = [field.attname for field in Institution._meta.concrete_fields]
_SETTINGS = [field.attname for field in InstitutionSettings._meta.concrete_fields]


def _row(journals: QuerySet[Journal]):
    """Journals with their institution and its settings as values."""
    return journals.values_list(
        "whole",
        "year__closed_at",
        *_JOURNAL,
        *(f"institution__{name}" for name in _INSTITUTION),
        *(f"institution__settings__{name}" for name in _SETTINGS),
    )


_LOCKS: dict[str, Any] = {"lock": Journal, "held": AcademicYear}
_ANY = Prepared(lambda pk: _row(Journal.objects.annotate(whole=Value(value=True)).filter(pk=pk)), int, **_LOCKS)
_OWN = Prepared(
    lambda pk, person: _row(journals_entered_by(person).filter(pk=pk)), int, int, timezone.localdate, **_LOCKS
)


def _locked(journal_id: int, actor: Person, *, own: bool) -> tuple[Journal, bool, bool]:
    """The journal under its lock with its institution and settings; whether every lesson of it is the actor's; whether
    its year is closed. An open year is not closed before the transaction ends.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("the lock needs a transaction")
    rows = _OWN.rows(journal_id, actor.pk) if own else _ANY.rows(journal_id)
    if not rows:
        raise Journal.DoesNotExist
    whole, closed_at, *values = rows[0]
    found = iter(values)
    journal = Journal.from_db(DEFAULT_DB_ALIAS, _JOURNAL, list(islice(found, len(_JOURNAL))))
    institution = Institution.from_db(DEFAULT_DB_ALIAS, _INSTITUTION, list(islice(found, len(_INSTITUTION))))
    institution.settings = InstitutionSettings.from_db(DEFAULT_DB_ALIAS, _SETTINGS, list(found))
    journal.institution = institution
    return journal, bool(whole), closed_at is not None


@contextmanager
def open_register(
    *, journal_id: int, actor: Person, now: datetime | None = None, own: bool = False, although_closed: bool = False
) -> Iterator[Register]:
    """The journal locked for one writer; on leaving, its changes and new head are written in the same transaction.

    ``own`` opens only a journal in which the actor writes something (the rule and the lock are one statement); ``now``
    is for the demo and imports, which write the past as it came; everybody else writes now. ``although_closed`` is for
    who answers each entry by itself, with ``Register.closed``. Raises Journal.DoesNotExist, YearClosed for a journal of a
    closed year. A raised error writes nothing.
    """
    with transaction.atomic():
        journal, whole, is_closed = _locked(journal_id, actor, own=own)
        closed = why_closed_by_id(journal.year_id) if is_closed else ""
        if closed and not although_closed:
            raise YearClosed(closed)
        moment = now or timezone.now()
        register = Register(journal, actor, moment, moment.astimezone(journal.institution.zone).date(), whole, closed)
        yield register
        if register.changes:
            insert_rows(Change, Logged._fields, register.changes)
            update_rows(Journal, ["version", "head_hash"], [(journal.pk, journal.version, journal.head_hash)])
            register_changed.send(sender=Journal, journal=journal, changes=register.changes)


_WRITTEN = Prepared(
    lambda keys: Change.objects.filter(key__in=keys).values_list(
        "key", "journal_id", "what", "lesson_id", "work_id", "learner_id", "term_id", "actor_id", "new", "version", "at"
    ),
    [UUID],
)


class Written(NamedTuple):
    """A change that stands in the history, as far as a repeated key needs it; ids."""

    journal: int
    what: str
    lesson: int | None
    work: int | None
    learner: int | None
    term: int | None
    actor: int
    new: str
    version: int
    at: datetime

    @property
    def cell(self) -> Cell:
        """The address of the cell that was changed."""
        return (self.what, self.lesson, self.work, self.learner, self.term)


def already_written(keys: Iterable[UUID]) -> dict[UUID, Written]:
    """Changes with one of ``keys``, by key; one read."""
    return {key: Written(*change) for key, *change in _WRITTEN.rows(list(keys))}
