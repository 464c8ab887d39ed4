"""A curator who publishes while Wagtail saves the draft by itself: the post is there once, and published."""

import re
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, Route

from news.models import GroupPostPage
from tests.browser.conftest import OpenWindow
from tests.browser.visits import DESK
from tests.cast import Cast
from tests.factories.pages import group_page, make_post

pytestmark = pytest.mark.browser
SETTLES_MS = 3000
"""Wagtail takes what stands in the form by then for what was there before."""


def type_and_publish(page: Page) -> None:
    """Writes a post and presses «Опубликовать» while the draft is on its way, which takes two seconds."""
    held = []

    def on_route(route: Route) -> None:
        is_draft = route.request.method == "POST" and "/pages/" in route.request.url
        if is_draft and "json" in route.request.headers["accept"]:
            held.append(route)
            answer = route.fetch()
            page.wait_for_timeout(2000)
            route.fulfill(response=answer)
        else:
            route.fallback()

    page.route("**/*", on_route)
    page.wait_for_timeout(SETTLES_MS)
    page.locator("#id_title").fill("Сбор у входа в 8:15")
    page.locator("#id_intro").fill("Не опаздываем.")
    with page.expect_request(lambda request: "json" in request.headers.get("accept", "") and request.method == "POST"):
        page.locator("footer [data-w-dropdown-target=toggle]").click()
    page.locator("[name=action-publish]").click()
    page.wait_for_url(re.compile(r"/admin/pages/\d+/$"))
    assert len(held) == 1


def posts() -> list[tuple]:
    return list(GroupPostPage.objects.values_list("title", "intro", "live", "has_unpublished_changes"))


@pytest.mark.parametrize("is_new", [True, False])
def test_post_published_while_its_draft_is_being_saved_is_there_once(
    college: Cast, window: OpenWindow, settings: Any, is_new: bool
) -> None:
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 500
    page = window(user=college.curator, width=DESK).page
    if is_new:
        page.goto(reverse("wagtailadmin_pages:add", args=["news", "grouppostpage", group_page(college.group).pk]))
    else:
        page.goto(reverse("wagtailadmin_pages:edit", args=[make_post(college.group, "Сбор").pk]))
    type_and_publish(page)
    assert posts() == [("Сбор у входа в 8:15", "Не опаздываем.", True, False)]
