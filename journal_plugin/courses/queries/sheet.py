"""The sheet of an opened course: its learners, its steps, what each has done of them (B20)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from journal_plugin.assignments.deadlines import due_words
from journal_plugin.assignments.enums import State
from journal_plugin.assignments.models import Task
from journal_plugin.core.names import surname_and_name
from journal_plugin.courses.body import Body, Step, read_body, steps_of
from journal_plugin.courses.models import CourseRun
from journal_plugin.courses.queries.works import Work, works_on
from journal_plugin.people.models import Learner, Membership


@dataclass(frozen=True)
class Column:
    """A step: its number in the course, None for one of a former edition; ``first`` in its group."""

    step: UUID
    title: str
    number: int | None
    is_task: bool
    first: bool = False


class Cell(NamedTuple):
    """A step of one learner: when he did it, and where his work stands for a step with a task ("" for another one)."""

    column: Column
    day: date | None = None
    state: str = ""

    @property
    def done(self) -> bool:
        """Studied, handed in or accepted; what was returned is to be done again."""
        return self.day is not None and self.state != State.RETURNED


@dataclass(frozen=True)
class ColumnGroup:
    """The steps of a section, or with ``former`` those that the present edition has no more."""

    title: str
    columns: tuple[Column, ...]
    former: bool = False


@dataclass(frozen=True)
class SheetRow:
    """A learner; ``done`` steps of the present edition, ``left``: he is not in the group any more."""

    name: str
    cells: tuple[Cell, ...]
    done: int
    left: bool

    @property
    def begun(self) -> bool:
        """Whether he has done anything, in a former edition too."""
        return any(cell.day for cell in self.cells)


@dataclass(frozen=True)
class TaskLine:
    """A step with a task: the task that it has in this journal, if any, and how many works came to it."""

    step: UUID
    number: int
    title: str
    task: Task | None
    due: str
    handed_in: int
    waiting: int
    accepted: int


@dataclass(frozen=True)
class Sheet:
    """``steps``: how many the present edition has."""

    groups: tuple[ColumnGroup, ...]
    rows: tuple[SheetRow, ...]
    tasks: tuple[TaskLine, ...]
    steps: int

    @property
    def columns(self) -> tuple[Column, ...]:
        """All of them in order, as the cells of a row stand."""
        return tuple(column for group in self.groups for column in group.columns)


@dataclass(frozen=True)
class _Facts:
    """``done``: (learner, step) -> (what it was called, when he studied it); ``tasks`` by step, ``works`` by (task, learner)."""

    done: Mapping[tuple[int, UUID], tuple[str, datetime]]
    tasks: Mapping[UUID, Task]
    works: Mapping[tuple[int, int], Work]
    zone: ZoneInfo

    def learners(self) -> set[int]:
        """Who has done anything."""
        return {learner for learner, _step in self.done} | {learner for _task, learner in self.works}

    def states(self, step: UUID) -> list[str]:
        """Where the works on the task of a step stand."""
        task = self.tasks.get(step)
        return [work.state for (pk, _learner), work in self.works.items() if task and pk == task.pk]

    def cell(self, column: Column, learner: int) -> Cell:
        """What the learner has done of the step."""
        if not column.is_task:
            said = self.done.get((learner, column.step))
            return Cell(column, said[1].astimezone(self.zone).date() if said else None)
        task = self.tasks.get(column.step)
        work = self.works.get((task.pk, learner)) if task else None
        return Cell(column, work.at.astimezone(self.zone).date(), work.state) if work else Cell(column)


def sheet_of(run: CourseRun, today: date) -> Sheet:
    """The sheet of a run fetched with its edition and its journal's institution; five queries."""
    body, facts = read_body(run.edition.body), _facts(run)
    groups = _groups(body, facts)
    columns = [column for group in groups for column in group.columns]
    members = Membership.objects.on(today).filter(group=run.journal.group_id)
    here = set(members.values_list("learner_id", flat=True))
    people = Learner.objects.filter(pk__in=here | facts.learners()).order_by("person__sort_key", "pk")
    rows = []
    for pk, *name in people.values_list("pk", "person__last_name", "person__first_name"):
        cells = tuple(facts.cell(column, pk) for column in columns)
        done = sum(cell.done for cell, column in zip(cells, columns, strict=True) if column.number)
        rows.append(SheetRow(surname_and_name(*name), cells, done, pk not in here))
    lines = tuple(_task_line(column, facts, today) for column in columns if column.is_task and column.number)
    return Sheet(groups, tuple(rows), lines, sum(1 for _step in steps_of(body)))


def _facts(run: CourseRun) -> _Facts:
    rows = run.done.order_by("at").values_list("learner_id", "step", "title", "at")
    done = {(learner, step): (title, at) for learner, step, title, at in rows}
    tasks = {row.step: row.task for row in run.tasks.select_related("task")}
    return _Facts(done, tasks, works_on(task.pk for task in tasks.values()), run.journal.institution.zone)


def _groups(body: Body, facts: _Facts) -> tuple[ColumnGroup, ...]:
    """The sections with steps; at the end what was done and is in the present edition no more."""
    numbers = {step.id: number for number, step in enumerate(steps_of(body), start=1)}
    groups = tuple(
        _group(part.title, (_column(step, numbers[step.id]) for step in part.steps)) for part in body if part.steps
    )
    gone = {step: Column(step, title, None, False) for (_learner, step), (title, _at) in facts.done.items()}
    gone |= {step: Column(step, task.title, None, True) for step, task in facts.tasks.items() if facts.states(step)}
    former = [column for step, column in gone.items() if step not in numbers]
    return (*groups, _group(_("In a former edition"), former, former=True)) if former else groups


def _column(step: Step, number: int) -> Column:
    return Column(step.id, step.title, number, step.is_task)


def _group(title: str, columns: Iterable[Column], *, former: bool = False) -> ColumnGroup:
    first, *rest = columns
    return ColumnGroup(title, (replace(first, first=True), *rest), former)


def _task_line(column: Column, facts: _Facts, today: date) -> TaskLine:
    task, states = facts.tasks.get(column.step), facts.states(column.step)
    stands = task if task and task.withdrawn_at is None else None
    due = due_words(stands.due, stands.due_time, today) if stands else ""
    said = (len(states), states.count(State.HANDED_IN), states.count(State.ACCEPTED))
    return TaskLine(column.step, column.number or 0, column.title, stands, due, *said)
