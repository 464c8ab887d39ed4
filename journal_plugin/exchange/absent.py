"""Who is in force and not in a list of people."""

from collections.abc import Iterable

from journal_plugin.exchange.enums import Listing
from journal_plugin.exchange.outcomes import NOBODY, Absent
from journal_plugin.exchange.plans import Card
from journal_plugin.institution.models import Institution
from journal_plugin.people.models import Learner, Staff
from journal_plugin.people.queries import standing_people

PEOPLE: dict[str, type[Staff] | type[Learner]] = {Listing.STAFF: Staff, Listing.LEARNERS: Learner}
"""Lists whose rows are people in force."""


def absent_from(what: str, institution: Institution, cards: Iterable[Card]) -> Absent:
    """Those of today's people whom ``cards`` do not name, in alphabetical order; one query, none for other lists."""
    if what not in PEOPLE:
        return NOBODY
    named = {card.key for card in cards}
    standing = standing_people(PEOPLE[what], institution, institution.today())
    return Absent({pk: name for key, (pk, name) in standing.items() if key not in named}, len(standing))
