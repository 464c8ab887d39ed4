"""From academic sessions to a study year with its periods, and how they differ from those that stand here."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from journal_plugin.calendar.cards import TermCard
from journal_plugin.calendar.enums import TermKind
from journal_plugin.calendar.models import AcademicYear, Term
from journal_plugin.exchange.oneroster.checking import Checked, Record
from journal_plugin.exchange.oneroster.words import SCHOOL_YEAR
from journal_plugin.institution.enums import InstitutionKind
from journal_plugin.institution.models import Institution


@dataclass(frozen=True)
class Sessions:
    """The study year of a package: what of it is new here, and how every period is called here.

    ``periods`` are sourcedId -> name here, first day, first day after it (as the binding writes days).
    """

    name: str
    since: date
    until: date
    year: AcademicYear | None
    new: tuple[tuple[int, TermCard], ...]
    same: int
    line: int
    periods: dict[str, tuple[str, str, str]]


def sessions_of(checked: Checked, institution: Institution, day: date) -> Sessions | None:
    """The year of the package in which ``day`` lies, else its latest; None where it tells of none. Two queries.

    A year that stands here is known by its name or by the days that it shares; a period by its name, else by its days.
    Dates that differ are told as notes: those that stand here are kept.
    """
    years = [row for row in checked.of("academicSessions") if row["type"] == SCHOOL_YEAR and _days(row)]
    if not years:
        return None
    inside = [row for row in years if row["startDate"] <= day.isoformat() < row["endDate"]]
    record = (inside or sorted(years, key=lambda row: row["startDate"]))[-1]
    if len(years) > 1:
        checked.findings.note(_("There are several study years; only %(name)s is taken.") % {"name": record["title"]})
    since, until = _days(record)
    year = _standing(institution, record["title"], since, until)
    if year and (year.since, year.until) != (since, until):
        _differs(checked, year.name, year, since, until)
    standing = list(Term.objects.filter(year=year)) if year else []
    new, periods, same = [], {}, 0
    rows = [
        row for row in checked.of("academicSessions") if row["parentSourcedId"] == record["sourcedId"] and _days(row)
    ]
    for number, row in enumerate(sorted(rows, key=lambda row: row["startDate"]), start=1):
        first, last = _days(row)
        known = _known(standing, row, first, last)
        periods[row["sourcedId"]] = (known.name if known else row["title"][:64], row["startDate"], row["endDate"])
        if known is None:
            new.append((row.line, _term(row, first, last, number, institution)))
            continue
        same += 1
        if (known.since, known.until) != (first, last):
            _differs(checked, known.name, known, first, last)
    _check(checked, since, until, new)
    name = year.name if year else record["title"][:16]
    return Sessions(name, since, until, year, tuple(new), same + bool(year), record.line, periods)


def _days(row: Record) -> tuple[date, date] | None:
    """The first and the last day; None for days that the check has found wrong."""
    try:
        first, after = date.fromisoformat(row["startDate"]), date.fromisoformat(row["endDate"])
    except ValueError:
        return None
    return first, after - timedelta(days=1)


def _standing(institution: Institution, name: str, since: date, until: date) -> AcademicYear | None:
    middle = since + (until - since) / 2
    years = AcademicYear.objects.filter(institution=institution)
    found = [year for year in years if year.name == name]
    return next(iter([*found, *(year for year in years if year.since <= middle <= year.until)]), None)


def _known(standing: list[Term], row: Record, first: date, last: date) -> Term | None:
    named = [term for term in standing if term.name == row["title"] and str(term.course or "") == row.own("course")]
    dated = [term for term in standing if term.course is None and (term.since, term.until) == (first, last)]
    return next(iter([*named, *dated]), None)


def _term(row: Record, first: date, last: date, number: int, institution: Institution) -> TermCard:
    told = {
        "gradingPeriod": TermKind.QUARTER,
        "term": TermKind.TRIMESTER,
        "semester": TermKind.HALF if institution.kind == InstitutionKind.SCHOOL else TermKind.SEMESTER,
    }
    kind, course = row.own("kind"), row.own("course")
    return TermCard(
        name=row["title"][:64],
        kind=kind if kind in TermKind.values else told.get(row["type"], TermKind.SEMESTER),
        since=first,
        until=last,
        number=int(row.own("number")) if row.own("number").isdigit() else number,
        course=int(course) if course.isdigit() else None,
    )


def _check(checked: Checked, since: date, until: date, terms: list[tuple[int, TermCard]]) -> None:
    for line, term in terms:
        if not since <= term.since <= term.until <= until:
            reason = _("The study period %(name)s is not inside the year.") % {"name": term.name}
            checked.findings.add("academicSessions", line, "startDate", "", reason)


def _differs(checked: Checked, name: str, here: AcademicYear | Term, since: date, until: date) -> None:
    told = {"name": name, "here": _written(here.since, here.until), "there": _written(since, until)}
    checked.findings.note(_("%(name)s: %(here)s here, %(there)s in the package. The days here are kept.") % told)


def _written(since: date, until: date) -> str:
    return f"{since:%d.%m.%Y} – {until:%d.%m.%Y}"


def details(term: TermCard) -> Iterator[str]:
    """What a new period is, as the preview tells it."""
    yield str(TermKind(term.kind).label)
    yield _written(term.since, term.until)
