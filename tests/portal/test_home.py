"""The home page, the group's page: what they show to whom, and how many queries they take."""

import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from news.enums import Audience
from tests.campus import Campus
from tests.factories.pages import group_page, make_event, make_news, make_post
from tests.factories.people import make_guardian, make_learner

DAY = datetime.date(2026, 11, 26)


def grow(campus: Campus, number: int) -> None:
    """Add ``number`` news, posts and events of every kind, a child and a lesson's worth of people."""
    cast = campus.cast
    for step in range(number):
        make_news(campus.home, f"Ещё новость {step}", rubric=f"Рубрика {step}")
        make_post(cast.group, f"Ещё пост {step}", pinned_until=DAY if step % 2 else None)
        make_event(campus.home, f"Ещё событие {step}", DAY)
        make_event(cast.group, f"Ещё событие группы {step}", DAY, audience=Audience.GROUP)
        make_guardian(make_learner(cast.group, f"Андреев Пятый{step} Ильич"), cast.parent.journal_person)


@pytest.mark.parametrize("who", ["guest", "parent", "teacher"])
def test_number_of_queries_does_not_grow_with_pages(campus: Campus, as_user, who: str) -> None:
    user = None if who == "guest" else getattr(campus.cast, who)
    addresses = ("/", "/events/", "/events/list/", "/events/ics/", "/news/", group_page(campus.cast.group).url)
    past_the_cache = {"authorization": "anything"}

    def queries() -> dict[str, int]:
        client, counts = as_user(user), {}
        for address in addresses:
            client.get(address, headers=past_the_cache)
            with CaptureQueriesContext(connection) as counter:
                assert client.get(address, headers=past_the_cache).status_code == 200
            counts[address] = len(counter)
        return counts

    grow(campus, 1)
    few = queries()
    grow(campus, 3)
    assert queries() == few


@pytest.mark.row("K02")
def test_home_leads_with_the_newest_news_and_the_month(campus: Campus, client: Client) -> None:
    for day in (10, 12, 11):
        make_news(campus.home, f"Ноябрь, {day}", datetime.date(2026, 11, day))
    page = client.get("/").context
    assert (page["front"].lead.title, [news.title for news in page["front"].others], page["front"].total) == (
        "Новость колледжа",
        ["Ноябрь, 12", "Ноябрь, 11", "Ноябрь, 10"],
        4,
    )
    assert [(cell.date.day, cell.kinds) for cell in page["agenda"].month.busy] == [(25, ("event",))]


@pytest.mark.row("H16")
def test_home_shows_the_own_group_with_its_feed_and_nothing_to_whoever_has_none(campus: Campus, as_user) -> None:
    found = {}
    for who in ("student", "parent", "curator", "stranger", "director", None):
        own = as_user(who and getattr(campus.cast, who)).get("/").context["own"]
        found[who] = own and ([group.name for group in own.groups], [row.post.title for row in own.posts])
    mine = (["ОН-24"], ["Пост группы ОН-24"])
    assert found == {
        "student": mine, "parent": mine, "curator": mine, "stranger": None, "director": None, None: None,
    }  # fmt: skip


def test_home_of_another_site_shows_no_group_of_this_one(campus: Campus, as_user) -> None:
    page = as_user(campus.cast.student).get("/", headers={"host": "school.example"})
    assert page.context["own"] is None


def test_page_of_a_group_shows_lessons_to_own_people_only(campus: Campus, as_user) -> None:
    address, found = group_page(campus.cast.group).url, {}
    for who in ("student", "parent", "teacher", "foreign_parent", "stranger", None):
        day = as_user(who and getattr(campus.cast, who)).get(address).context["lessons"]
        found[who] = day and [line.element for line in day.lines]
    mine = ["Материаловедение"]
    assert found == {
        "student": mine, "parent": mine, "teacher": mine, "foreign_parent": None, "stranger": None, None: None,
    }  # fmt: skip


def test_page_of_a_group_names_the_curator_and_keeps_pinned_posts_above(campus: Campus, as_user) -> None:
    make_post(campus.cast.group, "Закреплено", pinned_until=datetime.date(2026, 11, 20))
    make_post(campus.cast.group, "Уже нет", pinned_until=datetime.date(2026, 11, 19))
    page = as_user(campus.cast.student).get(group_page(campus.cast.group).url).context
    assert [leader.full_name for leader in page["facts"].leaders] == ["Куратова Клара Карловна"]
    assert ([post.title for post in page["pinned"]], [post.title for post in page["posts"]]) == (
        ["Закреплено"],
        ["Уже нет", "Пост группы ОН-24"],
    )


def test_calendar_of_a_group_leaves_out_other_groups(campus: Campus, as_user) -> None:
    page = as_user(campus.cast.teacher).get(group_page(campus.cast.group).url).context
    assert [event.title for event in page["agenda"].coming] == [
        "День открытых дверей", "Педсовет СЕКРЕТ сотрудников", "Экскурсия ОН-24",
    ]  # fmt: skip


def test_list_of_groups_counts_people_and_puts_the_own_group_first(campus: Campus, as_user) -> None:
    page = as_user(campus.cast.parent).get("/groups/").context
    assert [(card.name, card.line.learners, card.line.leader) for card in page["own"]] == [
        ("ОН-24", 3, "Куратова\u00a0К.\u00a0К."),
    ]
    assert [card.name for course in page["courses"] for card in course.groups] == ["ОН-24", "ОН-25"]


@pytest.mark.row("P08")
def test_portal_and_journal_are_one_site(campus: Campus, as_user) -> None:
    client = as_user(campus.cast.parent)
    group = client.get(group_page(campus.cast.group).url).content.decode()
    assert f'href="/timetable/groups/{campus.cast.group.pk}/week/"' in group
    week = client.get(f"/timetable/groups/{campus.cast.group.pk}/week/").content.decode()
    menu = [f'href="{address}"' in week for address in ("/", "/news/", "/groups/", "/events/")]
    assert menu == [True, True, True, True]
