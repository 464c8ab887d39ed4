"""The parent's job in real Chromium: the week, two children, marks, one mark, absences; the same without scripts."""

from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from journal_plugin.marks.models import Mark
from journal_plugin.people.models import Person
from tests.browser.conftest import OpenWindow
from tests.browser.visits import DESK, look, looks_only, sign_in, visit, whole_job
from tests.cast import Cast
from tests.factories.gradebook import absence, mark, save_as, text
from tests.factories.people import make_guardian, make_learner

pytestmark = pytest.mark.browser


@dataclass(frozen=True)
class Family:
    """Anna and her brother Gleb; what the teacher wrote about them and about other people's Boris."""

    anna: int
    gleb: int
    boris: int
    five: int


@pytest.fixture
def family(college: Cast) -> Family:
    """Two children of one mother, with marks and an absence."""
    anna, boris, _vera = college.learners
    gleb = make_learner(college.foreign_group, "Соколов Глеб Ильич", external_id="7")
    make_guardian(gleb, Person.objects.get(user=college.parent))
    answers = save_as(
        college.teacher,
        college.journal,
        mark(college.works[0], anna, "5"),
        mark(college.works[1], anna, "4"),
        mark(college.works[0], boris, "2"),
        absence(college.lessons[2], anna, "н"),
        text("topic", college.lesson, "Сплавы"),
        text("homework", college.lesson, "§ 12, задача 3"),
    )
    assert {answer.status for answer in answers} == {"accepted"}
    return Family(anna.pk, gleb.pk, boris.pk, Mark.objects.get(learner=anna, work=college.works[0]).pk)


def today_of(page: Page) -> list[str]:
    """The words of today's card, line by line."""
    lines = page.locator("article.day.today").inner_text().splitlines()
    return [line.replace("\u00a0", " ").strip() for line in lines if line.strip()]


@whole_job
def test_parent_signs_in_and_reads_the_diary(
    college: Cast, family: Family, window: OpenWindow, width: int, scheme: str
) -> None:
    page = window(width=width, scheme=scheme).page
    sign_in(page, "parent")
    look(page)
    page.get_by_role("link", name="Открыть дневник").first.click()
    page.wait_for_url("**/dnevnik/**")
    page.goto("/dnevnik/")
    look(page)
    assert today_of(page).count("§ 12, задача 3") == 1
    page.get_by_role("navigation", name="Чей дневник").get_by_role("link", name="Глеб").click()
    page.wait_for_url(f"**/dnevnik/{family.gleb}/")
    expect(page.locator("article.day.today")).to_contain_text("Психология")
    expect(page.locator("main")).not_to_contain_text("Материаловедение")
    look(page)
    page.get_by_role("navigation", name="Чей дневник").get_by_role("link", name="Анна").click()
    page.wait_for_url(f"**/dnevnik/{family.anna}/")
    page.get_by_role("link", name="Отметки", exact=True).click()
    look(page)
    page.locator(f"a[href$='/mark/{family.five}/']").first.click()
    card = page.get_by_role("dialog")
    expect(card).to_contain_text("Петров")
    look(page)
    card.get_by_role("button", name="Закрыть").click()
    page.get_by_role("link", name="Пропуски", exact=True).click()
    expect(page.locator("table.d-abs tbody tr")).to_have_count(1)
    look(page)


def test_another_familys_child_is_not_found(college: Cast, family: Family, window: OpenWindow) -> None:
    page = window(user=college.parent, width=DESK).page
    foreign = Mark.objects.get(learner=family.boris).pk
    for address in (
        f"/dnevnik/{family.boris}/",
        f"/dnevnik/{family.boris}/marks/",
        f"/dnevnik/{family.boris}/absences/",
        f"/dnevnik/{family.boris}/mark/{foreign}/",
        f"/dnevnik/{family.anna}/mark/{foreign}/",
    ):
        answer = page.goto(address)
        assert (address, answer and answer.status) == (address, 404)
        assert page.content().count("Борис") == 0
    look(page)


def test_diary_is_read_without_scripts(college: Cast, family: Family, window: OpenWindow) -> None:
    page = window(width=390, javascript=False).page
    sign_in(page, "parent")
    page.goto("/dnevnik/")
    assert today_of(page).count("§ 12, задача 3") == 1
    page.get_by_role("link", name="Отметки", exact=True).click()
    page.locator(f"a[href$='/mark/{family.five}/']").first.click()
    page.wait_for_url(f"**/mark/{family.five}/")
    expect(page.locator("[data-mark-card]")).to_contain_text("Петров")
    page.get_by_role("link", name="Пропуски", exact=True).click()
    expect(page.locator("table.d-abs tbody tr")).to_have_count(1)
    page.get_by_role("navigation", name="Чей дневник").get_by_role("link", name="Глеб").click()
    page.wait_for_url(f"**/dnevnik/{family.gleb}/absences/")


@looks_only
def test_pages_of_the_parent_are_accessible(
    college: Cast, family: Family, window: OpenWindow, width: int, scheme: str
) -> None:
    visit(
        window(user=college.parent, width=width, scheme=scheme).page,
        "/",
        "/dnevnik/",
        f"/dnevnik/{family.anna}/2026-11-13/",
        f"/dnevnik/{family.anna}/marks/",
        f"/dnevnik/{family.anna}/mark/{family.five}/",
        f"/dnevnik/{family.anna}/absences/",
    )
