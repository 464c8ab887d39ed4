"""What still stands open in a study year (the mirror of readiness): lessons, marks, absences, tasks, corrections, groups."""

from django.utils.translation import gettext as _

from journal_plugin.calendar.models import AcademicYear
from journal_plugin.monitoring.closing import Section
from journal_plugin.monitoring.queries.closing.desks import corrections, groups
from journal_plugin.monitoring.queries.closing.lessons import lessons
from journal_plugin.monitoring.queries.closing.marks import marks
from journal_plugin.monitoring.queries.closing.presence import presence_and_tasks


def sections_of(year: AcademicYear) -> tuple[Section, ...]:
    """The whole report on ``year``; queries grow with its study periods alone."""
    return (
        Section(_("Lessons and hours"), lessons(year)),
        Section(_("Marks"), marks(year)),
        Section(_("Presence and tasks"), presence_and_tasks(year)),
        Section(_("Corrections"), corrections(year)),
        Section(_("Groups"), groups(year)),
    )
