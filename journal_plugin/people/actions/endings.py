"""Ending the work and study of those whom an outside list does not name any more (N02, A16)."""

from collections.abc import Collection
from datetime import date, timedelta

from django.db import transaction

from journal_plugin.core.audit import record
from journal_plugin.institution.models import Institution
from journal_plugin.people.actions.movements import set_groups
from journal_plugin.people.actions.moves import groups_of, write_moves
from journal_plugin.people.enums import GroupKind, Movement
from journal_plugin.people.models import Learner, Staff


@transaction.atomic
def end_staff(*, institution: Institution, ids: Collection[int], day: date, by=None) -> None:
    """``day`` is the last day of work of these staff members; roles and loads stay, each with its own dates."""
    rows = Staff.objects.filter(institution=institution, pk__in=ids, until=None)
    ended = sorted(rows.values_list("pk", flat=True))
    rows.update(until=day)
    record(institution, "journal.list", by=by, what="staff", ended=ended, day=day.isoformat())


@transaction.atomic
def end_learners(*, institution: Institution, ids: Collection[int], day: date, by=None) -> None:
    """``day`` is the last day of these learners at the institution; their pages stay.

    Raises ValidationError where a later movement is entered.
    """
    rows = Learner.objects.filter(institution=institution, pk__in=ids, until=None)
    ended = sorted(rows.values_list("pk", flat=True))
    before = groups_of(ended)
    set_groups({pk: {} for pk in ended}, day=day + timedelta(days=1), order_nos={}, kinds=GroupKind.values)
    rows.update(until=day)
    kinds = dict.fromkeys(ended, Movement.EXPELLED)
    write_moves(institution=institution, kinds=kinds, day=day, before=before, order_nos={})
    record(institution, "journal.list", by=by, what="learners", ended=ended, day=day.isoformat())
