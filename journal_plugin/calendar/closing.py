"""A closed year is read only: what every room asks before it writes into a study year, and what it says.

Who asks inside a transaction holds an open year open until its end: the closing waits for it (``close_year``).
"""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from journal_plugin.calendar.models import AcademicYear, YearClosing
from journal_plugin.core.db import held_rows


class YearClosed(ValidationError):
    """The write lies in a closed year: nothing of it is done."""


def refuse_closed(*years: AcademicYear) -> None:
    """Raises YearClosed where one of ``years`` is closed, whatever stood when it was read; one query for open ones."""
    why = why_closed_of(pk__in=[year.pk for year in years])
    if why:
        raise YearClosed(why)


def refuse_closed_days(institution_id: int, first: date, last: date | None = None) -> None:
    """Raises YearClosed where a closed year of the institution has a day of ``first``..``last`` (``first`` alone); one query."""
    why = why_closed_days(institution_id, first, last)
    if why:
        raise YearClosed(why)


def why_closed_days(institution_id: int, first: date, last: date | None = None) -> str:
    """The same in words; empty where nothing is closed."""
    return why_closed_of(institution=institution_id, since__lte=last or first, until__gte=first)


def why_closed_of(**which) -> str:
    """The same of the first closed year among those of the lookups ``which``, as they stand now."""
    years = held_rows(AcademicYear.objects.filter(**which).order_by("since"))
    return next((why_closed_by_id(year.pk) for year in years if year.closed_at is not None), "")


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
