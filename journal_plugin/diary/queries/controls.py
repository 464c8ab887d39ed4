"""How a subject of a child ends: the forms of control of his curriculum in a study year (B15)."""

from datetime import date

from journal_plugin.curriculum.models import CurriculumLine, IndividualLine
from journal_plugin.diary.queries.children import Child
from journal_plugin.diary.queries.periods import Period


def forms_of_control(child: Child, element: int, period: Period, today: date) -> tuple[tuple[str, str], ...]:
    """(Study period, form of control) of the element in the year of ``period``, in order of time; two reads.

    By the curriculum of the group that the child is in on the day of the study period that is nearest to today; what his
    individual curriculum says of a study period stands instead.
    """
    year = {"element": element, "term__year__since__lte": period.since, "term__year__until__gte": period.until}
    fields = ("term__since", "term__until", "term", "term__name", "control__name")
    own = IndividualLine.objects.filter(plan__learner=child.pk, **year).values_list(*fields)
    groups = CurriculumLine.objects.filter(curriculum__groups__in={spell.group for spell in child.spells}, **year)
    said = {
        row[2]: row
        for group, *row in groups.values_list("curriculum__groups", *fields)
        if child.was_in(group, min(row[1], max(row[0], today)))
    }
    said |= {row[2]: list(row) for row in own}
    return tuple((term, name) for _since, _until, _pk, term, name in sorted(said.values()) if name)
