"""The verbs of attendance: signs and reasons as cells of the register, notices of absence in advance."""

from journal_plugin.attendance.actions.cells import AttendanceCells, ReasonCells
from journal_plugin.attendance.actions.notices import announce_absence, follow_lesson, keep_notices, withdraw_notice
from journal_plugin.attendance.actions.reasons import give_reason

__all__ = [
    "AttendanceCells",
    "ReasonCells",
    "announce_absence",
    "follow_lesson",
    "give_reason",
    "keep_notices",
    "withdraw_notice",
]
