"""The demo's beginning of the year: curators have confirmed their groups, some still owe a word."""

from datetime import datetime, time, timedelta
from random import Random
from uuid import UUID

from journal_plugin.access.enums import Role
from journal_plugin.access.models import RoleAssignment
from journal_plugin.calendar.models import AcademicYear
from journal_plugin.people.actions.confirmations import confirm_duty
from journal_plugin.people.enums import Duty
from journal_plugin.people.queries.starting import members_of
from journal_plugin.people.starting import fingerprint

DUTIES = (
    (Duty.COMPOSITION, 0, ""),
    (Duty.CHANNELS, 0, "Чат группы и список адресов родителей"),
    (Duty.INSTRUCTION, 2, "Родительское собрание"),
)
"""Duty, so many days after the year has begun, what is said."""
OWED = 6
"""Every sixth word is still owed."""


def confirm_groups(*, year: AcademicYear, seed: int) -> None:
    """In the order of groups, at three o'clock."""
    random = Random(seed)
    curated = RoleAssignment.objects.filter(institution=year.institution_id, role=Role.CURATOR, group__isnull=False)
    for number, row in enumerate(curated.select_related("person", "group").order_by("group__sort_key", "pk")):
        for place, (duty, after, said) in enumerate(DUTIES):
            key = UUID(int=random.getrandbits(128), version=4)
            if (number + 2 * place) % OWED == OWED - 1:
                continue
            day = year.since + timedelta(days=after)
            now = datetime.combine(day, time(15), tzinfo=year.institution.zone)
            seen = fingerprint(members_of([row.group_id], day)[row.group_id])
            done = {"duty": duty, "actor": row.person, "key": key, "seen": seen, "said": said, "now": now}
            confirm_duty(group=row.group, year=year, **done)
