"""When what of an opened course may be studied (pure: no reads)."""

from datetime import date

from journal_plugin.courses.body import Section
from journal_plugin.courses.models import CourseRun


def opens_on(run: CourseRun, section: Section) -> date:
    """The first day of the section: its own, or that of the course."""
    day = run.days.get(str(section.id))
    return max(run.since, date.fromisoformat(day)) if day else run.since


def is_open(run: CourseRun, section: Section, today: date) -> bool:
    """Whether the section has opened; it stays readable afterwards."""
    return opens_on(run, section) <= today


def is_closed(run: CourseRun, today: date) -> bool:
    """Whether nothing is done in the course any more."""
    return run.until is not None and run.until < today
