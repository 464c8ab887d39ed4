"""Attendance and the reasons of absence as cells of the register (D12, D15, D16)."""

from uuid import uuid4

from django.utils.translation import gettext as _

from journal_plugin.attendance.enums import ABSENT_CODES, EXCUSED_CODES, Justification, Presence
from journal_plugin.attendance.models import Attendance
from journal_plugin.attendance.reasons import reason_value
from journal_plugin.core.bulk import insert_rows, update_rows
from journal_plugin.core.prepared import Prepared
from journal_plugin.lessons.actions import Cells
from journal_plugin.lessons.enums import What
from journal_plugin.lessons.operations import Operation, Standing

_SIGN = ("code", "excused", "reason", "explained", "reason_version", "version", "at", "notice_id")

_STANDING = Prepared(
    lambda lessons, learners: Attendance.objects.filter(lesson__in=lessons, learner__in=learners).values_list(
        "lesson_id",
        "learner_id",
        "code",
        "version",
        "at",
        "explained",
        "excused",
        "reason",
        "reason_version",
        "by_id",
    ),
    [int],
    [int],
)


class AttendanceCells(Cells):
    """Cells (attendance, lesson, learner): a cleared sign keeps its row.

    A recorded reason stands as long as the learner counts as absent, whichever sign says so; when he turns out to
    have been there (or late), the reason goes too, with a change of its own in the history. Without a recorded
    reason the sign decides: «б» and «у» are justified by themselves. A sign that a notice of absence has put is the
    notice's no longer as soon as another one is entered over it.
    """

    notice: int | None = None
    """The notice whose signs these cells write, and its words; none where a person enters them."""
    words = ""

    def read(self) -> None:
        self.reasons: dict[tuple[int | None, int | None], tuple[bool, bool | None, str, int]] = {}
        rows = _STANDING.rows(
            {operation.lesson for operation in self.operations if operation.lesson},
            {operation.learner for operation in self.operations if operation.learner},
        )
        for lesson, learner, code, version, at, explained, excused, reason, reason_version, by in rows:
            cell = ("attendance", lesson, None, learner, None)
            self.standing[cell] = Standing(code, version, at=at)
            self.authors[cell] = by
            self.reasons[lesson, learner] = (explained, excused, reason, reason_version)

    def check(self, operation: Operation) -> str:
        if operation.value not in Presence.values:
            return _("«%(value)s» is not a sign of attendance: н, б, у, о are allowed.") % {
                "value": operation.value[:8]
            }
        return ""

    def flush(self) -> None:
        insert_rows(
            Attendance,
            ["lesson_id", "learner_id", *_SIGN, "by_id"],
            [
                (lesson, learner, *self._sign(lesson, learner, standing), self.register.actor.pk)
                for (_what, lesson, _work, learner, _term), standing in self.changed.items()
            ],
            unique=["lesson_id", "learner_id"],
            update=[*_SIGN, "by_id"],
        )

    def _sign(self, lesson: int | None, learner: int | None, standing: Standing) -> tuple:
        """The values of _SIGN."""
        explained, excused, reason, version = self.reasons.get((lesson, learner), (False, None, "", 0))
        if explained and standing.value not in ABSENT_CODES:
            version += 1
            cleared = Operation(uuid4(), What.REASON, "", version - 1, lesson=lesson, learner=learner, at=standing.at)
            self.register.log(cleared, old=reason_value(excused, reason), version=version)
            explained, reason = False, ""
        if not explained:
            excused = True if standing.value in EXCUSED_CODES else None
            reason = self.words if standing.value else ""
        return standing.value, excused, reason, explained, version, standing.version, standing.at, self.notice


class ReasonCells(Cells):
    """Cells (reason, lesson, learner) of learners who were absent; their versions are those of the reason alone."""

    def read(self) -> None:
        rows = Attendance.objects.filter(
            lesson__in={operation.lesson for operation in self.operations},
            learner__in={operation.learner for operation in self.operations},
        )
        self.rows = {(row.lesson_id, row.learner_id): row for row in rows}
        for (lesson, learner), row in self.rows.items():
            value = reason_value(row.excused, row.reason) if row.explained else ""
            self.standing[What.REASON, lesson, None, learner, None] = Standing(value, row.reason_version)

    def check(self, operation: Operation) -> str:
        row = self.rows.get((operation.lesson or 0, operation.learner or 0))
        if row is None or row.code not in ABSENT_CODES:
            return _("The learner was at this lesson: there is no absence to explain.")
        return ""

    def flush(self) -> None:
        changed = []
        for (_what, lesson, _work, learner, _term), standing in self.changed.items():
            row = self.rows[lesson or 0, learner or 0]
            kind, _colon, text = standing.value.partition(": ")
            changed.append((row.pk, kind == Justification.JUSTIFIED, text, True, standing.version))
        update_rows(Attendance, ["excused", "reason", "explained", "reason_version"], changed)
