"""Institution, its settings and its places."""

from decimal import Decimal
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from journal_plugin.core.models import Named, Owned
from journal_plugin.institution.enums import EntryDue, FinalDue, InstitutionKind, Preset, Weekday
from journal_plugin.institution.order import legal_force


class Institution(Named):
    """A school or college; everything else in the journal belongs to exactly one."""

    site = models.OneToOneField(
        "wagtailcore.Site", models.PROTECT, related_name="journal_institution", verbose_name=_("site")
    )
    short_name = models.CharField(_("short name"), max_length=120)
    founder = models.CharField(_("founder"), max_length=255, blank=True, default="")
    city = models.CharField(_("city"), max_length=120, blank=True, default="")
    kind = models.CharField(_("kind"), max_length=16, choices=InstitutionKind.choices)
    time_zone = models.CharField(_("time zone"), max_length=64, default="Asia/Yekaterinburg")
    first_weekday = models.PositiveSmallIntegerField(
        _("first day of the week"), choices=Weekday.choices, default=Weekday.MONDAY
    )

    class Meta:
        verbose_name = _("institution")
        verbose_name_plural = _("institutions")

    def clean(self) -> None:
        """Raises ValidationError for a time zone that there is not: no page of the institution would open again."""
        super().clean()
        if self.time_zone not in available_timezones():
            raise ValidationError(
                {
                    "time_zone": _(
                        "There is no such time zone. Write it as in the list of the world: Europe/Moscow, Asia/Yekaterinburg, "
                        "Asia/Novosibirsk."
                    )
                }
            )

    @property
    def zone(self) -> ZoneInfo:
        """The time zone in which the institution's days begin and end."""
        return ZoneInfo(self.time_zone)

    def local_now(self):
        """Now, in the institution's zone."""
        return timezone.now().astimezone(self.zone)

    def today(self):
        """Today's date at the institution."""
        return self.local_now().date()


class InstitutionSettings(models.Model):
    """Windows, due times, scales and words of requirements §3-§6; every value is editable, presets fill them."""

    institution = models.OneToOneField(Institution, models.CASCADE, related_name="settings")
    preset = models.CharField(_("preset"), max_length=32, choices=Preset.choices)
    mark_window_days = models.PositiveSmallIntegerField(
        _("days in which current marks may be changed"),
        default=21,
        help_text=_("Counted from the date of the lesson: day 21 is open, day 22 is shut."),
    )
    final_window_days = models.PositiveSmallIntegerField(
        _("days after the period in which interim marks may be changed"),
        default=31,
        help_text=_("Counted from the last day of the period."),
    )
    entry_due = models.CharField(
        _("topic, homework and marks are due"),
        max_length=16,
        choices=EntryDue.choices,
        default=EntryDue.SAME_DAY,
        help_text=_("A later entry is accepted within its window and shown as late."),
    )
    absence_due = models.CharField(
        _("absence is due"),
        max_length=16,
        choices=EntryDue.choices,
        default=EntryDue.NEXT_DAY,
        help_text=_("A later entry is accepted within its window and shown as late."),
    )
    written_due_days = models.PositiveSmallIntegerField(_("days for marks of written works"), default=7)
    monitoring_due_days = models.PositiveSmallIntegerField(
        _("days for marks of works within internal monitoring"), default=3
    )
    final_due = models.CharField(
        _("term marks are due"),
        max_length=16,
        choices=FinalDue.choices,
        default=FinalDue.LAST_DAY,
        help_text=_("A later entry is accepted within its window and shown as late."),
    )
    attestation_due_days = models.PositiveSmallIntegerField(
        _("working days for marks of interim attestation"),
        default=3,
        help_text=_("Used where term marks are due after the period."),
    )
    correction_days = models.PositiveSmallIntegerField(
        _("days in which a reported error is corrected"),
        default=1,
        help_text=_("For so long a shut place is opened when somebody asks to correct it."),
    )
    homework_norm = models.BooleanField(
        _("homework of a day is compared with the norm of the grade"),
        default=False,
        help_text=_(
            "Teachers say how many minutes a homework takes and see what the day already holds. Nothing is refused."
        ),
    )
    monthly_marks = models.BooleanField(
        _("a monthly mark is given"),
        default=False,
        help_text=_("At the last lesson of each month, with a kind of work that is marked as monthly."),
    )
    least_marks = models.PositiveSmallIntegerField(
        _("marks needed for a term mark"), default=3, help_text=_("Fewer are shown as not enough.")
    )
    mark_with_absence = models.BooleanField(
        _("a mark may stand beside an absence"),
        default=False,
        help_text=_("“н/4”: the missed lesson was made up for later."),
    )
    owed_allowed = models.BooleanField(
        _("a point is used for an owed task"), default=True, help_text=_("It is no mark and does not count.")
    )
    mark_one_allowed = models.BooleanField(_("mark 1 is used"), default=False)
    weighted_average = models.BooleanField(_("averages use the weights of works"), default=True)
    threshold_five = models.DecimalField(_("5 from"), max_digits=3, decimal_places=2, default="4.50")
    threshold_four = models.DecimalField(_("4 from"), max_digits=3, decimal_places=2, default="3.50")
    threshold_three = models.DecimalField(_("3 from"), max_digits=3, decimal_places=2, default="2.50")
    lesson_hours = models.PositiveSmallIntegerField(
        _("academic hours in a lesson"), default=2, help_text=_("A pair is two")
    )
    register_order = models.CharField(
        _("number of the order on the electronic journal"),
        max_length=64,
        blank=True,
        default="",
        help_text=_(
            "The order by which the electronic journal is the main record of study work and its entries count as those of "
            "a paper journal. It stands under the journal's pages and on statements."
        ),
    )
    register_order_date = models.DateField(_("date of the order"), null=True, blank=True)
    programmes_approved = models.BooleanField(
        _("work programmes are approved"),
        default=True,
        help_text=_(
            "A teacher sends a programme to approval and the deputy director or the methodist puts it into force. "
            "Without this teachers publish their programmes themselves."
        ),
    )
    extracurricular_journals = models.BooleanField(
        _("journals of extracurricular activity are kept"),
        default=False,
        help_text=_(
            "From the day it is switched on, lessons of such courses get journals. Switched off, what was written stays "
            "to be read."
        ),
    )
    additional_journals = models.BooleanField(
        _("journals of additional education are kept"), default=False, help_text=_("Circles and sections: the same.")
    )
    educator_journals = models.BooleanField(
        _("journals of educators are kept"), default=False, help_text=_("Lessons of educators with a group: the same.")
    )
    curator_title = models.CharField(_("the person with a group is called"), max_length=64, default="куратор")
    learner_word = models.CharField(_("a learner is called"), max_length=32, default="обучающийся")

    class Meta:
        verbose_name = _("journal settings")
        verbose_name_plural = _("journal settings")
        constraints = [
            models.CheckConstraint(
                condition=Q(register_order="", register_order_date=None)
                | (~Q(register_order="") & Q(register_order_date__isnull=False)),
                name="journal_settings_order",
                violation_error_message=_("Write both the number and the date of the order."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.institution.short_name}: {self.get_preset_display()}"

    def clean(self) -> None:
        """Raises ValidationError where the thresholds of averages do not go down from five to three."""
        thresholds = (self.threshold_five, self.threshold_four, self.threshold_three)
        if all(isinstance(one, Decimal) for one in thresholds) and not (
            self.threshold_five > self.threshold_four > self.threshold_three
        ):
            raise ValidationError(
                _(
                    "The average for a 5 has to be above that for a 4, and that above the one for a 3. Nothing was saved."
                )
            )

    @property
    def legal_force(self) -> str:
        """What the institution's order says of the journal's entries; empty where no order is named (D02)."""
        return legal_force(self.register_order, self.register_order_date)


class Department(Owned, Named):
    """A department (отделение) of the institution."""

    class Meta:
        verbose_name = _("department")
        verbose_name_plural = _("departments")
        constraints = [models.UniqueConstraint(fields=["institution", "name"], name="journal_department_once")]


class Building(Owned, Named):
    """A building where classes are held (A01)."""

    address = models.CharField(_("address"), max_length=255, blank=True, default="")

    class Meta:
        verbose_name = _("building")
        verbose_name_plural = _("buildings")
        constraints = [models.UniqueConstraint(fields=["institution", "name"], name="journal_building_once")]


class Room(Owned, Named):
    """A room with its parameters (A02); a hospital ward may have no capacity."""

    building = models.ForeignKey(Building, models.PROTECT, related_name="rooms", verbose_name=_("building"))
    kind = models.CharField(_("kind"), max_length=64, blank=True, default="")
    capacity = models.PositiveSmallIntegerField(_("capacity"), null=True, blank=True)
    equipment = models.TextField(_("equipment"), blank=True, default="")

    class Meta:
        verbose_name = _("room")
        verbose_name_plural = _("rooms")
        constraints = [models.UniqueConstraint(fields=["building", "name"], name="journal_room_once")]
