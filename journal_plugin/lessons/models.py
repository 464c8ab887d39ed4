"""Journals, dated lessons, works and the append-only history of their changes.

A foreign key without an index of its own is the first column of a constraint's or another index: one less to write.
Nobody asks for the changes of an actor or of a learner alone, and these two would be spread over the whole index.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from journal_plugin.core.chain import GENESIS
from journal_plugin.core.models import Named, Owned
from journal_plugin.curriculum.enums import Activity
from journal_plugin.lessons.enums import CorrectionState, DistributionState, JournalKind, Scope, Tint, What
from journal_plugin.lessons.openings import scope_of
from journal_plugin.people.enums import GroupKind
from journal_plugin.timetable.enums import ChangeKind, Technology


class WorkKind(Owned, Named):
    """A kind of work of the institution with its sign, weight and due rule (D07, D11, D27, D28)."""

    code = models.CharField(_("sign in the column head"), max_length=16)
    weight = models.PositiveSmallIntegerField(_("weight"), default=1)
    written = models.BooleanField(_("written work"), default=False)
    monitoring = models.BooleanField(_("internal monitoring"), default=False)
    monthly = models.BooleanField(
        _("monthly mark"), default=False, help_text=_("Given at the last lesson of a month (МИУД).")
    )
    required = models.BooleanField(
        _("asked for by the curriculum"),
        default=False,
        help_text=_("Laboratory, practical and course works: the journal shows who has not done them."),
    )
    done_only = models.BooleanField(
        _("without a mark"), default=False, help_text=_("Only “done” (+) is recorded; it does not count in averages.")
    )
    tint = models.CharField(_("colour"), max_length=8, choices=Tint.choices, blank=True, default="")
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("kind of work")
        verbose_name_plural = _("kinds of work")
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["institution", "code"], name="journal_work_kind_once")]


class Journal(models.Model):
    """A group (or subgroup) x element x year. Writers of one journal queue on this row (see lessons/actions/register.py)."""

    institution = models.ForeignKey("journal.Institution", models.PROTECT, related_name="+")
    group = models.ForeignKey("journal.Group", models.PROTECT, related_name="journals", verbose_name=_("group"))
    element = models.ForeignKey(
        "journal.StudyElement", models.PROTECT, related_name="journals", verbose_name=_("study element")
    )
    year = models.ForeignKey("journal.AcademicYear", models.PROTECT, related_name="+", verbose_name=_("academic year"))
    kind = models.CharField(_("kind"), max_length=16, choices=JournalKind.choices, default=JournalKind.ORDINARY)
    version = models.PositiveBigIntegerField(default=0, editable=False)
    head_hash = models.CharField(max_length=64, default=GENESIS, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("journal")
        verbose_name_plural = _("journals")
        constraints = [models.UniqueConstraint(fields=["group", "element", "year"], name="journal_journal_once")]

    def __str__(self) -> str:
        return f"{self.group}, {self.element}"

    @property
    def is_marked(self) -> bool:
        """Marks and homework are kept in it (D17)."""
        return self.kind != JournalKind.UNMARKED


class Lesson(models.Model):
    """ONE dated row whatever its origin; hours are data; teachers are a set."""

    journal = models.ForeignKey(
        Journal, models.PROTECT, related_name="lessons", verbose_name=_("journal"), db_index=False
    )
    slot = models.ForeignKey("journal.Slot", models.PROTECT, null=True, blank=True, related_name="lessons")
    date = models.DateField(_("date"))
    number = models.PositiveSmallIntegerField(_("lesson number"))
    starts = models.TimeField(_("starts"))
    ends = models.TimeField(_("ends"))
    hours = models.PositiveSmallIntegerField(_("academic hours"))
    activity = models.CharField(_("kind of lesson"), max_length=16, choices=Activity.choices)
    technology = models.CharField(
        _("technology"), max_length=16, choices=Technology.choices, default=Technology.IN_PERSON
    )
    technology_version = models.PositiveIntegerField(default=0, editable=False)
    room = models.ForeignKey(
        "journal.Room", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("room")
    )
    cancelled = models.BooleanField(_("cancelled"), default=False)
    planned = models.ForeignKey("journal.PlannedLesson", models.PROTECT, null=True, blank=True, related_name="lessons")
    visit = models.OneToOneField("journal.PracticeVisit", models.PROTECT, null=True, blank=True, related_name="lesson")
    topic = models.CharField(_("topic"), max_length=500, blank=True, default="")
    topic_version = models.PositiveIntegerField(default=0, editable=False)
    topic_at = models.DateTimeField(null=True, editable=False)
    homework = models.TextField(_("homework"), blank=True, default="")
    homework_version = models.PositiveIntegerField(default=0, editable=False)
    homework_at = models.DateTimeField(null=True, editable=False)
    minutes = models.PositiveSmallIntegerField(_("minutes for the homework"), null=True, blank=True)
    minutes_version = models.PositiveIntegerField(default=0, editable=False)
    attendance_at = models.DateTimeField(null=True, editable=False)
    teachers = models.ManyToManyField(
        "journal.Staff", through="journal.LessonTeacher", related_name="lessons", verbose_name=_("teachers")
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")
        ordering = ["date", "number"]
        constraints = [
            models.UniqueConstraint(fields=["journal", "date", "number"], name="journal_lesson_once"),
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="journal_lesson_times"),
            models.CheckConstraint(condition=Q(hours__gt=0), name="journal_lesson_hours"),
        ]
        indexes = [models.Index(fields=["date", "journal"], name="journal_lesson_day")]

    def __str__(self) -> str:
        return f"{self.date:%d.%m.%Y}, {self.number}"


class LessonTeacher(models.Model):
    """Who holds a lesson; a substitute is named with the order that gives him this one lesson (C08)."""

    lesson = models.ForeignKey(Lesson, models.PROTECT, related_name="lesson_teachers", db_index=False)
    staff = models.ForeignKey("journal.Staff", models.PROTECT, related_name="lesson_teachers")
    substitute = models.BooleanField(_("substitute"), default=False)
    order_no = models.CharField(_("order number"), max_length=64, blank=True, default="")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("teacher of a lesson")
        verbose_name_plural = _("teachers of lessons")
        constraints = [models.UniqueConstraint(fields=["lesson", "staff"], name="journal_lesson_teacher_once")]

    def __str__(self) -> str:
        return f"{self.lesson}: {self.staff}"


class DayChange(models.Model):
    """A lesson given to a substitute, cancelled, moved or put into another room; it stands until it is undone (C05, C06).

    ``was_...`` is where the timetable had the lesson: nothing is laid out there again while the change stands.
    """

    lesson = models.ForeignKey(Lesson, models.PROTECT, related_name="day_changes", db_index=False)
    kind = models.CharField(_("kind"), max_length=16, choices=ChangeKind.choices)
    staff = models.ForeignKey(
        "journal.Staff", models.PROTECT, null=True, related_name="+", verbose_name=_("substitute")
    )
    was_date = models.DateField(null=True)
    was_number = models.PositiveSmallIntegerField(null=True)
    was_starts = models.TimeField(null=True)
    was_ends = models.TimeField(null=True)
    was_room = models.ForeignKey("journal.Room", models.PROTECT, null=True, related_name="+")
    reason = models.CharField(_("reason"), max_length=200, blank=True, default="")
    order_no = models.CharField(_("order number"), max_length=64, blank=True, default="")
    key = models.UUIDField(unique=True, editable=False)
    by = models.ForeignKey("journal.Person", models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    undone_by = models.ForeignKey("journal.Person", models.PROTECT, null=True, related_name="+", db_index=False)
    undone_at = models.DateTimeField(null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("change of the day")
        verbose_name_plural = _("changes of the day")
        constraints = [
            models.UniqueConstraint(
                fields=["lesson", "kind"],
                condition=Q(undone_at=None) & ~Q(kind=ChangeKind.SUBSTITUTE),
                name="journal_day_change_once",
            ),
            models.UniqueConstraint(
                fields=["lesson", "staff"], condition=Q(undone_at=None), name="journal_day_change_staff_once"
            ),
            models.CheckConstraint(
                condition=Q(kind=ChangeKind.SUBSTITUTE, staff__isnull=False)
                | ~Q(kind=ChangeKind.SUBSTITUTE) & Q(staff=None),
                name="journal_day_change_staff",
            ),
            models.CheckConstraint(
                condition=~Q(kind=ChangeKind.MOVED) | Q(was_date__isnull=False, was_number__isnull=False),
                name="journal_day_change_place",
            ),
        ]
        indexes = [
            models.Index(fields=["lesson"], name="journal_day_change_of"),
            models.Index(fields=["was_date"], condition=Q(was_date__isnull=False), name="journal_day_change_was"),
        ]

    def __str__(self) -> str:
        return f"{self.lesson}: {self.get_kind_display()}"


class Work(models.Model):
    """A column in a lesson: a kind of work with the weight that it had when it was made."""

    lesson = models.ForeignKey(Lesson, models.PROTECT, related_name="works", db_index=False)
    kind = models.ForeignKey(WorkKind, models.PROTECT, related_name="+", verbose_name=_("kind of work"))
    weight = models.PositiveSmallIntegerField(_("weight"))
    title = models.CharField(_("title"), max_length=255, blank=True, default="")
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("work")
        verbose_name_plural = _("works")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["lesson", "position"], name="journal_work_once"),
            models.CheckConstraint(condition=Q(weight__gt=0), name="journal_work_weight"),
        ]

    def __str__(self) -> str:
        return f"{self.lesson}: {self.kind}"


class Change(models.Model):
    """One accepted change of a journal, chained by hash; never updated, never deleted (E11, M06)."""

    journal = models.ForeignKey(Journal, models.PROTECT, related_name="changes", db_index=False)
    seq = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    actor = models.ForeignKey("journal.Person", models.PROTECT, related_name="+", db_index=False)
    what = models.CharField(max_length=16, choices=What.choices)
    lesson = models.ForeignKey(Lesson, models.PROTECT, null=True, related_name="+", db_index=False)
    work = models.ForeignKey(Work, models.PROTECT, null=True, related_name="+")
    learner = models.ForeignKey("journal.Learner", models.PROTECT, null=True, related_name="+", db_index=False)
    term = models.ForeignKey("journal.Term", models.PROTECT, null=True, related_name="+", db_index=False)
    old = models.TextField(blank=True, default="")
    new = models.TextField(blank=True, default="")
    reason = models.CharField(max_length=255, blank=True, default="")
    version = models.PositiveIntegerField(help_text="The cell's version after this change; 0 where a cell has none.")
    key = models.UUIDField(unique=True)
    prev_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("history of changes")
        ordering = ["journal", "seq"]
        constraints = [models.UniqueConstraint(fields=["journal", "seq"], name="journal_change_seq")]
        indexes = [models.Index(fields=["lesson", "learner"], name="journal_change_cell")]

    def __str__(self) -> str:
        return f"{self.journal} #{self.seq}"


class Correction(models.Model):
    """A request to correct what the window has shut, and the leave for it (E10, W13).

    Without a lesson and a term it is about the whole journal; with a learner about one cell. ``until`` is the last day
    on which the place is open. Both the request and the decision also stand in the history.
    """

    journal = models.ForeignKey(Journal, models.PROTECT, related_name="corrections", verbose_name=_("journal"))
    lesson = models.ForeignKey(
        Lesson, models.PROTECT, null=True, related_name="+", verbose_name=_("lesson"), db_index=False
    )
    learner = models.ForeignKey(
        "journal.Learner", models.PROTECT, null=True, related_name="+", verbose_name=_("learner"), db_index=False
    )
    term = models.ForeignKey(
        "journal.Term", models.PROTECT, null=True, related_name="+", verbose_name=_("study period"), db_index=False
    )
    reason = models.CharField(_("reason"), max_length=200)
    key = models.UUIDField(unique=True, editable=False)
    asked_by = models.ForeignKey("journal.Person", models.PROTECT, related_name="+", verbose_name=_("asked by"))
    asked_at = models.DateTimeField(_("asked at"))
    state = models.CharField(
        _("decision"), max_length=8, choices=CorrectionState.choices, default=CorrectionState.ASKED
    )
    decided_by = models.ForeignKey(
        "journal.Person", models.PROTECT, null=True, related_name="+", verbose_name=_("decided by"), db_index=False
    )
    decided_at = models.DateTimeField(_("decided at"), null=True)
    answer = models.CharField(_("answer"), max_length=200, blank=True, default="")
    until = models.DateField(_("open until"), null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="journal_correction_place",
                condition=Q(lesson=None) | Q(term=None),
            ),
            models.CheckConstraint(
                name="journal_correction_cell",
                condition=Q(learner=None) | Q(lesson__isnull=False) | Q(term__isnull=False),
            ),
            models.CheckConstraint(
                name="journal_correction_decided",
                condition=Q(state=CorrectionState.ASKED, decided_by=None, until=None)
                | Q(state=CorrectionState.REFUSED, decided_by__isnull=False, until=None)
                | Q(
                    state__in=[CorrectionState.OPENED, CorrectionState.SHUT],
                    decided_by__isnull=False,
                    until__isnull=False,
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.journal}: {self.get_state_display()}"

    @property
    def scope(self) -> Scope:
        """How much of the journal it is about."""
        return scope_of(lesson=self.lesson_id, learner=self.learner_id, term=self.term_id)


class Distribution(models.Model):
    """Which learners of a group are in which of its parts from a day on: proposed by a teacher, settled by the deputy (D19).

    ``kind`` tells the division: a group may be divided into subgroups for one thing and into brigades for another.
    """

    group = models.ForeignKey("journal.Group", models.PROTECT, related_name="+", verbose_name=_("group"))
    kind = models.CharField(_("kind"), max_length=16, choices=GroupKind.choices)
    since = models.DateField(_("since"))
    key = models.UUIDField(unique=True, editable=False)
    proposed_by = models.ForeignKey("journal.Person", models.PROTECT, related_name="+", verbose_name=_("proposed by"))
    proposed_at = models.DateTimeField(_("proposed at"))
    state = models.CharField(
        _("decision"), max_length=8, choices=DistributionState.choices, default=DistributionState.PROPOSED
    )
    decided_by = models.ForeignKey(
        "journal.Person", models.PROTECT, null=True, related_name="+", verbose_name=_("decided by"), db_index=False
    )
    decided_at = models.DateTimeField(_("decided at"), null=True)
    answer = models.CharField(_("answer"), max_length=200, blank=True, default="")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("composition of subgroups")
        verbose_name_plural = _("compositions of subgroups")
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "kind"],
                condition=Q(state=DistributionState.PROPOSED),
                name="journal_distribution_waits_once",
            ),
            models.CheckConstraint(
                name="journal_distribution_decided",
                condition=Q(state=DistributionState.PROPOSED, decided_by=None)
                | Q(~Q(state=DistributionState.PROPOSED), decided_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group}: {self.get_state_display()}"


class DistributionLine(models.Model):
    """A learner's part by a distribution, and the one that he was in when it was proposed; none is «in no part»."""

    distribution = models.ForeignKey(Distribution, models.CASCADE, related_name="lines", db_index=False)
    learner = models.ForeignKey("journal.Learner", models.PROTECT, related_name="+")
    part = models.ForeignKey("journal.Group", models.PROTECT, null=True, related_name="+", db_index=False)
    was = models.ForeignKey("journal.Group", models.PROTECT, null=True, related_name="+", db_index=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("line of a composition")
        verbose_name_plural = _("lines of a composition")
        constraints = [
            models.UniqueConstraint(fields=["distribution", "learner"], name="journal_distribution_line_once")
        ]

    def __str__(self) -> str:
        return f"{self.learner}: {self.part}"
