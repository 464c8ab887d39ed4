"""The one way to write into a journal: under its lock, into its chain, once per key."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from journal_plugin.core.db import lock_row
from journal_plugin.lessons.history import hash_of
from journal_plugin.lessons.models import Change, Journal
from journal_plugin.lessons.operations import Operation
from journal_plugin.lessons.signals import register_changed
from journal_plugin.people.models import Person


@dataclass
class Register:
    """An open journal: its locked row, who writes, when, and the changes written so far."""

    journal: Journal
    actor: Person
    now: datetime
    today: date
    changes: list[Change] = field(default_factory=list)

    def moment(self, operation: Operation) -> datetime:
        """When ``operation`` is entered."""
        return operation.at or self.now

    def day(self, operation: Operation) -> date:
        """The institution's date at that moment."""
        return operation.at.astimezone(self.journal.institution.zone).date() if operation.at else self.today

    @property
    def settings(self):
        """The institution's windows and scales."""
        return self.journal.institution.settings

    def log(self, operation: Operation, *, old: str, version: int) -> None:
        """Adds one accepted change to the chain (written when the register closes)."""
        row = {
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
        self.changes.append(Change(**row, prev_hash=prev, hash=head))
        self.journal.version += 1
        self.journal.head_hash = head


@contextmanager
def open_register(
    *, journal_id: int, actor: Person, now: datetime | None = None, journals: QuerySet[Journal] | None = None
) -> Iterator[Register]:
    """The journal locked for one writer; on leaving, its changes and new head are written in the same transaction.

    ``journals`` narrows what may be opened (the rule and the lock are one statement); ``now`` is for the demo and
    imports, which write the past as it came; everybody else writes now.
    Raises Journal.DoesNotExist. A raised error writes nothing.
    """
    source = Journal.objects.all() if journals is None else journals
    with transaction.atomic():
        journal = lock_row(source.select_related("institution__settings"), pk=journal_id)
        moment = now or timezone.now()
        register = Register(journal, actor, moment, moment.astimezone(journal.institution.zone).date())
        yield register
        if register.changes:
            Change.objects.bulk_create(register.changes)
            Journal.objects.filter(pk=journal.pk).update(version=journal.version, head_hash=journal.head_hash)
            register_changed.send(sender=Journal, journal=journal, changes=register.changes)


def already_written(keys: Iterable[UUID]) -> dict[UUID, tuple]:
    """Changes with one of ``keys``: key -> (journal, what, lesson, work, learner, term, actor, new, version, at)."""
    rows = Change.objects.filter(key__in=list(keys)).values_list(
        "key", "journal_id", "what", "lesson_id", "work_id", "learner_id", "term_id", "actor_id", "new", "version", "at"
    )
    return {row[0]: row[1:] for row in rows}
