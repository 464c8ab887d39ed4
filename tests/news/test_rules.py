"""Who may read what: one table, and every way to a post asks it."""

import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from wagtail.models import Page

from news.enums import Audience
from news.models import EventPage, GroupPostPage
from news.rules import may_read, may_read_page
from tests.campus import Campus
from tests.factories.institution import make_user
from tests.factories.pages import make_event, make_post

DAY = datetime.date(2026, 11, 27)
EVERYBODY = {"guest", "stranger", "student", "parent", "curator", "teacher", "foreign_parent", "school_curator"}
STAFF = {"curator", "teacher"}

GROUP_TABLE = {
    Audience.ALL: EVERYBODY,
    Audience.GROUP: STAFF | {"student", "parent"},
    Audience.PARENTS: STAFF | {"parent"},
    Audience.STAFF: STAFF,
}
WIDE_TABLE = {
    Audience.ALL: EVERYBODY,
    Audience.GROUP: STAFF | {"student", "parent", "foreign_parent"},
    Audience.PARENTS: STAFF | {"parent", "foreign_parent"},
    Audience.STAFF: STAFF,
}


def person(campus: Campus, name: str):
    if name == "guest":
        return AnonymousUser()
    return campus.school_curator if name == "school_curator" else getattr(campus.cast, name)


def readers(campus: Campus, page) -> set[str]:
    rows = type(page).objects.filter(pk=page.pk)
    return {name for name in EVERYBODY if rows.filter(may_read(person(campus, name))).exists()}


@pytest.mark.row("H16")
def test_post_of_a_group_is_read_by_its_audience_only(campus: Campus) -> None:
    group = campus.cast.group
    posts = {audience: make_post(group, f"Пост {audience}", audience=audience) for audience in Audience.values}
    assert {audience: readers(campus, post) for audience, post in posts.items()} == GROUP_TABLE


@pytest.mark.row("K08")
def test_event_of_a_group_is_read_by_its_audience_only(campus: Campus) -> None:
    group = campus.cast.group
    events = {one: make_event(group, f"Событие {one}", DAY, audience=one) for one in Audience.values}
    assert {audience: readers(campus, event) for audience, event in events.items()} == GROUP_TABLE


def test_event_of_the_institution_is_for_all_its_groups_and_for_no_other_institution(campus: Campus) -> None:
    events = {one: make_event(campus.home, f"Событие {one}", DAY, audience=one) for one in Audience.values}
    assert {audience: readers(campus, event) for audience, event in events.items()} == WIDE_TABLE


def test_superuser_reads_everything(campus: Campus) -> None:
    root = make_user("root", superuser=True)
    assert GroupPostPage.objects.filter(may_read(root)).count() == GroupPostPage.objects.count() == 4


def test_rule_over_base_pages_hides_exactly_what_the_rule_over_rows_hides(campus: Campus) -> None:
    student = campus.cast.student
    visible = set(Page.objects.filter(may_read_page(student, GroupPostPage, EventPage)).values_list("pk", flat=True))
    closed = {
        page.pk
        for model in (GroupPostPage, EventPage)
        for page in model.objects.exclude(pk__in=model.objects.filter(may_read(student)))
    }
    assert set(Page.objects.values_list("pk", flat=True)) - visible == closed
    assert closed >= {campus.foreign_post.pk, campus.staff_event.pk, campus.school_post.pk}


ADDRESSES = {
    ("student", "own_post"): 200,
    ("parent", "own_post"): 200,
    ("curator", "own_post"): 200,
    ("teacher", "own_post"): 200,
    ("guest", "own_post"): 404,
    ("stranger", "own_post"): 404,
    ("foreign_parent", "own_post"): 404,
    ("school_curator", "own_post"): 404,
    ("student", "foreign_post"): 404,
    ("parent", "foreign_event"): 404,
    ("student", "staff_event"): 404,
    ("guest", "public_event"): 200,
}


def test_address_of_a_page_answers_by_the_rule(campus: Campus, as_user) -> None:
    answers = {}
    for name, page in ADDRESSES:
        client = as_user(None if name == "guest" else person(campus, name))
        answers[name, page] = client.get(getattr(campus, page).url).status_code
    assert answers == ADDRESSES


def test_calendar_file_of_a_closed_event_is_closed(campus: Campus, client: Client) -> None:
    assert client.get(f"{campus.foreign_event.url}ics/").status_code == 404


def test_guest_is_given_no_closed_title_anywhere(campus: Campus, client: Client) -> None:
    group = campus.foreign_post.get_parent().url
    addresses = (
        "/", "/news/", "/events/", "/events/2026/11/", "/events/list/", "/events/ics/", "/groups/", group,
        "/sitemap.xml", "/search/?q=СЕКРЕТ",
    )  # fmt: skip
    leaks = {
        address
        for address in addresses
        if b"\xd0\xa1\xd0\x95\xd0\x9a\xd0\xa0\xd0\x95\xd0\xa2 " in client.get(address).content
    }
    assert leaks == set()


def test_parent_is_given_no_title_of_a_foreign_group_anywhere(campus: Campus, as_user) -> None:
    client = as_user(campus.cast.parent)
    addresses = ("/", "/events/", "/events/list/", "/events/ics/", "/search/?q=СЕКРЕТ",
                 campus.foreign_post.get_parent().url)  # fmt: skip
    pages = {address: client.get(address).content.decode() for address in addresses}
    assert {address for address, text in pages.items() if "СЕКРЕТ группы" in text or "СЕКРЕТ событие" in text} == set()
    assert {address for address, text in pages.items() if "Экскурсия ОН-24" in text} == {
        "/", "/events/", "/events/list/", "/events/ics/",
    }  # fmt: skip


def test_moved_post_belongs_to_the_new_group(campus: Campus) -> None:
    page = campus.own_post
    page.move(campus.foreign_post.get_parent(), pos="last-child")
    moved = GroupPostPage.objects.get(pk=page.pk)
    assert (moved.group, readers(campus, moved)) == (campus.cast.foreign_group, STAFF | {"foreign_parent"})


def test_child_that_left_takes_the_right_along(campus: Campus) -> None:
    cast = campus.cast
    cast.learners[0].memberships.update(until=datetime.date(2026, 11, 19))
    assert GroupPostPage.objects.filter(may_read(cast.parent), pk=campus.own_post.pk).exists() is False
