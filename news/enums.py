"""Words of posts and events."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Audience(TextChoices):
    """For whom a post or an event is; the scope is its group or, outside a group, the whole institution."""

    ALL = "all", _("everybody, also guests of the site")
    GROUP = "group", _("learners, their parents and staff")
    PARENTS = "parents", _("parents and staff")
    STAFF = "staff", _("staff only")


class EventKind(TextChoices):
    """What an event is; each kind has its own sign in the calendar, a shape before a colour."""

    EVENT = "event", _("event")
    TEST = "test", _("test")
    PARENTS = "parents", _("for parents")
    OPPORTUNITY = "opportunity", _("competition or course")
