"""Kinds of study periods (E17), kinds of weeks."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class TermKind(TextChoices):
    """четверть, триместр, полугодие, семестр, год (E17); the whole time of study, which only its final mark has (E16)."""

    QUARTER = "quarter", _("quarter")
    TRIMESTER = "trimester", _("trimester")
    HALF = "half", _("half-year")
    SEMESTER = "semester", _("semester")
    YEAR = "year", _("year")
    STUDY = "study", _("whole time of study")


class WeekKind(TextChoices):
    """What a week of the academic calendar is, as its graph writes it (A09)."""

    STUDY = "", _("lessons")
    HOLIDAY = "К", _("holidays")
    ATTESTATION = "А", _("interim attestation")
    OUTSIDE = "=", _("no lessons")


class DaysKind(TextChoices):
    """What a line of the academic calendar sets aside days for."""

    FREE = "free", _("holidays")
    ATTESTATION = "attestation", _("interim attestation")
