"""Many entries at once in real Chromium: a filled column, a pasted one, undo of the whole, somebody else in between."""

import re

import pytest
from playwright.sync_api import Request, expect

from journal_plugin.lessons.models import Change
from tests.browser.book import ANNA, BORIS, LAST_OPEN, TODAY, VERA, Book
from tests.browser.conftest import OpenWindow, inspect
from tests.browser.visits import DESK, whole_job
from tests.cast import Cast
from tests.factories.gradebook import absence, mark, save_as

pytestmark = pytest.mark.browser


def open_book(college: Cast, window: OpenWindow, **look) -> tuple[Book, list[Request]]:
    """The journal, and the requests by which it saves."""
    page = window(user=college.teacher, **({"width": DESK} | look)).page
    saves: list[Request] = []
    page.on("request", lambda request: saves.append(request) if request.url.endswith("/save") else None)
    return Book(page, college).open(), saves


def paste(book: Book, text: str) -> None:
    """The teacher copies ``text`` elsewhere and presses Ctrl+V."""
    book.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    book.page.evaluate("text => navigator.clipboard.writeText(text)", text)
    book.press("Control+v")


def preview(book: Book) -> list[str]:
    """The lines of the dialog as one reads them."""
    dialog = book.page.get_by_role("dialog", name="Вставить столбец")
    expect(dialog).to_be_visible()
    rows = dialog.locator("tbody tr")
    return [" | ".join(row.locator("th, td").all_inner_texts()) for row in rows.all()]


@whole_job
def test_column_is_filled_by_one_request_and_taken_back_by_one_undo(
    college: Cast, window: OpenWindow, width: int, scheme: str
) -> None:
    book, saves = open_book(college, window, width=width, scheme=scheme)
    save_as(college.teacher, college.journal, absence(college.lesson, college.learners[VERA], "б"))
    book.open()
    book.stand(ANNA, TODAY)
    book.press("5")
    book.saved()
    saves.clear()
    by_keys = width == DESK
    fill, undo = (book.page.get_by_role("button", name=name) for name in ("Заполнить пустые: 5", "Отменить"))
    book.press("Control+d") if by_keys else fill.tap()
    book.saved()
    book.holds(TODAY, "5", "5", "б")
    book.press("Control+z") if by_keys else undo.tap()
    book.holds(TODAY, "5", "", "б")
    book.saved()
    assert len(saves) == 2
    if by_keys:
        book.press("Control+Shift+z")
        book.holds(TODAY, "5", "5", "б")
        book.saved()
    inspect(book.page)


def test_filling_without_a_mark_says_what_to_do(college: Cast, window: OpenWindow) -> None:
    book, saves = open_book(college, window)
    book.stand(ANNA, TODAY)
    book.press("Control+d")
    expect(book.notes).to_have_text(re.compile("Сначала поставьте отметку"))
    assert saves == []


def test_mark_above_the_cursor_fills_the_column(college: Cast, window: OpenWindow) -> None:
    book, _saves = open_book(college, window)
    book.stand(ANNA, TODAY)
    book.press("4", "Control+d")
    book.saved()
    book.holds(TODAY, "4", "4", "4")


def test_column_from_a_spreadsheet_goes_in_the_order_of_the_list(college: Cast, window: OpenWindow) -> None:
    book, saves = open_book(college, window)
    book.stand(ANNA, TODAY)
    paste(book, "5\r\n\r\nН\r\n4\r\n")
    assert preview(book) == [
        "Андреева Анна | 5 | ",
        "Борисов Борис | – | пусто",
        "Ветрова Вера | Н | ",
        "– | 4 | список закончился",
    ]
    inspect(book.page)
    book.page.get_by_role("button", name=re.compile("Внести")).click()
    book.saved()
    book.holds(TODAY, "5", "", "н")
    assert len(saves) == 1
    book.press("Control+z")
    book.saved()
    book.holds(TODAY, "", "", "")


@pytest.mark.parametrize(("width", "scheme"), [(DESK, "light"), (390, "dark")])
def test_names_of_a_pasted_column_are_checked(college: Cast, window: OpenWindow, width: int, scheme: str) -> None:
    book, saves = open_book(college, window, width=width, scheme=scheme)
    save_as(college.teacher, college.journal, mark(college.works[0], college.learners[BORIS], "3"))
    book.open()
    book.stand(BORIS, TODAY)
    lines = (
        "ФИО\tОценка",
        "вера ВЁТРОВА\t5/4",
        "Борисов Б. Б.\t4",
        "Яковлев Яков\t5",
        "Анна Андреева\t9",
        "Борисов\t2",
    )
    paste(book, "\n".join(lines))
    assert preview(book) == [
        "ФИО | Оценка | нет в списке",
        "Ветрова Вера | 5/4 | ",
        "Борисов Борис | 4 | стоит 3, будет заменено",
        "Яковлев Яков | 5 | нет в списке",
        "Андреева Анна | 9 | такой отметки нет",
        "Борисов Борис | 2 | уже есть выше",
    ]
    inspect(book.page)
    book.page.get_by_role("button", name=re.compile(r"Внести 3\sзаписи")).click()
    book.saved()
    book.holds(TODAY, "", "4", "5/4")
    assert len(saves) == 1


def test_several_columns_and_a_shut_lesson_take_no_paste(college: Cast, window: OpenWindow) -> None:
    book, saves = open_book(college, window)
    book.stand(ANNA, TODAY)
    paste(book, "5\t4\n3\t2")
    expect(book.notes).to_have_text(re.compile("Скопируйте один столбец"))
    book.stand(ANNA, 0)
    paste(book, "5\n4")
    expect(book.notes).to_have_text(re.compile("29.октября"))
    assert saves == []


def test_undo_meets_somebody_elses_mark_and_asks(college: Cast, window: OpenWindow) -> None:
    book, _saves = open_book(college, window)
    anna = college.learners[ANNA]
    book.stand(ANNA, TODAY)
    book.press("5")
    book.saved()
    save_as(college.teacher, college.journal, mark(college.works[0], anna, "3", expected=1))
    book.press("Control+z")
    expect(book.notes).to_have_text(re.compile("Андреева Анна.*Записано «3»|«3» \\(записано\\)|Записано.*«3»"))
    book.holds(TODAY, "3", "", "")
    assert list(Change.objects.filter(what="mark").values_list("new", flat=True)) == ["5", "3"]


def test_undo_never_overwrites_what_the_page_has_shown_meanwhile(college: Cast, window: OpenWindow) -> None:
    book, _saves = open_book(college, window)
    other = Book(window(user=college.teacher, width=DESK).page, college)
    book.stand(ANNA, TODAY)
    book.press("5")
    book.saved()
    other.open()
    other.stand(ANNA, TODAY)
    other.press("3")
    other.saved()
    book.stand(ANNA, LAST_OPEN)
    book.press("4")
    book.saved()
    book.holds(TODAY, "3", "", "")
    book.press("Control+z", "Control+z")
    expect(book.cell(ANNA, TODAY)).to_have_class(re.compile("is-conflict"))
    book.holds(TODAY, "3", "", "")
    book.holds(LAST_OPEN, "", "", "")


def test_undo_leaves_what_somebody_else_had_entered_alike(college: Cast, window: OpenWindow) -> None:
    book, _saves = open_book(college, window)
    save_as(college.teacher, college.journal, mark(college.works[0], college.learners[ANNA], "5"))
    book.stand(ANNA, TODAY)
    book.press("5")
    book.saved()
    book.press("Control+z")
    expect(book.notes).to_have_text(re.compile("«5»"))
    book.holds(TODAY, "5", "", "")
