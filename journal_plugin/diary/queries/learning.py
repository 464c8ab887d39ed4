"""What a child studies."""

from datetime import date

from journal_plugin.diary.queries.children import Child
from journal_plugin.lessons.models import Journal


def elements_of(child: Child, day: date) -> frozenset[int]:
    """Ids of the study elements of the journals of the child's groups in the year of ``day``; one query."""
    groups = child.groups_between(day, day)
    rows = Journal.objects.filter(group__in=groups, year__since__lte=day, year__until__gte=day)
    return frozenset(rows.values_list("element_id", flat=True))
