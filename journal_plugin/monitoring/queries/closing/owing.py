"""Who owes the records of a year: by load, and by the lessons themselves."""

from collections import defaultdict
from datetime import date, timedelta

from django.db.models import QuerySet

from journal_plugin.calendar.models import AcademicYear
from journal_plugin.core.names import initials
from journal_plugin.curriculum.models import TeachingAssignment
from journal_plugin.lessons.models import Lesson, LessonTeacher

_NAME = tuple(f"staff__person__{part}" for part in ("last_name", "first_name", "patronymic"))
Writers = dict[tuple[int, int], tuple[str, ...]]
"""(group, element) -> names."""


def writers_of(year: AcademicYear) -> Writers:
    """Who keeps the journal of a group and element by the load of the year; one read."""
    rows = TeachingAssignment.objects.filter(term__year=year).order_by("staff__person__sort_key")
    found: dict[tuple[int, int], dict[str, None]] = defaultdict(dict)
    for group, element, *name in rows.values_list("group", "element", *_NAME):
        found[group, element][initials(*name)] = None
    return {place: tuple(names) for place, names in found.items()}


def holders_of(lessons: QuerySet[Lesson]) -> dict[int, tuple[str, ...]]:
    """Journal -> who holds those of its lessons: the substitute of a lesson that has one; one read."""
    rows = LessonTeacher.objects.filter(lesson__in=lessons).order_by("staff__person__sort_key")
    of_lesson: dict[tuple[int, int], dict[bool, list[str]]] = defaultdict(lambda: {True: [], False: []})
    for journal, lesson, substitute, *name in rows.values_list("lesson__journal", "lesson", "substitute", *_NAME):
        of_lesson[journal, lesson][substitute].append(initials(*name))
    found: dict[int, dict[str, None]] = defaultdict(dict)
    for (journal, _lesson), names in of_lesson.items():
        found[journal] |= dict.fromkeys(names[True] or names[False])
    return {journal: tuple(names) for journal, names in found.items()}


def last_day(year: AcademicYear) -> date:
    """The last day of the year whose records are looked at: yesterday at the latest."""
    return min(year.until, year.institution.today() - timedelta(days=1))


def held_lessons(year: AcademicYear) -> QuerySet[Lesson]:
    """The lessons of the year up to that day that were not cancelled."""
    return Lesson.objects.filter(journal__year=year, cancelled=False, date__lte=last_day(year))
