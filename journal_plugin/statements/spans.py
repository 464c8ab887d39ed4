"""The days for which pages of journals are printed: months that have begun, study periods, the year."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from journal_plugin.calendar import months
from journal_plugin.calendar.models import AcademicYear, Term
from journal_plugin.core.dates import month_year


@dataclass(frozen=True)
class Span:
    """Days from ``since`` to ``until``; ``key`` is how addresses call them."""

    key: str
    name: str
    since: date
    until: date


def spans_of(year: AcademicYear, terms: Iterable[Term], today: date) -> tuple[Span, ...]:
    """What has begun by ``today``: months of the year, latest first, its study periods, the whole year."""
    firsts = months.months_between(year.since, min(today, year.until))
    of_months = (Span(f"{first:%Y-%m}", month_year(first), *months.period_of(first, date.max)) for first in firsts)
    of_terms = (Span(f"term-{term.pk}", term.name, term.since, term.until) for term in terms if term.since <= today)
    return (*of_months, *of_terms, Span("year", year.name, year.since, year.until))


def usual(spans: tuple[Span, ...], today: date) -> Span:
    """The last month that is over, else the running one; the whole year before it has begun."""
    over = (span for span in spans if span.until < today and span.key[:4].isdigit())
    return next(over, spans[0])
