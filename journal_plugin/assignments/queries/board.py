"""Tasks as a teacher sees them: the list of a journal, and one task with its learners."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from django.db.models import Count, Min, Q, QuerySet
from django.utils import timezone

from journal_plugin.assignments.deadlines import due_words, is_late
from journal_plugin.assignments.enums import State
from journal_plugin.assignments.models import Submission, Task, TaskRecipient
from journal_plugin.assignments.rules import checked_by
from journal_plugin.core import dates
from journal_plugin.core.dates import relative_day
from journal_plugin.core.names import surname_and_name
from journal_plugin.core.prepared import Prepared
from journal_plugin.core.spans import meets
from journal_plugin.lessons.models import Journal
from journal_plugin.marks.models import Mark
from journal_plugin.people.models import Membership


@dataclass(frozen=True)
class TaskLine:
    """A task of the list; ``people`` are those for whom it is, ``handed_in`` those who handed in, ``waiting`` unchecked."""

    pk: int
    title: str
    given: str
    due: str
    is_past: bool
    kind: str
    answered: bool
    personal: bool
    withdrawn: bool
    people: int
    handed_in: int
    waiting: int


def tasks_of(journal: Journal, today: date) -> tuple[TaskLine, ...]:
    """The tasks of a journal, the one that is due last first; four reads."""
    tasks = list(
        Task.objects.filter(journal=journal)
        .select_related("lesson", "work__kind")
        .annotate(chosen=Count("recipients", distinct=True))
        .order_by("-due", "-pk")
    )
    members = _members(journal.group_id)
    states: dict[int, Counter[str]] = {task.pk: Counter() for task in tasks}
    for (task, _learner), state in _last_states(Q(task__journal=journal)).items():
        states[task][state] += 1
    return tuple(
        TaskLine(
            pk=task.pk,
            title=task.title,
            given=relative_day(task.lesson.date, today),
            due=due_words(task.due, task.due_time, today),
            is_past=task.due < today,
            kind=task.work.kind.code if task.work else "",
            answered=task.answered,
            personal=task.personal,
            withdrawn=task.withdrawn_at is not None,
            people=task.chosen if task.personal else len(_between(members, task.lesson.date, task.due)),
            handed_in=states[task.pk].total(),
            waiting=states[task.pk][State.HANDED_IN],
        )
        for task in tasks
    )


@dataclass(frozen=True)
class ToCheck:
    """A task with works that wait for the teacher: how many, in which journal of which group."""

    task: int
    title: str
    journal: int
    element: str
    group: str
    works: int


def _waiting(person: int, institution: int):
    rows = Submission.objects.standing().filter(state=State.HANDED_IN, task__journal__institution=institution)
    return (
        rows.filter(task__in=Task.objects.filter(checked_by(person)).values("pk"))
        .values_list(
            "task_id",
            "task__title",
            "task__journal_id",
            "task__journal__element__name",
            "task__journal__group__name",
        )
        .annotate(works=Count("pk"), first=Min("at"))
        .order_by("first")
    )


_WAITING = Prepared(_waiting, int, int, timezone.localdate)


def works_to_check(person_id: int, institution_id: int) -> tuple[ToCheck, ...]:
    """Tasks that the person checks with unchecked last attempts, those that wait longest first; one read."""
    return tuple(ToCheck(*row[:6]) for row in _WAITING.rows(person_id, institution_id))


@dataclass(frozen=True)
class LearnerLine:
    """A learner of a task: where his work stands ("" for nothing handed in), when it came, the mark that stands."""

    learner: int
    name: str
    state: str
    when: str
    late: bool
    mark: str


@dataclass(frozen=True)
class Board:
    """The learners of a task by where their work stands, each part by name."""

    waiting: tuple[LearnerLine, ...]
    returned: tuple[LearnerLine, ...]
    accepted: tuple[LearnerLine, ...]
    missing: tuple[LearnerLine, ...]

    @property
    def people(self) -> int:
        """For how many learners the task is."""
        return len(self.waiting) + len(self.returned) + len(self.accepted) + len(self.missing)


def board_of(task: Task, zone: ZoneInfo, today: date) -> Board:
    """The learners of a task (fetched with its lesson and journal); at most three reads."""
    last: dict[int, tuple] = {}
    for learner, *row in task.submissions.order_by("attempt").values_list("learner_id", "state", "at"):
        last[learner] = tuple(row)
    marks = dict(Mark.objects.filter(work=task.work_id).exclude(code="").values_list("learner_id", "code"))
    lines: dict[str, list[LearnerLine]] = {state: [] for state in ("", *State.values)}
    for learner, name in learners_of(task):
        state, at = last.get(learner, ("", None))
        when = dates.moment(at, zone, today) if at else ""
        late = bool(at) and is_late(at, task.due, task.due_time, zone)
        lines[state].append(LearnerLine(learner, name, state, when, late, marks.get(learner, "")))
    parts = (lines[state] for state in (State.HANDED_IN, State.RETURNED, State.ACCEPTED, ""))
    return Board(*(tuple(part) for part in parts))


def learners_of(task: Task) -> tuple[tuple[int, str], ...]:
    """(learner, «Фамилия Имя») of everybody for whom a task is, by name; one read."""
    if task.personal:
        return _named(TaskRecipient.objects.filter(task=task))
    return _named(Membership.objects.between(task.lesson.date, task.due).filter(group=task.journal.group_id))


def members_of(journal: Journal, since: date) -> tuple[tuple[int, str], ...]:
    """(learner, «Фамилия Имя») of those who are in the group on ``since`` or later, by name: whom one may choose."""
    return _named(Membership.objects.between(since, date.max).filter(group=journal.group_id))


def _named(rows: QuerySet) -> tuple[tuple[int, str], ...]:
    """The learners of rows that have one, each once."""
    name = ("learner__person__last_name", "learner__person__first_name")
    found = rows.order_by("learner__person__sort_key", "learner").values_list("learner_id", *name)
    return tuple(dict.fromkeys((pk, surname_and_name(*parts)) for pk, *parts in found))


def _last_states(rule: Q) -> Mapping[tuple[int, int], str]:
    """(task, learner) -> state of the last attempt."""
    rows = Submission.objects.filter(rule).order_by("attempt").values_list("task_id", "learner_id", "state")
    return {(task, learner): state for task, learner, state in rows}


Stay = tuple[int, date, date | None]
"""(learner, since, until)."""


def _members(group: int) -> list[Stay]:
    return list(Membership.objects.filter(group=group).values_list("learner_id", "since", "until"))


def _between(members: Iterable[Stay], first: date, last: date) -> set[int]:
    return {learner for learner, since, until in members if meets(since, until, first, last)}
