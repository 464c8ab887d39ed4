"""The academic calendar for everybody."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from journal_plugin.calendar.actions import open_year
from journal_plugin.calendar.cards import TermCard
from journal_plugin.calendar.models import AttestationPeriod, Holiday
from journal_plugin.calendar.pages import AcademicCalendarPage
from tests.factories.institution import make_institution, make_year
from tests.words import words_of


@pytest.fixture
def page(cast):
    page = AcademicCalendarPage(title="Календарный учебный график", slug="calendar")
    return cast.institution.site.root_page.add_child(instance=page)


@pytest.mark.row("A09")
@pytest.mark.row("A12")
@pytest.mark.row("B15")
@pytest.mark.row("B16")
def test_a_guest_reads_periods_holidays_and_attestation(client, cast, page):
    AttestationPeriod.objects.create(
        institution=cast.institution, name="Зимняя сессия", act="Приказ № 41", course=2,
        since=date(2026, 12, 14), until=date(2026, 12, 26),
    )  # fmt: skip

    text = words_of(client.get("/calendar/"))

    assert "1 семестр 1 сентября — 28 декабря" in text
    assert "День народного единства 4–6 ноября" in text
    assert "Зимняя сессия 14–26 декабря , 2 курс Приказ № 41" in text


def test_weeks_of_lessons_leave_holidays_out(client, cast, page):
    client.force_login(cast.student)
    whole = client.get("/calendar/").context["terms"][0][1]
    Holiday.objects.create(
        institution=cast.institution, name="Карантин", since=date(2026, 9, 14), until=date(2026, 9, 20)
    )
    assert client.get("/calendar/").context["terms"][0][1] == round(whole - 1, 1)


def test_another_year_has_an_address_and_a_foreign_one_has_not(client, cast, page):
    days = {"since": date(2027, 9, 1), "until": date(2028, 6, 30)}
    term = TermCard("Осень", "semester", date(2027, 9, 1), date(2027, 12, 28), 1)
    coming = open_year(institution=cast.institution, name="2027/2028", terms=[term], **days)
    school = make_institution("school.example", default=False, short_name="Школа")
    foreign = make_year(school)

    assert "Осень" in words_of(client.get(f"/calendar/year/{coming.pk}/"))
    assert "Осень" not in words_of(client.get("/calendar/"))
    assert client.get(f"/calendar/year/{foreign.pk}/").status_code == 404


def test_without_a_year_the_page_says_so(client, db, today):
    institution = make_institution()
    institution.site.root_page.add_child(instance=AcademicCalendarPage(title="График", slug="calendar"))
    assert "Календарного учебного графика пока нет" in words_of(client.get("/calendar/"))


def test_queries_do_not_grow_with_spells(client, cast, page):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/calendar/").status_code == 200
        return len(queries)

    client.force_login(cast.student)
    asked()
    one = asked()
    for number in range(3):
        Holiday.objects.create(
            institution=cast.institution, name=f"День {number}", course=number + 1,
            since=date(2026, 9, 14 + number), until=date(2026, 9, 14 + number),
        )  # fmt: skip
    assert asked() == one
