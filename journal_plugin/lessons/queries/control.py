"""The tests that stand in the journals of a study period (B14)."""

from datetime import date

from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from journal_plugin.calendar.models import AcademicYear, Term
from journal_plugin.lessons.hints import TEST_WEIGHT
from journal_plugin.lessons.models import Work
from journal_plugin.lessons.schedule import PlannedTest


def planned_tests(term: Term) -> list[PlannedTest]:
    """Written works of the greatest weight in the lessons of ``term``, by groups and days; one query.

    The kind of work comes from the thematic plan as soon as the timetable stands, or from the teacher.
    """
    works = _tests(term.year_id).filter(lesson__date__range=(term.since, term.until))
    group, name = "lesson__journal__group__parent__name", "lesson__journal__group__name"
    order = works.annotate(whole=Coalesce(group, name)).order_by(
        Coalesce("lesson__journal__group__parent__course", "lesson__journal__group__course"),
        Coalesce("lesson__journal__group__parent__sort_key", "lesson__journal__group__sort_key"),
        "lesson__date",
        "lesson__number",
        "pk",
    )
    rows = order.values_list("whole", name, "lesson__date", "lesson__journal__element__name", "kind__name", "title")
    return [
        PlannedTest(whole, day, element, kind, title, part=own if own != whole else "")
        for whole, own, day, element, kind, title in rows
    ]


def days_of_tests(year: AcademicYear) -> dict[int, list[date]]:
    """Whole group -> days of its tests in ``year``, those of its parts too; one query."""
    found: dict[int, list[date]] = {}
    whole = Coalesce("lesson__journal__group__parent", "lesson__journal__group")
    rows = _tests(year.pk).annotate(whole=whole).order_by("lesson__date").values_list("whole", "lesson__date")
    for group, day in rows:
        found.setdefault(group, []).append(day)
    return found


def _tests(year_id: int) -> QuerySet[Work]:
    return Work.objects.filter(
        kind__written=True,
        kind__weight__gte=TEST_WEIGHT,
        kind__required=False,
        lesson__journal__year=year_id,
        lesson__cancelled=False,
    )
