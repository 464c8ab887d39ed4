"""Attendance: one row a lesson and learner; a cleared sign keeps its row and version."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from journal_plugin.attendance.enums import Presence


class Attendance(models.Model):
    """Absence or lateness of a learner at a lesson (D12) with its reason (D15, D16)."""

    # No index of its own: the constraint's begins with it.
    lesson = models.ForeignKey(
        "journal.Lesson", models.PROTECT, related_name="attendance", verbose_name=_("lesson"), db_index=False
    )
    learner = models.ForeignKey(
        "journal.Learner", models.PROTECT, related_name="attendance", verbose_name=_("learner"), db_index=False
    )
    code = models.CharField(_("sign"), max_length=2, choices=Presence.choices, blank=True)
    excused = models.BooleanField(_("justified"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=255, blank=True, default="")
    version = models.PositiveIntegerField(default=1)
    explained = models.BooleanField(_("reason recorded"), default=False, editable=False)
    reason_version = models.PositiveIntegerField(default=0, editable=False)
    at = models.DateTimeField(_("entered at"))
    by = models.ForeignKey(
        "journal.Person", models.PROTECT, related_name="+", verbose_name=_("entered by"), db_index=False
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendance")
        constraints = [
            models.UniqueConstraint(fields=["lesson", "learner"], name="journal_attendance_once"),
            models.CheckConstraint(condition=Q(code__in=Presence.values), name="journal_attendance_code"),
        ]
        indexes = [models.Index(fields=["learner", "lesson"], name="journal_attendance_learner")]

    def __str__(self) -> str:
        return self.code
