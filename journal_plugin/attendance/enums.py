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

EXCUSED_CODES = (Presence.ILL, Presence.EXCUSED)
"""Signs that are justified by themselves, as long as nobody has recorded another reason."""


class Justification(TextChoices):
    """How the history writes a recorded reason (D16); Russian like the signs themselves, it is data."""

    JUSTIFIED = "уважительная", _("justified")
    UNJUSTIFIED = "неуважительная", _("unjustified")


class AbsenceKind(TextChoices):
    """Why a learner will be absent, as a notice in advance says it; Russian, because the history quotes it."""

    ILLNESS = "болезнь", _("illness")
    FAMILY = "семейные обстоятельства", _("family circumstances")
    OTHER = "другая причина", _("another reason")


SIGNS_OF_NOTICES = {
    AbsenceKind.ILLNESS: Presence.ILL,
    AbsenceKind.FAMILY: Presence.EXCUSED,
    AbsenceKind.OTHER: Presence.EXCUSED,
}
"""The sign that a notice puts beforehand."""
