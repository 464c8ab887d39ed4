"""The timetable for everybody, where an editor publishes it."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from journal_plugin.timetable.pages import TimetableIndexPage
from tests.factories.institution import make_institution
from tests.factories.lessons import make_lesson
from tests.factories.people import make_group
from tests.words import words_of


@pytest.fixture
def page(cast):
    page = TimetableIndexPage(title="Расписание занятий", slug="timetable-public")
    return cast.institution.site.root_page.add_child(instance=page)


@pytest.mark.row("B16")
@pytest.mark.row("C03")
def test_a_guest_reads_the_week_of_a_group(client, cast, page):
    assert "ОН-24" in words_of(client.get("/timetable-public/"))
    text = words_of(client.get(f"/timetable-public/{cast.group.pk}/"))
    assert "16–22 ноября" in text
    assert "Материаловедение" in text


def test_nothing_of_a_learner_is_on_it(client, cast, page):
    text = words_of(client.get(f"/timetable-public/{cast.group.pk}/"))
    for learner in cast.learners:
        assert learner.person.last_name not in text


def test_weeks_are_turned_two_months_around_today(client, cast, page):
    url = f"/timetable-public/{cast.group.pk}/"
    assert "23–29 ноября" in words_of(client.get(f"{url}2026-11-23/"))
    for day in ("2026-09-20", "2027-01-20", "1999-01-01", "nonsense"):
        assert client.get(f"{url}{day}/").status_code == 404


def test_parts_ended_and_foreign_groups_are_not_there(client, cast, page):
    school = make_institution("school.example", default=False, short_name="Школа")
    groups = [
        make_group(school, "СЕКРЕТ"),
        make_group(cast.institution, "СЕКРЕТ-1", parent=cast.group),
        make_group(cast.institution, "СЕКРЕТ-23", until=date(2026, 10, 1)),
    ]
    assert "СЕКРЕТ" not in words_of(client.get("/timetable-public/"))
    assert [client.get(f"/timetable-public/{group.pk}/").status_code for group in groups] == [404, 404, 404]


def test_the_week_is_never_kept_because_it_says_what_goes_on_now(client, cast, page):
    url = f"/timetable-public/{cast.group.pk}/"
    client.get(url)
    assert client.get(url).has_header("X-Page-Cache") is False
    client.get("/timetable-public/")
    assert client.get("/timetable-public/")["X-Page-Cache"] == "hit"


def test_a_draft_shows_nothing(client, cast, page):
    page.unpublish()
    for url in ("", f"{cast.group.pk}/"):
        assert client.get(f"/timetable-public/{url}").status_code == 404


def test_queries_do_not_grow_with_lessons(client, cast, page):
    client.force_login(cast.student)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/timetable-public/{cast.group.pk}/").status_code == 200
        return len(queries)

    asked()
    one = asked()
    for number in (1, 2, 3):
        make_lesson(cast.journal, date(2026, 11, 18), number=number)
    assert asked() == one
