"""Words of the institution's own settings."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class Preset(TextChoices):
    """The four kinds of institution in the regulations (requirements §3): where its windows and words start from."""

    COLLEGE_PERM = "college-perm", _("College, Perm (21 and 31 days)")
    COLLEGE_TOMSK = "college-tomsk", _("College, Tomsk (same day)")
    SCHOOL_MASTERGRAD = "school-mastergrad", _("School, Perm (one hour)")
    SCHOOL_SERGINO = "school-sergino", _("School, Sergino (one day)")


class EntryDue(TextChoices):
    """By when a lesson must be filled in (requirements W3-W6)."""

    HOUR = "hour", _("one hour after the learners' lessons end")
    SAME_DAY = "same-day", _("the day of the lesson")
    NEXT_DAY = "next-day", _("the day after the lesson")


class FinalDue(TextChoices):
    """By when term marks must stand (requirements W9-W11)."""

    LAST_DAY = "last-day", _("the last day of the period")
    LAST_WEEK = "last-week", _("the last week of the period")
    ATTESTATION = "attestation", _("some working days after the period, within the attestation period")


class InstitutionKind(TextChoices):
    """Decides the words of the interface and the scale of finals."""

    COLLEGE = "college", _("college")
    SCHOOL = "school", _("school")


class Weekday(IntegerChoices):
    """ISO weekdays."""

    MONDAY = 1, _("Monday")
    TUESDAY = 2, _("Tuesday")
    WEDNESDAY = 3, _("Wednesday")
    THURSDAY = 4, _("Thursday")
    FRIDAY = 5, _("Friday")
    SATURDAY = 6, _("Saturday")
    SUNDAY = 7, _("Sunday")
