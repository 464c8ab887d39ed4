"""A task from the teacher to the learner and back, in real Chromium, on a desk and on a phone (D22, D23)."""

import re

import pytest
from playwright.sync_api import Page, expect

from journal_plugin.assignments.models import Task
from tests.browser.conftest import OpenWindow
from tests.browser.visits import DESK, look, looks_only, whole_job
from tests.cast import Cast
from tests.factories.assignments import DUE, PDF, make_task, make_work, say, sent

pytestmark = pytest.mark.browser


CHECK_ANNA = re.compile("Проверить.*Андреева Анна")


def file(name: str) -> dict:
    """A PDF as a browser sends it."""
    return {"name": name, "mimeType": "application/pdf", "buffer": PDF}


def give(page: Page, college: Cast) -> int:
    """The teacher gives a task with a material for a mark in «ПР»; its id."""
    page.goto(f"/journal/book/{college.journal.pk}/tasks/")
    look(page)
    page.get_by_role("link", name="Дать задание").click()
    page.get_by_label("Название").fill("Диаграмма состояний")
    page.get_by_label("Что сделать").fill("Постройте диаграмму и подпишите оси.")
    page.get_by_label("Материалы").set_input_files(file("образец.pdf"))
    page.get_by_label("Занятие").select_option(str(college.lesson.pk))
    page.get_by_label("Срок").fill(DUE.isoformat())
    expect(page.get_by_label("Андреева Анна")).to_be_hidden()
    page.get_by_label("отдельные обучающиеся").check()
    expect(page.get_by_label("Андреева Анна")).to_be_visible()
    page.get_by_label("вся группа").check()
    page.get_by_label("Отметка за").select_option(label="Практическая работа")
    look(page)
    page.get_by_role("button", name="Дать задание").click()
    expect(page.get_by_role("status")).to_contain_text("Задание выдано")
    look(page)
    return Task.objects.get().pk


def hand_in(page: Page, text: str, *names: str) -> None:
    """The learner hands in a text and files on the page of the task."""
    page.get_by_label("Ответ").fill(text)
    page.get_by_label("Файлы", exact=True).set_input_files([file(name) for name in names])
    page.get_by_role("button", name="Сдать").click()
    expect(page.get_by_role("status")).to_contain_text("Работа сдана")
    look(page)


@pytest.mark.row("D22")
@whole_job
def test_task_goes_to_the_learner_and_comes_back_as_a_mark(
    college: Cast, window: OpenWindow, width: int, scheme: str
) -> None:
    anna = college.learners[0].pk
    teacher = window(user=college.teacher, width=width, scheme=scheme).page
    student = window(user=college.student, width=width, scheme=scheme).page
    task = give(teacher, college)

    student.goto("/dnevnik/")
    student.locator("article.day.today").get_by_role("link", name="Диаграмма состояний").click()
    student.wait_for_url(f"**/dnevnik/{anna}/tasks/{task}/")
    with student.expect_download() as material:
        student.get_by_role("link", name="образец.pdf").click()
    assert material.value.path().read_bytes() == PDF
    look(student)
    hand_in(student, "Первый ответ", "первая.pdf")

    teacher.reload()
    teacher.get_by_role("link", name=CHECK_ANNA).click()
    expect(teacher.locator("main")).to_contain_text("Первый ответ")
    teacher.get_by_label("Комментарий обучающемуся").fill("Подпишите линию ликвидуса.")
    look(teacher)
    teacher.get_by_role("button", name="Вернуть").click()
    expect(teacher.get_by_role("status")).to_contain_text("работа возвращена")

    student.goto(f"/dnevnik/{anna}/tasks/")
    look(student)
    student.get_by_role("link", name="Диаграмма состояний").click()
    expect(student.locator("main")).to_contain_text("Подпишите линию ликвидуса.")
    hand_in(student, "Второй ответ", "вторая.pdf", "третья.pdf")

    teacher.reload()
    teacher.get_by_role("link", name=CHECK_ANNA).click()
    teacher.get_by_role("radio", name="5", exact=True).check()
    teacher.get_by_role("button", name="Принять").click()
    expect(teacher.get_by_role("status")).to_contain_text("отметка 5 в журнале")
    teacher.goto(f"/journal/book/{college.journal.pk}/lesson/{college.lesson.pk}/history/{anna}/")
    expect(teacher.locator("main")).to_contain_text("отметка, ПР")

    parent = window(user=college.parent, width=width, scheme=scheme).page
    parent.goto(f"/dnevnik/{anna}/tasks/{task}/")
    expect(parent.locator("main")).to_contain_text("Работа принята.")
    expect(parent.get_by_role("button", name="Сдать")).to_have_count(0)
    look(parent)
    parent.goto("/dnevnik/")
    expect(parent.locator("article.day.today .ls-m .m5")).to_have_count(1)
    look(parent)


@pytest.mark.row("D22")
def test_task_is_given_handed_in_and_checked_without_scripts(college: Cast, window: OpenWindow) -> None:
    teacher = window(user=college.teacher, width=DESK, javascript=False).page
    teacher.goto(f"/journal/book/{college.journal.pk}/tasks/new/")
    teacher.get_by_label("Название").fill("Конспект")
    teacher.get_by_label("Срок").fill(DUE.isoformat())
    teacher.get_by_label("отдельные обучающиеся").check()
    teacher.get_by_label("Андреева Анна").check()
    teacher.get_by_role("button", name="Дать задание").click()
    expect(teacher.locator("main")).to_contain_text("Задание выдано")
    task = Task.objects.get()
    student = window(user=college.student, width=390, javascript=False).page
    student.goto(f"/dnevnik/{college.learners[0].pk}/tasks/{task.pk}/")
    student.get_by_label("Файлы", exact=True).set_input_files(file("конспект.pdf"))
    student.get_by_role("button", name="Сдать").click()
    expect(student.locator("main")).to_contain_text("Попытка 1")
    teacher.goto(f"/journal/book/{college.journal.pk}/tasks/{task.pk}/work/{college.learners[0].pk}/")
    teacher.get_by_role("button", name="Принять").click()
    expect(teacher.locator("main")).to_contain_text("Сдали все, всё проверено")


@looks_only
def test_pages_of_tasks_are_accessible(college: Cast, window: OpenWindow, width: int, scheme: str) -> None:
    """Every state at once: late, returned, accepted, withdrawn files, refused files."""
    anna, boris, vera = college.learners
    task = make_task(college.lesson, college.teacher, kind_id=college.works[1].kind_id, files=[sent("образец.pdf")])
    make_task(college.lesson, college.teacher, title="Прочитать § 7", learners=[anna.pk], answered=False)
    say(make_work(task, anna, files=[sent("диаграмма состояний железо–углерод.pdf")]), college.teacher, "returned")
    make_work(task, boris)
    say(make_work(task, vera), college.teacher, "accepted")
    teacher = window(user=college.teacher, width=width, scheme=scheme).page
    for address in ("/journal/today/", f"/journal/book/{college.journal.pk}/topics/"):
        teacher.goto(address)
        look(teacher)
    for address in ("", f"{task.pk}/", f"{task.pk}/edit/", f"{task.pk}/work/{anna.pk}/", "new/"):
        teacher.goto(f"/journal/book/{college.journal.pk}/tasks/{address}")
        look(teacher)
    teacher.get_by_label("Название").fill("Без файла")
    teacher.get_by_label("Срок").fill(DUE.isoformat())
    teacher.get_by_label("Материалы").set_input_files(file("картинка.png"))
    teacher.get_by_role("button", name="Дать задание").click()
    expect(teacher.locator("main")).to_contain_text("«картинка.png» не принят")
    look(teacher)
    for user in (college.student, college.parent):
        page = window(user=user, width=width, scheme=scheme).page
        for address in ("", "tasks/", f"tasks/{task.pk}/"):
            page.goto(f"/dnevnik/{anna.pk}/{address}")
            look(page)
