"""The tests that stand in the journals of a study period (B14)."""

from django.db.models.functions import Coalesce

from journal_plugin.calendar.models import Term
from journal_plugin.lessons.hints import TEST_WEIGHT
from journal_plugin.lessons.models import Work
from journal_plugin.lessons.schedule import PlannedTest


def planned_tests(term: Term) -> list[PlannedTest]:
    """Written works of the greatest weight in the lessons of ``term``, by groups and days; one query.

    The kind of work comes from the thematic plan as soon as the timetable stands, or from the teacher.
    """
    works = Work.objects.filter(
        kind__written=True,
        kind__weight__gte=TEST_WEIGHT,
        kind__required=False,
        lesson__journal__year=term.year_id,
        lesson__date__range=(term.since, term.until),
        lesson__cancelled=False,
    )
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
