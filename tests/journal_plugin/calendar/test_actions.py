"""Years, bells, modes of stay."""

from datetime import date, time

import pytest
from django.core.exceptions import ValidationError

from journal_plugin.calendar.actions import enter_bells, open_year, set_mode
from journal_plugin.calendar.cards import BellCard, HolidayCard, TermCard
from journal_plugin.calendar.models import AcademicYear, Holiday, StayMode
from journal_plugin.calendar.queries import bell_times, current_term, current_year
from tests.factories.institution import make_institution, make_year

SINCE, UNTIL = date(2027, 9, 1), date(2028, 6, 30)


@pytest.mark.row("A09")
def test_year_has_periods_and_holidays_by_course(db):
    institution = make_institution()
    year = open_year(
        institution=institution,
        name="2027/2028",
        since=SINCE,
        until=UNTIL,
        terms=[TermCard("I четверть", "quarter", SINCE, date(2027, 10, 24))],
        holidays=[HolidayCard("Зимние", date(2027, 12, 29), date(2028, 1, 11), course=1)],
    )
    assert [(term.name, term.kind, term.until) for term in year.terms.all()] == [
        ("I четверть", "quarter", date(2027, 10, 24))
    ]
    closed = [(row.name, row.course, row.since, row.until) for row in Holiday.objects.all()]
    assert closed == [("Зимние", 1, date(2027, 12, 29), date(2028, 1, 11))]


def test_period_outside_the_year_is_refused_and_nothing_is_written(db):
    institution = make_institution()
    with pytest.raises(ValidationError):
        open_year(
            institution=institution,
            name="2027/2028",
            since=SINCE,
            until=UNTIL,
            terms=[TermCard("Лето", "quarter", date(2028, 6, 1), date(2028, 7, 31))],
        )
    assert AcademicYear.objects.count() == 0


def test_current_year_and_period_are_those_around_the_day(db):
    institution = make_institution()
    year = make_year(institution)
    assert current_year(institution, date(2026, 8, 1)) == year
    assert current_year(institution, date(2028, 8, 1)) == year
    terms = [
        str(current_term(institution, day))
        for day in (date(2026, 8, 1), date(2026, 12, 28), date(2026, 12, 29), date(2028, 1, 1))
    ]
    assert terms == ["1 семестр", "1 семестр", "2 семестр", "2 семестр"]


@pytest.mark.row("A10")
def test_modes_have_their_own_bells_and_week(db):
    institution = make_institution()
    make_year(institution)
    enter_bells(institution=institution, cards=[BellCard("Субботнее", 1, time(9), time(9, 40))])
    set_mode(institution=institution, name="Пятидневка", schedule="Субботнее", last_weekday=5, shift=2)
    times = bell_times(institution)
    assert {name: bells[1] for name, bells in times.items()} == {
        "": (time(8, 30), time(10)),
        "Шестидневка": (time(8, 30), time(10)),
        "Пятидневка": (time(9), time(9, 40)),
    }
    mode = StayMode.objects.get(name="Пятидневка")
    assert (mode.schedule.name, mode.last_weekday, mode.shift) == ("Субботнее", 5, 2)
    set_mode(institution=institution, name="Пятидневка", schedule="Основные", last_weekday=6, shift=3)
    mode = StayMode.objects.get(name="Пятидневка")
    assert (mode.schedule.name, mode.last_weekday, mode.shift) == ("Основные", 6, 3)
    assert StayMode.objects.count() == 2


@pytest.mark.parametrize(("since", "until"), [((2026, 8, 1), (2026, 9, 1)), ((2027, 6, 30), (2028, 6, 30))])
def test_a_year_that_overlaps_another_is_refused(db, since, until):
    institution = make_institution()
    make_year(institution)
    with pytest.raises(ValidationError, match="2026/2027"):
        open_year(institution=institution, name="другой", since=date(*since), until=date(*until), terms=[])
    beside = make_institution("school.test", default=False, short_name="Школа")
    open_year(institution=beside, name="другой", since=date(*since), until=date(*until), terms=[])
    assert AcademicYear.objects.filter(name="другой").count() == 1
