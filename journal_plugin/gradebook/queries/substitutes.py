"""Who stands in for whom, and which journals nobody may fill in (C08; «замены»)."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, Max, Min, OuterRef, QuerySet
from django.utils.translation import gettext as _

from journal_plugin.core.dates import day_range
from journal_plugin.core.names import initials
from journal_plugin.core.plurals import counted
from journal_plugin.core.typography import bind
from journal_plugin.institution.models import Institution
from journal_plugin.lessons.models import Journal, Lesson, LessonTeacher
from journal_plugin.lessons.rules import without_writer

AHEAD = timedelta(days=14)
"""A journal is without a teacher when its lessons of so many days to come are."""


@dataclass(frozen=True)
class JournalLine:
    """Lessons of a journal that need somebody: how many, when, and the first of those days."""

    journal: int
    title: str
    lessons: str
    days: str
    since: date
    until: date


@dataclass(frozen=True)
class SubstituteLine:
    """Lessons of a journal given to somebody by one order."""

    journal: int
    staff: int
    title: str
    who: str
    order_no: str
    days: str
    since: date


def orphans(journals: QuerySet[Journal], institution: Institution) -> list[JournalLine]:
    """Journals with lessons, from the first open day to two weeks ahead, that nobody may fill in; one read."""
    today = institution.today()
    first = today - timedelta(days=institution.settings.mark_window_days)
    lessons = Lesson.objects.filter(without_writer(), journal__in=journals, date__range=(first, today + AHEAD))
    return _by_journal(lessons, today)


def lessons_of(journals: QuerySet[Journal], staff: int, since: date, until: date, today: date) -> list[JournalLine]:
    """The journals in which ``staff`` holds lessons on those days that nobody else has been given yet; one read."""
    teachers = LessonTeacher.objects.filter(lesson=OuterRef("pk"))
    here = Exists(teachers.filter(staff=staff)) & ~Exists(teachers.filter(substitute=True).exclude(staff=staff))
    return _by_journal(Lesson.objects.filter(here, journal__in=journals, date__range=(since, until)), today)


def _by_journal(lessons: QuerySet[Lesson], today: date) -> list[JournalLine]:
    rows = (
        lessons.filter(cancelled=False)
        .order_by()
        .values("journal", "journal__group__name", "journal__element__name")
        .annotate(count=Count("pk"), first=Min("date"), last=Max("date"))
        .order_by("journal__group__sort_key", "journal__element__sort_key")
    )
    return [
        JournalLine(
            journal,
            bind(f"{group}, {element}"),
            counted(count, "lesson"),
            day_range(first, last, today),
            first,
            last,
        )
        for journal, group, element, count, first, last in rows.values_list(
            "journal", "journal__group__name", "journal__element__name", "count", "first", "last"
        )
    ]


def substitutes(journals: QuerySet[Journal], since: date, today: date) -> list[SubstituteLine]:
    """Substitutions with lessons from ``since`` on, the next first; one read."""
    held = LessonTeacher.objects.filter(substitute=True, lesson__journal__in=journals, lesson__date__gte=since)
    rows = (
        held.order_by()
        .values("lesson__journal", "staff", "order_no")
        .annotate(first=Min("lesson__date"), last=Max("lesson__date"))
        .order_by("first", "lesson__journal")
        .values_list(
            "lesson__journal",
            "staff",
            "lesson__journal__group__name",
            "lesson__journal__element__name",
            "staff__person__last_name",
            "staff__person__first_name",
            "staff__person__patronymic",
            "order_no",
            "first",
            "last",
        )
    )
    return [
        SubstituteLine(
            journal,
            staff,
            bind(f"{group}, {element}"),
            initials(*name),
            _("order %(number)s") % {"number": order_no} if order_no else "",
            day_range(first, last, today),
            first,
        )
        for journal, staff, group, element, *name, order_no, first, last in rows
    ]
