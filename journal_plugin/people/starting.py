"""The beginning of a study year in a group: the fingerprint of its list, whom no message reaches, the days by which (pure)."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

_AUGUST = 8
GROWN = 14
"""Years of age from which a learner has contacts of his own; a younger one is reached through his representatives."""


def fingerprint(learners: Iterable[int]) -> str:
    """The same for the same ids in whatever order."""
    said = ",".join(map(str, sorted(learners)))
    return hashlib.blake2b(said.encode(), digest_size=16).hexdigest()


def due_in(year_begins: date, day: int) -> date:
    """That day of August before the study year begins (W15, W16)."""
    return date(year_begins.year - (year_begins.month < _AUGUST), _AUGUST, day)


def first_week_ends(year_begins: date) -> date:
    """The last day of the first study week (W17); a year that begins at a weekend has its first week after it."""
    begins = year_begins + timedelta(days=(7 - year_begins.weekday()) % 7 if year_begins.weekday() >= 5 else 0)
    return begins + timedelta(days=6 - begins.weekday())


def is_grown(birth: date | None, day: date) -> bool:
    """Whether a learner has contacts of his own on ``day``; one whose birth date nobody knows has them."""
    return birth is None or has_turned(birth, GROWN, day)


def has_turned(birth: date, years: int, day: date) -> bool:
    """Whether who was born on ``birth`` is so many years old on ``day``, the birthday included."""
    return (birth.year + years, birth.month, birth.day) <= (day.year, day.month, day.day)


@dataclass(frozen=True)
class Confirmed:
    """What a curator has last confirmed: ``has_changed`` where the group's list is another one since then."""

    day: date
    learners: int
    said: str
    who: str
    has_changed: bool


@dataclass(frozen=True)
class Lacking:
    """A person whose e-mail or mobile phone nobody has entered, by the learner of the group to whom he belongs (H07)."""

    learner: int
    group: int
    who: str
    email: bool
    phone: bool
    """Whether it is missing."""
