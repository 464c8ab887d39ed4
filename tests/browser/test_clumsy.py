"""What a tired person does: types at once, sends an empty form, clicks twice, pastes a whole file, holds a small phone."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import Request, expect

from journal_plugin.lessons.models import Correction
from tests.browser.book import TODAY, Book
from tests.browser.conftest import NARROW, OpenWindow, inspect
from tests.browser.visits import DESK, look, looks_only, visit
from tests.cast import Cast
from tests.factories.lessons import make_lesson, make_work

pytestmark = pytest.mark.browser


def test_marks_are_typed_as_soon_as_the_journal_is_open(college: Cast, window: OpenWindow) -> None:
    """Nothing has been clicked: the lit cell takes the key, and its neighbours the arrows."""
    book = Book(window(user=college.teacher, width=DESK).page, college).open()
    book.press("5", "4", "ArrowUp", "Delete")
    book.saved()
    book.holds(TODAY, "5", "", "")


def test_whole_file_in_the_clipboard_is_refused_in_words(college: Cast, window: OpenWindow) -> None:
    book = Book(window(user=college.teacher, width=DESK).page, college).open()
    for lines in (400, 320_000):
        book.page.evaluate(
            """lines => {
              const data = new DataTransfer();
              data.setData("text/plain", "Андреева Анна\\t5\\n".repeat(lines));
              document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true }));
            }""",
            lines,
        )
        expect(book.notes).to_contain_text("Скопировано больше, чем список отметок")
        book.notes.get_by_role("button", name="Закрыть").click()
    expect(book.page.get_by_role("dialog", name="Вставить столбец")).to_be_hidden()
    book.holds(TODAY, "", "", "")


def test_form_that_comes_back_leads_to_what_is_wrong_and_is_sent_once(college: Cast, window: OpenWindow) -> None:
    page = window(user=college.teacher, width=DESK).page
    page.goto(f"{reverse('journal:correction-ask', args=[college.journal.pk])}?lesson={college.lessons[0].pk}")
    page.evaluate("document.querySelector('main form').noValidate = true")
    page.get_by_role("button", name="Отправить запрос").click()
    reason = page.get_by_label("Что неверно")
    expect(reason).to_be_focused()
    inspect(page)
    reason.fill("Опечатка")
    sent: list[Request] = []
    page.on("request", lambda request: sent.append(request) if request.method == "POST" else None)
    page.get_by_role("button", name="Отправить запрос").dblclick()
    expect(page.get_by_role("status")).to_have_text("Запрос отправлен.")
    assert (len(sent), Correction.objects.count()) == (1, 1)


def test_refusal_of_the_whole_form_takes_the_focus(college: Cast, window: OpenWindow) -> None:
    page = window(user=college.teacher, width=DESK).page
    page.goto(f"{reverse('journal:correction-ask', args=[college.journal.pk])}?lesson={college.lesson.pk}")
    page.get_by_label("Что неверно").fill("Опечатка")
    page.get_by_role("button", name="Отправить запрос").click()
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_role("alert")).to_have_text("Здесь и так открыто: запрос не нужен.")


@pytest.fixture
def crowded(college: Cast) -> Cast:
    """A journal with so many works and lessons that neither fits any window."""
    for number in range(24):
        lesson = make_lesson(
            college.journal, date(2026, 9, 7) + timedelta(days=number), 3, teachers=[college.staff], works=0
        )
        make_work(lesson, "ЛР")
    return college


@looks_only
def test_long_pages_of_the_journal_scroll_only_in_their_frames(
    crowded: Cast, window: OpenWindow, width: int, scheme: str
) -> None:
    page = window(user=crowded.teacher, width=width, scheme=scheme).page
    names = ("grid", "grid-topics", "grid-required", "grid-tasks", "grid-finals")
    visit(page, *(reverse(f"journal:{name}", args=[crowded.journal.pk]) for name in names))


def test_report_says_on_a_phone_what_it_says_on_a_desk(college: Cast, window: OpenWindow) -> None:
    page = window(user=college.deputy, width=NARROW, scheme="dark").page
    page.goto(reverse("journal:filling") + "?period=month")
    look(page)
    row = page.get_by_role("row").filter(has_text="Сменова")
    edge = page.viewport_size["width"]  # type: ignore[index]
    for cell in row.locator("th, td").all():
        box = cell.bounding_box()
        assert box is None or box["x"] + box["width"] <= edge
    expect(row.locator(".answer")).to_have_text("0 %")
