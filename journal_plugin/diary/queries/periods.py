"""The terms and years that a child's diary can be turned to: all since the first day in a group (G14)."""

from dataclasses import dataclass
from datetime import date

from django.http import Http404

from journal_plugin.calendar.models import Term
from journal_plugin.core.near import MINUTE, near_cache
from journal_plugin.core.prepared import Prepared
from journal_plugin.diary.queries.children import Child


@dataclass(frozen=True)
class Period:
    """A term or a whole year; ``slug`` stands in the address."""

    slug: str
    name: str
    year: str
    since: date
    until: date


@dataclass(frozen=True)
class Periods:
    """All periods, the latest first, years after their terms; ``chosen`` is None where the calendar is empty."""

    all: tuple[Period, ...]
    chosen: Period | None


_TERMS = Prepared(
    lambda institution, today: (
        Term.objects.parts()
        .filter(year__institution=institution, since__lte=today)
        .order_by("-year__since", "-since", "-number")
        .values_list("pk", "name", "course", "since", "until", "year_id", "year__name", "year__since", "year__until")
    ),
    institution=int,
    today=date,
)


def periods_of(child: Child, today: date, wanted: str = "") -> Periods:
    """The periods from the child's first day up to now; the wanted one, else the one of today; one query a minute.

    Http404 for a period that is not his. Terms of one course count for who is in that course.
    """
    group = child.group_on(today)
    school = child.school.pk
    key = f"diary.terms.{school}.{today}"
    rows = near_cache.get_or_set(key, lambda: _TERMS.rows(institution=school, today=today), MINUTE)
    found: dict[int, list[Period]] = {}
    years: dict[int, Period] = {}
    for pk, name, course, since, until, year, year_name, year_since, year_until in rows:
        if child.begins is None or year_until < child.begins or course not in (None, group.course if group else None):
            continue
        years.setdefault(year, Period(f"y{year}", "", year_name, year_since, year_until))
        if until >= child.begins:
            found.setdefault(year, []).append(Period(f"t{pk}", name, year_name, since, until))
    periods = tuple(period for year, whole in years.items() for period in (*found.get(year, ()), whole))
    if wanted:
        chosen = next((period for period in periods if period.slug == wanted), None)
        if chosen is None:
            raise Http404
        return Periods(periods, chosen)
    now = next((period for period in periods if period.since <= today <= period.until), None)
    return Periods(periods, now or next(iter(periods), None))
