"""Who has to consent to the processing of a learner's personal data on a day (pure; M01)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from journal_plugin.people.starting import GROWN, has_turned

OF_AGE = 18
"""Years of age from which nobody else speaks for a learner."""
OLDEST = 12
"""Years that a paper may be old: the whole course of a school and the summer before it."""


@dataclass(frozen=True)
class Needed:
    """Whose consents a learner's data need: his own, one of a representative's."""

    own: bool
    representative: bool

    @property
    def count(self) -> int:
        """How many consents that is."""
        return self.own + self.representative


def needed(birth: date | None, day: date) -> Needed:
    """Who consents for a learner born on ``birth``: himself from 14, a representative under 18 (152-FZ, article 9).

    Both of them where nobody knows the birth date: one signature too many does no harm, one too few does.
    """
    if birth is None:
        return Needed(own=True, representative=True)
    return Needed(own=has_turned(birth, GROWN, day), representative=not has_turned(birth, OF_AGE, day))


def still_needed(
    birth: date | None, day: date, *, learner: int, representatives: Collection[int], given: Collection[int]
) -> Needed:
    """Whose consents are missing on ``day``, if the persons ``given`` have consented; ids of persons.

    One representative is enough. Who represents the learner no more counts no more. A learner of unknown age with no
    representative in his card is taken for grown up.
    """
    want = needed(birth, day)
    alone = birth is None and not representatives
    return Needed(
        own=want.own and learner not in given,
        representative=want.representative and not alone and not set(representatives) & set(given),
    )


def is_too_old(given_on: date, today: date) -> bool:
    """Whether a paper of that day is no consent that is collected here, but a slip of the pen."""
    return given_on.year < today.year - OLDEST
