"""Tasks of one child: those that are alive in a week, all of a year, one with everything that was said to his work."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import OuterRef, Subquery

from journal_plugin.access.doors import open_door
from journal_plugin.assignments.enums import State
from journal_plugin.assignments.models import Submission, Task
from journal_plugin.assignments.queries.work import Attempt, FileLine, attempts_of, materials_of
from journal_plugin.assignments.rules import may_follow_task, set_to
from journal_plugin.core.near import MINUTE, near_cache
from journal_plugin.core.prepared import Prepared
from journal_plugin.core.spans import meets
from journal_plugin.diary.queries.children import Child
from journal_plugin.lessons.models import Journal
from journal_plugin.marks.models import Mark

YEAR = timedelta(days=365)


class TaskCard(NamedTuple):
    """A task of the child; ``state`` is that of his last attempt, "" where he has handed in nothing."""

    pk: int
    lesson: int
    subject: str
    title: str
    text: str
    given: date
    due: date
    due_time: time | None
    answered: bool
    personal: bool
    state: str = ""

    @property
    def is_to_do(self) -> bool:
        """Something is to be handed in, for the first time or again."""
        return self.answered and self.state in ("", State.RETURNED)


_CARD = (
    "pk",
    "lesson_id",
    "journal__element__name",
    "title",
    "text",
    "lesson__date",
    "due",
    "due_time",
    "answered",
    "personal",
)
"""The fields of a TaskCard, its state aside."""
_ALIVE = Prepared(
    lambda groups, first, last: (
        Task.objects.filter(
            journal__in=Journal.objects.filter(group__in=groups).values("pk"),
            due__gte=first,
            lesson__date__lte=last,
            withdrawn_at=None,
        )
        .order_by("due", "due_time", "pk")
        .values_list("recipients__learner_id", "journal__group_id", *_CARD)
    ),
    groups=[int],
    first=date,
    last=date,
)
_STATES = Prepared(
    lambda learner, tasks: (
        Submission.objects.filter(learner=learner, task__in=tasks).order_by("attempt").values_list("task_id", "state")
    ),
    learner=int,
    tasks=[int],
)


def tasks_alive(child: Child, first: date, last: date) -> tuple[TaskCard, ...]:
    """The child's tasks given up to ``last`` and due from ``first`` on, by due day.

    One query a minute for a group's families; where something is to be handed in, one more for where his works stand.
    """
    groups = tuple(sorted(child.groups_between(first, last)))
    key = f"diary.tasks.{groups}.{first}.{last}"
    rows = near_cache.get_or_set(key, lambda: _ALIVE.rows(groups=list(groups), first=first, last=last), MINUTE)
    cards = {row[2]: TaskCard(*row[2:]) for row in rows if _is_his(child, row)}
    asked = [card.pk for card in cards.values() if card.answered]
    states = dict(_STATES.rows(learner=child.pk, tasks=asked)) if asked else {}
    return tuple(card._replace(state=states[pk]) if pk in states else card for pk, card in cards.items())


def _is_his(child: Child, row: tuple) -> bool:
    """As assignments.rules.set_to says it to the database: by name, or in the group between the lesson and the due day."""
    recipient, group, *_pk, given, due, _time, _answered, personal = row
    if personal:
        return recipient == child.pk
    return any(spell.group == group and meets(spell.since, spell.until, given, due) for spell in child.spells)


def by_lesson(tasks: Iterable[TaskCard]) -> dict[int, tuple[TaskCard, ...]]:
    """Lesson id -> the tasks that were given at it."""
    found: dict[int, tuple[TaskCard, ...]] = {}
    for card in tasks:
        found[card.lesson] = (*found.get(card.lesson, ()), card)
    return found


def tasks_of_year(child: Child, today: date) -> tuple[TaskCard, ...]:
    """The child's tasks of the last twelve months, the one due last first; one query."""
    last = Submission.objects.filter(task=OuterRef("pk"), learner=child.pk).order_by("-attempt").values("state")[:1]
    rows = (
        Task.objects.filter(set_to(child.pk), lesson__date__gte=today - YEAR)
        .annotate(state=Subquery(last))
        .order_by("-due", "-due_time", "-pk")
        .values_list(*_CARD, "state")
    )
    return tuple(TaskCard(*card, state=state or "") for *card, state in rows)


@dataclass(frozen=True)
class OpenedTask:
    """A task with its materials and the child's attempts; ``mark`` is (id, code) of the mark in its column."""

    task: Task
    materials: tuple[FileLine, ...]
    attempts: tuple[Attempt, ...]
    mark: tuple[int, str] | None

    @property
    def state(self) -> str:
        """Where the child's work stands; "" where nothing was handed in."""
        return self.attempts[0].state if self.attempts else ""


def opened_task(user, child: Child, pk: int, today: date) -> OpenedTask:
    """The task behind the door of ``user`` and of this child; Http404 for another's; at most six queries."""
    tasks = Task.objects.select_related("lesson", "journal__element", "journal__group", "by", "work")
    task = open_door(tasks.filter(set_to(child.pk)), may_follow_task(user), pk=pk)
    marks = Mark.objects.filter(work=task.work_id, learner=child.pk).exclude(code="")
    return OpenedTask(
        task,
        materials_of(task),
        attempts_of(task, child.pk, ZoneInfo(child.school.time_zone), today),
        marks.values_list("pk", "code").first() if task.work_id else None,
    )
