"""Notices of absence, announced as somebody of the cast."""

from datetime import date
from uuid import uuid4

from journal_plugin.attendance.actions import announce_absence
from journal_plugin.attendance.models import AbsenceNotice, Attendance
from journal_plugin.people.models import Learner


def announce(user, learner: Learner, since: date, until: date | None = None, **fields) -> AbsenceNotice:
    """A notice of illness by ``user`` for those days."""
    fields = {"key": uuid4(), "kind": "болезнь", "text": "температура"} | fields
    actor = user.journal_person
    return announce_absence(actor=actor, learner_id=learner.pk, since=since, until=until or since, **fields)


def signs_of(learner: Learner) -> list[tuple]:
    """The learner's rows of attendance by lesson: (day, number, sign, reason, put by a notice)."""
    rows = Attendance.objects.filter(learner=learner).order_by("lesson__date", "lesson__number", "lesson_id")
    return [
        (row.lesson.date.day, row.lesson.number, row.code, row.reason, row.notice_id is not None)
        for row in rows.select_related("lesson")
    ]
