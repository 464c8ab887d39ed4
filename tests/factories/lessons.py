"""Journals, lessons, works."""

from collections.abc import Iterable
from datetime import date

from journal_plugin.calendar.models import AcademicYear
from journal_plugin.curriculum.models import StudyElement
from journal_plugin.lessons.models import Journal, Lesson, LessonTeacher, Work, WorkKind
from journal_plugin.people.models import Group, Staff
from tests.factories.institution import BELLS


def make_journal(group: Group, element: StudyElement, year: AcademicYear, **fields) -> Journal:
    """The journal of ``group`` and ``element``."""
    return Journal.objects.create(institution=group.institution, group=group, element=element, year=year, **fields)


def make_lesson(
    journal: Journal, day: date, number: int = 1, *, teachers: Iterable[Staff] = (), works: int = 1, **fields
) -> Lesson:
    """A lesson of two hours by the bells of the factories, with ``works`` columns of the first kind of work."""
    _number, starts, ends = BELLS[number - 1]
    fields = {"hours": 2, "activity": "theory", "starts": starts, "ends": ends} | fields
    lesson = Lesson.objects.create(journal=journal, date=day, number=number, **fields)
    for staff in teachers:
        LessonTeacher.objects.create(lesson=lesson, staff=staff)
    for position in range(works):
        make_work(lesson, position=position)
    return lesson


def make_work(lesson: Lesson, code: str = "ОТ", *, position: int = 0, **fields) -> Work:
    """A column of ``lesson`` with the kind of work of that sign and its weight."""
    kind = WorkKind.objects.get(institution=lesson.journal.institution, code=code)
    return Work.objects.create(lesson=lesson, kind=kind, position=position, **({"weight": kind.weight} | fields))
