"""Telling those who close years that a year was closed, or opened again."""

from django.db import transaction
from django.utils import timezone

from journal_plugin.access.matrix import Area, Right, roles_with
from journal_plugin.access.models import RoleAssignment
from journal_plugin.calendar.models import YearClosing
from journal_plugin.messaging.letters.years import letter
from journal_plugin.messaging.transports import email


def tell_of_year(*, closing: YearClosing) -> None:
    """A letter to each of them but who did it, after the commit; a server that takes none undoes nothing."""
    doer = closing.reopened_by_id or closing.by_id
    institution = closing.year.institution
    held = RoleAssignment.objects.on(timezone.localdate()).filter(
        institution=institution, role__in=roles_with(Area.YEAR, Right.WRITE)
    )
    addresses = held.exclude(person=doer).exclude(person__email="").values_list("person__email", flat=True)
    subject, text = letter(closing, site=institution.site.root_url)
    for address in sorted(set(addresses)):
        transaction.on_commit(lambda to=address: email.send(to=to, subject=subject, text=text), robust=True)
