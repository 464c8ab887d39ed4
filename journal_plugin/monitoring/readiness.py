"""What a readiness report says: checks in order, each with what is missing, where it is mended and who owes it (pure; A20)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from journal_plugin.access.matrix import Right

MOST = 30
"""So many missing things are named; the rest is counted."""
DIRECTORIES_DAY, PROGRAMMES_DAY = 28, 30
PAPERS = timedelta(days=7)
"""So long before, who answers hands the documents for entry over (A21, W18)."""


@dataclass(frozen=True)
class Missing:
    """One thing that is missing: what it is, who owes it, and the place that mends it: (name of an address, its arguments)."""

    what: str
    owes: str = ""
    place: tuple[str, tuple] | None = None


@dataclass(frozen=True)
class Check:
    """Something that the year needs; nothing ``missing`` means that it is there."""

    title: str
    area: str
    """An Area of the matrix: who reads it is told what is missing."""
    missing: tuple[Missing, ...] = ()
    counted: int = 0
    """How many are missing in all."""
    opens: Right = Right.WRITE
    """The right there that opens the places which mend it."""

    @property
    def is_done(self) -> bool:
        """Whether nothing is missing."""
        return not self.counted

    @property
    def rest(self) -> int:
        """How many are missing beyond those that are named."""
        return self.counted - len(self.missing)


@dataclass(frozen=True)
class Stage:
    """The checks that are due by one day."""

    title: str
    due: date
    checks: tuple[Check, ...]

    @property
    def done(self) -> int:
        """How many checks have nothing missing."""
        return sum(check.is_done for check in self.checks)

    @property
    def papers_due(self) -> date:
        """The last day on which the documents for entry are handed over."""
        return self.due - PAPERS

    @property
    def is_done(self) -> bool:
        """Whether nothing at all is missing."""
        return self.done == len(self.checks)


def check(title: object, area: str, missing: Iterable[Missing], opens: Right = Right.WRITE) -> Check:
    """A check with the first things that are missing."""
    found = list(missing)
    return Check(str(title), area, tuple(found[:MOST]), len(found), opens)
