"""Marks from a file and homework for other groups, with and without scripts."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.browser.book import BORIS, TODAY, Book
from tests.browser.conftest import OpenWindow
from tests.browser.visits import DESK, look, whole_job
from tests.cast import Cast
from tests.factories.curriculum import assign
from tests.factories.gradebook import mark, save_as
from tests.factories.lessons import make_journal, make_lesson
from tests.factories.people import make_group

pytestmark = pytest.mark.browser
LIST = "ФИО;Оценка\nВетрова В. В.;4\nБорисов;5\nЯковлев Яков;5\nАндреева Анна;9\n"


def send(page: Page) -> None:
    """Chooses the list and asks to see it."""
    file = {"name": "list.csv", "mimeType": "text/csv", "buffer": LIST.encode("cp1251")}
    page.locator("[type=file]").set_input_files(file)  # type: ignore[arg-type]
    page.get_by_role("button", name="Посмотреть").click()


@whole_job
def test_results_of_a_test_come_from_a_file(college: Cast, window: OpenWindow, width: int, scheme: str) -> None:
    save_as(college.teacher, college.journal, mark(college.works[0], college.learners[BORIS], "3"))
    page = window(user=college.teacher, width=width, scheme=scheme).page
    book = Book(page, college).open()
    page.get_by_role("link", name="Отметки из файла").click()
    look(page)
    send(page)
    lines = page.locator(".results tbody tr")
    expect(lines).to_have_count(4)
    look(page)
    page.get_by_role("button", name=re.compile(r"Внести: 2\sотметки")).click()
    expect(page.get_by_role("status")).to_have_text(re.compile(r"Внесено: 2\sотметки"))
    look(page)
    page.get_by_role("link", name="Вернуться в журнал").click()
    book.ready()
    book.holds(TODAY, "", "5", "4")


def test_results_are_entered_without_scripts(college: Cast, window: OpenWindow) -> None:
    page = window(user=college.teacher, width=DESK, javascript=False).page
    page.goto(reverse("journal:grid-results", args=[college.journal.pk, college.lesson.pk]))
    send(page)
    page.get_by_role("button", name=re.compile("Внести")).click()
    expect(page.get_by_role("status")).to_have_text(re.compile(r"Внесено: 2\sотметки"))


@whole_job
def test_homework_typed_just_now_goes_to_the_other_group(
    college: Cast, window: OpenWindow, width: int, scheme: str
) -> None:
    group = make_group(college.institution, "ОН-26", department=college.department)
    assign(college.staff, group, college.element, college.term)
    lesson = make_lesson(
        make_journal(group, college.element, college.year), college.lesson.date, 3, teachers=[college.staff]
    )
    page = window(user=college.teacher, width=width, scheme=scheme).page
    Book(page, college).open()
    page.get_by_label("Домашнее задание").fill("§ 14, задачи 1–4")
    page.get_by_role("link", name="Задать и другим группам").click()
    expect(page.get_by_text("§ 14, задачи 1–4")).to_be_visible()
    look(page)
    page.get_by_role("button", name="Задать").click()
    expect(page.get_by_text("записано")).to_be_visible()
    look(page)
    lesson.refresh_from_db()
    assert lesson.homework == "§ 14, задачи 1–4"
