"""The task of a step: given for it, or chosen among those of the journal (B20, D22)."""

from collections.abc import Sequence
from datetime import date, datetime, time
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from journal_plugin.assignments.actions import give_task
from journal_plugin.assignments.models import Task
from journal_plugin.courses.actions.runs import described, locked_run, log_run
from journal_plugin.courses.body import read_body, step_of
from journal_plugin.courses.models import CourseRun, StepTask
from journal_plugin.files.sent import Sent
from journal_plugin.lessons.actions import open_register
from journal_plugin.lessons.models import Lesson
from journal_plugin.people.models import Person


def tie_task(
    *, run: CourseRun, step: UUID, task: Task, actor: Person, key: UUID, seen: int | None, now: datetime | None = None
) -> StepTask:
    """The step is done by handing in to ``task``; ``seen`` is the task that the actor saw there, None for no task.

    A repeated key changes nothing. Raises ValidationError where the actor does not keep the journal, the step is none with
    a task, the task is of another journal, for some learners only, nothing is handed in to it, it was withdrawn or belongs
    to another step, or somebody was quicker.
    """
    with open_register(journal_id=run.journal_id, actor=actor, now=now) as register:
        row = locked_run(register, run, key)
        if row is None:
            stands = StepTask.objects.filter(run=run, step=step, task=task).first()
            if stands is None:
                raise ValidationError(_("This key belongs to another entry."))
            return stands
        found = step_of(read_body(row.edition.body), step)
        if found is None or not found.is_task:
            raise ValidationError(_("This step is no longer in the course: open the page again."))
        tied = StepTask.objects.filter(run=row, step=step).first()
        if (tied and tied.task_id) != seen:
            raise ValidationError(_("Somebody has chosen a task for this step meanwhile. Look at it and choose again."))
        _check_task(row, step, task)
        old = described(row)
        tied, _new = StepTask.objects.update_or_create(run=row, step=step, defaults={"task": task})
        row.version += 1
        row.save(update_fields=["version"])
        log_run(register, row, key=key, old=old)
    return tied


def _check_task(run: CourseRun, step: UUID, task: Task) -> None:
    row = Task.objects.get(pk=task.pk)
    if row.journal_id != run.journal_id:
        raise ValidationError(_("This task is of another journal."))
    if row.withdrawn_at is not None:
        raise ValidationError(_("This task has been withdrawn."))
    if row.personal or not row.answered:
        raise ValidationError(_("The task of a step is for the whole group, and something is handed in to it."))
    if StepTask.objects.filter(task=row).exclude(run=run, step=step).exists():
        raise ValidationError(_("This task belongs to another step already."))


@transaction.atomic
def give_step_task(
    *,
    run: CourseRun,
    step: UUID,
    lesson: Lesson,
    actor: Person,
    key: UUID,
    seen: int | None,
    title: str,
    due: date,
    text: str = "",
    due_time: time | None = None,
    kind_id: int | None = None,
    files: Sequence[Sent] = (),
    now: datetime | None = None,
) -> StepTask:
    """Gives a task to the whole group at ``lesson`` for the step, both or neither; raises as ``give_task``, ``tie_task``."""
    task = give_task(
        lesson=lesson,
        actor=actor,
        key=key,
        title=title,
        due=due,
        text=text,
        due_time=due_time,
        kind_id=kind_id,
        files=files,
        now=now,
    )
    return tie_task(run=run, step=step, task=task, actor=actor, key=uuid5(key, "step"), seen=seen, now=now)
