"""OneRoster packages: taking one out, sending one in, applying it: all or nothing (N01, N03)."""

from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from journal_plugin.core.audit import record
from journal_plugin.core.db import lock_row
from journal_plugin.exchange.actions.lists import ListRefused, keep_upload
from journal_plugin.exchange.enums import Listing
from journal_plugin.exchange.models import Upload
from journal_plugin.exchange.oneroster.checking import check_package
from journal_plugin.exchange.oneroster.scope import Scope
from journal_plugin.exchange.oneroster.steps import PackagePlan, plan_package
from journal_plugin.exchange.oneroster.writing import write_package
from journal_plugin.institution.models import Institution


def take_out(*, scope: Scope, out: BinaryIO, marks: bool, by=None) -> dict[str, int]:
    """Writes the package of ``scope`` to ``out`` and logs who took out what; returns rows by file."""
    counts = write_package(scope, out, marks=marks)
    period = scope.term.name if scope.term else ""
    record(scope.institution, "journal.package", by=by, year=scope.year.name, period=period, rows=counts)
    return counts


@transaction.atomic
def send_package(*, institution: Institution, name: str, data: bytes, by) -> Upload:
    """Keeps a package until it is confirmed; earlier ones of the sender that were not, go. Raises PackageError."""
    check_package(data)
    return keep_upload(
        what=Listing.ONEROSTER, institution=institution, name=name, data=data, by=by, since=institution.today()
    )


@transaction.atomic
def apply_package(*, institution: Institution, data: bytes, drop: int, seen: str | None = None, by=None) -> PackagePlan:
    """Does what the package says, list by list through their actions, in one transaction; returns the plan that was done.

    ``seen`` is the digest of the plan that its author has confirmed; a package that lacks more than ``drop`` percent of
    the people in force is not taken. It ends nobody, and marks it never writes. Raises ListRefused, PackageError.
    """
    lock_row(Institution.objects.all(), pk=institution.pk)
    plan = plan_package(data, institution)
    if plan.is_wrong:
        raise ListRefused(_("The package has wrong places. Nothing is written."))
    if seen is not None and plan.digest != seen:
        raise ListRefused(_("The data has changed since the preview. Nothing is written: look at it again."))
    if plan.is_half_empty(drop):
        raise ListRefused(_("The package lacks too many people. Nothing is written: confirm that it is whole."))
    try:
        for step in plan.steps:
            step.write(by)
    except ValidationError as error:
        raise ListRefused(_("Nothing is written: %(reason)s") % {"reason": " ".join(error.messages)}) from error
    return plan


@transaction.atomic
def confirm_package(*, upload: Upload, seen: str, drop: int, by) -> PackagePlan:
    """Applies a sent package whose preview had the digest ``seen``; its content is forgotten. Raises ListRefused."""
    upload = lock_row(Upload.objects.all(), pk=upload.pk)
    if upload.applied_at:
        raise ListRefused(_("This list is applied already."))
    plan = apply_package(institution=upload.institution, data=bytes(upload.content), drop=drop, seen=seen, by=by)
    upload.applied_at = timezone.now()
    upload.content = b""
    upload.save(update_fields=["applied_at", "content"])
    return plan
