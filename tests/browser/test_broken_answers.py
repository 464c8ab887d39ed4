"""An answer that is none: the server died in the middle of it, or somebody between has answered for it."""

import re

import pytest
from playwright.sync_api import Route, expect

from tests.browser.book import ANNA, BORIS, TODAY, Book
from tests.browser.conftest import OpenWindow
from tests.browser.visits import DESK
from tests.cast import Cast
from tests.factories.gradebook import mark, save_as

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("kind", "body"), [("text/html", "<h1>Wi-Fi гостиницы</h1>"), ("application/json", '{"answers": [{"key"')]
)
def test_save_that_was_not_answered_is_kept_and_sent_again(
    college: Cast, window: OpenWindow, kind: str, body: str
) -> None:
    page = window(user=college.teacher, width=DESK).page
    book = Book(page, college).open()
    page.route("**/save", lambda route: route.fulfill(status=200, content_type=kind, body=body))
    book.stand(ANNA, TODAY)
    book.press("5")
    expect(book.state).to_have_text(re.compile(r"^Нет\sсети: 1\sзапись"))
    book.holds(TODAY, "5", "", "")
    page.unroute("**/save")
    book.saved()
    page.reload()
    book.ready()
    book.holds(TODAY, "5", "", "")


def test_page_that_could_not_be_renewed_is_renewed_after_the_next_save(college: Cast, window: OpenWindow) -> None:
    page = window(user=college.teacher, width=DESK).page
    book = Book(page, college).open()
    save_as(college.teacher, college.journal, mark(college.works[0], college.learners[BORIS], "4"))
    address = re.compile(rf"/book/{college.journal.pk}/$")
    asked: list[str] = []

    def refuse(route: Route) -> None:
        asked.append(route.request.url)
        route.abort()

    page.route(address, refuse)
    book.stand(ANNA, TODAY)
    with page.expect_event("requestfailed", lambda request: bool(address.search(request.url))):
        book.press("5")
    book.saved()
    book.holds(TODAY, "5", "", "")
    assert len(asked) == 1
    page.unroute(address)
    book.stand(ANNA, TODAY)
    book.press("3")
    book.saved()
    book.holds(TODAY, "3", "4", "")
