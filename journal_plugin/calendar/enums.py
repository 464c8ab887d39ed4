"""Kinds of study periods (E17)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class TermKind(TextChoices):
    """четверть, триместр, полугодие, семестр, год."""

    QUARTER = "quarter", _("quarter")
    TRIMESTER = "trimester", _("trimester")
    HALF = "half", _("half-year")
    SEMESTER = "semester", _("semester")
    YEAR = "year", _("year")
