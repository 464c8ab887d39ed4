"""Attendance: one row a lesson and learner; a cleared sign keeps its row and version. Notices of absence in advance."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from journal_plugin.attendance.enums import SIGNS_OF_NOTICES, AbsenceKind, Presence

NOTICE_LENGTH = 160
"""Longest words of a notice: they stand in every cell that it fills."""


class AbsenceNotice(models.Model):
    """A parent or a curator has said in advance that a learner will be absent (D14, G06): days, or lessons of a day.

    It stays whatever becomes of its signs; only who may announce takes it back.
    """

    key = models.UUIDField(unique=True, editable=False)
    learner = models.ForeignKey(
        "journal.Learner", models.PROTECT, related_name="absence_notices", verbose_name=_("learner"), db_index=False
    )
    since = models.DateField(_("since"))
    until = models.DateField(_("until"))
    first_number = models.PositiveSmallIntegerField(_("first lesson"), null=True, blank=True)
    last_number = models.PositiveSmallIntegerField(_("last lesson"), null=True, blank=True)
    kind = models.CharField(_("reason"), max_length=32, choices=AbsenceKind.choices)
    text = models.CharField(_("explanation"), max_length=NOTICE_LENGTH, blank=True, default="")
    by = models.ForeignKey(
        "journal.Person", models.PROTECT, related_name="+", verbose_name=_("announced by"), db_index=False
    )
    by_curator = models.BooleanField(_("announced by the curator"), default=False)
    at = models.DateTimeField(_("announced at"))
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        "journal.Person",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("withdrawn by"),
        db_index=False,
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("notice of absence")
        verbose_name_plural = _("notices of absence")
        ordering = ["-since", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="journal_absence_notice_days"),
            models.CheckConstraint(
                condition=Q(first_number=None) | Q(last_number=None) | Q(last_number__gte=F("first_number")),
                name="journal_absence_notice_lessons",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="journal_absence_notice_withdrawn",
            ),
        ]
        indexes = [models.Index(fields=["learner", "until"], name="journal_absence_notice_of")]

    def __str__(self) -> str:
        return f"{self.learner}, {self.since:%d.%m.%Y} – {self.until:%d.%m.%Y}"

    @property
    def sign(self) -> str:
        """The sign that it puts beforehand."""
        return SIGNS_OF_NOTICES[AbsenceKind(self.kind)]


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
    notice = models.ForeignKey(
        AbsenceNotice,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="signs",
        verbose_name=_("notice of absence"),
        db_index=False,
    )
    """The notice that put the sign; none as soon as somebody has entered another one."""

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendance")
        constraints = [
            models.UniqueConstraint(fields=["lesson", "learner"], name="journal_attendance_once"),
            models.CheckConstraint(condition=Q(code__in=Presence.values), name="journal_attendance_code"),
        ]
        indexes = [
            models.Index(fields=["learner", "lesson"], name="journal_attendance_learner"),
            # Few signs come from a notice: the others are not in it.
            models.Index(fields=["notice"], condition=Q(notice__isnull=False), name="journal_attendance_notice"),
        ]

    def __str__(self) -> str:
        return self.code
