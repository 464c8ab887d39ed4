"""Weekly slots, the times at which somebody or something cannot, proposed timetables, and links to subscribe to one."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from journal_plugin.conf import AUTH_USER_MODEL
from journal_plugin.core.models import Dated
from journal_plugin.curriculum.enums import Activity
from journal_plugin.institution.enums import Weekday
from journal_plugin.timetable.enums import Edit, Gaps, ProposalState, Technology, VisitKind, Week


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


class OffTime(Dated):
    """A lesson number of a weekday at which a teacher, a room or a group has no lessons, or only where nothing else is left."""

    staff = models.ForeignKey(
        "journal.Staff", models.CASCADE, null=True, blank=True, related_name="off_times", verbose_name=_("teacher")
    )
    room = models.ForeignKey(
        "journal.Room", models.CASCADE, null=True, blank=True, related_name="off_times", verbose_name=_("room")
    )
    group = models.ForeignKey(
        "journal.Group", models.CASCADE, null=True, blank=True, related_name="off_times", verbose_name=_("group")
    )
    week = models.CharField(_("week"), max_length=1, choices=Week.choices, blank=True, default=Week.EVERY)
    weekday = models.PositiveSmallIntegerField(_("weekday"), choices=Weekday.choices)
    number = models.PositiveSmallIntegerField(_("lesson number"))
    is_wish = models.BooleanField(_("only unwillingly"), default=False)
    reason = models.CharField(_("reason"), max_length=255, blank=True, default="")

    wagtail_reference_index_ignore = True

    class Meta(Dated.Meta):
        verbose_name = _("unavailable time")
        verbose_name_plural = _("unavailable times")
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(staff__isnull=False, room=None, group=None)
                | Q(staff=None, room__isnull=False, group=None)
                | Q(staff=None, room=None, group__isnull=False),
                name="journal_off_of_one",
            ),
            models.CheckConstraint(condition=Q(room=None) | Q(is_wish=False), name="journal_off_room_wishes_nothing"),
        ]

    def __str__(self) -> str:
        return f"{self.staff or self.room or self.group}: {self.get_weekday_display()}, {self.number}"


class TimetableProposal(models.Model):
    """A timetable of a study period sought by the solver (C04): what was asked, how far it is, what was found.

    ``groups``: names of the groups whose lessons are placed anew; ``cards``, ``before``: lines of the list of slots as
    lists of values; ``hard``, ``unmet``: broken rules and wishes in words; ``basis``: digest of the slots it was sought among.
    """

    key = models.UUIDField(unique=True, editable=False)
    term = models.ForeignKey("journal.Term", models.PROTECT, related_name="+", verbose_name=_("study period"))
    by = models.ForeignKey(AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    since = models.DateField(_("since"))
    groups = models.JSONField(default=list)
    limit = models.PositiveSmallIntegerField(_("time for the search, s"))
    most_of_group = models.PositiveSmallIntegerField(_("lessons a day of a group"), null=True, blank=True)
    most_of_teacher = models.PositiveSmallIntegerField(_("lessons a day of a teacher"), null=True, blank=True)
    gaps_of_group = models.CharField(max_length=8, choices=Gaps.choices, default=Gaps.WISH)
    gaps_of_teacher = models.CharField(max_length=8, choices=Gaps.choices, default=Gaps.ANY)

    state = models.CharField(_("state"), max_length=10, choices=ProposalState.choices, default=ProposalState.RUNNING)
    asked_at = models.DateTimeField(_("started"))
    beat_at = models.DateTimeField(_("last heard of"))
    is_stopping = models.BooleanField(default=False)
    step = models.CharField(max_length=8, blank=True, default="")
    seconds = models.FloatField(default=0)
    cost = models.FloatField(null=True, blank=True)
    fault = models.CharField(max_length=500, blank=True, default="")
    cards = models.JSONField(default=list)
    hard = models.JSONField(default=list)
    unmet = models.JSONField(default=list)
    basis = models.CharField(max_length=64, blank=True, default="")

    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)
    settled_by = models.ForeignKey(
        AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("settled by")
    )
    before = models.JSONField(default=list)
    after = models.CharField(max_length=64, blank=True, default="")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("proposed timetable")
        verbose_name_plural = _("proposed timetables")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["term"], condition=Q(state=ProposalState.RUNNING), name="journal_proposal_runs_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.term}, {self.asked_at:%Y-%m-%d %H:%M}"


class PracticeVisit(models.Model):
    """A consultation or a visit by the schedule of a practice (B11); its day and number are those of the lesson made of it."""

    assignment = models.ForeignKey(
        "journal.TeachingAssignment", models.PROTECT, related_name="visits", verbose_name=_("leader of the practice")
    )
    kind = models.CharField(_("what"), max_length=16, choices=VisitKind.choices)
    place = models.CharField(_("place of practice"), max_length=200, blank=True, default="")
    topic = models.CharField(_("topic"), max_length=500)
    key = models.UUIDField(unique=True, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("entry of a practice's schedule")
        verbose_name_plural = _("entries of a practice's schedule")

    def __str__(self) -> str:
        return self.topic


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
