"""Whom to tell of tasks: given, handed in, returned, accepted (D22, D23). Derived from the rows of tasks themselves."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from journal_plugin.assignments.enums import State
from journal_plugin.assignments.models import Submission, Task, TaskRecipient, Verdict
from journal_plugin.assignments.rules import checked_by
from journal_plugin.lessons.models import Lesson, LessonTeacher
from journal_plugin.lessons.rules import lessons_written_by
from journal_plugin.messaging.enums import TaskNoticeKind
from journal_plugin.messaging.models import TaskNotice
from journal_plugin.people.models import Guardianship, Learner, Membership, Staff

_KINDS = {State.RETURNED: TaskNoticeKind.RETURNED, State.ACCEPTED: TaskNoticeKind.ACCEPTED}


class Wanted(NamedTuple):
    """A thing to be told to a person (ids)."""

    kind: str
    person: int
    learner: int
    task: int
    submission: int | None = None
    verdict: int | None = None


def wanted_notices(since: datetime, settled: datetime, today: date) -> list[Wanted]:
    """Everything that happened to tasks in ``since``..``settled`` and still stands, with those who are to know it.

    Reads: constant in tasks, works and learners, and one for each teacher to whom something was handed in.
    """
    return [*_given(since, settled, today), *_handed_in(since, settled), *_judged(since, settled, today)]


def _given(since: datetime, settled: datetime, today: date) -> list[Wanted]:
    """The task's learners and their guardians."""
    tasks = Task.objects.filter(at__gte=since, at__lte=settled, withdrawn_at=None)
    rows = {row[0]: row[1:] for row in tasks.values_list("pk", "journal__group_id", "lesson__date", "due", "personal")}
    learners: dict[int, set[int]] = defaultdict(set)
    for task, learner in TaskRecipient.objects.filter(task__in=rows).values_list("task_id", "learner_id"):
        learners[task].add(learner)
    by_group: dict[int, list[tuple[int, date, date | None]]] = defaultdict(list)
    members = Membership.objects.filter(group__in={row[0] for row in rows.values() if not row[3]})
    for group, learner, first, last in members.values_list("group_id", "learner_id", "since", "until"):
        by_group[group].append((learner, first, last))
    for task, (group, day, due, personal) in rows.items():
        if not personal:
            spells = by_group[group]
            learners[task] |= {pk for pk, first, last in spells if first <= due and (last is None or last >= day)}
    everybody = set().union(*learners.values())
    own = _persons_of(everybody, today)
    told: dict[int, set[int]] = defaultdict(set)
    for learner, person in own.items():
        told[learner].add(person)
    guardians = Guardianship.objects.on(today).filter(learner__in=own)
    for learner, person in guardians.values_list("learner_id", "guardian_id"):
        told[learner].add(person)
    return [
        Wanted(TaskNoticeKind.GIVEN, person, learner, task)
        for task in sorted(learners)
        for learner in sorted(learners[task])
        for person in sorted(told[learner])
    ]


def _handed_in(since: datetime, settled: datetime) -> list[Wanted]:
    """Of the teachers of the lesson and of who gave the task those who may check it now."""
    works = Submission.objects.standing().filter(
        at__gte=since, at__lte=settled, state=State.HANDED_IN, task__withdrawn_at=None
    )
    rows = list(works.order_by("pk").values_list("pk", "learner_id", "task_id", "task__lesson_id", "task__by_id"))
    teachers: dict[int, set[int]] = defaultdict(set)
    held = LessonTeacher.objects.filter(lesson__in={row[3] for row in rows})
    for lesson, person in held.values_list("lesson_id", "staff__person_id"):
        teachers[lesson].add(person)
    asked: dict[int, set[int]] = defaultdict(set)
    for _work, _learner, task, lesson, by in rows:
        for person in teachers[lesson] | {by}:
            asked[person].add(task)
    allowed = {
        (person, task)
        for person, tasks in asked.items()
        for task in Task.objects.filter(checked_by(person), pk__in=tasks).values_list("pk", flat=True)
    }
    return [
        Wanted(TaskNoticeKind.HANDED_IN, person, learner, task, submission=work)
        for work, learner, task, lesson, by in rows
        for person in sorted(teachers[lesson] | {by})
        if (person, task) in allowed
    ]


def _judged(since: datetime, settled: datetime, today: date) -> list[Wanted]:
    """The learner, of the last word that was said to his last attempt."""
    later = Verdict.objects.filter(submission=OuterRef("submission"), number__gt=OuterRef("number"))
    said = Verdict.objects.filter(
        ~Exists(later), at__gte=since, at__lte=settled, submission__state=F("new"), submission__task__withdrawn_at=None
    )
    rows = list(
        said.order_by("pk").values_list("pk", "new", "submission_id", "submission__learner_id", "submission__task_id")
    )
    persons = _persons_of({row[3] for row in rows}, today)
    return [
        Wanted(_KINDS[State(new)], persons[learner], learner, task, work, verdict)
        for verdict, new, work, learner, task in rows
        if learner in persons
    ]


def _persons_of(learners: Collection[int], today: date) -> dict[int, int]:
    """Learner -> person, of those who study today."""
    return dict(Learner.objects.on(today).filter(pk__in=learners).values_list("pk", "person_id"))


def known_notices(tasks: Collection[int]) -> set[Wanted]:
    """What has been told of these tasks."""
    rows = TaskNotice.objects.filter(task__in=tasks)
    fields = ("kind", "person_id", "learner_id", "task_id", "submission_id", "verdict_id")
    return {Wanted(*row) for row in rows.values_list(*fields)}


def of_withdrawn_tasks() -> QuerySet[TaskNotice]:
    """Notices that stand although their task has been withdrawn."""
    return TaskNotice.objects.filter(withdrawn_at=None, task__withdrawn_at__isnull=False)


def still_theirs(today: date) -> QuerySet[TaskNotice]:
    """Notices whose person has an address and is today what he was told them as: learner, guardian, teacher.

    A teacher is one as long as he may check the task and has not lost his login, and only while the work waits for him.
    """
    guards = Guardianship.objects.on(today).filter(guardian=OuterRef("person"), learner=OuterRef("learner"))
    family = Q(person=F("learner__person")) | Q(Exists(guards))
    is_theirs = Q(family, ~Q(kind=TaskNoticeKind.HANDED_IN)) | Q(_still_to_check(today), kind=TaskNoticeKind.HANDED_IN)
    return TaskNotice.objects.filter(is_theirs, person__email__gt="")


def _still_to_check(today: date) -> Q:
    staff = Staff.objects.on(today).filter(person=OuterRef("person"), institution=OuterRef("learner__institution"))
    person: Any = OuterRef(OuterRef("person"))
    lessons = Lesson.objects.filter(lessons_written_by(person), pk=OuterRef("task__lesson"))
    waiting = Submission.objects.standing().filter(pk=OuterRef("submission"), state=State.HANDED_IN)
    has_login = Q(person__user=None) | Q(person__user__is_active=True)
    return Q(Exists(staff)) & Q(Exists(lessons)) & Q(Exists(waiting)) & has_login
