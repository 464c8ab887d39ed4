"""What a dispatcher does with proposed timetables: ask, stop, settle, take back (C04)."""

from collections.abc import Collection, Mapping
from datetime import date
from functools import partial
from importlib.util import find_spec
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from journal_plugin.calendar.models import Term
from journal_plugin.core.audit import record
from journal_plugin.core.db import lock_row
from journal_plugin.timetable.actions.lists import enter_slots
from journal_plugin.timetable.actions.snapshots import forget_aside, restore, snapshot
from journal_plugin.timetable.enums import ProposalState
from journal_plugin.timetable.launching import launch
from journal_plugin.timetable.models import Slot, TimetableProposal
from journal_plugin.timetable.proposals import digest_of, from_json, is_lost
from journal_plugin.timetable.queries import slot_cards
from journal_plugin.timetable.queries.planning import clashes_among
from journal_plugin.timetable.signals import timetable_entered
from journal_plugin.timetable.words import named_clash

OPTIONS = ("most_of_group", "most_of_teacher", "gaps_of_group", "gaps_of_teacher")


@transaction.atomic
def ask_proposal(
    *, term: Term, since: date, groups: Collection[str], limit: int, options: Mapping[str, object], key: UUID, by
) -> TimetableProposal:
    """Starts the search for a timetable of ``groups`` (names, parts too) from ``since`` on, at most ``limit`` seconds long.

    ``options`` as in OPTIONS. A repeated key gives the same row. Raises ValidationError where a search of the study period
    is going on, for a day outside of it or in the past, and where the solver is not installed.
    """
    term = _locked(term.pk)
    known = TimetableProposal.objects.filter(key=key, term=term, by=by).first()
    if known:
        return known
    _check_day(term, since)
    if find_spec("ortools") is None:
        raise ValidationError(
            _("The solver is not installed: ask the administrator to install the extra journal-plugin[timetable].")
        )
    for running in TimetableProposal.objects.filter(term=term, state=ProposalState.RUNNING):
        if not is_lost(running):
            raise ValidationError(
                _("A timetable of this study period is being sought already: wait for it or stop it.")
            )
        _stop(running)
    now = timezone.now()
    proposal = TimetableProposal.objects.create(
        key=key, term=term, by=by, since=since, groups=sorted(groups), limit=limit, asked_at=now, beat_at=now, **options
    )
    record(term, "journal.proposal", by=by, what="ask", groups=len(groups), since=since.isoformat())
    transaction.on_commit(partial(launch, proposal.pk))
    return proposal


@transaction.atomic
def stop_proposal(*, proposal: TimetableProposal, by) -> None:
    """Asks the search to end; it keeps the best that it has found. One that was killed is written down as stopped."""
    _locked(proposal.term_id)
    row = TimetableProposal.objects.get(pk=proposal.pk)
    if is_lost(row):
        _stop(row)
    elif row.state == ProposalState.RUNNING:
        TimetableProposal.objects.filter(pk=row.pk).update(is_stopping=True)
    record(row.term, "journal.proposal", by=by, what="stop")


@transaction.atomic
def settle_proposal(*, proposal: TimetableProposal, although: bool = False, by) -> None:
    """Puts the found lessons into the timetable in place of those of its groups, from its day on; the past stays.

    Raises ValidationError, and writes nothing, where the timetable is not the one among which it was sought, where a
    clash is counted now, and for broken rules unless ``although`` says that somebody has read them.
    """
    term = _locked(proposal.term_id)
    row = TimetableProposal.objects.get(pk=proposal.pk)
    if row.state == ProposalState.SETTLED:
        return
    if row.state not in (ProposalState.FOUND, ProposalState.TAKEN_BACK):
        raise ValidationError(_("There is no timetable to settle: it has not been found."))
    _check_day(term, row.since)
    stands = slot_cards(term, row.since)
    if digest_of(stands.values()) != row.basis:
        raise ValidationError(
            _(
                "The timetable has been changed since this search. Nothing is entered: search again, the settings are kept."
            )
        )
    cards, named = from_json(row.cards), set(row.groups)
    new = set(cards)
    kept = tuple(card for card in stands.values() if card.group not in named)
    clashes = [one for one in clashes_among(term, (*cards, *kept), row.since) if one.first in new or one.second in new]
    if clashes:
        lines = [named_clash(one) for one in clashes[:5]]
        raise ValidationError([_("Nothing is entered: lessons clash. Search again."), *lines])
    if row.hard and not although:
        raise ValidationError(
            _("Rules are broken in this timetable: read them and confirm that it is entered all the same.")
        )
    slots = Slot.objects.filter(term=term, group__name__in=named).between(row.since, term.until)
    before = snapshot(slots)
    enter_slots(term=term, cards=cards, since=row.since, replace=True, groups=named, by=by)
    TimetableProposal.objects.filter(pk=row.pk).update(
        state=ProposalState.SETTLED,
        settled_at=timezone.now(),
        settled_by=by,
        before=before,
        after=digest_of(slot_cards(term, row.since).values()),
    )
    record(term, "journal.proposal", by=by, what="settle", since=row.since.isoformat(), broken=len(row.hard))


@transaction.atomic
def take_back_proposal(*, proposal: TimetableProposal, by) -> None:
    """Gives the groups back the slots that they had before the proposal was settled.

    Raises ValidationError where it is in force already, or where the timetable has been changed since.
    """
    term = _locked(proposal.term_id)
    row = TimetableProposal.objects.get(pk=proposal.pk)
    if row.state != ProposalState.SETTLED:
        raise ValidationError(_("This timetable is not in force: there is nothing to take back."))
    if row.since <= term.year.institution.today():
        raise ValidationError(_("This timetable is in force already: change it in the raster, or seek a new one."))
    if digest_of(slot_cards(term, row.since).values()) != row.after:
        raise ValidationError(_("The timetable has been changed since it was settled: change it in the raster."))
    slots = Slot.objects.filter(term=term, group__name__in=row.groups).between(row.since, term.until)
    restore(term, slots, row.before)
    timetable_entered.send(sender=Slot, term=term, since=row.since)
    forget_aside(term)
    TimetableProposal.objects.filter(pk=row.pk).update(state=ProposalState.TAKEN_BACK)
    record(term, "journal.proposal", by=by, what="take back", since=row.since.isoformat())


def _locked(term_id: int) -> Term:
    lock_row(Term.objects.all(), pk=term_id)
    return Term.objects.select_related("year__institution__settings").get(pk=term_id)


def _check_day(term: Term, since: date) -> None:
    if not max(term.since, term.year.institution.today()) <= since <= term.until:
        raise ValidationError(_("A change is in force from today at the earliest, and within the study period."))


def _stop(row: TimetableProposal) -> None:
    TimetableProposal.objects.filter(pk=row.pk).update(state=ProposalState.STOPPED)
