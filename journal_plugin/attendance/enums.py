"""Signs of attendance."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Presence(TextChoices):
    """н, б, у, о as the register writes them; no sign means present."""

    PRESENT = "", _("present")
    ABSENT = "н", _("absent")
    ILL = "б", _("ill")
    EXCUSED = "у", _("absent for a justified reason")
    LATE = "о", _("late")


ABSENT_CODES = (Presence.ABSENT, Presence.ILL, Presence.EXCUSED)
"""Signs that count as missed hours."""


class Source(TextChoices):
    """Who put the sign."""

    TEACHER = "teacher", _("teacher")
    CURATOR = "curator", _("curator")
