"""Opening a year, setting bells and modes of stay."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from journal_plugin.calendar.cards import BellCard, HolidayCard, TermCard
from journal_plugin.calendar.closing import refuse_closed
from journal_plugin.calendar.models import AcademicYear, Bell, BellSchedule, Holiday, StayMode, Term
from journal_plugin.calendar.queries import bell_cards
from journal_plugin.core.audit import record
from journal_plugin.core.diff import Counts, compare
from journal_plugin.institution.enums import Weekday
from journal_plugin.institution.models import Institution


@transaction.atomic
def open_year(
    *,
    institution: Institution,
    name: str,
    since: date,
    until: date,
    terms: Iterable[TermCard],
    holidays: Iterable[HolidayCard] = (),
    by=None,
) -> AcademicYear:
    """A study year with its periods and holidays (A09).

    Raises ValidationError for a period outside the year, and for a year that overlaps another of the institution.
    """
    terms, holidays = tuple(terms), tuple(holidays)
    year = AcademicYear(institution=institution, name=name, since=since, until=until)
    year.clean()
    year.save()
    _make_terms(year, terms)
    for days in holidays:
        Holiday.objects.create(
            institution=institution, name=days.name, since=days.since, until=days.until, course=days.course
        )
    record(institution, "journal.list", by=by, what="year", created=1 + len(terms) + len(holidays), changed=0)
    return year


@transaction.atomic
def add_terms(*, year: AcademicYear, terms: Iterable[TermCard], by=None) -> None:
    """Gives ``year`` these periods beside those that it has (A09). Raises ValidationError for one outside it, YearClosed."""
    refuse_closed(year)
    terms = tuple(terms)
    _make_terms(year, terms)
    if terms:
        record(year.institution, "journal.list", by=by, what="year", created=len(terms), changed=0)


def _make_terms(year: AcademicYear, terms: Iterable[TermCard]) -> None:
    for term in terms:
        if not year.since <= term.since <= term.until <= year.until:
            raise ValidationError(_("The study period %(name)s is not inside the year.") % {"name": term.name})
    Term.objects.bulk_create(
        Term(
            year=year,
            name=term.name,
            kind=term.kind,
            number=term.number,
            since=term.since,
            until=term.until,
            course=term.course,
        )
        for term in terms
    )


@transaction.atomic
def enter_bells(*, institution: Institution, cards: Iterable[BellCard], by=None) -> Counts:
    """Makes the bell schedules of the list and moves the bells that differ; other bells stay (A10)."""
    diff = compare(bell_cards(institution), cards)
    schedules = {row.name: row for row in BellSchedule.objects.filter(institution=institution)}
    after = [*diff.created, *(new for _old, new in diff.changed)]
    for name in dict.fromkeys(card.schedule for card in after):
        if name not in schedules:
            schedules[name] = BellSchedule.objects.create(institution=institution, name=name)
    bells = {
        (row.schedule.name, row.number): row
        for row in Bell.objects.filter(schedule__institution=institution).select_related("schedule")
    }
    made, kept = [], []
    for card in after:
        bell = bells.get(card.key) or Bell(schedule=schedules[card.schedule], number=card.number)
        bell.starts, bell.ends = card.starts, card.ends
        (kept if bell.pk else made).append(bell)
    Bell.objects.bulk_create(made)
    Bell.objects.bulk_update(kept, ["starts", "ends"])
    if after:
        record(institution, "journal.list", by=by, what="bells", created=len(made), changed=len(kept))
    return diff.counts


@transaction.atomic
def set_mode(
    *,
    institution: Institution,
    name: str,
    schedule: str,
    last_weekday: int = Weekday.SATURDAY,
    shift: int = 1,
    by=None,
) -> StayMode:
    """The mode of stay of that name with its bells, last study day and shift (A10); made where missing."""
    bells = BellSchedule.objects.get(institution=institution, name=schedule)
    mode = StayMode.objects.filter(institution=institution, name=name).first()
    mode = mode or StayMode(institution=institution, name=name)
    mode.schedule, mode.last_weekday, mode.shift = bells, last_weekday, shift
    mode.full_clean()
    mode.save()
    record(mode, "journal.list", by=by, what="mode", schedule=schedule, last_weekday=int(last_weekday), shift=shift)
    return mode
