"""Holidays change after the lessons of a study period are laid out (A08, C04)."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from journal_plugin.calendar.models import Term
from journal_plugin.lessons.actions.layout import lay_out_term
from journal_plugin.lessons.actions.planning import follow_plans


@transaction.atomic
def follow_free_days(*, institution_id: int, spans: Iterable[tuple[date, date]]) -> None:
    """Lays the days of ``spans`` (first, last) out anew in every study period that has a timetable; the plans follow.

    What is filled in stays where it is. Closed years are left alone.
    """
    spans = set(spans)
    terms = Term.objects.filter(year__institution=institution_id, year__closed_at=None, slots__isnull=False)
    years = {}
    for term in terms.select_related("year__institution__settings").distinct():
        for first, last in spans:
            if first <= term.until and last >= term.since:
                lay_out_term(term=term, since=max(first, term.since), until=min(last, term.until))
                years[term.year_id] = term.year
    for year in years.values():
        follow_plans(year=year)
