"""Courses, what was opened to a journal, and what learners have done (B20).

An author writes in the course; learners see an edition of it, which is never changed. What was done is a row that is only
added: it knows its step by id and by the name that the step had then, whatever becomes of the course. A step with a task
has no such row: it is done when a work is handed in to the task that its journal has for it.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from journal_plugin.core.models import Dated, Named, Owned

SUMMARY_LENGTH = 2_000
TITLE_LENGTH = 200
TEXT_LENGTH = 20_000


class Course(Owned, Named):
    """A course as its author has it now; ``body`` as body.py reads it."""

    element = models.ForeignKey(
        "journal.StudyElement", models.PROTECT, related_name="courses", verbose_name=_("study element")
    )
    summary = models.TextField(_("what it is about"), blank=True, default="", max_length=SUMMARY_LENGTH)
    body = models.JSONField(default=list, editable=False)
    withdrawn = models.BooleanField(
        _("put away"), default=False, help_text=_("Nobody opens it to a group any more; where it is open it goes on.")
    )
    by = models.ForeignKey("journal.Person", models.PROTECT, null=True, related_name="+", editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("distance course")
        verbose_name_plural = _("distance courses")
        ordering = ["sort_key", "pk"]
        indexes = [models.Index(fields=["institution", "sort_key"], name="journal_course_shelf")]


class CourseEdition(models.Model):
    """A course as it was when it was opened to learners, or when a journal took it anew."""

    course = models.ForeignKey(Course, models.PROTECT, related_name="editions", db_index=False)
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=255)
    summary = models.TextField(blank=True, default="")
    body = models.JSONField()
    at = models.DateTimeField()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("edition of a course")
        verbose_name_plural = _("editions of courses")
        constraints = [models.UniqueConstraint(fields=["course", "number"], name="journal_edition_once")]

    def __str__(self) -> str:
        return f"{self.name}, {self.number}"


class CourseRun(Dated):
    """A course open to the learners of a journal; ``days``: id of a section -> its opening day, as ISO texts."""

    journal = models.ForeignKey("journal.Journal", models.PROTECT, related_name="runs", db_index=False)
    course = models.ForeignKey(Course, models.PROTECT, related_name="runs")
    edition = models.ForeignKey(CourseEdition, models.PROTECT, related_name="+")
    days = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    key = models.UUIDField(unique=True)
    by = models.ForeignKey("journal.Person", models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    wagtail_reference_index_ignore = True

    class Meta(Dated.Meta):
        verbose_name = _("opened course")
        verbose_name_plural = _("opened courses")
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(fields=["journal", "course"], name="journal_run_once"),
        ]

    def __str__(self) -> str:
        return f"{self.journal}: {self.course}"


class StepTask(models.Model):
    """The task of the journal in which the work of a step is handed in; another one may take its place."""

    run = models.ForeignKey(CourseRun, models.PROTECT, related_name="tasks", db_index=False)
    step = models.UUIDField()
    task = models.OneToOneField("journal.Task", models.PROTECT, related_name="step")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("task of a step")
        verbose_name_plural = _("tasks of steps")
        constraints = [models.UniqueConstraint(fields=["run", "step"], name="journal_step_task_once")]

    def __str__(self) -> str:
        return f"{self.run}: {self.task}"


class StepDone(models.Model):
    """A learner has studied a step without a task; ``title`` is what it was called then."""

    run = models.ForeignKey(CourseRun, models.PROTECT, related_name="done", db_index=False)
    learner = models.ForeignKey("journal.Learner", models.PROTECT, related_name="+")
    step = models.UUIDField()
    title = models.CharField(max_length=TITLE_LENGTH)
    at = models.DateTimeField()
    key = models.UUIDField(unique=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("studied step")
        verbose_name_plural = _("studied steps")
        constraints = [models.UniqueConstraint(fields=["run", "learner", "step"], name="journal_step_done_once")]

    def __str__(self) -> str:
        return f"{self.learner}: {self.title}"
