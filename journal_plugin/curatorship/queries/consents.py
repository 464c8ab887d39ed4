"""The consents of one group, those who still owe first (M01)."""

from dataclasses import dataclass
from datetime import date

from journal_plugin.calendar.models import AcademicYear
from journal_plugin.people.models import Group
from journal_plugin.people.queries.consents import Consents, Given, consents_in


@dataclass(frozen=True)
class Book:
    """Learners of whose consents some are missing, those who have all, and what was withdrawn as (learner's name, consent)."""

    owing: tuple[Consents, ...]
    complete: tuple[Consents, ...]
    withdrawn: tuple[tuple[str, Given], ...]

    @property
    def missing(self) -> int:
        """How many consents are missing."""
        return sum(one.missing.count for one in self.owing)

    @property
    def values(self) -> list[str]:
        """What the form of the group may send."""
        return [value for one in (*self.owing, *self.complete) for value in one.values]


def book_of(group: Group, year: AcademicYear, today: date) -> Book:
    """The group's consents as of today within ``year``, or of the last day of a group that is over; three queries."""
    found = consents_in([group.pk], min(max(today, year.since), year.until, group.until or date.max))
    return Book(
        owing=tuple(one for one in found if one.missing.count),
        complete=tuple(one for one in found if not one.missing.count),
        withdrawn=tuple((one.name, row) for one in found for row in one.withdrawn),
    )
