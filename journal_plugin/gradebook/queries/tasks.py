"""What the pages of tasks ask of the register: where a task may be given, which marks stand, who was absent by his work."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from journal_plugin.assignments.deadlines import due_moment
from journal_plugin.assignments.models import Task
from journal_plugin.assignments.queries.board import learners_of
from journal_plugin.attendance.models import Attendance
from journal_plugin.core import dates
from journal_plugin.core.typography import bind
from journal_plugin.gradebook.markup import Reader
from journal_plugin.lessons.enums import JournalKind
from journal_plugin.lessons.models import Journal, WorkKind
from journal_plugin.lessons.windows import entry_window
from journal_plugin.marks.models import Mark
from journal_plugin.marks.scales import DONE, current_codes
from journal_plugin.people.models import Membership
from journal_plugin.timetable.enums import Technology

AHEAD = 14
"""Days ahead for which a task may be prepared."""


@dataclass(frozen=True)
class LessonChoice:
    """A lesson at which a task may be given: «20 ноября, пт, 8:30»; one ahead may be prepared for."""

    pk: int
    label: str
    is_ahead: bool


def lessons_for_tasks(journal: Journal, reader: Reader, today: date) -> tuple[LessonChoice, ...]:
    """Open lessons that the reader writes, the latest first; one read."""
    last = today + timedelta(days=AHEAD)
    rows = journal.lessons.filter(cancelled=False, date__lte=last).order_by("-date", "-number")
    settings = journal.institution.settings
    return tuple(
        LessonChoice(
            pk, bind(f"{dates.long_day(day, today)}, {dates.weekday_short(day)}, {dates.clock(starts)}"), day > today
        )
        for pk, day, starts in rows.values_list("pk", "date", "starts")
        if reader.writes(pk) and not entry_window(lesson_date=day, settings=settings, today=today).is_shut
    )


def gives_tasks(journal: Journal, reader: Reader) -> bool:
    """Whether the page offers to give a task: nothing is set where there is no homework."""
    return reader.is_writer and journal.kind != JournalKind.UNMARKED


def kinds_for_tasks(journal: Journal) -> tuple[tuple[int, str], ...]:
    """(kind of work, name) of the institution; one read."""
    kinds = WorkKind.objects.filter(institution=journal.institution_id).order_by("position", "pk")
    return tuple(kinds.values_list("pk", "name"))


@dataclass(frozen=True)
class Standing:
    """The mark that stands in the column of a task: code ("" for none) and version."""

    code: str
    version: int


def codes_of(task: Task) -> tuple[str, ...]:
    """The marks that an accepted work may get; none for a task without a mark."""
    if task.work is None:
        return ()
    if task.work.kind.done_only:
        return (DONE,)
    return current_codes(one_allowed=task.journal.institution.settings.mark_one_allowed, owed_allowed=False)


def standing_of(task: Task, learner: int) -> Standing:
    """The learner's mark in the column of the task; one read, none without a column."""
    if task.work_id is None:
        return Standing("", 0)
    row = Mark.objects.filter(work=task.work_id, learner=learner).values_list("code", "version").first()
    return Standing(*row) if row else Standing("", 0)


@dataclass(frozen=True)
class Absentee:
    """Who handed in nothing by the due time; ``version`` is that of his cleared sign at the lesson."""

    learner: int
    name: str
    version: int


def absentees_of(task: Task, now: datetime) -> tuple[Absentee, ...] | None:
    """Those of the lesson's day who handed in nothing in time and have no sign; three reads.

    None where presence does not follow from the task: the lesson is not e-learning, the task is for some only, is only
    to be read, was withdrawn, or is not due yet (D21). ``now`` is the institution's.
    """
    due = due_moment(task.due, task.due_time, now.tzinfo)  # type: ignore[arg-type]
    counts = task.lesson.technology == Technology.E_LEARNING and task.answered and not task.personal
    if not counts or task.withdrawn_at is not None or now < due:
        return None
    handed_in = set(task.submissions.filter(at__lt=due).values_list("learner_id", flat=True))
    signs = Attendance.objects.filter(lesson=task.lesson_id).values_list("learner_id", "code", "version")
    standing = {learner: (code, version) for learner, code, version in signs}
    there = Membership.objects.on(task.lesson.date).filter(group=task.journal.group_id)
    members = set(there.values_list("learner_id", flat=True))
    found = []
    for learner, name in learners_of(task):
        code, version = standing.get(learner, ("", 0))
        if learner in members and learner not in handed_in and not code:
            found.append(Absentee(learner, name, version))
    return tuple(found)
