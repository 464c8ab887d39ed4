"""Real Chromium on a live server that listens on loopback only.

    @pytest.mark.browser
    def test_teacher_reads_the_grid(window: OpenWindow, teacher: User) -> None:
        page = window(user=teacher, width=390, scheme="dark").page
        page.goto("/journal/")
        inspect(page)

At the end of each test its windows are asked for what no page may do: script errors, broken files, requests elsewhere.
`JOURNAL_SCREENSHOTS=folder` keeps a picture of every page that was inspected.
"""

import datetime
import os
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Response, Route, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from journal_plugin.diary.actions import place_diary
from tests.browser.snapshot import Snapshot
from tests.cast import Cast, make_cast
from tests.conftest import NOW, clear_caches
from tests.factories.pages import make_portal

# Playwright's own loop runs in this thread, and Django takes it for an async caller.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
LOOPBACK = {"127.0.0.1", "localhost"}
GRAVE = {"serious", "critical"}
WIDE, NARROW = 1280, 390
TIMEOUT_MS = 30_000

expect.set_options(timeout=TIMEOUT_MS)


@dataclass
class Window:
    """One browser window of one person, and what went wrong in it."""

    context: BrowserContext
    page: Page
    faults: list[str] = field(default_factory=list)


OpenWindow = Callable[..., Window]


@pytest.fixture(scope="session")
def snapshot() -> Iterator[Snapshot]:
    """What the database holds when the college has been built."""
    snapshot = Snapshot()
    yield snapshot
    snapshot.forget()


@pytest.fixture
def college(live_server: LiveServer, today: datetime.date, snapshot: Snapshot) -> Cast:
    """The cast with its site: pages of groups, news, calendar, programmes, and the diary at /dnevnik/."""
    cast = snapshot.lay(_build)
    clear_caches()
    return cast


def _build() -> Cast:
    cast = make_cast()
    make_portal(cast.institution)
    place_diary(site=cast.institution.site)
    return cast


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Start the machine's Chromium (CHROMIUM names another); fail with the reason when there is none."""
    program = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        pytest.fail("Chromium is missing: apt-get install chromium, or name it by CHROMIUM=path")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def window(request: pytest.FixtureRequest, chromium: Browser, live_server: LiveServer) -> Iterator[OpenWindow]:
    """Return a function that opens a window: `window(user=None, width=1280, scheme="light", host="127.0.0.1")`.

    `host` chooses the institution: 127.0.0.1 is the college, localhost the school.
    """
    opened: list[Window] = []

    def open_window(
        user: User | None = None,
        *,
        width: int = WIDE,
        scheme: str = "light",
        host: str = "127.0.0.1",
        javascript: bool = True,
    ) -> Window:
        address = f"http://{host}:{urlsplit(live_server.url).port}"
        narrow = width < 600
        context = chromium.new_context(
            base_url=address,
            viewport={"width": width, "height": 844 if narrow else 900},
            color_scheme=scheme,  # type: ignore[arg-type]
            locale="ru-RU",
            timezone_id="Asia/Yekaterinburg",
            reduced_motion="reduce",
            has_touch=narrow,
            java_script_enabled=javascript,
        )
        context.set_default_timeout(TIMEOUT_MS)
        if "clock" in request.fixturenames:
            # It starts there and runs on: with a stopped clock no animation of Wagtail's admin would end.
            context.clock.set_system_time(NOW)
        if user is not None:
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": _session(user), "url": address}])
        opened.append(watch(Window(context, context.new_page())))
        return opened[-1]

    yield open_window
    faults = [fault for one in opened for fault in one.faults]
    if getattr(request.node, "failed_call", False):
        for number, one in enumerate(opened):
            _picture(one.page, Path(settings.VAR_DIR) / "failures", f"{request.node.name}-{number}")
    for one in opened:
        one.context.close()
    assert faults == []


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """Remember that the test itself failed, so that its windows are pictured before they close."""
    report: Any = yield
    if report.when == "call" and report.failed:
        item.failed_call = True  # type: ignore[attr-defined]
    return report


def watch(one: Window) -> Window:
    """Note script errors, answers 5xx, missing files and every request that leaves the machine (which is refused)."""

    def on_route(route: Route) -> None:
        if urlsplit(route.request.url).hostname in LOOPBACK:
            route.continue_()
        else:
            one.faults.append(f"request to {route.request.url}")
            route.abort()

    def on_response(response: Response) -> None:
        path = urlsplit(response.url).path
        if response.status >= 500 or (response.status >= 400 and path.startswith(("/static/", "/media/"))):
            one.faults.append(f"{response.status} {path}")

    def on_console(message: ConsoleMessage) -> None:
        # A refused answer (409, offline) is the page's business; broken files are noted above.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            one.faults.append(f"{one.page.url}: {message.text}")

    one.context.route("**/*", on_route)
    one.page.on("response", on_response)
    one.page.on("console", on_console)
    one.page.on("pageerror", lambda error: one.faults.append(f"{one.page.url}: {error}"))
    return one


def inspect(page: Page) -> None:
    """Assert that axe-core finds nothing serious on the page as it stands and that it does not scroll sideways.

    A page of the journal fills its window: only frames inside it scroll, never into emptiness under it.
    """
    page.wait_for_load_state("networkidle")
    if folder := os.environ.get("JOURNAL_SCREENSHOTS"):
        size, dark = page.viewport_size, page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
        _picture(
            page, Path(folder), f"{urlsplit(page.url).path}-{size and size['width']}-{'dark' if dark else 'light'}"
        )
    page.evaluate(AXE_SCRIPT)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    grave = [
        f"{violation['id']}: {node['target']} {node['html'][:200]}"
        for violation in found["violations"]
        if violation["impact"] in GRAVE
        for node in violation["nodes"]
    ]
    sideways, down = page.evaluate(
        """() => {
          const { scrollWidth, scrollHeight, clientWidth, clientHeight } = document.documentElement;
          return [scrollWidth - clientWidth, document.querySelector("main.gb") ? scrollHeight - clientHeight : 0];
        }"""
    )
    assert (page.url, grave, sideways, down) == (page.url, [], 0, 0)


def _session(user: User) -> str:
    """Return the cookie of a person who has just signed in."""
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def _picture(page: Page, folder: Path, label: str) -> None:
    """Save the whole page as a PNG under a name made of the label."""
    folder.mkdir(parents=True, exist_ok=True)
    page.screenshot(
        path=folder / f"{re.sub(r'[^0-9A-Za-zА-Яа-яЁё]+', '-', label).strip('-') or 'home'}.png", full_page=True
    )
