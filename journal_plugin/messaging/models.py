"""What people are told: notices derived from the history of the register, and how far it has been read."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from journal_plugin.messaging.enums import NoticeKind, TaskNoticeKind


class Notice(models.Model):
    """One thing told to one person: raised once, withdrawn when it turns out otherwise (D13)."""

    person = models.ForeignKey(
        "journal.Person", models.PROTECT, related_name="notices", verbose_name=_("person"), db_index=False
    )
    kind = models.CharField(_("kind"), max_length=24, choices=NoticeKind.choices)
    learner = models.ForeignKey(
        "journal.Learner", models.PROTECT, related_name="notices", verbose_name=_("learner"), db_index=False
    )
    lesson = models.ForeignKey("journal.Lesson", models.PROTECT, related_name="notices", verbose_name=_("lesson"))
    raised_at = models.DateTimeField(_("raised at"))
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent by e-mail at"), null=True, blank=True)
    recalled_at = models.DateTimeField(_("withdrawn by e-mail at"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        constraints = [
            models.UniqueConstraint(fields=["person", "learner", "lesson", "kind"], name="journal_notice_once"),
            models.CheckConstraint(
                condition=Q(recalled_at=None) | Q(sent_at__isnull=False), name="journal_notice_recalled"
            ),
        ]
        indexes = [
            models.Index(fields=["learner", "raised_at"], name="journal_notice_learner"),
            models.Index(fields=["raised_at"], condition=Q(withdrawn_at=None), name="journal_notice_standing"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.learner}, {self.lesson}"


class TaskNotice(models.Model):
    """What one person was told of a task, once; of which work and which word about it ``submission`` and ``verdict`` say."""

    person = models.ForeignKey(
        "journal.Person", models.PROTECT, related_name="task_notices", verbose_name=_("person"), db_index=False
    )
    kind = models.CharField(_("kind"), max_length=16, choices=TaskNoticeKind.choices)
    learner = models.ForeignKey("journal.Learner", models.PROTECT, related_name="+", verbose_name=_("learner"))
    task = models.ForeignKey("journal.Task", models.PROTECT, related_name="notices", verbose_name=_("task"))
    submission = models.ForeignKey("journal.Submission", models.PROTECT, null=True, related_name="+")
    verdict = models.ForeignKey("journal.Verdict", models.PROTECT, null=True, related_name="+")
    raised_at = models.DateTimeField(_("raised at"))
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent by e-mail at"), null=True, blank=True)
    recalled_at = models.DateTimeField(_("withdrawn by e-mail at"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("notice of a task")
        verbose_name_plural = _("notices of tasks")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "learner", "task"],
                condition=Q(kind=TaskNoticeKind.GIVEN),
                name="journal_task_notice_given",
            ),
            models.UniqueConstraint(
                fields=["person", "submission"],
                condition=Q(kind=TaskNoticeKind.HANDED_IN),
                name="journal_task_notice_handed_in",
            ),
            models.UniqueConstraint(
                fields=["person", "verdict"], condition=Q(verdict__isnull=False), name="journal_task_notice_verdict"
            ),
            models.CheckConstraint(
                condition=Q(kind=TaskNoticeKind.GIVEN, submission=None, verdict=None)
                | Q(kind=TaskNoticeKind.HANDED_IN, submission__isnull=False, verdict=None)
                | Q(kind__in=[TaskNoticeKind.RETURNED, TaskNoticeKind.ACCEPTED], verdict__isnull=False),
                name="journal_task_notice_about",
            ),
        ]
        indexes = [
            models.Index(fields=["raised_at"], condition=Q(withdrawn_at=None), name="journal_task_notice_standing"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.task}, {self.learner}"


class ChangeNotice(models.Model):
    """What one person was told of a change of the day, once a change: of a learner, or, without one, as a teacher (C05, C06)."""

    person = models.ForeignKey(
        "journal.Person", models.PROTECT, related_name="change_notices", verbose_name=_("person"), db_index=False
    )
    learner = models.ForeignKey(
        "journal.Learner", models.PROTECT, null=True, related_name="+", verbose_name=_("learner")
    )
    change = models.ForeignKey(
        "journal.DayChange", models.PROTECT, related_name="notices", verbose_name=_("change of the day"), db_index=False
    )
    raised_at = models.DateTimeField(_("raised at"))
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent by e-mail at"), null=True, blank=True)
    recalled_at = models.DateTimeField(_("withdrawn by e-mail at"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("notice of a change of the day")
        verbose_name_plural = _("notices of changes of the day")
        constraints = [
            models.UniqueConstraint(
                fields=["change", "person", "learner"],
                condition=Q(learner__isnull=False),
                name="journal_change_notice_family",
            ),
            models.UniqueConstraint(
                fields=["change", "person"], condition=Q(learner=None), name="journal_change_notice_teacher"
            ),
        ]
        indexes = [
            models.Index(fields=["raised_at"], condition=Q(withdrawn_at=None), name="journal_change_notice_standing"),
        ]

    def __str__(self) -> str:
        return f"{self.change}: {self.person}"


class HistoryMark(models.Model):
    """Up to which change the history of a journal has been turned into notices.

    The number of a change is given under the journal's lock and has no gaps, so no change that is committed later can
    lie below the mark.
    """

    journal = models.OneToOneField(
        "journal.Journal", models.PROTECT, related_name="history_mark", verbose_name=_("journal")
    )
    seq = models.PositiveBigIntegerField(default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("mark in the history")
        verbose_name_plural = _("marks in the history")

    def __str__(self) -> str:
        return f"{self.journal} #{self.seq}"
