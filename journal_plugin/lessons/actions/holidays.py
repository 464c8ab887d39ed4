"""Holidays change after the lessons of a study period are laid out (A08, C04)."""

from collections.abc import Iterable

from django.db import transaction

from journal_plugin.calendar.models import Holiday, Term
from journal_plugin.lessons.actions.layout import lay_out_term
from journal_plugin.lessons.actions.planning import follow_plans


@transaction.atomic
def free_days_changed(*, holidays: Iterable[Holiday]) -> None:
    """Lays the days of ``holidays``, as they were and as they are, out anew; the plans follow.

    What is filled in stays where it is. Study periods without a timetable have nothing to lay out.
    """
    for one in holidays:
        touched = Term.objects.filter(
            year__institution=one.institution_id,
            year__closed_at=None,
            since__lte=one.until,
            until__gte=one.since,
            slots__isnull=False,
        )
        for term in touched.select_related("year__institution__settings").distinct():
            lay_out_term(term=term, since=max(one.since, term.since), until=min(one.until, term.until))
            follow_plans(year=term.year)
