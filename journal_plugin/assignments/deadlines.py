"""By when a task is due, and how its lateness is told (pure)."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from journal_plugin.core import dates
from journal_plugin.core.typography import bind


def due_moment(day: date, at: time | None, zone: ZoneInfo) -> datetime:
    """The first moment that is late: after ``at``, or after the whole day, by the institution's clock."""
    return datetime.combine(day, at, zone) if at else datetime.combine(day + timedelta(days=1), time(), zone)


def is_late(handed_in: datetime, day: date, at: time | None, zone: ZoneInfo) -> bool:
    """Whether what came at ``handed_in`` came after the task was due."""
    return handed_in >= due_moment(day, at, zone)


def due_words(day: date, at: time | None, today: date) -> str:
    """«завтра», «27 ноября, до 12:00»."""
    said = dates.relative_day(day, today)
    return bind(_("%(day)s, until %(time)s") % {"day": said, "time": dates.clock(at)}) if at else said
