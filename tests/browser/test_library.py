"""The library in real Chromium: a teacher adds a file, the family finds it on a phone."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NARROW, OpenWindow
from tests.browser.visits import look, sign_in, visit
from tests.cast import Cast
from tests.factories.assignments import PDF
from tests.factories.library import make_resource

pytestmark = pytest.mark.browser


def add_on_the_desk(page: Page) -> None:
    """A presentation with its file."""
    visit(page, "/library/")
    page.get_by_role("link", name="Добавить в библиотеку").click()
    page.get_by_label("Название").fill("Лекция о стали")
    page.get_by_label("Вид").select_option("presentation")
    page.get_by_label("Материаловедение").check()
    page.locator("input[type=file]").set_input_files(
        {"name": "сталь.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    look(page)
    page.get_by_role("button", name="Сохранить").click()
    expect(page.get_by_text("Запись стоит в библиотеке")).to_be_visible()
    look(page)


@pytest.mark.row("B20", "B21")
def test_a_teacher_adds_a_file_and_the_family_finds_it_on_a_phone(college: Cast, window: OpenWindow) -> None:
    desk = window().page
    sign_in(desk, "teacher")
    add_on_the_desk(desk)
    make_resource(college.institution, college.editor, "Атлас сталей", note="Снимки и диаграммы", author="Иванов")

    phone = window(width=NARROW).page
    sign_in(phone, "parent")
    visit(phone, f"/dnevnik/{college.learners[0].pk}/")
    phone.get_by_role("link", name="Библиотека").click()
    expect(phone.locator(".lib-rows li").first).to_contain_text("Лекция о стали")
    look(phone)
    phone.get_by_label("Слова").fill("АТЛАС")
    phone.get_by_role("button", name="Найти").click()
    expect(phone.locator(".lib-rows li")).to_have_count(1)
    visit(phone, f"/dnevnik/{college.learners[0].pk}/library/")
    with phone.expect_download() as taken:
        phone.get_by_role("link", name="Лекция о стали").click()
    assert taken.value.path().read_bytes() == PDF
