"""How the largest grid behaves under the hand, in real Chromium: `python -m bench.jank DATABASE SIZE QUICK`.

Taken inside the page: from a key to the frame that shows what it has done, and the longest task while the page is scrolled
and written in. The floor is the same key on the page of the login, where nothing listens to it.
"""

import json
import os
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import django
from playwright.sync_api import Page, sync_playwright

from bench.clock import stand_still
from bench.results import Line
from bench.serving import server
from bench.stopwatch import Timing

KEYS, WHEELS = 60, 40
PAUSE_MS = 120
"""Between two keys of a quick hand."""
MOST_MS = 50
"""A longer task, or a mark that comes later after its key, is felt."""

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]

WATCH = """
window.keyMs = [];
window.longMs = [];
new PerformanceObserver((list) => longMs.push(...list.getEntries().map((one) => one.duration))).observe({ type: "longtask" });
addEventListener("keydown", ({ timeStamp }) => requestAnimationFrame(() => {
  const painted = new MessageChannel();
  painted.port1.onmessage = () => keyMs.push(performance.now() - timeStamp);
  painted.port2.postMessage(null);
}), { capture: true });
"""


def main(database: str, size: str, quick: str, *_scenes: str) -> None:
    """Fills the journal, opens it, scrolls and types; prints one line for keys and one for tasks."""
    stand_still()
    django.setup()
    from bench.fullest import LEARNERS, WORKS, fill  # noqa: PLC0415 - needs the set-up
    from bench.scene import book  # noqa: PLC0415
    from bench.visitor import Visitor  # noqa: PLC0415

    found = book(LEARNERS, 80)
    name = f"grid {LEARNERS} x {fill(found)} x {WORKS}"
    visitor = Visitor(found.teacher.user, found.host)
    visitor.get(found.address)
    keys = KEYS // 5 if quick == "quick" else KEYS
    with server() as port, _page(f"http://{found.host}:{port}", visitor.cookies) as page:
        page.goto("/accounts/password/reset/")
        floor = _typed(page, keys)
        page.goto(found.address)
        page.locator("td.is-here").wait_for()
        page.wait_for_timeout(1000)
        page.evaluate("longMs.length = 0")
        _scroll(page)
        page.locator("td.is-here").click()
        typed = _typed(page, keys)
        page.locator("[data-save].save-ok").get_by_text(re.compile("^Сохранено")).wait_for()
        longest = max(page.evaluate("longMs"), default=0.0)
    for line in (
        _line(f"{name}: a key to its mark", database, size, typed, floor),
        _line(f"{name}: longest task", database, size, Timing((longest / 1000,) * 2), floor),
    ):
        sys.stdout.write(json.dumps(line.as_json()) + "\n")


@contextmanager
def _page(address: str, cookies: str) -> Iterator[Page]:
    """A page of the teacher's in a window of a desk, watched."""
    program = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        context = browser.new_context(base_url=address, viewport={"width": 1440, "height": 900})
        named = (pair.split("=", 1) for pair in cookies.split("; "))
        context.add_cookies([{"name": name, "value": value, "url": address} for name, value in named])
        page = context.new_page()
        page.add_init_script(WATCH)
        yield page
        browser.close()


def _scroll(page: Page) -> None:
    page.mouse.move(900, 500)
    for number in range(WHEELS):
        page.mouse.wheel(160 if number % 4 < 2 else -120, 60 if number % 2 else -40)
        page.wait_for_timeout(40)


def _typed(page: Page, keys: int) -> Timing:
    """Seconds from each key to its frame."""
    page.evaluate("keyMs.length = 0")
    for number in range(keys):
        page.keyboard.press("54"[number % 2])
        page.wait_for_timeout(PAUSE_MS)
    return Timing(tuple(each / 1000 for each in page.evaluate("keyMs")))


def _line(name: str, database: str, size: str, asked: Timing, floor: Timing) -> Line:
    return Line(
        name, database, size, 1, asked.median_ms, asked.p95_ms, None, floor.median_ms,
        asked.median_ms / floor.median_ms, None, asked.work_ms, floor.work_ms, MOST_MS,
    )  # fmt: skip


if __name__ == "__main__":
    main(*sys.argv[1:])
