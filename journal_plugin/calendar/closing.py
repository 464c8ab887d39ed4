"""A closed year is read only: what every room asks before it writes into a study year, and what it says."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from journal_plugin.calendar.models import AcademicYear, YearClosing


class YearClosed(ValidationError):
    """The write lies in a closed year: nothing of it is done."""


def refuse_closed(*years: AcademicYear) -> None:
    """Raises YearClosed for the first of ``years`` that is closed; no query for open ones."""
    for year in years:
        if year.closed_at is not None:
            raise YearClosed(why_closed(year))


def refuse_closed_days(institution_id: int, first: date, last: date | None = None) -> None:
    """Raises YearClosed where a closed year of the institution has a day of ``first``..``last`` (``first`` alone); one query."""
    why = why_closed_days(institution_id, first, last)
    if why:
        raise YearClosed(why)


def why_closed_days(institution_id: int, first: date, last: date | None = None) -> str:
    """The same in words; empty where nothing is closed."""
    closed = AcademicYear.objects.filter(institution=institution_id, closed_at__isnull=False)
    year = closed.filter(since__lte=last or first, until__gte=first).order_by("since").first()
    return why_closed(year) if year else ""


def why_closed(year: AcademicYear | None) -> str:
    """Who closed the year, by which order, and what to do; empty for an open year. One query for a closed one."""
    if year is None or year.closed_at is None:
        return ""
    return why_closed_by_id(year.pk)


def why_closed_by_id(year_id: int) -> str:
    """The same of a year that is known to be closed."""
    closing = YearClosing.objects.select_related("year__institution", "by").get(year=year_id, reopened_at=None)
    return _(
        "The study year %(year)s is closed since %(day)s (order %(order)s, by %(who)s): its records are read only, nothing can "
        "be changed. To correct something, ask the deputy director or the director to open the year again."
    ) % {
        "year": closing.year.name,
        "day": f"{closing.at.astimezone(closing.year.institution.zone):%d.%m.%Y}",
        "order": closing.order_no,
        "who": closing.by.short_name if closing.by else "–",
    }
