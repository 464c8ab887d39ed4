"""The lists that go in and out (N03)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Listing(TextChoices):
    """A kind of list, in the order in which a new institution enters them."""

    DEPARTMENTS = "departments", _("Departments")
    BUILDINGS = "buildings", _("Buildings")
    ROOMS = "rooms", _("Rooms")
    BELLS = "bells", _("Bell times")
    DAYS = "days", _("Academic calendar (days)")
    STAFF = "staff", _("Staff")
    GROUPS = "groups", _("Groups")
    SUBGROUPS = "subgroups", _("Subgroups and brigades")
    LEARNERS = "learners", _("Learners with guardians")
    MOVES = "moves", _("Movements of learners")
    PROGRAMMES = "programmes", _("Educational programmes")
    ELEMENTS = "elements", _("Study elements")
    CONTENT = "content", _("Content elements (КЭС)")
    CONTROLS = "controls", _("Forms of control")
    CURRICULA = "curricula", _("Curricula")
    LOAD = "load", _("Teaching load")
    TIMETABLE = "timetable", _("Timetable")
    ONEROSTER = "oneroster", _("OneRoster package")
