"""The editor's job in real Chromium: a work programme in Wagtail's page editor, previewed, published, offered to the teacher."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from journal_plugin.curriculum.models import PlannedLesson
from journal_plugin.curriculum.pages import WorkProgrammeIndexPage
from tests.browser.conftest import NARROW, OpenWindow
from tests.browser.visits import look, looks_only, publish, sign_in, visit, whole_job
from tests.cast import Cast
from tests.factories.pages import make_programme

pytestmark = pytest.mark.browser

TOPIC = "body-0-value-topics-0-value-"


def fill(page: Page, name: str, value: str) -> None:
    """A field of the StreamField by its name."""
    page.locator(f"[name='{name}']").fill(value)


def write_programme(page: Page, college: Cast) -> None:
    """A section with one topic of two lessons."""
    page.locator("#id_title").fill("Материаловедение")
    page.locator("#id_element").select_option(str(college.element.pk))
    page.locator("#id_year").select_option(str(college.year.pk))
    page.locator(".c-sf-add-button").first.click()
    fill(page, "body-0-value-title", "Раздел 1. Металлы")
    fill(page, f"{TOPIC}title", "Строение металлов")
    fill(page, f"{TOPIC}lessons-0-value-topic", "Кристаллическая решётка")
    fill(page, f"{TOPIC}lessons-0-value-homework", "§ 4")
    page.locator(f"[name='{TOPIC}lessons-count'] ~ div button.c-sf-add-button").last.click()
    fill(page, f"{TOPIC}lessons-1-value-topic", "Сплавы")


@whole_job
def test_editor_writes_previews_and_publishes_a_programme(
    college: Cast, window: OpenWindow, width: int, scheme: str
) -> None:
    college.institution.settings.programmes_approved = False
    college.institution.settings.save()
    shelf = WorkProgrammeIndexPage.objects.get()
    page = window(width=width, scheme=scheme).page
    sign_in(page, "editor")
    page.goto(reverse("wagtailadmin_pages:add", args=["journal", "workprogrammepage", shelf.pk]))
    write_programme(page, college)
    look(page)
    if width != NARROW:
        page.locator("[data-side-panel-toggle=preview]").click()
        shown = page.frame_locator("[data-side-panel=preview] iframe").last
        expect(shown.locator("main")).to_contain_text("Кристаллическая решётка")
        page.locator("[data-side-panel-toggle=preview]").click()
    publish(page)
    topics = list(PlannedLesson.objects.order_by("position").values_list("section", "topic", "hours", "homework"))
    assert topics == [
        ("Раздел 1. Металлы", "Кристаллическая решётка", 2, "§ 4"),
        ("Раздел 1. Металлы", "Сплавы", 2, ""),
    ]
    teacher = window(user=college.teacher, width=width, scheme=scheme).page
    teacher.goto(reverse("journal:grid", args=[college.journal.pk]))
    teacher.locator("[data-grid] tbody tr").first.locator("td").nth(1).click()
    expect(teacher.get_by_role("button", name=re.compile("Взять из плана: Сплавы"))).to_be_visible()


@looks_only
def test_programmes_are_accessible(college: Cast, window: OpenWindow, width: int, scheme: str) -> None:
    programme = make_programme(college.element, college.year, "Сплавы", "Полимеры", homework="§ 12")
    visit(
        window(user=college.editor, width=width, scheme=scheme).page,
        programme.get_parent().url,
        programme.url,
        reverse("wagtailadmin_home"),
        reverse("wagtailadmin_explore", args=[programme.get_parent().pk]),
        reverse("wagtailadmin_pages:edit", args=[programme.pk]),
    )
