"""The absences of one learner, for the page of reasons."""

from dataclasses import dataclass
from datetime import date, timedelta

from journal_plugin.attendance.queries import GroupAttendance, LessonRow, Member, register_of
from journal_plugin.attendance.signs import CIRCLES
from journal_plugin.attendance.totals import spells
from journal_plugin.people.models import Group

REASON_DAYS = 62
"""How far back the page of reasons looks: this month and the last."""


@dataclass(frozen=True)
class MissedLesson:
    """A missed lesson of a learner, for the page of reasons; ``look`` is the class of its sign's circle."""

    lesson: int
    day: date
    number: int
    element: str
    hours: int
    code: str
    look: str
    known: bool
    excused: bool
    reason: str
    version: int


@dataclass(frozen=True)
class Spell:
    """Missed lessons without an attended one between them."""

    since: date
    until: date
    hours: int
    lessons: tuple[MissedLesson, ...]
    unknown: int


def spells_of(group: Group, learner: int, today: date) -> tuple[str, tuple[Spell, ...]] | None:
    """The learner's name and his spells of absence, latest first; None where he was not in the group. Three reads."""
    register = register_of(group.pk, today - timedelta(days=REASON_DAYS), today, today=today)
    member = next((each for each in register.members if each.pk == learner), None)
    if member is None:
        return None
    lessons = register.lessons_of(member)
    runs = [[lessons[index] for index in run] for run in spells(register.attended(member))]
    return member.name, tuple(_spell(register, member, run) for run in reversed(runs))


def _spell(register: GroupAttendance, member: Member, run: list[LessonRow]) -> Spell:
    rows = tuple(
        MissedLesson(
            lesson.pk,
            lesson.day,
            lesson.number,
            lesson.element,
            lesson.hours,
            absence.code,
            CIRCLES[absence.code],
            absence.excused is not None,
            bool(absence.excused),
            absence.reason,
            absence.reason_version,
        )
        for lesson in run
        if (absence := register.absence(lesson, member))
    )
    return Spell(run[0].day, run[-1].day, sum(lesson.hours for lesson in run), rows, sum(not row.known for row in rows))
