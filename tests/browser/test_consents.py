"""Consents of a group in real Chromium: brought by a family, recorded and withdrawn, with the keyboard too."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.conftest import OpenWindow
from tests.browser.visits import look, whole_job
from tests.cast import Cast

pytestmark = pytest.mark.browser


@whole_job
def test_curator_records_and_withdraws_consents(college: Cast, window: OpenWindow, width: int, scheme: str) -> None:
    page = window(user=college.curator, width=width, scheme=scheme).page
    page.goto(reverse("journal:curator-start", args=[college.group.pk]))
    look(page)
    page.get_by_role("link", name="Кто дал и кто ещё нет").click()
    expect(page.locator("h1")).to_have_text("Согласия: не хватает 4")
    look(page)
    anna = page.get_by_role("group", name="Андреева Анна")
    anna.get_by_label("лично").check()
    anna.get_by_label("Андреева М. О., мать").focus()
    page.keyboard.press("Space")
    page.get_by_label("Бланк", exact=True).fill("бланк № 5")
    page.get_by_role("button", name="Записать согласия").click()
    expect(page.get_by_role("status")).to_have_text(re.compile("Записано 2 согласия"))
    expect(page.locator("h1")).to_have_text("Согласия: не хватает 2")
    page.get_by_text("Всё собрано: 1 обучающийся").click()
    mother = page.get_by_role("group", name="Андреева Анна").locator(".consent-given").last
    mother.locator("summary").focus()
    page.keyboard.press("Enter")
    look(page)
    mother.get_by_label("Почему отзывают").fill("заявление матери")
    mother.get_by_role("button", name="Отозвать согласие").click()
    expect(page.locator("h1")).to_have_text("Согласия: не хватает 3")
    page.get_by_text("Отозваны: 1").click()
    expect(page.get_by_text("Отозвано 20 ноября: заявление матери")).to_be_visible()
    look(page)
