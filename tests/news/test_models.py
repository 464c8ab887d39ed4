"""News, feeds and the calendar as pages."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from news.enums import Audience
from news.models import EventPage, GroupPostPage
from tests.campus import Campus
from tests.factories.pages import make_event, make_news


@pytest.mark.row("K02")
def test_published_news_is_on_the_home_page_at_once(campus: Campus, client: Client) -> None:
    assert "Срочно" not in client.get("/").content.decode()
    make_news(campus.home, "Срочно: занятия с 12:20", datetime.date(2026, 11, 20))
    assert "Срочно" in client.get("/").content.decode()


def test_news_are_sorted_by_date_and_cut_into_sheets(campus: Campus, client: Client) -> None:
    for day in range(1, 13):
        make_news(campus.home, f"Номер {day}", datetime.date(2026, 10, day), rubric="Спорт" if day % 2 else "")
    first, second = client.get("/news/"), client.get("/news/?page=2")
    titles = [news.title for page in (first, second) for news in page.context["screen"].sheet.object_list]
    assert titles == ["Новость колледжа", *(f"Номер {day}" for day in range(12, 0, -1))]


def test_rubric_narrows_the_news(campus: Campus, client: Client) -> None:
    make_news(campus.home, "Матч", rubric="Спорт")
    screen = client.get("/news/", {"rubric": "Спорт"}).context["screen"]
    assert ([news.title for news in screen.sheet.object_list], [rubric.name for rubric in screen.rubrics]) == (
        ["Матч"],
        ["Спорт"],
    )


def test_month_shows_events_of_its_days(campus: Campus, client: Client) -> None:
    make_event(campus.home, "В декабре", datetime.date(2026, 12, 25))
    make_event(campus.home, "Через два месяца", datetime.date(2026, 11, 28), until_date=datetime.date(2026, 12, 2))
    december = client.get("/events/2026/12/").context["screen"].month
    assert [(cell.date.day, [event.title for event in cell.events]) for cell in december.busy] == [
        (1, ["Через два месяца"]),
        (2, ["Через два месяца"]),
        (25, ["В декабре"]),
    ]


def test_month_that_is_none_or_too_far_is_not_found(campus: Campus, client: Client) -> None:
    months = ("2026/13/", "2026/0/", "1999/1/", "9999/12/", "2026/12/")
    assert [client.get(f"/events/{month}").status_code for month in months] == [404, 404, 404, 404, 200]


def test_list_begins_today(campus: Campus, client: Client) -> None:
    make_event(campus.home, "Вчера", datetime.date(2026, 11, 19))
    make_event(campus.home, "Идёт", datetime.date(2026, 11, 18), until_date=datetime.date(2026, 11, 21))
    make_event(campus.home, "Сегодня", datetime.date(2026, 11, 20), time=datetime.time(9))
    days = client.get("/events/list/").context["screen"].days
    assert [(day.date.day, [event.title for event in day.events]) for day in days] == [
        (20, ["Идёт", "Сегодня"]),
        (25, ["День открытых дверей"]),
    ]


def test_calendar_file_holds_what_the_reader_may_see(campus: Campus, as_user) -> None:
    def summaries(user) -> list[str]:
        text = as_user(user).get("/events/ics/").content.decode()
        return sorted(line.removeprefix("SUMMARY:") for line in text.split("\r\n") if line.startswith("SUMMARY"))

    assert summaries(None) == ["День открытых дверей"]
    assert summaries(campus.cast.student) == ["День открытых дверей", "Экскурсия ОН-24"]


def test_event_that_ends_before_it_begins_is_refused(db) -> None:
    event = EventPage(title="Событие", date=datetime.date(2026, 11, 20), until_date=datetime.date(2026, 11, 19))
    with pytest.raises(ValidationError) as refusal:
        event.clean()
    assert list(refusal.value.message_dict) == ["until_date"]


def test_new_post_is_for_the_group_unless_said_otherwise(db) -> None:
    assert GroupPostPage().audience == Audience.GROUP


def test_notice_leaves_the_board_after_its_day(campus: Campus, client: Client, clock) -> None:
    board = campus.home.get_children().get(slug="board").specific
    board.notices = [
        ("notice", {"title": "Сегодня", "until": datetime.date(2026, 11, 20)}),
        ("notice", {"title": "Вчера", "until": datetime.date(2026, 11, 19)}),
    ]
    board.save_revision().publish()
    shown = client.get("/board/").context["shown"]
    assert [notice["title"] for notice in shown] == ["Сегодня"]


def test_search_finds_own_posts_and_public_pages_only(campus: Campus, as_user) -> None:
    def found(user, query: str) -> set[str]:
        return {page.title for page in as_user(user).get("/search/", {"q": query}).context["found"]}

    assert found(campus.cast.student, "ОН-24") >= {"Пост группы ОН-24", "Экскурсия ОН-24"}
    assert found(None, "ОН-24") == {"ОН-24"}
    assert found(campus.cast.student, "СЕКРЕТ") == set()
