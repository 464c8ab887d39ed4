"""What came of a list from outside (pure), and how it is told line by line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from journal_plugin.exchange.enums import Listing
from journal_plugin.exchange.plans import Plan

FIRST = 10
"""So many rows of each part are told; all are counted."""


class State(Enum):
    """What came of a file."""

    TAKEN = gettext_lazy("taken")
    KNOWN = gettext_lazy("taken before, nothing is done")
    WAITS = gettext_lazy("left for the next time")
    HELD = gettext_lazy("not taken, waits for a decision")
    REFUSED = gettext_lazy("not taken")


@dataclass(frozen=True)
class Absent:
    """People in force who are not in a list: id -> name, and how many are in force at all."""

    missing: dict[int, str]
    standing: int

    def is_more(self, percent: int) -> bool:
        """Whether the share of those missing is above ``percent``."""
        return len(self.missing) * 100 > percent * self.standing

    @property
    def percent(self) -> int:
        """The share of those missing, rounded up."""
        return -(-len(self.missing) * 100 // self.standing) if self.standing else 0


NOBODY = Absent({}, 0)


@dataclass(frozen=True)
class Outcome:
    """What came of one file; ``ended`` says that those missing in it were ended."""

    what: Listing
    name: str
    state: State
    reason: str = ""
    plan: Plan | None = None
    absent: Absent = NOBODY
    ended: bool = False

    @property
    def is_fault(self) -> bool:
        """Whether somebody has to do something about it."""
        return self.state in (State.HELD, State.REFUSED)


def told(outcome: Outcome) -> Iterator[str]:
    """The differences: the first rows of each part, counts, who is missing, and why the file was not taken."""
    yield f"{outcome.what.label}, {outcome.name}: {outcome.state.value}"
    if outcome.plan:
        yield from _differences(outcome.plan, len(outcome.absent.missing) if outcome.ended else 0)
    if outcome.absent.missing:
        counts = {"missing": len(outcome.absent.missing), "all": outcome.absent.standing}
        yield _("Not in the file: %(missing)s of %(all)s") % counts
        yield from first([f"- {name}" for name in outcome.absent.missing.values()])
    if outcome.reason:
        yield outcome.reason


def _differences(plan: Plan, ended: int) -> Iterator[str]:
    yield from first([f"! {row.row}, {row.column}: {row.value or '—'}: {row.reason}" for row in plan.refused])
    yield from first([f"+ {row.row}: {row.label}" for row in plan.created])
    yield from first(
        [
            f"~ {row.row}: {row.label}: "
            + "; ".join(f"{field.heading}: {field.old or '—'} → {field.new or '—'}" for field in row.fields)
            for row in plan.changed
        ]
    )
    yield _("New: %(created)s, changed: %(changed)s, the same: %(same)s, ended: %(ended)s, refused: %(refused)s.") % {
        "created": len(plan.created),
        "changed": len(plan.changed),
        "same": plan.unchanged,
        "ended": ended,
        "refused": len(plan.refused),
    }


def first(lines: Sequence[str]) -> Iterator[str]:
    """The first of ``lines``, and how many more there are."""
    yield from lines[:FIRST]
    if len(lines) > FIRST:
        yield _("… and %(n)s more") % {"n": len(lines) - FIRST}
