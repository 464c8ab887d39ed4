"""A teacher keeps a term without a mouse: from signing in to the term marks and the next journal."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from journal_plugin.attestation.models import FinalMark
from journal_plugin.lessons.models import Lesson
from journal_plugin.marks.models import Mark
from tests.browser.book import ANNA, EARLIER, LAST_OPEN, TODAY, Book
from tests.browser.conftest import OpenWindow
from tests.browser.visits import DESK
from tests.cast import Cast
from tests.factories.curriculum import assign
from tests.factories.lessons import make_journal, make_lesson
from tests.factories.pages import make_programme
from tests.factories.people import make_group, make_learner

pytestmark = pytest.mark.browser
MOST_TABS = 80
"""Further than so many presses of Tab nothing may be."""
IS_FOCUSED = "element => element === document.activeElement"


def tab_to(page: Page, target: Locator, key: str = "Tab") -> None:
    """Presses Tab until ``target`` has the focus."""
    expect(target).to_be_attached()
    for _press in range(MOST_TABS):
        if target.evaluate(IS_FOCUSED):
            return
        page.keyboard.press(key)
    raise AssertionError(f"The keyboard does not reach {target}.")


@pytest.fixture
def second(college: Cast):
    """Another journal of the teacher, with one learner and a lesson today."""
    group = make_group(college.institution, "ОН-26", department=college.department)
    assign(college.staff, group, college.element, college.term)
    journal = make_journal(group, college.element, college.year)
    make_lesson(journal, college.lesson.date, 3, teachers=[college.staff])
    make_learner(group, "Громов Глеб Глебович")
    return journal


def test_teacher_keeps_a_term_by_keyboard_alone(college: Cast, second, window: OpenWindow) -> None:
    make_programme(college.element, college.year, "Введение", "Металлы", "Диаграммы", "Сплавы", homework="§ 4")
    page = window(width=DESK).page
    page.goto("/accounts/login/")
    tab_to(page, page.locator("[name=login]"))
    page.keyboard.type("teacher")
    page.keyboard.press("Tab")
    page.keyboard.type("password")
    page.keyboard.press("Enter")
    page.wait_for_url("**/journal/today/")
    tab_to(page, page.locator(f"a[href$='#l{college.lesson.pk}']").first)
    page.keyboard.press("Enter")
    book = Book(page, college)
    book.ready()
    tab_to(page, page.locator("td.is-here"))

    book.press("5", "/", "4", "KeyY", "3")
    book.press("Alt+t")
    expect(page.get_by_label("Тема", exact=True)).to_be_focused()
    tab_to(page, page.get_by_role("button", name="Взять из плана: Сплавы"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_label("Домашнее задание"))
    expect(page.get_by_label("Домашнее задание")).to_have_value("§ 4")
    page.keyboard.press("Control+End")
    page.keyboard.type(", вопросы 1–3")
    book.press("Escape")
    expect(page.locator("td.is-here")).to_be_focused()
    book.saved()
    book.holds(TODAY, "5/4", "н", "3")

    for lesson, topic in ((EARLIER, "Повторение"), (LAST_OPEN, "Металлы")):
        book.press("Control+Home")
        tab_to(page, book.cell(ANNA, lesson), "Alt+ArrowRight")
        book.press("4", "5", "Comma", "Alt+t")
        expect(page.get_by_label("Тема", exact=True)).to_be_focused()
        page.keyboard.type(topic)
        book.press("Escape")
        book.saved()
        book.holds(lesson, "4", "5", "б")
    book.press("ArrowUp", "2", "Control+z")
    book.saved()
    book.holds(LAST_OPEN, "4", "5", "б")

    book.press("Control+Home", "End")
    book.press("5", "4", "3")
    book.saved()
    assert list(FinalMark.objects.order_by("learner__person__sort_key").values_list("code", flat=True)) == [
        "5",
        "4",
        "3",
    ]

    tab_to(page, page.get_by_role("navigation").get_by_role("link", name="Журналы"), "Shift+Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/journal/books/")
    tab_to(page, page.locator(f"a[href='{reverse('journal:grid', args=[second.pk])}']"))
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{reverse('journal:grid', args=[second.pk])}")
    book.ready()
    tab_to(page, page.locator("td.is-here"))
    book.press("5")
    book.saved()

    marks = Mark.objects.exclude(code="").order_by("work__lesson__journal", "work__lesson__date", "learner", "work")
    expected = {LAST_OPEN: ["4", "5"], EARLIER: ["4", "5"], TODAY: ["5", "4", "3"]}
    for lesson, codes in expected.items():
        assert list(marks.filter(work__lesson=college.lessons[lesson]).values_list("code", flat=True)) == codes
    assert list(marks.filter(work__lesson__journal=second).values_list("code", flat=True)) == ["5"]
    texts = Lesson.objects.filter(pk__in=[college.lessons[place].pk for place in expected]).order_by("date")
    assert list(texts.values_list("topic", "homework")) == [
        ("Металлы", ""),
        ("Повторение", ""),
        ("Сплавы", "§ 4, вопросы 1–3"),
    ]


@pytest.mark.row("E06")
def test_words_of_the_term_column_are_typed_and_a_debt_asks_when_it_is_passed(
    college: Cast, window: OpenWindow
) -> None:
    page = window(user=college.teacher, width=DESK).page
    book = Book(page, college).open()
    tab_to(page, page.locator("td.is-here"))
    book.press("Control+Home", "End")
    book.press("KeyY", "Slash", "KeyF")
    expect(page.locator(".note-warn")).to_contain_text(
        "Андреева Анна, 1 семестр: открыта академическая задолженность. Назначьте срок и форму сдачи."
    )
    book.press("ArrowDown", "KeyP", "ArrowDown", "5")
    book.saved()
    finals = FinalMark.objects.order_by("learner__person__sort_key").values_list("code", flat=True)
    assert list(finals) == ["н/а", "зачёт", "5"]
    page.get_by_role("button", name="К задолженности").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Андреева Анна: Материаловедение")
    page.get_by_text("Назначить срок и форму").click()
    form = page.locator("#plan form")
    form.get_by_label("День").fill("2026-12-15")
    form.get_by_label("Форма контроля").select_option(label="экзамен")
    form.get_by_role("button", name="Записать").click()
    expect(page.get_by_text("15 декабря, экзамен").first).to_be_visible()


def test_help_lists_every_key_of_the_grid(college: Cast, window: OpenWindow) -> None:
    page = window(user=college.teacher, width=DESK).page
    book = Book(page, college).open()
    tab_to(page, page.locator("td.is-here"))
    book.press("?")
    keys = page.get_by_role("dialog", name="Клавиши").locator("dt")
    shown = [re.sub(r"\s+", " ", text) for text in keys.all_inner_texts()]
    assert shown == [
        "← ↑ → ↓",
        "Home End",
        "5 4 3 2",
        "Н Б У О",
        ".",
        "Н А З П",
        "/",
        "Delete",
        "Enter F2",
        "Ctrl+Z",
        "Ctrl+D",
        "Ctrl+V",
        "Alt+T",
        "Alt+← →",
        "?",
    ]
