"""The roles of requirements §5 and I02-I07."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """What a person may be at an institution; teaching itself is never a role but an assignment."""

    DIRECTOR = "director", _("director")
    DEPUTY = "deputy", _("deputy director")
    METHODIST = "methodist", _("deputy director for methodical work")
    HEAD = "head", _("head of department")
    CURATOR = "curator", _("curator")
    ADMIN = "admin", _("institution administrator")
    VIEWER = "viewer", _("administrator, view only")
    SECRETARY = "secretary", _("secretary of the study department")
    DISPATCHER = "dispatcher", _("timetable dispatcher")
    SUBSTITUTIONS = "substitutions", _("responsible for substitutions")
    SECURITY = "security", _("responsible for the safety algorithm")
    EXTRA_EDUCATION = "extra-education", _("administrator of additional education")
    EDITOR = "editor", _("editor")
    SYSTEM = "system", _("system administrator")
