"""Weekly slots: what stands in the timetable of a term, before it becomes dated lessons; links to subscribe to a timetable."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from journal_plugin.conf import AUTH_USER_MODEL
from journal_plugin.core.models import Dated
from journal_plugin.curriculum.enums import Activity
from journal_plugin.institution.enums import Weekday
from journal_plugin.timetable.enums import Edit, Technology, Week


class Slot(Dated):
    """A lesson that repeats on a weekday at a number, every week or in week A or B; its teachers are a set."""

    term = models.ForeignKey("journal.Term", models.PROTECT, related_name="slots", verbose_name=_("study period"))
    week = models.CharField(_("week"), max_length=1, choices=Week.choices, blank=True, default=Week.EVERY)
    weekday = models.PositiveSmallIntegerField(_("weekday"), choices=Weekday.choices)
    number = models.PositiveSmallIntegerField(_("lesson number"))
    group = models.ForeignKey(
        "journal.Group", models.PROTECT, related_name="slots", verbose_name=_("group or subgroup")
    )
    element = models.ForeignKey(
        "journal.StudyElement", models.PROTECT, related_name="+", verbose_name=_("study element")
    )
    activity = models.CharField(_("kind of lesson"), max_length=16, choices=Activity.choices)
    room = models.ForeignKey(
        "journal.Room", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("room")
    )
    teachers = models.ManyToManyField("journal.Staff", related_name="slots", verbose_name=_("teachers"))
    technology = models.CharField(
        _("technology"), max_length=16, choices=Technology.choices, default=Technology.IN_PERSON
    )
    breach = models.CharField(_("why it stands although it clashes"), max_length=255, blank=True, default="")
    version = models.PositiveIntegerField(default=1, editable=False)

    wagtail_reference_index_ignore = True

    class Meta(Dated.Meta):
        verbose_name = _("timetable slot")
        verbose_name_plural = _("timetable slots")
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["term", "week", "weekday", "number", "group", "element", "since"], name="journal_slot_once"
            ),
        ]
        indexes = [models.Index(fields=["term", "weekday", "number"], name="journal_slot_time")]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()}, {self.number}: {self.group}, {self.element}"


class TimetableEdit(models.Model):
    """What somebody did in the raster: its key makes a repeat harmless, ``before`` and ``after`` let him take it back.

    Both hold rows of slots as {id: field -> value}, teachers as ids. Nothing updates or deletes an edit.
    """

    key = models.UUIDField(unique=True, editable=False)
    term = models.ForeignKey("journal.Term", models.PROTECT, related_name="+", verbose_name=_("study period"))
    by = models.ForeignKey(AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))
    since = models.DateField(_("since"))
    what = models.CharField(_("what"), max_length=8, choices=Edit.choices)
    told = models.CharField(_("in words"), max_length=500)
    reason = models.CharField(_("reason"), max_length=255, blank=True, default="")
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    undoes = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="undone_by")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("change of the timetable")
        verbose_name_plural = _("changes of the timetable")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["term", "by"], name="journal_edit_of")]

    def __str__(self) -> str:
        return self.told


class Feed(models.Model):
    """A secret link by which a calendar program reads a timetable without a login (C09): who made it, whose lessons it gives.

    The token itself is nowhere: only its digest is kept. Of one person and one timetable one link stands at a time.
    """

    key = models.UUIDField(unique=True, editable=False)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    person = models.ForeignKey("journal.Person", models.PROTECT, related_name="+", verbose_name=_("made by"))
    learner = models.ForeignKey(
        "journal.Learner", models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("learner")
    )
    staff = models.ForeignKey(
        "journal.Staff", models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("teacher")
    )
    group = models.ForeignKey(
        "journal.Group", models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("group")
    )
    made_at = models.DateTimeField(_("made at"))
    last_used = models.DateField(_("last read on"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("link to a timetable")
        verbose_name_plural = _("links to timetables")
        constraints = [
            models.CheckConstraint(
                condition=Q(learner__isnull=False, staff=None, group=None)
                | Q(learner=None, staff__isnull=False, group=None)
                | Q(learner=None, staff=None, group__isnull=False),
                name="journal_feed_of_one",
            ),
            *(
                models.UniqueConstraint(
                    fields=["person", whose], condition=Q(revoked_at=None), name=f"journal_feed_{whose}_once"
                )
                for whose in ("learner", "staff", "group")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.whose}"

    @property
    def whose(self):
        """The learner, the teacher or the group."""
        return self.learner or self.staff or self.group
