"""The lesson's panel in real Chromium: what it points out, the monthly mark by one button, and the required works."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from journal_plugin.institution.models import InstitutionSettings
from journal_plugin.lessons.models import Lesson, Work
from tests.browser.book import BORIS, TODAY, Book
from tests.browser.conftest import OpenWindow, inspect
from tests.cast import Cast
from tests.factories.curriculum import make_element
from tests.factories.gradebook import absence, mark, save_as
from tests.factories.lessons import make_journal, make_lesson, make_work

pytestmark = pytest.mark.browser


@pytest.mark.row("E13", "D10")
def test_panel_points_out_and_adds_the_monthly_mark(window: OpenWindow, college: Cast, clock) -> None:
    college.institution.settings.monthly_marks = True
    college.institution.settings.save()
    Lesson.objects.filter(pk=college.lessons[4].pk).update(cancelled=True)
    make_work(college.lessons[2], "КР", position=1)
    make_work(college.lesson, "КР", position=2)
    page = window(user=college.teacher).page
    book = Book(page, college).open()
    book.stand(BORIS, TODAY)
    expect(book.panel.get_by_text("больше 10")).to_be_visible()
    book.panel.get_by_label("Тема").fill("Present Simple")
    book.panel.get_by_label("Тема").press("Tab")
    expect(page.locator("#hints-topic")).to_have_text(
        "Записи ведутся на русском языке, на занятиях иностранного языка тоже."
    )
    expect(book.panel.get_by_label("Тема")).to_have_value("Present Simple")
    inspect(page)
    book.panel.get_by_role("button", name="Добавить столбец МИУД").dblclick()
    expect(book.panel.locator(".works b")).to_have_text(["ОТ", "ПР", "КР", "МИУД"])
    expect(book.panel.get_by_role("button", name="Добавить столбец МИУД")).to_have_count(0)
    assert Work.objects.filter(lesson=college.lesson, kind__monthly=True).count() == 1


def test_load_of_the_day_is_told_while_the_teacher_says_how_long_a_homework_takes(
    window: OpenWindow, college: Cast, clock
) -> None:
    InstitutionSettings.objects.update(homework_norm=True, register_order="12", register_order_date="2026-08-31")
    college.group.course = 6
    college.group.save()
    physics = make_journal(college.group, make_element(college.institution, "Физика"), college.year)
    for day, fields in ((college.lesson.date, {"homework": "§ 1", "minutes": 100}), (college.lessons[4].date, {})):
        make_lesson(physics, day, 3, **fields)
    page = window(user=college.teacher).page
    book = Book(page, college).open()
    book.stand(BORIS, TODAY)
    said = page.locator("#hints-homework")
    expect(said).to_have_text("На 23 ноября по всем предметам задано 100 мин из 150.")
    book.panel.get_by_label("Домашнее задание").fill("Задачи 1–4")
    time = book.panel.get_by_label("Займёт примерно, минут")
    time.fill("60")
    time.press("Tab")
    expect(said).to_have_text("На 23 ноября по всем предметам задано 160 мин — больше нормы класса: 150 мин.")
    book.saved()
    inspect(page)
    page.goto(reverse("journal:grid-topics", args=[college.journal.pk]))
    inspect(page)
    college.lesson.refresh_from_db()
    assert (college.lesson.homework, college.lesson.minutes) == ("Задачи 1–4", 60)


@pytest.mark.row("D09")
@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1280, "dark")])
def test_required_works_are_read_on_a_phone_too(
    window: OpenWindow, college: Cast, clock, width: int, scheme: str
) -> None:
    anna, boris, vera = college.learners
    earlier = make_work(college.lessons[2], "ЛР", position=1)
    save_as(
        college.teacher,
        college.journal,
        mark(earlier, anna, "4"),
        absence(college.lessons[2], boris, "б"),
        mark(college.works[1], anna, "5"),
        mark(college.works[1], vera, "3"),
    )
    page = window(user=college.curator, width=width, scheme=scheme).page
    page.goto(reverse("journal:grid-required", args=[college.journal.pk]))
    expect(page.get_by_role("heading", level=2)).to_have_text("2 обучающихся сдали не все работы")
    expect(page.get_by_role("row").filter(has_text="Борисов").get_by_role("cell")).to_have_text(
        ["2", "2", "б не сдано", "– не сдано"]
    )
    inspect(page)
