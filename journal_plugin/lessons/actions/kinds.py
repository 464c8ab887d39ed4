"""The kinds of work of a new institution."""

from dataclasses import asdict

from django.db import transaction

from journal_plugin.institution.models import Institution
from journal_plugin.lessons.kinds import STARTING_KINDS
from journal_plugin.lessons.models import WorkKind


@transaction.atomic
def seed_work_kinds(*, institution: Institution) -> int:
    """Adds the starting kinds of work that the institution lacks (by sign); returns how many (D07)."""
    known = set(WorkKind.objects.filter(institution=institution).values_list("code", flat=True))
    rows = [
        WorkKind(institution=institution, position=position, **asdict(kind))
        for position, kind in enumerate(STARTING_KINDS)
        if kind.code not in known
    ]
    for row in rows:
        row.fill_keys()
    WorkKind.objects.bulk_create(rows)
    return len(rows)
