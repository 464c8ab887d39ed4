"""The demo's consents to personal-data processing: most families have brought them, some still owe."""

from datetime import datetime, time, timedelta
from random import Random
from uuid import UUID

from journal_plugin.access.enums import Role
from journal_plugin.access.models import RoleAssignment
from journal_plugin.calendar.models import AcademicYear
from journal_plugin.people.actions.consents import give_consents
from journal_plugin.people.queries.consents import Consents, consents_in

AFTER = timedelta(days=3)
"""So long after the year has begun a curator records what has been brought to him."""
FORGETFUL, WHOLE = 0.06, 4
"""The share of those who have not brought theirs; every fourth group has all."""


def collect_consents(*, year: AcademicYear, seed: int) -> None:
    """In the order of groups, at four o'clock; one submission a group."""
    random = Random(seed)
    curated = RoleAssignment.objects.filter(institution=year.institution_id, role=Role.CURATOR, group__isnull=False)
    rows = curated.select_related("person", "group__institution__settings").order_by("group__sort_key", "pk")
    day = year.since + AFTER
    now = datetime.combine(day, time(16), tzinfo=year.institution.zone)
    for number, row in enumerate(rows):
        forgetful = 0 if number % WHOLE == 0 else FORGETFUL
        key = UUID(int=random.getrandbits(128), version=4)
        brought = [pair for one in consents_in([row.group_id], day) for pair in _brought(one, forgetful, random)]
        if brought:
            said = {"how": "бланк в личном деле", "given_on": day, "actor": row.person, "key": key, "now": now}
            give_consents(group=row.group, givers=brought, **said)


def _brought(one: Consents, forgetful: float, random: Random) -> list[tuple[int, int]]:
    """The learner's own and that of the representative who comes first, unless it was left at home."""
    own = [giver for giver in one.givers if not giver.name]
    kin = [giver for giver in one.givers if giver.name]
    return [(giver.learner, giver.person) for giver in (*own, *kin[:1]) if random.random() >= forgetful]
