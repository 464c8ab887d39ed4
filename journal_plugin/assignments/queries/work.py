"""The work of one learner on a task: every attempt with its files and what was said to it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from journal_plugin.assignments.deadlines import is_late
from journal_plugin.assignments.enums import State
from journal_plugin.assignments.models import Submission, SubmissionFile, Task, TaskFile, Verdict
from journal_plugin.core import dates
from journal_plugin.core.names import initials
from journal_plugin.files.models import StoredFile


@dataclass(frozen=True)
class FileLine:
    """A file to open: its id, name and size in bytes."""

    pk: UUID
    name: str
    size: int


@dataclass(frozen=True)
class VerdictLine:
    """What was said: ``state`` as a word of State, ``when`` ready to print."""

    state: State
    comment: str
    mark: str
    who: str
    when: str


@dataclass(frozen=True)
class Attempt:
    """One handing-in, ``when`` ready to print; verdicts in their order."""

    pk: int
    number: int
    when: str
    late: bool
    state: State
    text: str
    files: tuple[FileLine, ...]
    verdicts: tuple[VerdictLine, ...]


def materials_of(task: Task) -> tuple[FileLine, ...]:
    """The materials of a task that have not been taken away; one read."""
    return _lines(TaskFile.objects.filter(task=task, withdrawn_at=None))


def attempts_of(task: Task, learner: int, zone: ZoneInfo, today: date) -> tuple[Attempt, ...]:
    """The attempts of a learner, the latest first; one read without any, else three."""
    rows = Submission.objects.filter(task=task, learner=learner).order_by("-attempt")
    submissions = list(rows.values_list("pk", "attempt", "at", "state", "text"))
    if not submissions:
        return ()
    ids = [row[0] for row in submissions]
    files: dict[int, list[FileLine]] = {pk: [] for pk in ids}
    found = SubmissionFile.objects.filter(submission__in=ids).order_by("position")
    for submission, pk, name, size in found.values_list("submission_id", "pk", "name", "size"):
        files[submission].append(FileLine(pk, name, size))
    verdicts = _verdicts(ids, zone, today)
    return tuple(
        Attempt(
            pk,
            number,
            dates.moment(at, zone, today),
            is_late(at, task.due, task.due_time, zone),
            State(state),
            text,
            tuple(files[pk]),
            tuple(verdicts[pk]),
        )
        for pk, number, at, state, text in submissions
    )


def _verdicts(submissions: list[int], zone: ZoneInfo, today: date) -> dict[int, list[VerdictLine]]:
    found: dict[int, list[VerdictLine]] = {pk: [] for pk in submissions}
    rows = Verdict.objects.filter(submission__in=submissions).order_by("number")
    person = ("by__last_name", "by__first_name", "by__patronymic")
    at: datetime
    for submission, state, comment, mark, at, *name in rows.values_list(
        "submission_id", "new", "comment", "mark", "at", *person
    ):
        said = VerdictLine(State(state), comment, mark, initials(*name), dates.moment(at, zone, today))
        found[submission].append(said)
    return found


def _lines(files: Iterable[StoredFile]) -> tuple[FileLine, ...]:
    return tuple(FileLine(file.pk, file.name, file.size) for file in files)
