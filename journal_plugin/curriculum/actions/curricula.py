"""Entering one curriculum in the admin (B01)."""

from collections.abc import Iterable, Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

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
    """Saves a validated curriculum with its groups and lines, and announces it.

    Raises PermissionDenied like ``save_row``, ValidationError where a line would stand in a study period of another year:
    that may be closed, and a curriculum moves to another year without its lines.
    """
    save_row(row=row, by=by, links=links, lines=lines, dropped=dropped)
    astray = row.lines.exclude(term__year=row.year_id).select_related("element").first()
    if astray:
        raise ValidationError(
            _("%(element)s: the study period is not of the year %(year)s.")
            % {"element": astray.element, "year": row.year}
        )
    curricula_entered.send(sender=Curriculum, institution=row.institution)
    return row
