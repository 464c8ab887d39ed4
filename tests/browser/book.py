"""The grid as a teacher sees it, for the tests of its scripts."""

import re

from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from tests.cast import Cast

SAVED = re.compile("^Сохранено")
SHUT, LAST_OPEN, EARLIER, TODAY, AHEAD = range(5)
ANNA, BORIS, VERA = range(3)


class Book:
    """The grid as a teacher sees it: learners and lessons by their place."""

    def __init__(self, page: Page, college: Cast) -> None:
        self.page = page
        self.college = college
        self.state = page.locator("[data-save]")
        self.notes = page.locator("[data-notes]")
        self.panel = page.locator("[data-lesson-part]")

    def open(self) -> "Book":
        """Opens the journal and waits until the scripts have chosen a cell."""
        self.page.goto(reverse("journal:grid", args=[self.college.journal.pk]))
        self.ready()
        return self

    def ready(self) -> None:
        """The grid is alive and the lesson of the chosen cell stands in the panel."""
        expect(self.page.locator("td.is-here")).to_have_count(1)
        expect(self.panel).to_be_visible()

    def cell(self, learner: int, lesson: int) -> Locator:
        """A cell of the table's body."""
        return self.page.locator("[data-grid] tbody tr").nth(learner).locator("td").nth(lesson)

    def stand(self, learner: int, lesson: int) -> None:
        """The teacher goes to a cell."""
        self.cell(learner, lesson).click()
        expect(self.cell(learner, lesson)).to_have_class(re.compile("is-here"))

    def press(self, *keys: str) -> None:
        """Keys one after another."""
        for key in keys:
            self.page.keyboard.press(key)

    def holds(self, lesson: int, *values: str) -> None:
        """The lesson's cells come to show these values: «5», «н», «5/4» or «»; what only a reader hears is left out."""
        for learner, value in enumerate(values):
            signs = self.cell(learner, lesson).locator(".v, .a")
            expect(signs).to_have_text(value.split("/") if value else [])

    def totals(self) -> list[list[str]]:
        """Formula, look, average and count of each row, then the averages of the columns."""
        return self.page.evaluate(
            """() => [...document.querySelectorAll("[data-grid] tbody tr")].map((tr) => {
              const span = tr.querySelector(".avg span");
              return [span.title, span.className, span.textContent, tr.querySelector(".cnt").textContent];
            }).concat([[...document.querySelectorAll("[data-grid] tfoot .mean td")].map((td) => td.textContent)])"""
        )

    def saved(self) -> None:
        """The one place that tells it says that everything is saved."""
        expect(self.state).to_have_text(SAVED)
