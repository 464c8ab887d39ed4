"""A task from the teacher to the learner and back, in real Chromium, on a desk and on a phone (D22)."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenWindow
from tests.browser.visits import look, whole_job
from tests.cast import Cast
from tests.factories.assignments import PDF

pytestmark = pytest.mark.browser
WORK = {"name": "диаграмма.pdf", "mimeType": "application/pdf", "buffer": PDF}


def give(page: Page, college: Cast) -> str:
    """The teacher gives a task with a material for a mark in «ПР»; the address of its page."""
    page.goto(f"/journal/book/{college.journal.pk}/tasks/")
    look(page)
    page.get_by_role("link", name="Дать задание").click()
    page.get_by_label("Название").fill("Диаграмма состояний")
    page.get_by_label("Что сделать").fill("Постройте диаграмму и подпишите оси.")
    page.get_by_label("Материалы").set_input_files(WORK | {"name": "образец.pdf"})
    page.get_by_label("Занятие").select_option(str(college.lesson.pk))
    page.get_by_label("Срок").fill("2026-11-25")
    page.get_by_label("Отметка за").select_option(label="Практическая работа")
    look(page)
    page.get_by_role("button", name="Дать задание").click()
    expect(page.locator("main")).to_contain_text("Задание выдано")
    look(page)
    return page.url


@whole_job
def test_tmp_teacher(college: Cast, window: OpenWindow, width: int, scheme: str) -> None:
    page = window(user=college.teacher, width=width, scheme=scheme).page
    give(page, college)
    page.goto(f"/journal/book/{college.journal.pk}/tasks/")
    look(page)
    from tests.factories.assignments import make_work, say, sent
    from journal_plugin.assignments.models import Task

    t = Task.objects.get()
    w = make_work(
        t,
        college.learners[0],
        text="Диаграмма во вложении.\nОси подписаны.",
        files=[sent("Андреева диаграмма состояний железо углерод.pdf")],
    )
    say(w, college.teacher, "returned", "Подпишите линию ликвидуса.")
    make_work(t, college.learners[0], text="Исправила.", files=[sent("диаграмма-2.pdf")])
    make_work(t, college.learners[1], text="Готово")
    page.goto(f"/journal/book/{college.journal.pk}/tasks/{t.pk}/")
    look(page)
    page.goto(f"/journal/book/{college.journal.pk}/tasks/{t.pk}/work/{college.learners[0].pk}/")
    look(page)
    page.goto(f"/journal/book/{college.journal.pk}/tasks/{t.pk}/edit/")
    look(page)
