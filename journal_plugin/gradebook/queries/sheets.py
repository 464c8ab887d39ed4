"""Reads of a page of the register as tuples: its frame in two reads, its entries in three."""

import hashlib
from datetime import date

from django.db.models import Case, Exists, OuterRef, When

from journal_plugin.attendance.models import Attendance
from journal_plugin.attestation.models import FinalMark
from journal_plugin.core.prepared import Prepared
from journal_plugin.gradebook.sheet import Column, Entries, Row, Sheet, WorkColumn
from journal_plugin.lessons.models import Lesson, LessonTeacher
from journal_plugin.marks.models import Mark
from journal_plugin.people.models import Membership

Frame = tuple[tuple, tuple]
"""The rows of lessons with works, and of memberships, as they were read: equal frames give equal pages."""

_LESSON = ("pk", "date", "number", "starts", "ends", "cancelled", "attendance_at", "substituted")
_WORK = (
    "pk",
    "kind_id",
    "kind__code",
    "kind__name",
    "weight",
    "kind__written",
    "kind__monitoring",
    "kind__tint",
    "kind__done_only",
)
_MEMBER = (
    "learner_id",
    "learner__person__last_name",
    "learner__person__first_name",
    "learner__adapted",
    "learner__individual_plan",
    "since",
    "until",
)


def _lessons(journal: int, since: date, until: date):
    given = Exists(LessonTeacher.objects.filter(lesson=OuterRef("pk"), substitute=True))
    lessons = Lesson.objects.filter(journal=journal, date__range=(since, until)).annotate(substituted=given)
    lessons = lessons.order_by("date", "number", "pk", "works__position", "works__pk")
    return lessons.values_list(*_LESSON, *(f"works__{name}" for name in _WORK))


def _members(group: int, since: date, until: date):
    members = Membership.objects.filter(group=group).between(since, until)
    return members.order_by("learner__person__sort_key", "learner_id", "since").values_list(*_MEMBER)


_LESSONS = Prepared(_lessons, int, date, date)
_MEMBERS = Prepared(_members, int, date, date)


def read_frame(journal: int, group: int, since: date, until: date) -> Frame:
    """Lessons of the journal with their works, and members of its group, in ``since``..``until``; two reads."""
    return tuple(_LESSONS.rows(journal, since, until)), tuple(_MEMBERS.rows(group, since, until))


def frame_digest(journal: int, group: int, since: date, until: date) -> str:
    """A short stamp of the frame: equal as long as nothing in it has changed; two reads."""
    rows = (_LESSONS.raw(journal, since, until), _MEMBERS.raw(group, since, until))
    return hashlib.blake2b(repr(rows).encode(), digest_size=16).hexdigest()


def sheet_of(frame: Frame, *, kind: int | None = None) -> Sheet:
    """The frame as columns and rows; with ``kind`` only works of that kind and lessons that have one."""
    lessons, members = frame
    works: dict[int, list[WorkColumn]] = {}
    heads: dict[int, tuple] = {}
    for row in lessons:
        heads[row[0]] = row[: len(_LESSON)]
        work = row[len(_LESSON) :]
        if work[0] is not None and (kind is None or work[1] == kind):
            works.setdefault(row[0], []).append(WorkColumn(*work))
    columns = tuple(
        Column(pk, day, number, starts, ends, cancelled, checked is not None, tuple(works.get(pk, ())), bool(given))
        for pk, day, number, starts, ends, cancelled, checked, given in heads.values()
        if kind is None or pk in works
    )
    spells: dict[int, list[tuple[date, date | None]]] = {}
    people: dict[int, tuple[str, str, bool, bool]] = {}
    for learner, last, first, adapted, individual, since, until in members:
        people[learner] = (last, first, adapted, individual)
        spells.setdefault(learner, []).append((since, until))
    rows = tuple(Row(learner, *person, spells=tuple(spells[learner])) for learner, person in people.items())
    return Sheet(columns, rows)


def _marks(journal: int, since: date, until: date):
    marks = Mark.objects.filter(work__lesson__journal=journal, work__lesson__date__range=(since, until))
    return marks.values_list("learner_id", "work_id", "code", "version", "at")


def _signs(journal: int, since: date, until: date):
    signs = Attendance.objects.filter(lesson__journal=journal, lesson__date__range=(since, until))
    told = Case(When(notice__isnull=False, then="reason"))
    return signs.annotate(told=told).values_list("learner_id", "lesson_id", "code", "version", "at", "told")


def _finals(journal: int, term: int):
    return FinalMark.objects.filter(journal=journal, term=term).values_list("learner_id", "code", "version", "at")


_MARKS = Prepared(_marks, int, date, date)
_SIGNS = Prepared(_signs, int, date, date)
_FINALS = Prepared(_finals, int, int)


def read_entries(journal: int, since: date, until: date, *, term: int | None) -> Entries:
    """Marks, attendance and term marks of the period; three reads (two without a term). Cleared ones keep a version."""
    entries = Entries()
    for learner, work, *record in _MARKS.rows(journal, since, until):
        entries.marks.setdefault(learner, {})[work] = record
    for learner, lesson, *record in _SIGNS.rows(journal, since, until):
        entries.attendance.setdefault(learner, {})[lesson] = record
    if term is not None:
        for learner, *record in _FINALS.rows(journal, term):
            entries.finals[learner] = record
    return entries
