"""Checking a work: the verdict and its mark are one thing, written together or not at all (D21, D22).

Actions like those of actions.py, joining the tasks' room with the register.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from journal_plugin.assignments.actions import give_verdict
from journal_plugin.assignments.enums import State
from journal_plugin.assignments.models import Submission, Task, Verdict
from journal_plugin.attendance.enums import Presence
from journal_plugin.gradebook.actions import enter
from journal_plugin.gradebook.queries.tasks import absentees_of
from journal_plugin.lessons.actions.texts import CHECKED
from journal_plugin.lessons.enums import What
from journal_plugin.lessons.operations import Answer, Operation
from journal_plugin.people.models import Person


@transaction.atomic
def check_work(
    *,
    submission: Submission,
    actor: Person,
    key: UUID,
    state: str,
    seen: int,
    comment: str = "",
    mark: str = "",
    version: int = 0,
    now: datetime | None = None,
) -> Verdict:
    """Returns a work, or accepts it, with a mark that lands in the journal through ``enter`` at once.

    ``version`` is that of the mark that the actor saw in the column. Raises ValidationError like ``give_verdict``, and
    with the register's own reason where it does not take the mark; then nothing is written.
    """
    if state != State.ACCEPTED:
        mark = ""
    if mark:
        _put_mark(submission, actor, key, mark, version, now)
    return give_verdict(
        submission=submission, actor=actor, key=key, state=state, seen=seen, comment=comment, mark=mark, now=now
    )


def _put_mark(submission: Submission, actor: Person, key: UUID, mark: str, version: int, now: datetime | None) -> None:
    task = submission.task
    if task.work_id is None:
        raise ValidationError(_("No mark is given for this task."))
    operation = Operation(
        uuid5(key, "mark"),
        What.MARK,
        mark,
        version,
        lesson=task.work.lesson_id,
        work=task.work_id,
        learner=submission.learner_id,
    )
    (answer,) = enter(journal_id=task.journal_id, actor=actor, operations=[operation], now=now).answers
    if answer.status != "accepted":
        raise ValidationError(_("The work is not accepted, because the mark is not: %(why)s") % {"why": _why(answer)})


def _why(answer: Answer) -> str:
    if answer.status != "conflict":
        return answer.why
    return _("%(who)s has put “%(mark)s” meanwhile. Look at it and decide again.") % {
        "who": answer.standing.by,
        "mark": answer.standing.value,
    }


def enter_absences(*, task: Task, actor: Person, key: UUID, now: datetime | None = None) -> Sequence[Answer]:
    """«н» for everybody who handed in nothing by the due time; presence counts as checked (D21).

    Only for an e-learning lesson and a task of the whole group that is due. Who has a sign already keeps it. The answers
    are those of the signs, in the order of ``absentees_of``. Raises ValidationError where it is not to be counted so.
    """
    zone = task.journal.institution.zone
    missing = absentees_of(task, (now or timezone.now()).astimezone(zone))
    if missing is None:
        raise ValidationError(_("Presence does not follow from this task."))
    lesson, absent = task.lesson_id, Presence.ABSENT
    operations = [
        Operation(
            uuid5(key, str(one.learner)), What.ATTENDANCE, absent, one.version, lesson=lesson, learner=one.learner
        )
        for one in missing
    ]
    said = Operation(uuid5(key, "all"), What.PRESENCE, CHECKED, 0, lesson=lesson)
    checked = [] if task.lesson.attendance_at else [said]
    if not operations and not checked:
        return ()
    entered = enter(journal_id=task.journal_id, actor=actor, operations=[*operations, *checked], now=now)
    return entered.answers[: len(operations)]
