"""The journal on a phone, one learner at a time: everything that the table does, with keys for a thumb."""

import re

import pytest
from playwright.sync_api import expect

from journal_plugin.marks.models import Mark
from tests.browser.book import ANNA, BORIS, TODAY, Book
from tests.browser.conftest import NARROW, OpenWindow
from tests.browser.visits import look
from tests.cast import Cast
from tests.factories.gradebook import mark, save_as

pytestmark = pytest.mark.browser
THUMB = 48


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_teacher_marks_one_learner_after_another(college: Cast, window: OpenWindow, scheme: str) -> None:
    page = window(user=college.teacher, width=NARROW, scheme=scheme).page
    book = Book(page, college).open()
    page.get_by_role("button", name="По одному").tap()
    name, place = page.locator("[data-cell-name]"), page.locator("[data-cell-place]")
    expect(page.locator("[data-grid]")).to_be_hidden()
    keys = page.get_by_role("group", name="Поставить отметку")
    works = page.get_by_role("group", name="Работы занятия")

    def tap(*names: str) -> None:
        for key in names:
            keys.get_by_role("button", name=key, exact=True).tap()

    expect(name).to_have_text("Андреева Анна")
    expect(place).to_have_text("1 / 3")
    look(page)
    small = [
        (box["width"], box["height"])
        for button in [*keys.get_by_role("button").all(), *works.get_by_role("button").all()]
        if (box := button.bounding_box()) and min(box["width"], box["height"]) < THUMB
    ]
    assert small == []
    tap("5", "4")
    expect(name).to_have_text("Борисов Борис")
    tap("болел")
    expect(name).to_have_text("Ветрова Вера")
    expect(page.get_by_role("button", name="Следующий обучающийся")).to_be_disabled()
    works.get_by_role("button", name=re.compile("ПР")).tap()
    tap("3")
    expect(works.get_by_role("button")).to_have_text(["–ОТ", "3ПР"])
    tap("опоздал")
    book.saved()
    page.get_by_role("button", name="Предыдущий обучающийся").tap()
    expect(name).to_have_text("Борисов Борис")
    tap("Стереть", "отсутствовал по уважительной причине")
    book.saved()
    page.get_by_role("button", name="Отменить").tap()
    page.get_by_role("button", name="Предыдущий обучающийся").tap()
    page.get_by_role("button", name="Предыдущий обучающийся").tap()
    page.get_by_text("Комментарий и история ячейки").tap()
    comment = page.get_by_label("Комментарий для семьи, ОТ: 5")
    comment.fill("С примерами")
    comment.blur()
    book.saved()
    look(page)
    page.reload()
    expect(name).to_have_text("Андреева Анна")
    expect(page.locator("[data-grid]")).to_be_hidden()
    page.get_by_role("button", name="По одному").tap()
    book.holds(TODAY, "5/4", "", "о/3")
    assert Mark.objects.get(work=college.works[0], learner=college.learners[ANNA]).comment == "С примерами"


def test_second_of_two_chooses_on_the_phone_too(college: Cast, window: OpenWindow) -> None:
    page = window(user=college.teacher, width=NARROW).page
    book = Book(page, college).open()
    page.get_by_role("button", name="По одному").tap()
    save_as(college.teacher, college.journal, mark(college.works[0], college.learners[ANNA], "4"))
    page.get_by_role("group", name="Поставить отметку").get_by_role("button", name="3", exact=True).tap()
    expect(book.notes).to_have_text(re.compile("Андреева Анна"))
    look(page)
    book.notes.get_by_role("button", name="Оставить 4").tap()
    book.saved()
    page.get_by_role("button", name="По одному").tap()
    book.holds(TODAY, "4", "", "")
    book.stand(BORIS, TODAY)
