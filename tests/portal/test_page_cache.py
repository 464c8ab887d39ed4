"""Public pages are kept for guests, and for nobody else."""

import datetime

from django.test import Client
from wagtail.models import Site

from journal_plugin.people.models import Group
from portal.site_settings import PortalSettings
from tests.campus import Campus
from tests.factories.pages import make_news

HIT = "X-Page-Cache"


def test_second_guest_gets_the_kept_page_with_one_query(
    campus: Campus, client: Client, django_assert_num_queries
) -> None:
    first = client.get("/")
    with django_assert_num_queries(1):
        second = Client().get("/")
    assert (first.has_header(HIT), second[HIT], second.content) == (False, "hit", first.content)


def test_reader_who_signed_in_is_served_from_the_tables_and_fills_nothing(campus: Campus, as_user) -> None:
    reader = as_user(campus.cast.student)
    for _time in range(2):
        assert reader.get("/").has_header(HIT) is False
    guest = Client().get("/")
    assert (guest.has_header(HIT), "Пост группы ОН-24" in guest.content.decode()) == (False, False)


def test_kept_page_of_a_guest_is_not_given_to_a_reader(campus: Campus, as_user) -> None:
    Client().get("/")
    assert "Пост группы ОН-24" in as_user(campus.cast.student).get("/").content.decode()


def test_large_type_is_not_given_to_others(campus: Campus, client: Client) -> None:
    client.post("/appearance/", {"type": "large", "scheme": "dark"})
    assert 'data-type="large"' in client.get("/").content.decode()
    assert 'data-type="normal"' in Client().get("/").content.decode()


def test_publishing_forgets_the_pages_of_that_site_only(campus: Campus, client: Client) -> None:
    school = {"host": "school.example"}
    for headers in ({}, school):
        client.get("/", headers=headers)
    make_news(campus.home, "Новее нового", datetime.date(2026, 11, 20))
    assert client.get("/").has_header(HIT) is False
    assert client.get("/", headers=school)[HIT] == "hit"


def test_hosts_do_not_share_pages(campus: Campus, client: Client) -> None:
    college = client.get("/").content
    school = client.get("/", headers={"host": "school.example"})
    assert (school.has_header(HIT), school.content == college) == (False, False)


def test_settings_of_the_site_forget_its_pages(campus: Campus, client: Client) -> None:
    client.get("/")
    settings = PortalSettings.for_site(Site.objects.get(is_default_site=True))
    settings.brand_line = "основан в 1937 г."
    settings.save()
    assert client.get("/").has_header(HIT) is False


def test_renamed_group_forgets_pages(campus: Campus, client: Client) -> None:
    client.get("/groups/")
    Group.objects.get(pk=campus.cast.group.pk).save()
    assert client.get("/groups/").has_header(HIT) is False


def test_unknown_parameters_and_missing_pages_are_not_kept(campus: Campus, client: Client) -> None:
    for address in ("/?utm=1", "/nowhere/"):
        client.get(address)
        assert client.get(address).has_header(HIT) is False
