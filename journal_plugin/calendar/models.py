"""The academic calendar: years, terms, holidays, bells, modes of stay (A09, A10)."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from journal_plugin.calendar.enums import TermKind
from journal_plugin.core.models import Named, Owned
from journal_plugin.institution.enums import Weekday


class Period(models.Model):
    """A stretch of days, both ends included."""

    since = models.DateField(_("first day"))
    until = models.DateField(_("last day"))

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gte=F("since")),
                name="%(app_label)s_%(class)s_days_in_order",
                violation_error_message=_("The last day is before the first one."),
            )
        ]


class AcademicYear(Owned, Period):
    """A study year of an institution, named as it is printed: 2026/2027.

    ``closed_at`` is what every write asks; by whom and by which order stands in the YearClosing that holds.
    """

    name = models.CharField(_("name"), max_length=16)
    act = models.CharField(
        _("local act"),
        max_length=255,
        blank=True,
        default="",
        help_text=_("By which the calendar of the year is approved: title, date and number"),
    )
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True, editable=False)

    class Meta(Period.Meta):
        verbose_name = _("academic year")
        verbose_name_plural = _("academic years")
        ordering = ["-since"]
        constraints = [
            *Period.Meta.constraints,
            models.UniqueConstraint(fields=["institution", "name"], name="journal_year_once"),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Raises ValidationError where another year of the institution has a day of this one: a day belongs to one year."""
        beside = AcademicYear.objects.filter(institution=self.institution_id).exclude(pk=self.pk)
        if self.since and self.until:
            other = beside.filter(since__lte=self.until, until__gte=self.since).order_by("since").first()
            if other is not None:
                told = {"name": other.name, "since": f"{other.since:%d.%m.%Y}", "until": f"{other.until:%d.%m.%Y}"}
                raise ValidationError(
                    _("The year %(name)s lasts from %(since)s to %(until)s: years do not overlap.") % told
                )


class YearClosing(models.Model):
    """A year closed by an order, and perhaps opened again with a reason; ``left`` says what stood open then. Never deleted."""

    year = models.ForeignKey(AcademicYear, models.PROTECT, related_name="closings", verbose_name=_("academic year"))
    order_no = models.CharField(_("order number"), max_length=64)
    order_date = models.DateField(_("date of the order"))
    left = models.TextField(_("what stays open"), blank=True, default="")
    at = models.DateTimeField(_("closed at"))
    by = models.ForeignKey("journal.Person", models.PROTECT, null=True, related_name="+", verbose_name=_("closed by"))
    reopened_at = models.DateTimeField(_("opened again at"), null=True)
    reopened_by = models.ForeignKey(
        "journal.Person", models.PROTECT, null=True, related_name="+", verbose_name=_("opened again by")
    )
    reason = models.CharField(_("reason"), max_length=200, blank=True, default="")

    class Meta:
        verbose_name = _("closing of a year")
        verbose_name_plural = _("closings of years")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["year"], condition=Q(reopened_at=None), name="journal_year_closing_holds_once"
            ),
            models.CheckConstraint(
                condition=Q(reopened_at=None, reason="") | Q(reopened_at__isnull=False) & ~Q(reason=""),
                name="journal_year_closing_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}: {self.order_no}"


class TermQuerySet(models.QuerySet):
    """Study periods, and those that sum up the marks of others."""

    def telling(self):
        """With ``sums``: a year that has shorter periods beside it, and the whole time of study, hold no lessons of their own."""
        shorter = Term.objects.filter(
            Q(course=None) | Q(course=models.OuterRef("course")), year=models.OuterRef("year")
        ).exclude(kind__in=(TermKind.YEAR, TermKind.STUDY))
        sums = Q(kind=TermKind.STUDY) | (Q(kind=TermKind.YEAR) & models.Exists(shorter))
        return self.annotate(sums=models.ExpressionWrapper(sums, models.BooleanField()))

    def parts(self):
        """The periods into which lessons, load and hours are divided: each day of a course lies in one of them at most."""
        return self.telling().filter(sums=False)


class Term(Period):
    """A study period, everybody's or of one course (A09)."""

    year = models.ForeignKey(AcademicYear, models.PROTECT, related_name="terms", verbose_name=_("academic year"))
    kind = models.CharField(_("kind"), max_length=16, choices=TermKind.choices)
    number = models.PositiveSmallIntegerField(_("number"), default=1)
    name = models.CharField(_("name"), max_length=64)
    course = models.PositiveSmallIntegerField(_("course"), null=True, blank=True)

    objects = TermQuerySet.as_manager()

    class Meta(Period.Meta):
        verbose_name = _("study period")
        verbose_name_plural = _("study periods")
        ordering = ["since", "number"]

    def __str__(self) -> str:
        return self.name


class Holiday(Owned, Named, Period):  # noqa: DJ008 - Named has it
    """Days without lessons: holidays and public holidays; for one programme or course, or for all."""

    programme = models.ForeignKey(
        "journal.Programme", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("programme")
    )
    course = models.PositiveSmallIntegerField(_("course"), null=True, blank=True)

    class Meta(Period.Meta):
        verbose_name = _("holidays")
        verbose_name_plural = _("holidays")
        ordering = ["since"]


class AttestationPeriod(Owned, Named, Period):  # noqa: DJ008 - Named has it
    """Days of interim attestation in a year, set by a local act; for one programme or course, or for all (A12)."""

    act = models.CharField(_("local act"), max_length=255, help_text=_("Title, date and number of the order"))
    programme = models.ForeignKey(
        "journal.Programme", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("programme")
    )
    course = models.PositiveSmallIntegerField(_("course"), null=True, blank=True)

    class Meta(Period.Meta):
        verbose_name = _("attestation period")
        verbose_name_plural = _("attestation periods")
        ordering = ["since"]


class BellSchedule(Owned, Named):
    """A set of bell times, e.g. of the main building or of Saturday."""

    class Meta:
        verbose_name = _("bell schedule")
        verbose_name_plural = _("bell schedules")
        constraints = [models.UniqueConstraint(fields=["institution", "name"], name="journal_bells_once")]


class Bell(models.Model):
    """Beginning and end of the lesson with that number."""

    schedule = models.ForeignKey(BellSchedule, models.CASCADE, related_name="bells")
    number = models.PositiveSmallIntegerField(_("lesson number"))
    starts = models.TimeField(_("starts"))
    ends = models.TimeField(_("ends"))

    class Meta:
        verbose_name = _("bell")
        verbose_name_plural = _("bells")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["schedule", "number"], name="journal_bell_once"),
            models.CheckConstraint(
                condition=Q(ends__gt=F("starts")),
                name="journal_bell_in_order",
                violation_error_message=_("A lesson ends after it begins."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.starts:%H:%M}–{self.ends:%H:%M}"


class StayMode(Owned, Named):
    """A mode of stay (режим пребывания): days of the week, shift and bells; set per group, stream or learner (A10)."""

    schedule = models.ForeignKey(BellSchedule, models.PROTECT, related_name="+", verbose_name=_("bell schedule"))
    last_weekday = models.PositiveSmallIntegerField(
        _("last study day of the week"), choices=Weekday.choices, default=Weekday.SATURDAY
    )
    shift = models.PositiveSmallIntegerField(_("shift"), default=1)

    class Meta:
        verbose_name = _("mode of stay")
        verbose_name_plural = _("modes of stay")
        constraints = [models.UniqueConstraint(fields=["institution", "name"], name="journal_mode_once")]
