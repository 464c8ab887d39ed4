"""The curator in Wagtail's admin: writes in own feed, and neither touches nor sees anything else.

Every address of the admin that shows pages is walked; a title with «СЕКРЕТ» in an answer is a leak.
"""

import datetime
import gc
import json

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, Page

from news.models import EventPage, GroupPostPage
from tests.campus import Campus
from tests.factories.pages import group_page

POST = {
    "title": "Сбор у входа в 8:15",
    "slug": "sbor",
    "intro": "Не опаздываем.",
    "audience": "group",
    "pinned_until": "",
    "body-count": "0",
    "action-publish": "action-publish",
}


@pytest.fixture
def curator(campus: Campus, as_user) -> Client:
    return as_user(campus.cast.curator)


@pytest.mark.row("H16")
def test_curator_creates_publishes_edits_and_removes_own_post(campus: Campus, curator: Client) -> None:
    page = group_page(campus.cast.group)
    curator.post(reverse("wagtailadmin_pages:add", args=["news", "grouppostpage", page.pk]), POST)
    post = GroupPostPage.objects.get(slug="sbor")
    assert (post.live, post.group, post.institution, post.owner) == (
        True, campus.cast.group, campus.cast.institution, campus.cast.curator,
    )  # fmt: skip
    edited = POST | {"title": "Сбор у входа в 8:00"}
    curator.post(reverse("wagtailadmin_pages:edit", args=[post.pk]), edited)
    post.refresh_from_db()
    assert post.title == "Сбор у входа в 8:00"
    curator.post(reverse("wagtailadmin_pages:delete", args=[post.pk]))
    assert GroupPostPage.objects.filter(pk=post.pk).exists() is False


@pytest.mark.row("K08")
def test_curator_adds_an_event_of_own_group_and_the_family_sees_it(campus: Campus, curator: Client, as_user) -> None:
    page = group_page(campus.cast.group)
    event = {
        "title": "Поход", "slug": "pohod", "date": "2026-11-29", "time": "", "until_date": "", "until_time": "",
        "place": "Парк", "kind": "event", "audience": "group", "action-publish": "action-publish",
        "intro": '{"entityMap": {}, "blocks": []}',
    }  # fmt: skip
    curator.post(reverse("wagtailadmin_pages:add", args=["news", "eventpage", page.pk]), event)
    assert EventPage.objects.get(slug="pohod").group == campus.cast.group
    agenda = as_user(campus.cast.parent).get("/").context["agenda"]
    assert [row.title for row in agenda.coming] == ["День открытых дверей", "Экскурсия ОН-24", "Поход"]


def text_of(response) -> str:
    """What an answer says; the choosers' JSON writes Cyrillic by numbers."""
    if "json" in response.get("Content-Type", ""):
        return json.dumps(response.json(), ensure_ascii=False)
    return response.content.decode()


def foreign(campus: Campus) -> dict[str, Page]:
    return {
        "foreign post": campus.foreign_post,
        "foreign draft": campus.foreign_draft,
        "foreign event": campus.foreign_event,
        "foreign group": group_page(campus.cast.foreign_group),
        "event of the staff": campus.staff_event,
        "news": campus.news,
        "home": campus.home,
        "list of groups": group_page(campus.cast.group).get_parent(),
        "post of the school": campus.school_post,
        "home of the school": campus.school_home,
    }


ONE_PAGE = (
    "edit",
    "delete",
    "unpublish",
    "history",
    "copy",
    "move",
    "view_draft",
    "usage",
    "set_privacy",
    "revisions_index",
)


def test_no_view_of_a_foreign_page_opens_for_a_curator(campus: Campus, curator: Client) -> None:
    opened = {
        (name, view)
        for view in ONE_PAGE
        for name, page in foreign(campus).items()
        if curator.get(reverse(f"wagtailadmin_pages:{view}", args=[page.pk])).status_code == 200
    }
    assert opened == set()


def test_the_same_views_open_for_the_own_post(campus: Campus, curator: Client) -> None:
    views = ("edit", "history", "copy", "move", "delete", "unpublish", "view_draft", "usage")
    own = [curator.get(reverse(f"wagtailadmin_pages:{view}", args=[campus.own_post.pk])).status_code for view in views]
    assert own == [200] * len(views)


def test_curator_cannot_write_a_foreign_page_by_post(campus: Campus, curator: Client) -> None:
    for page in foreign(campus).values():
        curator.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), POST | {"title": "Взломано"})
        curator.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
        curator.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]))
        curator.post(reverse("wagtailadmin_pages:add", args=["news", "grouppostpage", page.pk]), POST)
    states = {
        name: (Page.objects.get(pk=page.pk).title == page.title, Page.objects.get(pk=page.pk).live == page.live)
        for name, page in foreign(campus).items()
    }
    assert states == dict.fromkeys(states, (True, True))
    assert GroupPostPage.objects.filter(slug="sbor").exists() is False


def test_curator_neither_moves_nor_copies_own_post_to_a_foreign_place(campus: Campus, curator: Client) -> None:
    target, post = group_page(campus.cast.foreign_group), campus.own_post
    curator.post(reverse("wagtailadmin_pages:move_confirm", args=[post.pk, target.pk]))
    curator.post(
        reverse("wagtailadmin_pages:copy", args=[post.pk]),
        {"new_title": "Копия", "new_slug": "copy", "new_parent_page": target.pk, "publish_copies": "on"},
    )
    assert set(GroupPostPage.objects.child_of(target)) == {campus.foreign_post, campus.foreign_draft}
    assert GroupPostPage.objects.get(pk=post.pk).get_parent().pk == group_page(campus.cast.group).pk


def walk(campus: Campus) -> list[str]:
    """Addresses of the admin that list or name pages."""
    pages = [page.pk for page in (*foreign(campus).values(), group_page(campus.cast.group))]
    root = Page.get_first_root_node().pk
    named = [reverse("wagtailadmin_explore", args=[pk]) for pk in (*pages, root)]
    named += [reverse("wagtailadmin_choose_page_child", args=[pk]) for pk in (*pages, root)]
    named += [reverse("wagtailadmin_pages:usage", args=[pk]) for pk in pages]
    named += [f"/admin/api/main/pages/{pk}/" for pk in pages]
    named += [
        reverse(name)
        for name in (
            "wagtailadmin_home", "wagtailadmin_explore_root", "wagtailadmin_choose_page",
            "wagtailadmin_reports:locked_pages", "wagtailadmin_reports:workflow", "wagtailadmin_reports:workflow_tasks",
            "wagtailadmin_reports:site_history", "wagtailadmin_reports:aging_pages",
            "wagtailadmin_reports:page_types_usage", "wagtailadmin_pages:search",
        )
    ]  # fmt: skip
    ids = "&".join(f"id={pk}" for pk in pages)
    named += [f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', action])}?{asked}"
              for action in ("delete", "move", "publish", "unpublish") for asked in (ids, "id=all")]  # fmt: skip
    return [
        *named,
        f"{reverse('wagtailadmin_pages:search')}?q=СЕКРЕТ",
        f"{reverse('wagtailadmin_choose_page_search')}?q=СЕКРЕТ",
        f"{reverse('wagtailadmin_choose_page')}?page_type=news.grouppostpage",
        f"{reverse('wagtailadmin_choose_page_chosen_multiple')}?{ids}",
        *(f"{reverse('wagtailadmin_choose_page_chosen_multiple')}?id={pk}" for pk in pages[:-1]),
        f"{reverse('wagtailadmin_choose_page_chosen_multiple')}?id={Page.get_first_root_node().pk}",
        "/admin/api/main/pages/?limit=20",
        "/admin/api/main/pages/?search=СЕКРЕТ",
        reverse("wagtailadmin_pages:type_use", args=["news", "grouppostpage"]),
        reverse("wagtailadmin_pages:type_use", args=["news", "eventpage"]),
    ]


def test_no_address_of_the_admin_names_a_closed_page_to_a_curator(campus: Campus, curator: Client) -> None:
    leaks = set()
    for address in walk(campus):
        text = text_of(curator.get(address, follow=True))
        leaks |= {(address, word) for word in ("СЕКРЕТ группы", "СЕКРЕТ событие", "СЕКРЕТ чер", "СЕКРЕТ класса", "СЕКРЕТ новость")
                  if word in text}  # fmt: skip
    assert leaks == set()


def test_the_same_walk_shows_the_closed_pages_to_their_own_editor(campus: Campus, as_user) -> None:
    editor = as_user(campus.cast.editor)
    answers = [text_of(editor.get(address, follow=True)) for address in walk(campus)]
    assert sum("СЕКРЕТ группы" in text for text in answers) >= 5
    assert sum("СЕКРЕТ класса" in text or "СЕКРЕТ новость" in text for text in answers) == 0


def test_explorer_of_a_curator_begins_at_the_own_group(campus: Campus, curator: Client) -> None:
    response = curator.get(reverse("wagtailadmin_explore_root"), follow=True)
    assert response.context["parent_page"].pk == group_page(campus.cast.group).pk


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_files_of_a_foreign_group_are_neither_chosen_nor_opened(campus: Campus, curator: Client, as_user) -> None:
    folders = {name: group_page(group).collection for name, group in
               (("own", campus.cast.group), ("foreign", campus.cast.foreign_group))}  # fmt: skip
    image = get_image_model()
    document = get_document_model()
    files = {}
    for name, folder in folders.items():
        image.objects.create(title=f"Снимок {name}", file=get_test_image_file(f"{name}.png"), collection=folder)
        files[name] = document.objects.create(
            title=f"Файл {name}", file=get_test_image_file(f"{name}.png"), collection=folder
        )
    image.objects.create(title="Снимок root", file=get_test_image_file(), collection=Collection.get_first_root_node())
    for app, word in (("wagtailimages", "Снимок"), ("wagtaildocs", "Файл")):
        for view in (f"{app}_chooser:choose", f"{app}_chooser:choose_results", f"{app}:index"):
            text = text_of(curator.get(reverse(view)))
            assert (f"{word} own" in text, f"{word} foreign" in text, f"{word} root" in text) == (True, False, False), (
                view
            )
    for app, model, word in (("wagtailimages", "image", "Снимок"), ("wagtaildocs", "document", "Файл")):
        text = text_of(curator.get(f"{reverse('wagtail_bulk_action', args=[app, model, 'add_tags'])}?id=all"))
        assert (f"{word} own" in text, f"{word} foreign" in text, f"{word} root" in text) == (True, False, False), app
    statuses: dict[str, list[int]] = {}
    for name, file in files.items():
        for user in (campus.cast.parent, campus.cast.foreign_parent, None):
            statuses.setdefault(name, []).append(as_user(user).get(file.url).status_code)
    gc.collect()  # the answers' open files are dropped here, where their warning is expected
    assert statuses == {"own": [200, 404, 404], "foreign": [404, 200, 404]}


def test_home_page_is_not_deleted_alone_nor_among_others(campus: Campus, as_user) -> None:
    editor, home = as_user(campus.cast.editor), campus.home
    alone = reverse("wagtailadmin_pages:delete", args=[home.pk])
    many = f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', 'delete'])}?id={home.pk}"
    for address in (alone, many):
        answer = editor.post(address, follow=True)
        assert "Главная страница сайта не удаляется: под ней стоит весь сайт." in text_of(answer), address
    assert type(home).objects.filter(pk=home.pk).exists()


def test_curator_edits_no_settings_and_no_users(campus: Campus, curator: Client) -> None:
    settings = reverse("wagtailsettings:edit", args=["portal", "portalsettings", campus.cast.institution.site_id])
    addresses = (
        settings,
        reverse("wagtailusers_users:index"),
        reverse("wagtailusers_groups:index"),
        reverse("wagtailsites:index"),
    )
    assert {curator.get(address).status_code == 200 for address in addresses} == {False}


def test_school_editor_sees_nothing_of_the_college(campus: Campus, as_user) -> None:
    editor = as_user(campus.school_editor)
    words = ("ОН-24", "ОН-25", "Новость колледжа")
    pages = {address: text_of(editor.get(address, follow=True)) for address in walk(campus)}
    assert {(address, word) for address, text in pages.items() for word in words if word in text} == set()


def test_event_days_stand_in_the_calendar(campus: Campus, as_user) -> None:
    busy = as_user(campus.cast.student).get("/events/2026/11/").context["screen"].month.busy
    assert [cell.date for cell in busy] == [datetime.date(2026, 11, 25)]
