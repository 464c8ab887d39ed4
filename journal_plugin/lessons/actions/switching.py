"""Journals that the institution has begun or ceased to keep."""

from collections.abc import Collection

from django.db import transaction

from journal_plugin.calendar.models import Term
from journal_plugin.institution.models import Institution
from journal_plugin.lessons.actions.layout import lay_out_term
from journal_plugin.timetable.queries import slots_between


@transaction.atomic
def follow_switches(*, institution: Institution, kinds: Collection[str]) -> int:
    """Lays out the groups that have elements of ``kinds`` in their timetable, from today on; returns how many (A24).

    What is switched on gets journals and lessons; what is switched off loses the lessons in which nothing is written.
    """
    today, touched = institution.today(), 0
    terms = Term.objects.filter(year__institution=institution, year__closed_at=None, until__gte=today)
    for term in terms.select_related("year__institution__settings"):
        first = max(today, term.since)
        slots = slots_between(term, first, term.until).filter(element__kind__in=kinds)
        groups = set(slots.values_list("group", flat=True))
        if groups:
            lay_out_term(term=term, since=first, groups=groups)
            touched += len(groups)
    return touched
