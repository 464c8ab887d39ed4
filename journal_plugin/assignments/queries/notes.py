"""Tasks as the register names them beside the homework of their lessons (D05)."""

from dataclasses import dataclass
from datetime import date

from journal_plugin.assignments.deadlines import due_words
from journal_plugin.assignments.models import Task
from journal_plugin.core.names import initials


@dataclass(frozen=True)
class TaskNote:
    """A task in a line; ``who`` names the learners of a personal one: «Андреева А. И., Ветрова В. В.»."""

    pk: int
    title: str
    due: str
    who: str


def tasks_by_lesson(journal: int, first: date, last: date, today: date) -> dict[int, tuple[TaskNote, ...]]:
    """Lesson id -> the tasks that were given at it, for lessons of these days; one read."""
    person = [f"recipients__learner__person__{part}" for part in ("last_name", "first_name", "patronymic")]
    rows = (
        Task.objects.filter(journal=journal, lesson__date__range=(first, last), withdrawn_at=None)
        .order_by("pk", "recipients__learner__person__sort_key")
        .values_list("lesson_id", "pk", "title", "due", "due_time", *person)
    )
    tasks: dict[int, tuple] = {}
    names: dict[int, list[str]] = {}
    for lesson, pk, title, due, due_time, *name in rows:
        tasks[pk] = (lesson, title, due_words(due, due_time, today))
        names.setdefault(pk, []).extend([initials(*name)] if name[0] else [])
    found: dict[int, tuple[TaskNote, ...]] = {}
    for pk, (lesson, title, due) in tasks.items():
        found[lesson] = (*found.get(lesson, ()), TaskNote(pk, title, due, ", ".join(names[pk])))
    return found
