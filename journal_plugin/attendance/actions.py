"""Attendance as cells of the register (D12)."""

from django.utils.translation import gettext as _

from journal_plugin.attendance.enums import Presence, Source
from journal_plugin.attendance.models import Attendance
from journal_plugin.core.names import initials
from journal_plugin.lessons.actions import Cells
from journal_plugin.lessons.operations import Operation, Standing


class AttendanceCells(Cells):
    """Cells (attendance, lesson, learner): a cleared sign keeps its row; «б» and «у» are justified by themselves."""

    def read(self) -> None:
        rows = Attendance.objects.filter(
            lesson__in={operation.lesson for operation in self.operations},
            learner__in={operation.learner for operation in self.operations},
        ).values_list(
            "lesson_id", "learner_id", "code", "version", "at", "by__last_name", "by__first_name", "by__patronymic"
        )
        for lesson, learner, code, version, at, *name in rows:
            self.standing["attendance", lesson, None, learner, None] = Standing(code, version, initials(*name), at)

    def check(self, operation: Operation) -> str:
        if operation.value not in Presence.values:
            return _("«%(value)s» is not a sign of attendance: н, б, у, о are allowed.") % {
                "value": operation.value[:8]
            }
        return ""

    def flush(self) -> None:
        Attendance.objects.bulk_create(
            (
                Attendance(
                    lesson_id=lesson,
                    learner_id=learner,
                    code=standing.value,
                    excused=True if standing.value in (Presence.ILL, Presence.EXCUSED) else None,
                    reason="",
                    source=Source.TEACHER,
                    version=standing.version,
                    at=standing.at,
                    by=self.register.actor,
                )
                for (_what, lesson, _work, learner, _term), standing in self.changed.items()
            ),
            update_conflicts=True,
            unique_fields=["lesson", "learner"],
            update_fields=["code", "excused", "reason", "source", "version", "at", "by"],
        )
