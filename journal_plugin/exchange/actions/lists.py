"""Sending a list in, and applying it: all or nothing."""

import hashlib
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from journal_plugin.calendar.models import Term
from journal_plugin.core.db import lock_row
from journal_plugin.exchange.lists import IMPORTERS, context_of, plan_list
from journal_plugin.exchange.models import Upload
from journal_plugin.exchange.plans import Context, Plan
from journal_plugin.institution.models import Institution


class ListRefused(Exception):
    """The list is not applied and nothing is written; the text says why, ``plan`` shows the rows."""

    def __init__(self, reason: str, plan: Plan | None = None):
        super().__init__(reason)
        self.plan = plan


@transaction.atomic
def apply_list(*, what: str, context: Context, data: bytes, seen: str | None = None) -> Plan:
    """Does what the list says, through the rooms' actions, in one transaction, and returns the plan that was done.

    ``seen`` is the digest of the plan that its author has confirmed. Raises ListRefused for a list with refused rows, for a
    plan that is another by now and for what an action refuses, as in a closed year; SpreadsheetError for a file that cannot
    be read.
    """
    lock_row(Institution.objects.all(), pk=context.institution.pk)
    plan = plan_list(what, context, data)
    if plan.refused:
        raise ListRefused(_("The list has wrong rows. Nothing is written."), plan)
    if seen is not None and plan.digest != seen:
        raise ListRefused(_("The data has changed since the preview. Nothing is written: look at it again."), plan)
    try:
        IMPORTERS[what].write(context, plan.cards)
    except ValidationError as refused:
        raise ListRefused(refused.messages[0], plan) from refused
    return plan


@transaction.atomic
def send_in(*, what: str, institution: Institution, name: str, data: bytes, by, since=None, term=None) -> Upload:
    """Keeps a list until it is confirmed; earlier lists of that kind that were not, go. Raises SpreadsheetError."""
    context = context_of(what, institution, since=since, term=term)
    plan_list(what, context, data)
    period = context.term if IMPORTERS[what].needs_term else None
    return keep_upload(
        what=what, institution=institution, name=name, data=data, by=by, since=context.since, term=period
    )


def keep_upload(
    *, what: str, institution: Institution, name: str, data: bytes, by, since: date, term: Term | None = None
) -> Upload:
    """Keeps a file that was looked at in place of those of its kind and sender which were not confirmed."""
    Upload.objects.filter(institution=institution, what=what, by=by, applied_at=None).delete()
    return Upload.objects.create(
        institution=institution,
        what=what,
        name=name[-255:],
        sha256=hashlib.sha256(data).hexdigest(),
        content=data,
        since=since,
        term=term,
        by=by,
    )


@transaction.atomic
def confirm(*, upload: Upload, seen: str, by) -> Plan:
    """Applies a sent list whose preview had the digest ``seen``; its content is forgotten. Raises ListRefused."""
    upload = lock_row(Upload.objects.all(), pk=upload.pk)
    if upload.applied_at:
        raise ListRefused(_("This list is applied already."))
    context = context_of(upload.what, upload.institution, since=upload.since, term=upload.term, by=by)
    plan = apply_list(what=upload.what, context=context, data=bytes(upload.content), seen=seen)
    upload.applied_at = timezone.now()
    upload.content = b""
    upload.save(update_fields=["applied_at", "content"])
    return plan
