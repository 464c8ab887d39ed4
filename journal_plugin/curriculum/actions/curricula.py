"""Entering one curriculum in the admin (B01)."""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.db.models import Model

from journal_plugin.access.actions import save_row
from journal_plugin.curriculum.models import Curriculum, CurriculumLine
from journal_plugin.curriculum.signals import curricula_entered


@transaction.atomic
def save_curriculum(
    *,
    row: Curriculum,
    links: Mapping[str, Iterable[Model]],
    lines: Iterable[CurriculumLine],
    dropped: Iterable[CurriculumLine],
    by,
) -> Curriculum:
    """Saves a validated curriculum with its groups and lines, and announces it; raises PermissionDenied like ``save_row``."""
    save_row(row=row, by=by, links=links, lines=lines, dropped=dropped)
    curricula_entered.send(sender=Curriculum, institution=row.institution)
    return row
