"""How a journal is kept: with marks and homework or without (D17)."""

from uuid import uuid4

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from journal_plugin.lessons.actions.register import open_register
from journal_plugin.lessons.enums import JournalKind, What
from journal_plugin.lessons.models import Change, Journal
from journal_plugin.lessons.operations import Operation
from journal_plugin.lessons.rules import journals_controlled_by
from journal_plugin.people.models import Person


def change_journal_kind(*, journal_id: int, kind: JournalKind, actor: Person) -> bool:
    """Keeps the journal as ``kind`` from now on; whether that changed anything.

    Raises Journal.DoesNotExist where the actor does not control the journal, ValidationError where marks or homework
    stand that the new kind would hide.
    """
    with open_register(journal_id=journal_id, actor=actor) as register:
        journal = register.journal
        if not Journal.objects.filter(journals_controlled_by(actor.pk), pk=journal.pk).exists():
            raise Journal.DoesNotExist
        if journal.kind == kind:
            return False
        hidden = Change.objects.filter(journal=journal, what__in=(What.MARK, What.HOMEWORK, What.FINAL))
        if kind == JournalKind.UNMARKED and hidden.exists():
            raise ValidationError(_("Marks or homework stand in this journal: it cannot be kept without them."))
        register.log(Operation(uuid4(), What.KIND, kind, 0), old=journal.kind, version=0)
        journal.kind = kind
        journal.save(update_fields=["kind"])
    return True
