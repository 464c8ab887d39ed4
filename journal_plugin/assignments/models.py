"""Tasks, attempts, verdicts and their files (D05, D22, D23).

Nothing is overwritten: a new handing-in is a new attempt, a new opinion a new verdict. How a task was changed stands in
the history of its journal. A file's row holds its name and sum; its content lies under its id, see files/storage.py.
"""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from journal_plugin.assignments.enums import VERDICTS, State
from journal_plugin.files.models import StoredFile

TITLE_LENGTH = 200
TEXT_LENGTH = 20_000
COMMENT_LENGTH = 4_000


class Task(models.Model):
    """Something set to a group, or with ``personal`` to chosen learners, at a lesson.

    It is due at the end of the day ``due``, or at ``due_time`` of it, by the institution's clock. With ``answered`` the
    learner hands something in, else he only reads. The mark lands in ``work``; none means that there is no mark.
    """

    journal = models.ForeignKey(
        "journal.Journal", models.PROTECT, related_name="tasks", verbose_name=_("journal"), db_index=False
    )
    lesson = models.ForeignKey("journal.Lesson", models.PROTECT, related_name="tasks", verbose_name=_("lesson"))
    work = models.ForeignKey(
        "journal.Work", models.PROTECT, null=True, blank=True, related_name="tasks", verbose_name=_("work")
    )
    title = models.CharField(_("title"), max_length=TITLE_LENGTH)
    text = models.TextField(_("task"), blank=True, default="")
    due = models.DateField(_("due"))
    due_time = models.TimeField(_("due time"), null=True, blank=True)
    answered = models.BooleanField(_("to be handed in"), default=True)
    personal = models.BooleanField(_("for chosen learners"), default=False)
    version = models.PositiveIntegerField(default=1)
    key = models.UUIDField(unique=True)
    by = models.ForeignKey("journal.Person", models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField(_("given at"))
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        ordering = ["-due", "-pk"]
        indexes = [
            models.Index(fields=["journal", "due"], name="journal_task_due"),
            models.Index(fields=["at"], name="journal_task_given"),
        ]

    def __str__(self) -> str:
        return self.title


class TaskRecipient(models.Model):
    """A learner for whom a personal task is."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="recipients", db_index=False)
    learner = models.ForeignKey("journal.Learner", models.PROTECT, related_name="+")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("recipient of a task")
        verbose_name_plural = _("recipients of tasks")
        constraints = [models.UniqueConstraint(fields=["task", "learner"], name="journal_task_recipient_once")]

    def __str__(self) -> str:
        return f"{self.task}: {self.learner}"


class SubmissionQuerySet(models.QuerySet):
    """Works of learners."""

    def standing(self):
        """The last attempt of each learner at each task: the one that is checked and told about."""
        later = Submission.objects.filter(
            task=OuterRef("task"), learner=OuterRef("learner"), attempt__gt=OuterRef("attempt")
        )
        return self.filter(~Exists(later))


class Submission(models.Model):
    """One attempt of a learner; ``state`` is what the last verdict says."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="submissions", db_index=False)
    learner = models.ForeignKey("journal.Learner", models.PROTECT, related_name="submissions")
    attempt = models.PositiveSmallIntegerField(_("attempt"))
    text = models.TextField(_("answer"), blank=True, default="")
    at = models.DateTimeField(_("handed in at"))
    state = models.CharField(_("state"), max_length=16, choices=State.choices, default=State.HANDED_IN)
    key = models.UUIDField(unique=True)

    objects = SubmissionQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        ordering = ["attempt"]
        constraints = [
            models.UniqueConstraint(fields=["task", "learner", "attempt"], name="journal_submission_once"),
            models.UniqueConstraint(
                fields=["task", "learner"], condition=Q(state=State.ACCEPTED), name="journal_submission_accepted_once"
            ),
            models.CheckConstraint(condition=Q(state__in=State.values), name="journal_submission_state"),
        ]
        indexes = [
            models.Index(fields=["task"], condition=Q(state=State.HANDED_IN), name="journal_submission_waiting"),
            models.Index(fields=["at"], condition=Q(state=State.HANDED_IN), name="journal_submission_fresh"),
        ]

    def __str__(self) -> str:
        return f"{self.task}, {self.learner}, {self.attempt}"


class Verdict(models.Model):
    """What a teacher said to an attempt, once and for all; a change of mind is another verdict."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="verdicts", db_index=False)
    number = models.PositiveSmallIntegerField()
    old = models.CharField(max_length=16, choices=State.choices)
    new = models.CharField(_("verdict"), max_length=16, choices=State.choices)
    comment = models.TextField(_("comment"), blank=True, default="")
    mark = models.CharField(_("mark"), max_length=4, blank=True, default="")
    by = models.ForeignKey("journal.Person", models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    key = models.UUIDField(unique=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("verdict")
        verbose_name_plural = _("verdicts")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "number"], name="journal_verdict_once"),
            models.CheckConstraint(condition=Q(new__in=VERDICTS), name="journal_verdict_new"),
        ]
        indexes = [models.Index(fields=["at"], name="journal_verdict_said")]

    def __str__(self) -> str:
        return f"{self.submission}: {self.new}"


class TaskFile(StoredFile):
    """A material of a task; one taken away is shown no more and stays on the disk."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="files")
    withdrawn_at = models.DateTimeField(null=True, editable=False)

    class Meta(StoredFile.Meta):
        verbose_name = _("material")
        verbose_name_plural = _("materials")


class SubmissionFile(StoredFile):
    """A file that a learner handed in."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="files")

    class Meta(StoredFile.Meta):
        verbose_name = _("handed-in file")
        verbose_name_plural = _("handed-in files")
