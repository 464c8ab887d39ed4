"""Entering an individual curriculum (A08, B02)."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from journal_plugin.access.actions import save_row
from journal_plugin.core.audit import record
from journal_plugin.curriculum.models import IndividualCurriculum, IndividualLine


@transaction.atomic
def save_individual(
    *, row: IndividualCurriculum, lines: Iterable[IndividualLine], dropped: Iterable[IndividualLine] = (), by
) -> IndividualCurriculum:
    """Saves a validated individual curriculum with its lines; the learner's card says from then on that he has one.

    Raises ValidationError for a line in a study period of another year, PermissionDenied for a learner of another institution.
    """
    lines = list(lines)
    for line in lines:
        if line.term.year_id != row.year_id:
            raise ValidationError(
                _("%(element)s: the study period is not of the year %(year)s.")
                % {"element": line.element, "year": row.year}
            )
    save_row(row=row, by=by, lines=lines, dropped=dropped)
    if not row.learner.individual_plan:
        row.learner.individual_plan = True
        row.learner.save(update_fields=["individual_plan"])
        record(row.learner, "journal.row.edit", by=by, changes={"individual_plan": ["False", "True"]})
    return row
