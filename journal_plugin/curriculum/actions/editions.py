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
    if page.editions.filter(ProgrammeEdition.OPEN).exists():
        raise ValidationError(_("A change of this programme is open already."))
    return ProgrammeEdition.objects.create(page=page, reason=reason, opened_by=by, opened_at=timezone.now())


@transaction.atomic
def withdraw_change(*, page: Page, user, by: Person | None) -> None:
    """Gives the open change up: the draft is again what is in force, what was written stays among the page's revisions.

    A change that waits for approval is taken back from there. Raises ValidationError where no change is open, YearClosed.
    """
    refuse_closed(page.year)
    locked = type(page).objects.select_for_update().get(pk=page.pk)
    edition = locked.editions.filter(ProgrammeEdition.OPEN).first()
    if edition is None or not locked.live:
        raise ValidationError(_("No change of this programme is open."))
    if locked.workflow_in_progress:
        locked.current_workflow_state.cancel(user=user)
    edition.withdrawn_by, edition.withdrawn_at = by, timezone.now()
    edition.save(update_fields=["withdrawn_by", "withdrawn_at"])
    standing = locked.live_revision.as_object() if locked.live_revision else locked
    standing.save_revision(user=user, log_action="wagtail.revert", previous_revision=locked.live_revision)
    Page.objects.filter(pk=page.pk).update(has_unpublished_changes=False)


@transaction.atomic
def approve_edition(*, page_id: int, by: Person | None, at: datetime) -> ProgrammeEdition:
    """Writes down who put the programme into force and when: it closes the open change, or is the first edition."""
    edition = ProgrammeEdition.objects.filter(ProgrammeEdition.OPEN, page=page_id).first()
    edition = edition or ProgrammeEdition(page_id=page_id, opened_by=by, opened_at=at)
    edition.approved_by, edition.approved_at = by, at
    edition.save()
    return edition
