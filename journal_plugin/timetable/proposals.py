"""A proposed timetable between the solver, the database and the page (pure but for its models)."""

from collections.abc import Iterable
from dataclasses import astuple
from datetime import timedelta
from hashlib import sha256

from django.utils import timezone

from journal_plugin.timetable.cards import SlotCard
from journal_plugin.timetable.enums import ProposalState
from journal_plugin.timetable.limits import Wishes
from journal_plugin.timetable.models import TimetableProposal

SILENT = timedelta(seconds=60)
"""A search that has not been heard of for so long has been ended from outside."""


def digest_of(cards: Iterable[SlotCard]) -> str:
    """What changes with any slot: a proposal is settled only among the slots it was sought among."""
    return sha256(repr(sorted(astuple(card) for card in cards)).encode()).hexdigest()


def to_json(cards: Iterable[SlotCard]) -> list[list]:
    """Cards as lists of values."""
    return [[*astuple(card)[:-1], list(card.teachers)] for card in cards]


def from_json(rows: Iterable[list]) -> tuple[SlotCard, ...]:
    """And back."""
    return tuple(SlotCard(*values, teachers=tuple(teachers)) for *values, teachers in rows)


def wishes_of(proposal: TimetableProposal) -> Wishes:
    """What the row asks for."""
    return Wishes(
        groups=frozenset(proposal.groups),
        most_of_group=proposal.most_of_group,
        most_of_teacher=proposal.most_of_teacher,
        gaps_of_group=proposal.gaps_of_group,
        gaps_of_teacher=proposal.gaps_of_teacher,
    )


def is_lost(proposal: TimetableProposal) -> bool:
    """Whether the search was killed: it runs by its row, and nobody has heard of it for a minute."""
    return proposal.state == ProposalState.RUNNING and proposal.beat_at < timezone.now() - SILENT
