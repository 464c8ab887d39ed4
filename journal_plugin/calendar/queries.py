"""Named reads of the academic calendar."""

from datetime import date, time, timedelta

from journal_plugin.calendar.cards import BellCard, DaysCard
from journal_plugin.calendar.enums import DaysKind
from journal_plugin.calendar.graph import Calendar, Spell
from journal_plugin.calendar.models import (
    AcademicYear,
    AttestationPeriod,
    Bell,
    BellSchedule,
    Holiday,
    StayMode,
    Term,
    YearClosing,
)
from journal_plugin.core.spans import covers
from journal_plugin.institution.enums import Weekday
from journal_plugin.institution.models import Institution


def current_year(institution: Institution, day: date | None = None) -> AcademicYear | None:
    """The academic year in which ``day`` (today) lies, else the next one to come, else the last one."""
    return _around(AcademicYear.objects.filter(institution=institution), day or institution.today())


def year_to_close(institution: Institution) -> AcademicYear | None:
    """The earliest academic year that has ended and is not closed, else the current one; at most two queries."""
    ended = AcademicYear.objects.filter(institution=institution, until__lt=institution.today(), closed_at=None)
    return ended.order_by("since").first() or current_year(institution)


def closings_of(year: AcademicYear) -> tuple[YearClosing, ...]:
    """By which orders the year was closed, and opened again why; the latest first; one query."""
    return tuple(YearClosing.objects.filter(year=year).select_related("by", "reopened_by"))


def current_term(institution: Institution, day: date | None = None) -> Term | None:
    """The study period for everybody in which ``day`` (today) lies, else the next one to come, else the last one."""
    terms = Term.objects.parts().filter(year__institution=institution, course=None).select_related("year")
    return _around(terms, day or institution.today())


def _around(periods, day: date):
    ordered = list(periods.order_by("since", "-until"))
    coming = [period for period in ordered if period.until >= day]
    return next(iter(coming), None) or next(reversed(ordered), None)


def bell_cards(institution: Institution) -> dict[tuple[str, int], BellCard]:
    """Every bell as a line of a list: (schedule, number) -> line; one query."""
    rows = Bell.objects.filter(schedule__institution=institution).order_by("schedule__sort_key", "number")
    cards = (BellCard(*row) for row in rows.values_list("schedule__name", "number", "starts", "ends"))
    return {card.key: card for card in cards}


def days_cards(year: AcademicYear) -> dict[tuple, DaysCard]:
    """Free days and attestations of the year as lines of a list: key -> line; two queries."""
    found = {}
    for kind, model, act in ((DaysKind.FREE, Holiday, ()), (DaysKind.ATTESTATION, AttestationPeriod, ("act",))):
        for *row, programme, course, told in days_of(model, year).values_list(
            "name", "since", "until", "programme__name", "course", *(act or ("name",))
        ):
            card = DaysCard(kind, *row, programme=programme or "", course=course, act=told if act else "")
            found[card.key] = card
    return found


def days_of(model: type[Holiday] | type[AttestationPeriod], year: AcademicYear):
    """The rows of ``model`` that touch the year, in order."""
    rows = model.objects.filter(institution=year.institution_id, since__lte=year.until, until__gte=year.since)
    return rows.order_by("since", "pk")


def default_mode(institution: Institution) -> StayMode | None:
    """The mode of stay of whoever has none of his own: the institution's first."""
    return StayMode.objects.filter(institution=institution).order_by("pk").first()


def bell_times(institution: Institution) -> dict[str, dict[int, tuple[time, time]]]:
    """Times by mode of stay: name of the mode -> lesson number -> (starts, ends); "" stands for the default mode.

    An institution that has bells but no mode of stay yet uses its first schedule. Three queries.
    """
    times: dict[int, dict[int, tuple[time, time]]] = {}
    bells = Bell.objects.filter(schedule__institution=institution)
    for schedule, number, starts, ends in bells.values_list("schedule_id", "number", "starts", "ends"):
        times.setdefault(schedule, {})[number] = (starts, ends)
    modes = list(StayMode.objects.filter(institution=institution).order_by("pk").values_list("name", "schedule_id"))
    by_mode = {name: times.get(schedule, {}) for name, schedule in modes}
    first = BellSchedule.objects.filter(institution=institution).order_by("pk").values_list("pk", flat=True).first()
    by_mode[""] = by_mode[modes[0][0]] if modes else times.get(first or 0, {})
    return by_mode


def bells_of_mode(mode: int | None) -> dict[int, tuple[time, time]]:
    """Lesson number -> (starts, ends) by the mode of stay with that id; one query, none without a mode (A10)."""
    if mode is None:
        return {}
    bells = Bell.objects.filter(schedule__in=StayMode.objects.filter(pk=mode).values("schedule"))
    return {number: (starts, ends) for number, starts, ends in bells.values_list("number", "starts", "ends")}


def term_names(year: AcademicYear) -> tuple[str, ...]:
    """Names of the year's study periods with lessons, in order."""
    return tuple(Term.objects.parts().filter(year=year).values_list("name", flat=True))


def mode_names(institution: Institution) -> tuple[str, ...]:
    """Names of the institution's modes of stay."""
    return tuple(StayMode.objects.filter(institution=institution).values_list("name", flat=True))


def working_day_after(institution: Institution, day: date, days: int) -> date:
    """The day that lies ``days`` working days after ``day``: no holidays, no days after the last of the study week.

    Two queries; the holidays of the half-year after ``day`` are known.
    """
    last_weekday = last_study_weekday(institution)
    free = Holiday.objects.filter(institution=institution, programme=None, course=None)
    spells = list(free.filter(until__gte=day, since__lte=day + timedelta(days=180)).values_list("since", "until"))
    while days:
        day += timedelta(days=1)
        is_free = day.isoweekday() > last_weekday or any(covers(since, until, day) for since, until in spells)
        days -= 0 if is_free else 1
    return day


def attestation_end(institution: Institution, day: date) -> date | None:
    """The end of the attestation period that begins at most a month after ``day`` and does not end before it; one query."""
    periods = AttestationPeriod.objects.filter(
        institution=institution, programme=None, since__lte=day + timedelta(days=31), until__gte=day
    )
    return periods.order_by("until").values_list("until", flat=True).first()


def calendar_of(year: AcademicYear) -> Calendar:
    """The study periods, holidays and attestation periods that meet ``year``; three queries (A09, A12)."""
    terms = Term.objects.parts().filter(year=year).order_by("since", "number")
    meeting = {"institution": year.institution_id, "since__lte": year.until, "until__gte": year.since}
    fields = ("name", "since", "until", "course", "programme", "programme__name")
    holidays = Holiday.objects.filter(**meeting).order_by("since").values_list(*fields)
    attestations = AttestationPeriod.objects.filter(**meeting).order_by("since").values_list(*fields, "act")
    return Calendar(
        tuple(Spell(*row) for row in terms.values_list("name", "since", "until", "course")),
        tuple(_spell(row) for row in holidays),
        tuple(_spell(row[:6], act=row[6]) for row in attestations),
    )


def _spell(row: tuple, act: str = "") -> Spell:
    name, since, until, course, programme, programme_name = row
    return Spell(name, since, until, course, programme, programme_name or "", act)


def years_of(institution: Institution) -> tuple[AcademicYear, ...]:
    """The academic years of ``institution``, the latest first; one query."""
    return tuple(AcademicYear.objects.filter(institution=institution).order_by("-since"))


def last_study_weekday(institution: Institution) -> int:
    """The last study day of the week by the institution's usual mode of stay; Saturday without one; one query."""
    mode = default_mode(institution)
    return mode.last_weekday if mode else Weekday.SATURDAY
