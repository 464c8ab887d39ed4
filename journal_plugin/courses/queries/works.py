"""Tasks of steps and where the works on them stand (B20, D22)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from journal_plugin.assignments.enums import State
from journal_plugin.assignments.models import Submission, Task
from journal_plugin.assignments.rules import set_to
from journal_plugin.courses.models import CourseRun, StepTask


class Work(NamedTuple):
    """The last attempt at a task: where it stands, when it came."""

    state: str
    at: datetime

    @property
    def counts(self) -> bool:
        """Whether the step is done by it; a returned work is to be handed in again."""
        return self.state != State.RETURNED


@dataclass(frozen=True)
class OwnTask:
    """The task of a step for one learner; ``his`` where it was set to him, ``work`` his last attempt."""

    task: Task
    his: bool
    work: Work | None


def own_tasks(learner: int, runs: Iterable[int]) -> dict[int, dict[UUID, OwnTask]]:
    """Run -> step -> the task as one learner has it; two queries."""
    his = Task.objects.filter(set_to(learner), pk=OuterRef("task"))
    rows = list(StepTask.objects.filter(run__in=list(runs)).select_related("task").annotate(his=Exists(his)))
    works = works_on((row.task_id for row in rows), learner=learner)
    found: dict[int, dict[UUID, OwnTask]] = {}
    for row in rows:
        own = OwnTask(row.task, row.his, works.get((row.task_id, learner)))  # type: ignore[attr-defined]
        found.setdefault(row.run_id, {})[row.step] = own
    return found


def works_on(tasks: Iterable[int], **whose: int) -> dict[tuple[int, int], Work]:
    """(task, learner) -> the last attempt; one query."""
    rows = Submission.objects.filter(task__in=list(tasks), **whose).order_by("attempt")
    found = rows.values_list("task_id", "learner_id", "state", "at")
    return {(task, learner): Work(state, at) for task, learner, state, at in found}


def task_of(run: CourseRun, step: UUID) -> Task | None:
    """The task that the step has, a withdrawn one too; one query."""
    return Task.objects.filter(step__run=run, step__step=step).first()


def tasks_to_tie(run: CourseRun) -> QuerySet[Task]:
    """Tasks of the run's journal that a step may have: for the whole group, to be handed in, of no other step."""
    rows = Task.objects.filter(journal=run.journal_id, personal=False, answered=True, withdrawn_at=None, step=None)
    return rows.order_by("-due", "-pk")
