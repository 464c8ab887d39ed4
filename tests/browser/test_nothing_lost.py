"""What a teacher has typed gets into the register exactly once, in order, under his name, whatever happens meanwhile."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from playwright.sync_api import Page, Route, expect

from journal_plugin.core import kept as scripts
from journal_plugin.lessons.models import Change
from tests.browser.book import ANNA, LAST_OPEN, TODAY, Book
from tests.browser.conftest import OpenWindow, Window, inspect, watch
from tests.browser.visits import DESK, sign_in
from tests.cast import Cast
from tests.storm.server import Server

pytestmark = pytest.mark.browser
ROOT = Path(__file__).resolve().parents[2]


def typed() -> list[tuple[str, str]]:
    """Author and value of every mark in the history, in its order."""
    changes = Change.objects.filter(what="mark").order_by("seq")
    return list(changes.values_list("actor__last_name", "new"))


def cut(page: Page) -> None:
    """From now on this page reaches no server to save."""
    page.route("**/save", lambda route: route.abort())


@pytest.fixture
def server(college: Cast, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """Gunicorn over the database of this test, on the day of the cast; it may be killed and started again."""
    name = connection.settings_dict["NAME"]
    settings = connection.settings_dict
    address = f"{settings['USER']}:{settings['PASSWORD']}@{settings['HOST']}:{settings['PORT']}/{name}"
    monkeypatch.setenv(
        "JOURNAL_DATABASE", f"sqlite:///{name}" if connection.vendor == "sqlite" else f"postgresql://{address}"
    )
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "settings.test")
    with Server(ROOT) as server:
        yield server


def test_page_closed_without_a_network_leaves_its_entries_to_the_next(college: Cast, window: OpenWindow) -> None:
    one = window(user=college.teacher, width=DESK)
    book = Book(one.page, college).open()
    one.context.set_offline(True)
    book.stand(ANNA, TODAY)
    book.press("5", "4", "3")
    expect(book.state).to_have_text(re.compile(r"^Нет\sсети: 3\sзаписи"))
    one.page.close()
    one.context.set_offline(False)
    page = one.context.new_page()
    watch(Window(one.context, page, one.faults))
    cut(page)
    again = Book(page, college).open()
    again.holds(TODAY, "5", "4", "3")
    expect(again.state).to_have_text(re.compile(r"3\sзаписи"))
    page.unroute("**/save")
    again.saved()
    page.reload()
    again.ready()
    again.holds(TODAY, "5", "4", "3")
    assert typed() == [("Петров", "5"), ("Петров", "4"), ("Петров", "3")]


def test_case_10_nothing_shows_as_saved_before_the_server_has_confirmed(college: Cast, window: OpenWindow) -> None:
    one = window(user=college.teacher, width=DESK)
    book = Book(one.page, college).open()
    held: list[Route] = []
    one.page.route("**/save", lambda route: held.extend([route]))
    book.stand(ANNA, TODAY)
    with one.page.expect_request("**/save"):
        book.press("5")
    book.holds(TODAY, "5", "", "")
    expect(book.cell(ANNA, TODAY)).to_have_class(re.compile("is-typed"))
    expect(book.state).to_have_text(re.compile(r"^Отправляем 1\sзапись"))
    assert typed() == []
    cut(one.page)
    held[0].abort()
    expect(book.state).to_have_text(re.compile(r"^Нет\sсети: 1\sзапись"))
    expect(book.cell(ANNA, TODAY)).to_have_class(re.compile("is-wait"))
    book.holds(TODAY, "5", "", "")
    one.page.unroute("**/save")
    book.saved()
    expect(book.cell(ANNA, TODAY)).not_to_have_class(re.compile("is-wait|is-typed"))
    assert typed() == [("Петров", "5")]


def test_ended_session_is_renewed_in_a_small_window(college: Cast, window: OpenWindow) -> None:
    one = window(user=college.teacher, width=DESK)
    book = Book(one.page, college).open()
    Session.objects.all().delete()
    book.stand(ANNA, TODAY)
    book.press("5", "4")
    expect(book.state).to_have_text(re.compile(r"^Вы вышли из системы. Не потеряно: 2\sзаписи"))
    inspect(one.page)
    with one.context.expect_page() as opened:
        book.state.get_by_role("link", name="Войти").click()
    small = opened.value
    small.locator("[name=login]").fill("teacher")
    small.locator("[name=password]").fill("password")
    with small.expect_event("close"):
        small.locator("[name=password]").press("Enter")
    book.saved()
    book.holds(TODAY, "5", "4", "")
    assert typed() == [("Петров", "5"), ("Петров", "4")]


def test_entries_of_one_person_are_never_sent_under_another(college: Cast, window: OpenWindow) -> None:
    one = window(width=DESK)
    sign_in(one.page, "teacher")
    book = Book(one.page, college).open()
    cut(one.page)
    book.stand(ANNA, LAST_OPEN)
    book.press("5", "4")
    expect(book.state).to_have_text(re.compile(r"^Нет\sсети: 2\sзаписи"))
    # A part of the page that comes later would bring the form token of the one who has left.
    expect(book.panel).to_have_attribute("data-lesson-part", str(college.lessons[LAST_OPEN].pk))
    other = one.context.new_page()
    one.context.clear_cookies()
    sign_in(other, "substitute")
    theirs = Book(other, college).open()
    expect(theirs.state).to_have_text(re.compile("^Всё\\sсохранено"))
    theirs.holds(LAST_OPEN, "", "", "")
    one.page.unroute("**/save")
    one.page.bring_to_front()
    expect(book.state).to_have_text(re.compile(r"другой человек.*2\sзаписи"))
    assert typed() == []
    one.context.clear_cookies()
    sign_in(other, "teacher")
    other.close()
    one.page.bring_to_front()
    book.saved()
    assert typed() == [("Петров", "5"), ("Петров", "4")]


def test_killed_server_has_every_entry_once_when_it_is_back(college: Cast, window: OpenWindow, server: Server) -> None:
    one = window(user=college.teacher, width=DESK)
    one.page.goto(f"http://127.0.0.1:{server.port}/journal/book/{college.journal.pk}/")
    book = Book(one.page, college)
    book.ready()
    book.stand(ANNA, TODAY)
    for keys in (("5", "4"), ("3",), ("ArrowUp", "ArrowUp", "2")):
        book.press(*keys)
        server.kill()
        expect(book.state).to_have_text(re.compile(r"^(?:Нет\sсети|Сервер)"))
        server.start()
        book.saved()
    one.page.reload()
    book.ready()
    book.holds(TODAY, "2", "4", "3")
    written = [value for _author, value in typed()]
    assert (sorted(written), written[-1]) == (["2", "3", "4", "5"], "2")
    assert Change.objects.order_by().values("key").distinct().count() == Change.objects.count()


@pytest.fixture
def deploy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable]:
    """A server with newer scripts, once it is asked for."""
    (tmp_path / "newer.js").write_text("// newer\n")
    scripts.build()
    yield lambda: (monkeypatch.setattr(scripts, "_SCRIPTS", tmp_path), scripts.build.cache_clear())
    monkeypatch.undo()
    scripts.build.cache_clear()


def test_older_page_sends_its_entries_and_says_that_there_is_a_newer_one(
    college: Cast, window: OpenWindow, deploy: Callable
) -> None:
    one = window(user=college.teacher, width=DESK)
    book = Book(one.page, college).open()
    deploy()
    book.stand(ANNA, TODAY)
    book.press("5")
    book.saved()
    expect(book.notes).to_have_text(re.compile("^Журнал обновился. Всё введённое сохранено"))
    inspect(one.page)
    book.notes.get_by_role("button", name="Перезагрузить").click()
    book.holds(TODAY, "5", "", "")
    book.ready()
    book.stand(ANNA, LAST_OPEN)
    book.press("4")
    book.saved()
    expect(book.notes).to_have_text("")


def test_what_a_newer_server_cannot_read_waits_for_the_newer_page(college: Cast, window: OpenWindow) -> None:
    one = window(user=college.teacher, width=DESK)
    book = Book(one.page, college).open()
    one.page.route("**/save", lambda route: route.fulfill(status=400, json={"error": "?", "build": "newer"}))
    book.stand(ANNA, TODAY)
    book.press("5", "4")
    expect(book.state).to_have_text(re.compile(r"Журнал обновился: 2\sзаписи"))
    book.holds(TODAY, "5", "4", "")
    one.page.unroute("**/save")
    book.notes.get_by_role("button", name="Перезагрузить").click()
    book.saved()
    assert typed() == [("Петров", "5"), ("Петров", "4")]


def test_page_closed_at_once_after_a_key_loses_nothing(college: Cast, window: OpenWindow) -> None:
    one = window(user=college.teacher, width=DESK)
    book = Book(one.page, college).open()
    book.stand(ANNA, TODAY)
    book.press("5")
    one.page.goto("about:blank")
    page = one.context.new_page()
    watch(Window(one.context, page, one.faults))
    again = Book(page, college).open()
    again.holds(TODAY, "5", "", "")
    expect(again.state).to_have_text(re.compile("^(?:Сохранено|Всё)"))
    assert typed() == [("Петров", "5")]


def test_two_tabs_of_one_journal_send_each_its_own(college: Cast, window: OpenWindow) -> None:
    one = window(user=college.teacher, width=DESK)
    first = Book(one.page, college).open()
    cut(one.page)
    first.stand(ANNA, TODAY)
    first.press("5", "4")
    expect(first.state).to_have_text(re.compile(r"2\sзаписи"))
    page = one.context.new_page()
    watch(Window(one.context, page, one.faults))
    second = Book(page, college).open()
    second.holds(TODAY, "", "", "")
    second.stand(ANNA, LAST_OPEN)
    second.press("3")
    second.saved()
    assert typed() == [("Петров", "3")]
    one.page.unroute("**/save")
    first.saved()
    first.holds(LAST_OPEN, "3", "", "")
    cut(one.page)
    first.stand(ANNA, LAST_OPEN)
    first.press("ArrowDown", "2")
    expect(first.state).to_have_text(re.compile(r"^Нет\sсети: 1\sзапись"))
    one.page.close()
    page.evaluate("dispatchEvent(new Event('focus'))")  # headless windows are never looked at
    second.saved()
    second.holds(LAST_OPEN, "3", "2", "")
    assert typed() == [("Петров", value) for value in ("3", "5", "4", "2")]
