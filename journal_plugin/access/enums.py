"""The roles of requirements §5 and I02-I07."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """What a person may be at an institution; teaching itself is never a role but an assignment.

    An educator (воспитатель) has a group to read, as a curator has; a teacher of additional education has no more than
    the load of his circles gives him: the role says by which order he is one (A24).
    """

    DIRECTOR = "director", _("director")
    DEPUTY = "deputy", _("deputy director")
    METHODIST = "methodist", _("deputy director for methodical work")
    HEAD = "head", _("head of department")
    CURATOR = "curator", _("curator")
    EDUCATOR = "educator", _("educator")
    EXTRA_TEACHER = "extra-teacher", _("teacher of additional education")
    ADMIN = "admin", _("institution administrator")
    VIEWER = "viewer", _("administrator, view only")
    SECRETARY = "secretary", _("secretary of the study department")
    DISPATCHER = "dispatcher", _("timetable dispatcher")
    SUBSTITUTIONS = "substitutions", _("responsible for substitutions")
    SECURITY = "security", _("responsible for the safety algorithm")
    EXTRA_EDUCATION = "extra-education", _("administrator of additional education")
    EDITOR = "editor", _("editor")
    SYSTEM = "system", _("system administrator")


WITH_GROUP = (Role.CURATOR, Role.EDUCATOR)
"""Roles that are given for one group."""
