"""Reads of attendance: the register of a group in a period, notices of absence."""

from journal_plugin.attendance.queries.notices import (
    Announced,
    NoticeLine,
    announced_at,
    announced_on,
    announced_words,
    first_open_day,
    lessons_covered,
    lessons_to_sign,
    notices_about,
    signs_to_withdraw,
    unexplained,
    unexplained_by_reason,
    withdrawn_words,
)
from journal_plugin.attendance.queries.register import (
    Absence,
    GroupAttendance,
    LessonRow,
    Member,
    members_of,
    register_of,
)

__all__ = [
    "Absence",
    "Announced",
    "GroupAttendance",
    "LessonRow",
    "Member",
    "NoticeLine",
    "announced_at",
    "announced_on",
    "announced_words",
    "first_open_day",
    "lessons_covered",
    "lessons_to_sign",
    "members_of",
    "notices_about",
    "register_of",
    "signs_to_withdraw",
    "unexplained",
    "unexplained_by_reason",
    "withdrawn_words",
]
