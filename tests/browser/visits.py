"""How the five people's tests go about: at which sizes and schemes, through the sign-in form, from page to page."""

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import NARROW, inspect

DESK = 1440
NARROWEST = 360

whole_job = pytest.mark.parametrize(("width", "scheme"), [(DESK, "light"), (NARROW, "dark")])
"""The whole job is done twice; the other two combinations are looked at page by page."""
looks_only = pytest.mark.parametrize(("width", "scheme"), [(DESK, "dark"), (NARROW, "light")])


def sign_in(page: Page, login: str, password: str = "password") -> None:
    """Through the form, as a person does; ends on the page that it leads to."""
    page.goto("/accounts/login/")
    page.locator("[name=login]").fill(login)
    page.locator("[name=password]").fill(password)
    page.locator("[name=password]").press("Enter")
    page.wait_for_url(lambda url: "/accounts/login/" not in url)


def look(page: Page) -> None:
    """The page is accessible, and keeps within its window, on the narrowest phone too."""
    inspect(page)
    size = page.viewport_size
    if size and size["width"] == NARROW:
        page.set_viewport_size({"width": NARROWEST, "height": size["height"]})
        sideways = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        page.set_viewport_size(size)
        assert (page.url, sideways <= 0) == (page.url, True)


def visit(page: Page, *addresses: str) -> None:
    """Every address answers 200 and passes `look`."""
    for address in addresses:
        answer = page.goto(address)
        assert (address, answer and answer.status) == (address, 200)
        look(page)


def publish(page: Page) -> None:
    """The page editor's «Опубликовать», which stands in the list beside its main button."""
    page.wait_for_load_state()  # the list opens by a script
    page.locator("footer [data-w-dropdown-target=toggle]").click()
    # The first draft that Wagtail saves by itself changes the address to one of an editor, too.
    with page.expect_navigation(url=lambda url: "/edit/" not in url and "/add/" not in url):
        page.locator("[name=action-publish]").click()
