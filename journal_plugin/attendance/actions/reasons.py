"""Recording the reason of absences (D15, D16)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from journal_plugin.attendance.actions.cells import ReasonCells
from journal_plugin.attendance.models import Attendance
from journal_plugin.attendance.reasons import reason_value
from journal_plugin.attendance.rules import reasons_given_by
from journal_plugin.lessons.actions import open_register
from journal_plugin.lessons.enums import What
from journal_plugin.lessons.models import Lesson
from journal_plugin.lessons.operations import Answer, Operation, Standing, refused
from journal_plugin.people.models import Person

_REASON_LIMIT = 200


@transaction.atomic
def give_reason(
    *,
    actor: Person,
    learner_id: int,
    expected: Mapping[int, int],
    excused: bool,
    reason: str = "",
    now: datetime | None = None,
) -> list[Answer]:
    """Records one reason for absences of a learner, for instance a whole spell (D15, D16).

    ``expected``: lesson id -> version of the reason that the actor saw (0 = none recorded). Each journal takes part
    under its own lock, in the order of their ids. A lesson that is not of the actor's own group or lies in a closed year is
    refused; a reason that somebody recorded meanwhile is a conflict and stays. Answers stand in the order of ``expected``.
    """
    text = " ".join(reason.split())[:_REASON_LIMIT]
    value = reason_value(excused, text)
    own = set(
        Attendance.objects.filter(reasons_given_by(actor.pk), learner=learner_id, lesson__in=expected).values_list(
            "lesson_id", flat=True
        )
    )
    operations = {
        lesson: Operation(uuid4(), What.REASON, value, version, lesson=lesson, learner=learner_id)
        for lesson, version in expected.items()
    }
    answers = {
        lesson: refused(operation, standing=Standing(), why=_("This absence is not of your group."))
        for lesson, operation in operations.items()
        if lesson not in own
    }
    for journal_id, lessons in _by_journal(own).items():
        with open_register(journal_id=journal_id, actor=actor, now=now, although_closed=True) as register:
            batch = [operations[lesson] for lesson in lessons]
            cells = ReasonCells(register, batch)
            cells.read()
            answers |= {
                operation.lesson: refused(operation, cells.stands(operation), register.closed)
                if register.closed
                else cells.put(operation)
                for operation in batch
            }
            if cells.changed:
                cells.flush()
    return [answers[lesson] for lesson in expected]


def _by_journal(lessons: set[int]) -> dict[int, Sequence[int]]:
    journals: dict[int, list[int]] = {}
    rows = Lesson.objects.filter(pk__in=lessons).order_by("journal_id", "date", "number")
    for lesson, journal in rows.values_list("pk", "journal_id"):
        journals.setdefault(journal, []).append(lesson)
    return dict(journals)
