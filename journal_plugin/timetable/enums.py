"""Words of the timetable."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Week(TextChoices):
    """Every week, or one of the two weeks of the cycle; week A is the week in which the term begins."""

    EVERY = "", _("every week")
    A = "A", _("week A")
    B = "B", _("week B")
