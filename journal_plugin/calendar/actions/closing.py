"""Closing a study year by an order, and opening it again with a reason (requirements §5; issue of the year)."""

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from journal_plugin.calendar.models import AcademicYear, YearClosing
from journal_plugin.calendar.rules import closes_years, reopens_years
from journal_plugin.calendar.signals import year_closed, year_reopened
from journal_plugin.core.audit import record
from journal_plugin.core.dates import long_day
from journal_plugin.core.db import lock_row


@transaction.atomic
def close_year(*, year: AcademicYear, order_no: str, order_date: date, left: str, by) -> YearClosing:
    """From now on the year is read only; ``left`` says in words what stands open in it. By the same order again: nothing.

    Raises PermissionDenied for who does not close years there, ValidationError for a year that is closed by another
    order or has not ended, and for an order without a number or of another time.
    """
    row = lock_row(AcademicYear.objects.select_related("institution"), pk=year.pk)
    if not closes_years(by, row.institution_id):
        raise PermissionDenied
    number, today = order_no.strip()[:64], row.institution.today()
    if row.closed_at is not None:
        closing = YearClosing.objects.get(year=row, reopened_at=None)
        if (closing.order_no, closing.order_date) == (number, order_date):
            return closing
        raise ValidationError(_("The year is closed already, by the order %(order)s.") % {"order": closing.order_no})
    if row.until >= today:
        last = long_day(row.until, today)
        raise ValidationError(_("The year lasts until %(day)s. It can be closed after that day.") % {"day": last})
    if not number:
        raise ValidationError({"order_no": _("Enter the number of the order.")})
    if not row.since <= order_date <= today:
        raise ValidationError({"order_date": _("The order is of a day from the beginning of the year to today.")})
    closing = YearClosing.objects.create(
        year=row, order_no=number, order_date=order_date, left=left, at=timezone.now(), by=_person(by)
    )
    row.closed_at = closing.at
    row.save(update_fields=["closed_at"])
    record(row, "journal.year.close", by=by, order_no=number, order_date=order_date.isoformat(), left=left)
    year_closed.send(sender=AcademicYear, closing=closing)
    return closing


@transaction.atomic
def reopen_year(*, year: AcademicYear, reason: str, by) -> YearClosing:
    """The year may be written again; the closing stays in its history with who opened it and why.

    Raises PermissionDenied for who is neither deputy nor director, ValidationError for a year that is open and for no reason.
    """
    row = lock_row(AcademicYear.objects.select_related("institution"), pk=year.pk)
    if not reopens_years(by, row.institution_id):
        raise PermissionDenied
    said = " ".join(reason.split())[:200]
    if not said:
        raise ValidationError({"reason": _("Say why.")})
    if row.closed_at is None:
        raise ValidationError(_("The year is open already."))
    closing = YearClosing.objects.get(year=row, reopened_at=None)
    closing.reopened_at, closing.reopened_by, closing.reason = timezone.now(), _person(by), said
    closing.save(update_fields=["reopened_at", "reopened_by", "reason"])
    row.closed_at = None
    row.save(update_fields=["closed_at"])
    record(row, "journal.year.reopen", by=by, reason=said)
    year_reopened.send(sender=AcademicYear, closing=closing)
    return closing


def _person(user):
    return getattr(user, "journal_person", None)
