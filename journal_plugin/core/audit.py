"""One line in Wagtail's audit log for a change of settings, roles or reference data (I04, E11)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

ACTIONS = {
    "journal.found": _("Found an institution"),
    "journal.settings": _("Change settings"),
    "journal.role.assign": _("Assign a role"),
    "journal.role.end": _("End a role"),
    "journal.year.close": _("Close a study year"),
    "journal.year.reopen": _("Open a closed study year again"),
    "journal.list": _("Enter a list"),
    "journal.sync": _("Take a list from outside"),
    "journal.package": _("Take a package out"),
    "journal.move": _("Move a learner"),
    "journal.composition.propose": _("Propose the composition of subgroups"),
    "journal.composition.settle": _("Settle the composition of subgroups"),
    "journal.composition.refuse": _("Refuse a composition of subgroups"),
    "journal.row.add": _("Add a row of a directory"),
    "journal.row.edit": _("Change a row of a directory"),
    "journal.row.delete": _("Delete a row of a directory"),
    "journal.raster": _("Change the weekly timetable"),
    "journal.visits": _("Change the schedule of a practice"),
    "journal.off": _("Change unavailable times"),
    "journal.proposal": _("Propose a timetable"),
    "journal.feed.make": _("Make a link to a timetable"),
    "journal.feed.revoke": _("Revoke a link to a timetable"),
    "journal.login.give": _("Give a login"),
    "journal.login.reset": _("Give a new first password"),
}
"""Every action of the journal in the audit log and its label."""


def record(instance: models.Model, action: str, *, by=None, **data) -> None:
    """Writes down that ``by`` (a user, or None for a command) did ``action`` to ``instance``; ``data`` is plain JSON."""
    if action not in ACTIONS:
        raise KeyError(action)
    log(instance=instance, action=action, user=by, data=data)
