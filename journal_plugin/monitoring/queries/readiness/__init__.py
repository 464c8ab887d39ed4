"""Whether a study year is ready to begin (A19, A20): directories by 28, programmes and groups by 30 August, then families."""

from django.utils.translation import gettext as _

from journal_plugin.calendar.models import AcademicYear
from journal_plugin.monitoring.queries.readiness.curators import curators
from journal_plugin.monitoring.queries.readiness.directories import directories
from journal_plugin.monitoring.queries.readiness.people import people
from journal_plugin.monitoring.queries.readiness.programme import load_and_timetable, programmes
from journal_plugin.monitoring.readiness import DIRECTORIES_DAY, PROGRAMMES_DAY, Stage
from journal_plugin.people.starting import due_in, first_week_ends


def stages_of(year: AcademicYear) -> tuple[Stage, ...]:
    """The whole report on ``year``; the number of queries does not depend on how much there is."""
    by_28, by_30 = (due_in(year.since, day) for day in (DIRECTORIES_DAY, PROGRAMMES_DAY))
    lists, first_week = curators(year)
    return (
        Stage(_("Directories"), by_28, directories(year)),
        Stage(_("People and groups"), by_28, people(year)),
        Stage(_("Load and timetable"), by_30, load_and_timetable(year)),
        Stage(_("Work programmes"), by_30, programmes(year)),
        Stage(_("Groups and their curators"), by_30, lists),
        Stage(_("First study week"), first_week_ends(year.since), first_week),
    )
