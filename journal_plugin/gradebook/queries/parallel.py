"""Parallel groups: a teacher's other journals of the same element, each with its lesson nearest to a given one (D04)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from journal_plugin.core import dates
from journal_plugin.gradebook.queries.hints import homework_hints
from journal_plugin.lessons.models import Journal, Lesson
from journal_plugin.lessons.rules import with_rights
from journal_plugin.lessons.windows import entry_window

_DAYS = 21
"""A lesson further away is not parallel any more."""


@dataclass(frozen=True)
class ParallelLesson:
    """The lesson of another journal, what stands in it and in which version."""

    journal: int
    lesson: int
    group: str
    day: str
    topic: str
    topic_version: int
    homework: str
    homework_version: int
    minutes_version: int
    is_other_course: bool
    """Of another course or grade: what is set for one is hardly meant for it."""


def parallel_journals(journal: Journal, user) -> QuerySet[Journal]:
    """Other journals of the same element and year that ``user`` writes as a whole."""
    return with_rights(user).filter(whole=True, element=journal.element_id, year=journal.year_id).exclude(pk=journal.pk)


def parallel_lessons(journal: Journal, lesson: Lesson, user) -> tuple[ParallelLesson, ...]:
    """For each of them, by group, the lesson nearest to ``lesson`` that may still be written; of two the later; one read."""
    settings, today = journal.institution.settings, journal.institution.today()
    near = (lesson.date - timedelta(days=_DAYS), lesson.date + timedelta(days=_DAYS))
    rows = Lesson.objects.filter(journal__in=parallel_journals(journal, user), date__range=near, cancelled=False)
    versioned = ("topic", "topic_version", "homework", "homework_version", "minutes_version")
    texts = (*versioned, "journal__group__course")
    rows = rows.order_by("journal__group__sort_key", "journal_id", "-date", "number")
    best: dict[int, tuple] = {}
    for pk, book, group, day, *rest in rows.values_list("pk", "journal_id", "journal__group__name", "date", *texts):
        if entry_window(lesson_date=day, settings=settings, today=today).is_shut:
            continue
        if book not in best or _far(day, lesson.date) < _far(best[book][3], lesson.date):
            best[book] = (pk, book, group, day, *rest)
    return tuple(
        ParallelLesson(
            book,
            pk,
            group,
            f"{dates.long_day(day, today)}, {dates.weekday_short(day)}",
            *rest,
            is_other_course=course != journal.group.course,
        )
        for pk, book, group, day, *rest, course in best.values()
    )


def hints_of_given(lessons: Collection[int]) -> dict[int, tuple[str, ...]]:
    """Lesson -> the hints about the homework that it has got, as the panel shows them; one read, and at most three for each."""
    rows = Lesson.objects.filter(pk__in=lessons).select_related("journal__group", "journal__institution__settings")
    return {row.pk: homework_hints(row.journal, row) for row in rows if row.journal.is_marked}


def _far(day: date, other: date) -> int:
    return abs((day - other).days)
