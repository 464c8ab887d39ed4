"""The search for a proposed timetable, in a process of its own: progress into the row, cancel out of it (C04)."""

import logging
from collections.abc import Sequence
from time import monotonic

from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from journal_plugin.timetable.cards import SlotCard
from journal_plugin.timetable.enums import ProposalState
from journal_plugin.timetable.models import TimetableProposal
from journal_plugin.timetable.planning import Planned, cards_of, plan
from journal_plugin.timetable.proposals import digest_of, to_json, wishes_of
from journal_plugin.timetable.queries import slot_cards
from journal_plugin.timetable.queries.planning import clashes_among, facts_of
from journal_plugin.timetable.solving.propose import Outcome, Proposal, Step, propose
from journal_plugin.timetable.words import named_clash, told

BEAT = 1.0
"""Seconds between two words of the search to its row."""
MOST = 200
"""So many broken rules and wishes are kept in words."""


def seek_proposal(*, pk: int) -> None:
    """Seeks what the row asks for and writes what was found; a row that does not run any more is left alone.

    Whatever goes wrong is written into the row in words, so that nobody waits for it. Raises TimetableProposal.DoesNotExist.
    """
    proposal = TimetableProposal.objects.select_related("term__year__institution__settings").get(pk=pk)
    if proposal.state != ProposalState.RUNNING:
        return
    try:
        found = _sought(proposal)
    except (ImproperlyConfigured, ValidationError) as error:
        found = {"state": ProposalState.NOTHING, "fault": " ".join(getattr(error, "messages", [str(error)]))[:500]}
    except Exception:
        logging.getLogger(__name__).exception("The search %s has failed", pk)
        text = _(
            "The search ended by a fault of the program. Run it again; if it ends so again, tell the administrator."
        )
        found = {"state": ProposalState.NOTHING, "fault": text}
    TimetableProposal.objects.filter(pk=pk, state=ProposalState.RUNNING).update(beat_at=timezone.now(), **found)


def _sought(proposal: TimetableProposal) -> dict[str, object]:
    term, day = proposal.term, max(proposal.since, proposal.term.since)
    stands = slot_cards(term, day)
    planned = plan(facts_of(term, day), wishes_of(proposal))
    if not planned.lessons:
        text = _("The load of these groups asks for no lessons: enter it first.")
        return {"state": ProposalState.NOTHING, "fault": text}
    found = propose(planned.problem, seconds=proposal.limit, progress=_Watch(proposal.pk))
    if found.outcome == Outcome.NONE:
        return _nothing(found)
    cards = cards_of(planned, found.solution)
    return {
        "state": ProposalState.FOUND,
        "seconds": found.seconds,
        "cost": found.cost,
        "cards": to_json(cards),
        "hard": _first([*_clashes(proposal, planned, cards), *told(one for one in found.broken if one.hard)]),
        "unmet": _first(told(one for one in found.broken if not one.hard)),
        "basis": digest_of(stands.values()),
    }


def _nothing(found: Proposal) -> dict[str, object]:
    if found.cancelled:
        return {"state": ProposalState.STOPPED, "seconds": found.seconds}
    text = _("No timetable was found in %(n)d s. Give it more time.") % {"n": found.seconds}
    if found.broken:
        text = _("No timetable is possible: there are more lessons than times for them.")
    return {"state": ProposalState.NOTHING, "seconds": found.seconds, "fault": text, "hard": _first(told(found.broken))}


def _first(lines: Sequence[str]) -> list[str]:
    """The first of them, and how many more there are."""
    more = [_("… and %(n)s more") % {"n": len(lines) - MOST}] if len(lines) > MOST else []
    return [*lines[:MOST], *more]


def _clashes(proposal: TimetableProposal, planned: Planned, cards: tuple[SlotCard, ...]) -> list[str]:
    """Clashes by the count that knows nothing of the solver, with the slots that stay; those that stood before are not its."""
    day = max(proposal.since, proposal.term.since)
    new = set(cards)
    found = clashes_among(proposal.term, (*cards, *planned.kept), day)
    return [named_clash(one) for one in found if one.first in new or one.second in new]


class _Watch:
    """Tells the row how far the search is, at most once a second; False when somebody has stopped it."""

    def __init__(self, pk: int) -> None:
        self.rows = TimetableProposal.objects.filter(pk=pk, state=ProposalState.RUNNING)
        self.told = -BEAT
        self.go_on = True

    def __call__(self, step: Step, seconds: float, cost: float | None) -> bool:
        if monotonic() - self.told >= BEAT:
            self.told = monotonic()
            self.rows.update(beat_at=timezone.now(), step=step, seconds=seconds, cost=cost)
            self.go_on = self.rows.filter(is_stopping=False).exists()
        return self.go_on
