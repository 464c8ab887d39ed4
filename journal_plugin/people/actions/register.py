"""Entering the list of movements: each line by the verb of its kind."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from journal_plugin.calendar.closing import YearClosed
from journal_plugin.core.audit import record
from journal_plugin.core.diff import Counts, compare
from journal_plugin.institution.models import Institution
from journal_plugin.people.actions.movements import end_study, give_leave, move_learner
from journal_plugin.people.cards import MoveCard
from journal_plugin.people.enums import INTO_GROUP, GroupKind, Movement
from journal_plugin.people.models import Group, Learner
from journal_plugin.people.queries import move_cards


@transaction.atomic
def enter_moves(*, institution: Institution, cards: Iterable[MoveCard], by=None) -> Counts:
    """Does what the orders of the list say, in the order of their days; lines that stand in the register change nothing (A18).

    Raises ValidationError, which names the line, for a movement that a later one or the learner's dates forbid, and for a
    line that differs from the register in the order or the group; YearClosed for a day of a closed year. Statements grow
    with the lines that are new.
    """
    diff = compare(move_cards(institution), cards)
    if diff.changed:
        raise ValidationError(
            _("%(line)s: this movement is in the register with another order.") % {"line": diff.changed[0][1].label}
        )
    learners = {
        row.external_id or row.person.full_name: row
        for row in Learner.objects.filter(institution=institution).select_related("person", "institution")
    }
    for card in sorted(diff.created, key=lambda card: card.day):
        try:
            _enter(learners[card.key[0]], card, by)
        except YearClosed:
            raise
        except ValidationError as refused:
            raise ValidationError(f"{card.label}: {' '.join(refused.messages)}") from refused
    if diff.created:
        record(institution, "journal.list", by=by, what="moves", created=len(diff.created), changed=0)
    return diff.counts


def _enter(learner: Learner, card: MoveCard, by) -> None:
    order = {"learner": learner, "day": card.day, "order_no": card.order_no, "by": by}
    if card.kind == Movement.LEAVE:
        give_leave(**order)
    elif card.kind in INTO_GROUP:
        groups = Group.objects.on(card.day).filter(institution=learner.institution_id, kind=GroupKind.GROUP)
        group = groups.filter(name=card.group).first()
        if group is None:
            raise ValidationError(_("There is no group %(name)s on that day.") % {"name": card.group})
        move_learner(group=group, movement=card.kind, **order)
    else:
        end_study(movement=card.kind, **order)
