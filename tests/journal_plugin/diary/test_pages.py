"""The diary's place in the page tree: editors move it, and both ways to it give the same."""

import re

import pytest
from wagtail.models import PageViewRestriction

from journal_plugin.diary.actions import place_diary
from journal_plugin.diary.pages import DiaryPage
from journal_plugin.diary.queries.addresses import addresses, diary_address, forget_addresses, is_under_a_diary
from tests.cast import Cast
from tests.factories.institution import make_institution, make_user
from tests.journal_plugin.diary.reading import html_of, signed_in

_TOKEN = re.compile(r'(name="csrf-token" content|csrfmiddlewaretoken" value)="[^"]+"')


def plain(content: bytes) -> str:
    """A page without its form tokens, which differ at each request."""
    return _TOKEN.sub("", content.decode())


def test_placing_twice_makes_one_page(cast: Cast) -> None:
    first, second = (place_diary(site=cast.institution.site) for _time in range(2))
    assert (first.pk, DiaryPage.objects.count(), first.show_in_menus) == (second.pk, 1, True)


def test_each_site_has_a_diary_of_its_own(cast: Cast, diary: DiaryPage) -> None:
    school = make_institution("127.0.0.1", default=False, preset="school-sergino", short_name="Школа")
    place_diary(site=school.site, slug="dnevnik-shkoly")
    client = signed_in(cast.parent)
    found = [
        client.get(address, headers={"host": host}).status_code
        for host in ("localhost", "127.0.0.1")
        for address in ("/dnevnik/", "/dnevnik-shkoly/")
    ]
    assert found == [200, 404, 404, 200]


def test_editor_changes_address_title_and_intro(cast: Cast, diary: DiaryPage) -> None:
    assert signed_in(cast.parent).get("/dnevnik/").status_code == 200
    diary.slug, diary.title, diary.intro = "moi-dnevnik", "Мой дневник", "<p>Вопросы: <b>каб. 14</b></p>"
    diary.save_revision().publish()
    page = html_of(cast.parent, "/moi-dnevnik/")
    assert (
        signed_in(cast.parent).get("/dnevnik/").status_code,
        "<h1>Мой\u00a0дневник</h1>" in page or "<h1>Мой дневник</h1>" in page,
        "<p>Вопросы: <b>каб. 14</b></p>" in page,
        f'href="/moi-dnevnik/{cast.learners[0].pk}/marks/"' in page,
        "/dnevnik/" in page,
        diary_address(cast.institution.site),
    ) == (404, True, True, True, False, "/moi-dnevnik/")


def test_moved_page_takes_its_screens_along(cast: Cast, diary: DiaryPage) -> None:
    home = cast.institution.site.root_page
    section = home.add_child(instance=type(home)(title="Семье", slug="semye"))
    signed_in(cast.parent).get("/dnevnik/")
    DiaryPage.objects.get().move(section, pos="last-child")
    client = signed_in(cast.parent)
    anna = cast.learners[0].pk
    found = [client.get(address).status_code for address in (f"/dnevnik/{anna}/", f"/semye/dnevnik/{anna}/marks/")]
    assert found == [404, 200]


@pytest.mark.parametrize("change", ["unpublish", "delete"])
def test_page_taken_away_takes_the_diary_away(cast: Cast, diary: DiaryPage, change: str) -> None:
    signed_in(cast.parent).get("/dnevnik/")
    getattr(DiaryPage.objects.get(), change)()
    assert signed_in(cast.parent).get("/dnevnik/").status_code == 404


@pytest.mark.parametrize("rest", ["", "{anna}/", "{anna}/2026-11-13/", "{anna}/marks/", "{anna}/absences/"])
def test_page_tree_serves_the_same_as_the_short_way(cast: Cast, diary: DiaryPage, rest: str) -> None:
    rest = rest.format(anna=cast.learners[0].pk)
    client = signed_in(cast.parent)
    short = client.get(f"/dnevnik/{rest}")
    PageViewRestriction.objects.create(page=diary, restriction_type=PageViewRestriction.NONE)
    assert is_under_a_diary(addresses(), "/dnevnik/") is False
    long = client.get(f"/dnevnik/{rest}")
    assert (long.status_code, plain(long.content)) == (200, plain(short.content))


def test_page_restricted_to_a_group_of_editors_is_left_to_wagtail(cast: Cast, diary: DiaryPage) -> None:
    PageViewRestriction.objects.create(page=diary, restriction_type=PageViewRestriction.GROUPS)
    response = signed_in(cast.parent).get("/dnevnik/")
    assert (response.status_code, diary_address(cast.institution.site)) == (302, "/dnevnik/")


def test_address_without_its_slash_is_completed(cast: Cast, diary: DiaryPage) -> None:
    response = signed_in(cast.parent).get("/dnevnik")
    assert (response.status_code, response["Location"]) == (301, "/dnevnik/")


def test_editor_previews_the_page(cast: Cast, diary: DiaryPage) -> None:
    diary.title = "Дневник второго курса"
    diary.save_revision()
    response = signed_in(make_user("root", superuser=True)).get(f"/admin/pages/{diary.pk}/view_draft/")
    assert (response.status_code, "<h1>Дневник второго курса</h1>" in response.content.decode()) == (200, True)


def test_short_way_is_taken_with_several_sites_too(cast: Cast, diary: DiaryPage) -> None:
    school = make_institution("127.0.0.1", default=False, preset="school-sergino", short_name="Школа")
    place_diary(site=school.site, slug="dnevnik-shkoly")
    forget_addresses()
    table = addresses()
    assert [place.url for _site, place in table.places] == ["/dnevnik/", "/dnevnik-shkoly/"]
    assert is_under_a_diary(table, f"/dnevnik/{cast.learners[0].pk}/marks/") is True
