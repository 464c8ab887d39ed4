"""What every visitor meets: the sign-in page at every width and scheme; and the guards of these tests themselves."""

import pytest
from django.contrib.auth import get_user_model

from tests.browser.conftest import NARROW, WIDE, OpenWindow, inspect

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_sign_in_page_is_accessible(window: OpenWindow, width: int, scheme: str) -> None:
    page = window(width=width, scheme=scheme).page
    page.goto("/accounts/login/")
    inspect(page)


def test_person_signs_in_by_name_and_password(window: OpenWindow) -> None:
    get_user_model().objects.create_superuser("head", "head@example.org", "Long-pass-1")
    page = window().page
    page.goto("/admin/")
    page.locator("[name=login]").fill("head")
    page.locator("[name=password]").fill("Long-pass-1")
    page.locator("[name=password]").press("Enter")
    page.wait_for_url("**/admin/")
    assert page.locator("h1").count() > 0


def test_window_notes_a_request_to_another_host(window: OpenWindow) -> None:
    one = window()
    one.page.goto("/accounts/login/")
    one.page.evaluate("fetch('http://example.org/').catch(() => null)")
    # The policy of the page refuses it before it could leave.
    assert len(one.faults) > 0
    one.faults.clear()
