"""Giving, changing and withdrawing a task; each stands in the history of the journal (D05, D22, E11)."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _

from journal_plugin.assignments.models import TEXT_LENGTH, TITLE_LENGTH, Task, TaskFile, TaskRecipient
from journal_plugin.assignments.rules import checked_by
from journal_plugin.conf import FILES_MOST
from journal_plugin.core.db import lock_row
from journal_plugin.core.spans import meets
from journal_plugin.files.actions import keeping
from journal_plugin.files.sent import Sent
from journal_plugin.lessons.actions import Register, add_work, already_written, open_register
from journal_plugin.lessons.enums import JournalKind, What
from journal_plugin.lessons.models import Lesson, Work
from journal_plugin.lessons.operations import Operation
from journal_plugin.lessons.rules import lessons_written_by
from journal_plugin.lessons.windows import Window, entry_window
from journal_plugin.people.models import Membership, Person

MOST_AHEAD = timedelta(days=366)
"""No task lasts longer than a year."""


def give_task(
    *,
    lesson: Lesson,
    actor: Person,
    key: UUID,
    title: str,
    due: date,
    text: str = "",
    due_time: time | None = None,
    answered: bool = True,
    kind_id: int | None = None,
    learners: Collection[int] | None = None,
    files: Sequence[Sent] = (),
    now: datetime | None = None,
) -> Task:
    """Gives a task at a lesson, to the group or with ``learners`` to these alone; a repeated key gives nothing new.

    ``kind_id`` is the kind of work whose column takes the marks: the lesson's first such column, else a new one.
    Raises ValidationError where the lesson is not the actor's, is cancelled or shut, the day is past, a learner foreign,
    the key belongs to another entry.
    """
    with keeping() as keeper:
        work = _column(lesson, kind_id, actor, key) if kind_id and answered else None
        with open_register(journal_id=lesson.journal_id, actor=actor, now=now) as register:
            repeated = Task.objects.filter(key=key).first()
            if repeated:
                if (repeated.lesson_id, repeated.by_id) != (lesson.pk, actor.pk):
                    raise ValidationError(_("This key belongs to another entry."))
                return repeated
            _check_unused(key)
            _check_lesson(register, lesson)
            _check_texts(title, text)
            _check_due(due, lesson, register.today)
            names = _recipients(register, lesson, due, learners) if learners is not None else {}
            task = Task.objects.create(
                journal_id=lesson.journal_id,
                lesson=lesson,
                work=work,
                title=title.strip(),
                text=text.strip(),
                due=due,
                due_time=due_time,
                answered=answered,
                personal=learners is not None,
                key=key,
                by=actor,
                at=register.now,
            )
            TaskRecipient.objects.bulk_create(TaskRecipient(task=task, learner_id=pk) for pk in names)
            keeper.keep(TaskFile, files, task=task)
            _log(register, task, key=key, old="", names=names)
    return task


def change_task(
    *,
    task: Task,
    actor: Person,
    key: UUID,
    expected: int,
    title: str,
    text: str,
    due: date,
    due_time: time | None = None,
    files: Sequence[Sent] = (),
    dropped: Collection[UUID] = (),
    now: datetime | None = None,
) -> Task:
    """Changes what a task says and by when it is due; ``expected`` is the version that the actor saw.

    Materials among ``dropped`` (ids) are shown no more. After the lesson's window only the due day may change, which
    is no record of the lesson. A repeated key changes nothing. Raises ValidationError, also where somebody was quicker
    or the key belongs to another entry.
    """
    with keeping() as keeper, open_register(journal_id=task.journal_id, actor=actor, now=now) as register:
        row = lock_row(Task.objects.select_related("lesson"), pk=task.pk)
        if _is_repeated(register, row, key, Task(title=title.strip(), text=text.strip(), due=due, due_time=due_time)):
            return row
        _check_owner(register, row)
        if row.version != expected:
            raise ValidationError(_("Somebody has changed this task meanwhile. Look at it and change it again."))
        _check_texts(title, text)
        if due != row.due:
            _check_due(due, row.lesson, register.today)
        gone = list(row.files.filter(pk__in=dropped, withdrawn_at=None))
        said = (title.strip(), text.strip())
        window = _window(register, row.lesson)
        if window.is_shut and (said != (row.title, row.text) or files or gone):
            raise ValidationError(_("%(why)s Only the due day may still be changed.") % {"why": window.shut_since})
        if row.files.filter(withdrawn_at=None).count() - len(gone) + len(files) > FILES_MOST:
            raise ValidationError(_("At most %(most)s files at once.") % {"most": FILES_MOST})
        old = described(row)
        row.title, row.text, row.due, row.due_time = *said, due, due_time
        if described(row) == old and not files and not gone:
            return row
        row.version += 1
        row.save(update_fields=["title", "text", "due", "due_time", "version"])
        row.files.filter(pk__in=[file.pk for file in gone]).update(withdrawn_at=register.now)
        last = row.files.aggregate(last=Max("position"))["last"]
        keeper.keep(TaskFile, files, first=0 if last is None else last + 1, task=row)
        _log(register, row, key=key, old=old)
    return row


def withdraw_task(*, task: Task, actor: Person, key: UUID, now: datetime | None = None) -> Task:
    """Takes a task back: nobody hands in to it any more, what was handed in stays; a second time changes nothing.

    Raises ValidationError where the lesson is not the actor's or the key belongs to another entry.
    """
    with open_register(journal_id=task.journal_id, actor=actor, now=now) as register:
        row = lock_row(Task.objects.select_related("lesson"), pk=task.pk)
        _check_owner(register, row)
        if row.withdrawn_at is None:
            _check_unused(key)
            row.withdrawn_at, row.version = register.now, row.version + 1
            row.save(update_fields=["withdrawn_at", "version"])
            operation = Operation(key, What.TASK, "", 0, lesson=row.lesson_id, work=row.work_id)
            register.log(operation, old=described(row), version=row.version)
    return row


def described(task: Task, names: Collection[str] = ()) -> str:
    """A task as the history tells it; Russian, it is data."""
    day = f"{task.due:%d.%m.%Y}{f' {task.due_time:%H:%M}' if task.due_time else ''}"
    parts = (f"«{task.title}»", f"срок {day}", f"лично: {', '.join(names)}" if names else "", task.text)
    return "; ".join(part for part in parts if part)


def _column(lesson: Lesson, kind_id: int, actor: Person, key: UUID) -> Work:
    found = lesson.works.filter(kind=kind_id).order_by("position").first()
    return found or add_work(lesson=lesson, kind_id=kind_id, actor=actor, key=uuid5(key, "work"))


def _check_unused(key: UUID) -> None:
    """Refuses a key that stands in the history of a journal: what was done under it was something else."""
    if already_written([key]):
        raise ValidationError(_("This key belongs to another entry."))


def _is_repeated(register: Register, task: Task, key: UUID, asked: Task) -> bool:
    """Whether this very change of the task stands in the history; raises ValidationError for the key of another entry."""
    change = already_written([key]).get(key)
    if change is None:
        return False
    said = (register.actor.pk, What.TASK, task.lesson_id, task.work_id, described(asked))
    if key == task.key or said != (change.actor, change.what, change.lesson, change.work, change.new):
        raise ValidationError(_("This key belongs to another entry."))
    return True


def _check_lesson(register: Register, lesson: Lesson) -> None:
    if register.journal.kind == JournalKind.UNMARKED:
        raise ValidationError(_("This journal is kept without homework."))
    if not Lesson.objects.filter(lessons_written_by(register.actor.pk), pk=lesson.pk).exists():
        raise ValidationError(_("This lesson is not yours to write."))
    if lesson.cancelled:
        raise ValidationError(_("The lesson is cancelled."))
    window = _window(register, lesson)
    if window.is_shut:
        raise ValidationError(window.why_shut)


def _check_owner(register: Register, task: Task) -> None:
    if not Task.objects.filter(checked_by(register.actor.pk), pk=task.pk).exists():
        raise ValidationError(_("This lesson is not yours to write."))


def _window(register: Register, lesson: Lesson) -> Window:
    return entry_window(
        lesson_date=lesson.date,
        settings=register.settings,
        today=register.today,
        opened_until=register.openings.until(lesson=lesson.pk),
    )


def _check_texts(title: str, text: str) -> None:
    if not title.strip():
        raise ValidationError(_("Give the task a title."))
    if len(title) > TITLE_LENGTH or len(text) > TEXT_LENGTH:
        raise ValidationError(_("The text is longer than %(limit)s characters.") % {"limit": TEXT_LENGTH})


def _check_due(due: date, lesson: Lesson, today: date) -> None:
    if due > today + MOST_AHEAD:
        raise ValidationError(_("The day lies too far ahead."))
    if due < max(lesson.date, today):
        raise ValidationError(_("The due day has passed already: choose a day from today on, not before the lesson."))


def _recipients(register: Register, lesson: Lesson, due: date, learners: Collection[int]) -> dict[int, str]:
    """Learner id -> name of those chosen; every one of them is in the group between the lesson and the due day."""
    rows = Membership.objects.filter(group=register.journal.group_id, learner__in=learners).select_related(
        "learner__person"
    )
    names = {
        row.learner_id: row.learner.person.short_name
        for row in rows.order_by("learner__person__sort_key", "learner")
        if meets(row.since, row.until, lesson.date, due)
    }
    if not learners:
        raise ValidationError(_("Choose at least one learner."))
    if set(learners) != names.keys():
        raise ValidationError(_("The learner was not in the group on that day."))
    return names


def _log(register: Register, task: Task, *, key: UUID, old: str, names: dict[int, str] | None = None) -> None:
    new = described(task, tuple((names or {}).values()))
    operation = Operation(key, What.TASK, new, 0, lesson=task.lesson_id, work=task.work_id)
    register.log(operation, old=old, version=task.version)
