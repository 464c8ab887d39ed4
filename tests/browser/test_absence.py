"""An absence from the family's notice to the list of the day, in real Chromium (D13, D14; requirements §9, case 4)."""

import re
from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from journal_plugin.attendance.models import AbsenceNotice, Attendance
from journal_plugin.messaging.actions import tell_of_absences
from tests.browser.book import ANNA, TODAY, Book
from tests.browser.conftest import OpenWindow
from tests.browser.visits import DESK, look, looks_only, visit, whole_job
from tests.cast import Cast
from tests.factories.attendance import announce, signs_of
from tests.factories.gradebook import absence, save_one
from tests.factories.statements import put_absence

pytestmark = pytest.mark.browser

MONDAY = date(2026, 11, 23)


@pytest.mark.row("D14", "G06")
@whole_job
def test_parent_announces_and_withdraws_an_absence(college: Cast, window: OpenWindow, width: int, scheme: str) -> None:
    page = window(user=college.parent, width=width, scheme=scheme).page
    page.goto(f"/dnevnik/{college.learners[0].pk}/")
    page.get_by_role("link", name="Сообщить об отсутствии").click()
    look(page)
    page.get_by_label("Первый день").fill("2026-11-23")
    page.get_by_label("Последний день").fill("2026-11-22")
    page.get_by_label("болезнь").check()
    page.get_by_label("Пояснение").fill("температура")
    page.get_by_role("button", name="Сообщить", exact=True).click()
    expect(page.get_by_text("Последний день раньше первого.")).to_have_count(1)
    look(page)
    page.get_by_label("Последний день").fill("")
    page.get_by_role("button", name="Сообщить", exact=True).click()
    expect(page.get_by_role("status")).to_have_text("Об отсутствии сообщено: отмечено 1 занятие.")
    expect(page.locator(".notice-row b")).to_have_text("23 ноября")
    look(page)
    assert signs_of(college.learners[0]) == [(23, 1, "б", "температура", True)]
    page.get_by_role("button", name=re.compile("Отозвать")).click()
    expect(page.locator(".notice-row .tag")).to_have_text("отозвано")
    assert signs_of(college.learners[0]) == [(23, 1, "", "", True)]


@pytest.mark.row("D14")
def test_teacher_removes_an_announced_sign_and_the_notice_stays(college: Cast, window: OpenWindow) -> None:
    announce(college.parent, college.learners[0], college.lesson.date, MONDAY)
    opened = window(user=college.teacher, width=DESK)
    page = opened.page
    page.goto(reverse("journal:grid", args=[college.journal.pk]))
    sign = page.locator(f'tr[data-learner="{college.learners[0].pk}"] .by-notice')
    expect(sign).to_have_count(2)
    expect(sign.first).to_have_attribute("title", "по уведомлению: температура")
    sign.first.click()
    page.keyboard.press("Delete")
    expect(sign).to_have_count(1)
    expect(page.locator("[data-save]")).to_contain_text("Сохранено")
    assert [row[2] for row in signs_of(college.learners[0])] == ["", "б"]
    assert AbsenceNotice.objects.get().withdrawn_at is None


@pytest.mark.row("D13")
@whole_job
def test_list_of_absentees_refreshes_itself(college: Cast, window: OpenWindow, width: int, scheme: str) -> None:
    page = window(user=college.deputy, width=width, scheme=scheme).page
    page.clock.install()
    page.goto(reverse("journal:absentees"))
    expect(page.locator("h1")).to_have_text("Отсутствующих не отмечено")
    look(page)
    put_absence(college.lesson, college.learners[0])
    page.get_by_role("link", name="Обновить").focus()
    page.clock.fast_forward(31_000)
    expect(page.locator("h1")).to_have_text("Отсутствует 1 человек, у 1 причина неизвестна")
    expect(page.locator("[data-absentees-said]")).to_have_text("Отсутствует 1 человек, у 1 причина неизвестна")
    expect(page.get_by_role("link", name="Обновить")).to_be_focused()
    look(page)


@pytest.mark.row("D13")
def test_list_of_absentees_works_without_scripts(college: Cast, window: OpenWindow) -> None:
    put_absence(college.lesson, college.learners[0])
    page = window(user=college.curator, javascript=False).page
    page.goto(reverse("journal:absentees"))
    expect(page.locator("tbody th")).to_have_text(["Андреева Анна"])
    Attendance.objects.update(code="")
    page.get_by_role("link", name="Обновить").click()
    expect(page.locator("h1")).to_have_text("Отсутствующих не отмечено")


@pytest.mark.row("D13", "G08")
@whole_job
def test_parent_is_told_of_an_absence_and_takes_note(
    college: Cast, window: OpenWindow, clock, width: int, scheme: str
) -> None:
    save_one(college.teacher, college.journal, absence(college.lesson, college.learners[0], "н"))
    clock.shift(181)
    tell_of_absences()
    page = window(user=college.parent, width=width, scheme=scheme).page
    page.goto(f"/dnevnik/{college.learners[0].pk}/")
    expect(page.locator(".d-alarms b")).to_have_text("Отмечено отсутствие, причина неизвестна")
    look(page)
    page.get_by_role("button", name="Понятно").click()
    expect(page.locator(".d-alarms")).to_have_count(0)


@looks_only
def test_pages_of_absence_are_accessible(college: Cast, window: OpenWindow, width: int, scheme: str) -> None:
    announce(college.parent, college.learners[0], college.lesson.date, MONDAY)
    put_absence(college.lesson, college.learners[1])
    curator = window(user=college.curator, width=width, scheme=scheme).page
    visit(curator, reverse("journal:absentees"), reverse("journal:curator-notices", args=[college.group.pk]))
    parent = window(user=college.parent, width=width, scheme=scheme).page
    visit(
        parent, f"/dnevnik/{college.learners[0].pk}/absences/notice/", f"/dnevnik/{college.learners[0].pk}/2026-11-23/"
    )


@pytest.mark.row("D20")
def test_teacher_says_that_a_lesson_is_held_from_a_distance(college: Cast, window: OpenWindow) -> None:
    book = Book(window(user=college.teacher, width=DESK).page, college).open()
    book.stand(ANNA, TODAY)
    how = book.panel.get_by_label("Как проходит занятие")
    how.select_option("distance")
    book.saved()
    college.lesson.refresh_from_db()
    assert college.lesson.technology == "distance"
    book.open()
    book.stand(ANNA, TODAY)
    expect(how).to_have_value("distance")
    expect(book.panel).to_contain_text("присутствовали те, кто был на связи")
    look(book.page)
