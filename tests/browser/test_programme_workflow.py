"""A work programme from its author to the register in real Chromium: sent, returned, mended, approved, locked."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from journal_plugin.access.enums import Role
from journal_plugin.curriculum.models import PlannedLesson
from journal_plugin.curriculum.pages import WorkProgrammeIndexPage, WorkProgrammePage
from tests.browser.conftest import NARROW, OpenWindow
from tests.browser.test_editor import TOPIC, fill, write_programme
from tests.browser.visits import look, sign_in, whole_job
from tests.cast import Cast
from tests.factories.institution import give_role, make_user
from tests.factories.people import make_staff

pytestmark = pytest.mark.browser


def press(page: Page, label: str) -> None:
    """A button of the list under the editor."""
    page.wait_for_load_state()
    page.locator("footer [data-w-dropdown-target=toggle]").click()
    page.locator("footer").get_by_role("button", name=label, exact=True).click()


def send(page: Page, label: str) -> None:
    """Away to approval: the editor leads to the shelf."""
    with page.expect_navigation(url=lambda url: "/edit/" not in url and "/add/" not in url):
        press(page, label)


@whole_job
def test_a_programme_goes_from_its_author_to_the_register(
    college: Cast, window: OpenWindow, width: int, scheme: str
) -> None:
    person = make_staff(college.institution, "Методистова Майя Марковна").person
    give_role(person, college.institution, Role.METHODIST)
    make_user("methodist", person=person)
    shelf = WorkProgrammeIndexPage.objects.get()
    teacher = window(width=width, scheme=scheme).page
    sign_in(teacher, "teacher")
    teacher.goto(reverse("wagtailadmin_pages:add", args=["journal", "workprogrammepage", shelf.pk]))
    write_programme(teacher, college)
    send(teacher, "Отправить на утверждение")
    programme = WorkProgrammePage.objects.get()
    edit = reverse("wagtailadmin_pages:edit", args=[programme.pk])

    methodist = window(width=width, scheme=scheme).page
    sign_in(methodist, "methodist")
    methodist.goto(reverse("wagtailadmin_home"))
    methodist.locator("#awaiting-review, [aria-labelledby*=awaiting-review]").first.wait_for()
    look(methodist)
    methodist.get_by_role("link", name="Материаловедение", exact=True).first.click()
    methodist.wait_for_url(f"**{edit}")
    press(methodist, "Вернуть на доработку")
    window_of = methodist.get_by_role("dialog")
    window_of.locator("textarea").fill("Нет практической работы")
    with methodist.expect_navigation():
        window_of.locator("[type=submit]").click()

    teacher.goto(edit)
    fill(teacher, f"{TOPIC}lessons-1-value-topic", "Практическая работа № 1")
    send(teacher, "Отправить на утверждение снова")
    methodist.goto(edit)
    expect(methodist.locator(f"[name='{TOPIC}lessons-1-value-topic']")).to_have_value("Практическая работа № 1")
    with methodist.expect_navigation():
        press(methodist, "Утвердить и ввести в действие")
    topics = list(PlannedLesson.objects.order_by("position").values_list("topic", flat=True))
    assert topics == ["Кристаллическая решётка", "Практическая работа № 1"]

    teacher.goto(edit)
    expect(teacher.locator("body")).to_contain_text("Программа утверждена и действует")
    look(teacher)
    if width != NARROW:
        teacher.goto(reverse("journal:grid", args=[college.journal.pk]))
        teacher.locator("[data-grid] tbody tr").first.locator("td").nth(1).click()
        expect(teacher.get_by_role("button", name=re.compile("Взять из плана"))).to_be_visible()
    teacher.goto(edit)
    teacher.get_by_role("link", name="откройте изменение").click()
    look(teacher)
    teacher.get_by_label("Причина изменения").fill("Карантин")
    teacher.get_by_role("button", name="Открыть изменение").click()
    teacher.wait_for_url(f"**{edit}")
    expect(teacher.locator("body")).not_to_contain_text("Программа утверждена и действует")
