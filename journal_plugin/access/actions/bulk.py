"""The same done to many rows of a directory at once: all of it or nothing, each row written into the history (A22)."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import ProtectedError, RestrictedError
from django.utils.translation import gettext as _

from journal_plugin.access.actions.rows import delete_row, save_row


@transaction.atomic
def change_rows(*, forms: Iterable, by) -> int:
    """Saves bound ClosedForms, one for each row; returns how many.

    Raises ValidationError with a line for each row that is refused, PermissionDenied: then no row is changed.
    """
    refused, changed = [], 0
    for form in forms:
        name = str(form.instance)
        try:
            if form.is_valid():
                save_row(row=form.instance, by=by)
                changed += 1
            else:
                refused.append(_told(name, [text for texts in form.errors.values() for text in texts]))
        except ValidationError as refusal:
            refused.append(_told(name, refusal.messages))
    if refused:
        raise ValidationError(refused)
    return changed


@transaction.atomic
def delete_rows(*, rows: Iterable[models.Model], by) -> int:
    """Deletes ``rows``; returns how many. Raises like ``change_rows``, also for a row on which something stands."""
    refused, deleted = [], 0
    for row in rows:
        name = str(row)
        try:
            with transaction.atomic():
                delete_row(row=row, by=by)
            deleted += 1
        except ValidationError as refusal:
            refused.append(_told(name, refusal.messages))
        except (ProtectedError, RestrictedError) as refusal:
            kinds = sorted({str(held._meta.verbose_name_plural) for held in refusal.args[1]})
            refused.append(_told(name, [_("in use: %(what)s") % {"what": ", ".join(kinds)}]))
    if refused:
        raise ValidationError(refused)
    return deleted


def _told(name: str, said: Iterable[str]) -> str:
    return f"{name}: {' '.join(dict.fromkeys(said))}"
