"""Work programmes that are in force: a change is opened with its reason, an approval closes it (B13)."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from journal_plugin.calendar.closing import refuse_closed
from journal_plugin.curriculum.models import ProgrammeEdition
from journal_plugin.people.models import Person


@transaction.atomic
def open_change(*, page: Page, reason: str, by: Person | None) -> ProgrammeEdition:
    """Unlocks the programme that is in force for a change; what is in force stays until the change is approved.

    Raises ValidationError for a programme that is not in force, whose change is open already, or of a closed year.
    """
    refuse_closed(page.year)
    type(page).objects.select_for_update().get(pk=page.pk)
    if not page.live:
        raise ValidationError(_("This programme is not in force: it can simply be edited."))
    if page.editions.filter(approved_at=None).exists():
        raise ValidationError(_("A change of this programme is open already."))
    return ProgrammeEdition.objects.create(page=page, reason=reason, opened_by=by, opened_at=timezone.now())


@transaction.atomic
def approve_edition(*, page_id: int, by: Person | None, at: datetime) -> ProgrammeEdition:
    """Writes down who put the programme into force and when: it closes the open change, or is the first edition."""
    edition = ProgrammeEdition.objects.filter(page=page_id, approved_at=None).first()
    edition = edition or ProgrammeEdition(page_id=page_id, opened_by=by, opened_at=at)
    edition.approved_by, edition.approved_at = by, at
    edition.save()
    return edition
