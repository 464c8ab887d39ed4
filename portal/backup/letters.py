"""Failures reach the administrators of institutions by e-mail."""

from logging import getLogger

from django.core.mail import EmailMessage
from django.db import DatabaseError
from django.utils import timezone
from django.utils.translation import gettext as _

from journal_plugin.access.matrix import Area, Right, roles_with
from journal_plugin.access.models import RoleAssignment

_log = getLogger(__name__)


def tell_administrators(problems: tuple[str, ...]) -> int:
    """A letter to each who sets up an institution's directories; how many are sent. What cannot be sent is logged."""
    roles = roles_with(Area.DIRECTORIES, Right.SET_UP)
    try:
        held = RoleAssignment.objects.on(timezone.localdate()).filter(role__in=roles).exclude(person__email="")
        addresses = sorted(set(held.values_list("person__email", flat=True)))
    except DatabaseError:
        _log.exception("The database does not say whom to tell of a failed backup")
        return 0
    text = "\n".join(
        (*problems, "", _("What to do: docs/operations.md, the section on backup. The portal itself works."))
    )
    sent = 0
    for address in addresses:
        try:
            sent += EmailMessage(subject=_("The portal's backup has failed"), body=text, to=[address]).send()
        except (OSError, ValueError):
            _log.exception("A letter about a failed backup is not sent")
    return sent
