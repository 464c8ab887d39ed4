"""Lines of the academic calendar and of the bells (pure)."""

from dataclasses import dataclass
from datetime import date, time


@dataclass(frozen=True)
class TermCard:
    """A study period: ``kind`` is a TermKind value; both days included; of one course, or of all (A09)."""

    name: str
    kind: str
    since: date
    until: date
    number: int = 1
    course: int | None = None


@dataclass(frozen=True)
class HolidayCard:
    """Days without lessons, both included; for one course, or for all (A09)."""

    name: str
    since: date
    until: date
    course: int | None = None


@dataclass(frozen=True)
class BellCard:
    """Beginning and end of a numbered lesson in a bell schedule (A10)."""

    schedule: str
    number: int
    starts: time
    ends: time

    @property
    def key(self) -> tuple[str, int]:
        """Schedule and number."""
        return (self.schedule, self.number)


@dataclass(frozen=True)
class DaysCard:
    """Free days or days of interim attestation, both ends included; ``kind`` is a DaysKind value.

    ``programme`` is its name, "" for all; the local act (``act``) is that of an attestation.
    """

    kind: str
    name: str
    since: date
    until: date
    programme: str = ""
    course: int | None = None
    act: str = ""

    @property
    def key(self) -> tuple[str, str, str, int | None]:
        """What days of that name they are, and whose: a list moves them."""
        return (self.kind, self.name.casefold(), self.programme, self.course)
