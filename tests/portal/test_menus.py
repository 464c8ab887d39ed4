"""The portal's menu is the page tree."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from wagtail.models import Page, PageViewRestriction, Site

from portal.menus import Entry, entries_of, tabs_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def home() -> Page:
    home = Page.objects.get(depth=1).add_child(instance=Page(title="Главная", slug="glavnaya"))
    Site.objects.create(hostname="testserver", root_page=home, is_default_site=True)
    home.add_child(instance=Page(title="Новости", slug="novosti", show_in_menus=True))
    home.add_child(instance=Page(title="Черновик", slug="chernovik", show_in_menus=True, live=False))
    home.add_child(instance=Page(title="Не в меню", slug="ne-v-menyu"))
    private = home.add_child(instance=Page(title="Дневник", slug="dnevnik", show_in_menus=True))
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    return home


def entries(address: str, user) -> tuple[Entry, ...]:
    request = RequestFactory().get(address)
    request.user = user
    return entries_of(request)


def test_a_guest_sees_only_public_live_pages_of_the_menu(home):
    assert [entry.title for entry in entries("/", AnonymousUser())] == ["Главная", "Новости"]


def test_a_signed_in_person_sees_private_pages_too(home):
    user = get_user_model().objects.create_user("petrova")
    assert [entry.title for entry in entries("/", user)] == ["Главная", "Новости", "Дневник"]


@pytest.mark.parametrize(
    ("address", "current"), [("/", ["Главная"]), ("/novosti/2026/", ["Новости"]), ("/drugoe/", [])]
)
def test_the_section_of_the_address_is_current(home, address, current):
    assert [entry.title for entry in entries(address, AnonymousUser()) if entry.is_current] == current


def test_the_menu_costs_the_same_for_three_pages_as_for_one(home, django_assert_num_queries):
    entries("/", AnonymousUser())
    with django_assert_num_queries(3) as first:
        entries("/", AnonymousUser())
    for number in range(3):
        home.add_child(instance=Page(title=f"Раздел {number}", slug=f"razdel-{number}", show_in_menus=True))
    with django_assert_num_queries(len(first)):
        assert len(entries("/", AnonymousUser())) == 5


def test_the_diary_stands_under_a_thumb_wherever_the_editors_put_it():
    titles = ("Главная", "Новости", "Группы", "Календарь", "Дневник")
    icons = ("home", "news", "users", "calendar", "diary")
    menu = tuple(Entry(title, "/", icon, False) for title, icon in zip(titles, icons, strict=True))
    assert [entry.title for entry in tabs_of(menu)] == ["Главная", "Дневник", "Новости", "Группы"]
