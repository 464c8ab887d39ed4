"""A distance course in real Chromium: written by the editor, opened by the teacher, studied on a phone, seen in the journal."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NARROW, OpenWindow, inspect
from tests.cast import Cast

pytestmark = pytest.mark.browser


def write_a_course(page: Page) -> None:
    """One section with a text and a task."""
    page.goto("/courses/")
    page.get_by_role("link", name="Новый курс").click()
    page.get_by_label("Название").fill("Стали и сплавы")
    page.get_by_label("Дисциплина").select_option(label="Материаловедение")
    page.get_by_role("button", name="Сохранить").click()
    page.get_by_role("link", name="Добавить раздел").click()
    page.get_by_label("Название раздела").fill("Начало")
    page.get_by_role("button", name="Сохранить").click()
    for kind, title, text in (("текст", "Чтение", "## Главное\n\n- **сталь**"), ("задание", "Работа", "Ответьте.")):
        page.locator(".co-add").get_by_role("link", name=kind).click()
        page.get_by_label("Название").fill(title)
        page.locator("textarea").fill(text)
        page.get_by_role("button", name="Сохранить").click()
    expect(page.locator(".co-steps > li")).to_have_count(2)
    inspect(page)


def open_it(page: Page, journal: int) -> None:
    """To the group, from today on; the task of the second step is given at once."""
    page.goto(f"/journal/book/{journal}/courses/")
    page.get_by_role("link", name=re.compile("Открыть.*Стали и сплавы")).click()
    page.get_by_role("button", name="Открыть курс").click()
    page.get_by_role("link", name=re.compile("Дать задание.*Работа")).click()
    page.get_by_label("Срок").fill("2026-11-25")
    inspect(page)
    page.get_by_role("button", name="Дать задание").click()
    expect(page.get_by_text("Задание выдано")).to_be_visible()


@pytest.mark.row("B20")
def test_a_course_goes_from_its_author_to_the_learner_and_back_to_the_teacher(
    college: Cast, window: OpenWindow
) -> None:
    write_a_course(window(college.editor).page)
    desk = window(college.teacher).page
    open_it(desk, college.journal.pk)

    phone = window(college.student, width=NARROW).page
    phone.goto(f"/dnevnik/{college.learners[0].pk}/courses/")
    inspect(phone)
    phone.get_by_role("link", name="Стали и сплавы").click()
    phone.get_by_role("button", name=re.compile("Изучено.*Чтение")).click()
    expect(phone.get_by_text("Изучено: 1 из 2")).to_be_visible()
    inspect(phone)
    phone.get_by_role("link", name=re.compile("Сдать работу.*Работа")).click()
    phone.get_by_label("Ответ").fill("Готово")
    phone.get_by_role("button", name="Сдать", exact=True).click()
    expect(phone.get_by_text("Работа сдана")).to_be_visible()

    desk.reload()
    learner = desk.get_by_role("row", name="Андреева Анна")
    expect(learner).to_contain_text("2 из 2")
    expect(learner).to_contain_text("ждёт проверки")
    inspect(desk)
