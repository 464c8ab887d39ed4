"""Subgroups in real Chromium: a teacher proposes on a phone without scripts, the deputy confirms (D19)."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.conftest import OpenWindow, inspect
from tests.cast import Cast
from tests.factories.compositions import make_divided
from tests.factories.people import join, make_learner

NAMES = "Жданов Никита;Зайцева Анна;Ибрагимов Тимур;Константинопольская Александра;Лаптева Ульяна;Мухаметов Ильдар"


@pytest.mark.browser
@pytest.mark.row("D19")
@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
def test_composition_is_proposed_and_confirmed(
    window: OpenWindow, college: Cast, clock, width: int, scheme: str
) -> None:
    divided = make_divided(college)
    for number, name in enumerate(NAMES.split(";")):
        join(make_learner(college.group, name, external_id=f"x{number}"), (divided.first, divided.second)[number % 2])
    page = window(user=college.teacher, width=width, scheme=scheme, javascript=False).page
    page.goto(reverse("journal:grid", args=[divided.journal.pk]))
    page.get_by_role("link", name="ОН-24-1").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Подгруппы ОН-24")
    page.get_by_role("radio", name="Борисов Борис: ОН-24-2").check()
    page.get_by_role("button", name="Предложить состав").click()
    expect(page.get_by_text("Предложение отправлено")).to_be_visible()

    page = window(user=college.deputy, width=width, scheme=scheme).page
    page.goto(reverse("journal:compositions"))
    expect(page.get_by_role("heading", level=1)).to_have_text("1 предложение ждёт решения")
    inspect(page)
    page.get_by_role("link", name="Решить").click()
    expect(page.get_by_role("row", name="Борисов Б. Б. ОН-24-1 ОН-24-2")).to_be_visible()
    inspect(page)
    page.get_by_role("button", name="Утвердить состав").click()
    expect(page.get_by_text("Состав утверждён")).to_be_visible()
    page.get_by_role("link", name="ОН-24", exact=True).click()
    expect(page.get_by_role("radio", name="Борисов Борис: ОН-24-2")).to_be_checked()
    inspect(page)


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
def test_moved_learners_are_marked_before_they_are_sent(
    window: OpenWindow, college: Cast, width: int, scheme: str
) -> None:
    make_divided(college)
    page = window(user=college.teacher, width=width, scheme=scheme).page
    page.goto(reverse("journal:composition", args=[college.group.pk]))
    marks, count = (
        page.get_by_text("изменено", exact=True),
        page.get_by_role("status").filter(has_text="Ещё не отправлено"),
    )
    expect(marks.locator("visible=true")).to_have_count(0)
    expect(count).to_be_hidden()
    page.get_by_role("radio", name="Борисов Борис: ОН-24-2").check()
    page.get_by_role("radio", name="Ветрова Вера: ни в какой").check()
    expect(marks.locator("visible=true")).to_have_count(2)
    expect(count).to_have_text("Ещё не отправлено, переходят: 2")
    inspect(page)
    page.get_by_role("radio", name="Борисов Борис: ОН-24-1").check()
    expect(page.get_by_role("row", name="Борисов").get_by_text("изменено")).to_be_hidden()
    expect(count).to_have_text("Ещё не отправлено, переходят: 1")
    page.get_by_role("button", name="Предложить состав").click()
    expect(page.get_by_text("Предложение отправлено")).to_be_visible()
