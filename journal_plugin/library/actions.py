"""The verb of the library: an entry is added or changed; nothing is deleted, it is taken off the shelf."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from journal_plugin.core.audit import record
from journal_plugin.files.actions import keeping
from journal_plugin.files.sent import Sent
from journal_plugin.institution.models import Institution
from journal_plugin.library.models import Resource, ResourceFile
from journal_plugin.library.rules import may_add_at, may_write_resource
from journal_plugin.library.signals import library_changed
from journal_plugin.people.queries import person_of


def save_resource(*, row: Resource, subjects: Iterable[Any], by, file: Sent | None = None) -> Resource:
    """Saves a validated entry with its ``subjects`` (study elements of its institution) and, when sent, its new file.

    Raises PermissionDenied where ``by`` may not write it, ValidationError where it has neither address nor file or a
    subject is another institution's.
    """
    subjects = list(subjects)
    with keeping() as keeper:
        is_new = row._state.adding
        allowed = (
            Institution.objects.filter(may_add_at(by), pk=row.institution_id)
            if is_new
            else Resource.objects.filter(may_write_resource(by), pk=row.pk, institution=row.institution_id)
        )
        if not allowed.exists():
            raise PermissionDenied
        if any(subject.institution_id != row.institution_id for subject in subjects):
            raise ValidationError(_("The element is another institution's."))
        if not (row.url or row.file_id or file):
            raise ValidationError(_("Give an address or choose a file: an entry has to open something."))
        if is_new:
            row.by = person_of(by)
        if file is not None:
            keeper.keep(ResourceFile, [file])
            row.file = ResourceFile.objects.get(pk=keeper.last)
        row.save()
        row.subjects.set(subjects)
        record(row, "journal.row.add" if is_new else "journal.row.edit", by=by, title=row.name)
        library_changed.send(sender=Resource, institution=row.institution)
    return row
