"""The dispatcher's raster in real Chromium: by mouse, by keys alone, against a clash; the learner reads the outcome."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from journal_plugin.curriculum.models import TeachingAssignment
from journal_plugin.institution.models import Room
from journal_plugin.timetable.actions import place_lesson
from journal_plugin.timetable.models import Slot
from tests.browser.conftest import OpenWindow, inspect
from tests.cast import Cast
from tests.factories.curriculum import assign, make_element
from tests.factories.people import make_staff

MONDAY = date(2026, 11, 23)


def open_raster(window: OpenWindow, cast: Cast, **how) -> Page:
    """The raster as the dispatcher opens it from the menu."""
    page = window(user=cast.dispatcher, **how).page
    page.goto(reverse("journal:timetable_groups"))
    page.goto(reverse("journal:raster"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Сетка расписания")
    return page


def cell(page: Page, cast: Cast, place: str) -> Locator:
    """A place of our group's column."""
    return page.locator(f'td[data-column="{cast.group.pk}"][data-place="{place}"]')


def carry(page: Page, lesson: Locator, place: Locator) -> None:
    """Drag as a hand does: pick up, wait until the places say whether they are free, put down."""
    lesson.hover()
    page.mouse.down()
    place.hover()
    expect(page.locator(".rs-sign").first).to_be_visible()
    place.hover()
    page.mouse.up()


def slots() -> list[tuple]:
    """What stands, in order of its days."""
    return list(Slot.objects.order_by("since", "pk").values_list("weekday", "number", "week", "since", "until"))


@pytest.mark.browser
@pytest.mark.row("C01")
@pytest.mark.row("C04")
def test_load_is_dragged_into_the_week_and_on_and_back(window: OpenWindow, college: Cast, clock) -> None:
    page = open_raster(window, college, width=1440)
    expect(page.locator("[data-tray]")).to_contain_text("осталось 2 ч в неделю из 2")
    inspect(page)
    carry(page, page.locator("[data-load]").first, cell(page, college, "1-2"))
    expect(cell(page, college, "1-2")).to_contain_text("Материаловедение")
    expect(page.get_by_text("Поставлено: Материаловедение, ОН-24: понедельник, занятие 2.").first).to_be_visible()
    expect(page.locator("[data-load]").filter(has_text="Материаловедение")).to_have_count(0)
    inspect(page)
    carry(page, cell(page, college, "1-2").locator("[data-slot]"), cell(page, college, "2-1"))
    expect(cell(page, college, "2-1")).to_contain_text("Материаловедение")
    assert slots() == [(2, 1, "", MONDAY, college.term.until)]

    learner = window(user=college.student, width=390).page
    learner.goto(reverse("journal:timetable_learner", args=[college.learners[0].pk]) + "?day=2026-11-24")
    expect(learner.locator("main")).to_contain_text("Материаловедение")

    carry(page, cell(page, college, "2-1").locator("[data-slot]"), page.locator("[data-tray]"))
    expect(page.locator("[data-load]").filter(has_text="Материаловедение")).to_have_count(1)
    page.get_by_role("button", name="Отменить", exact=True).click()
    expect(cell(page, college, "2-1")).to_contain_text("Материаловедение")
    assert slots() == [(2, 1, "", MONDAY, college.term.until)]


@pytest.mark.browser
@pytest.mark.row("C03")
def test_clash_is_seen_refused_and_overridden_by_keys_alone(window: OpenWindow, college: Cast, clock) -> None:
    load = TeachingAssignment.objects.get(group=college.group)
    Room.objects.filter(name="108").update(capacity=30)
    room = Room.objects.get(name="108")
    place_lesson(load=load, since=MONDAY, fields={"weekday": 1, "number": 1}, key=uuid4(), by=college.dispatcher)
    other = assign(
        make_staff(college.institution, "Новов Никита"),
        college.group,
        make_element(college.institution, "Физика"),
        college.term,
    )
    fields = {"weekday": 1, "number": 2, "room": room}
    place_lesson(load=other, since=MONDAY, fields=fields, key=uuid4(), by=college.dispatcher)
    page = open_raster(window, college)
    said = page.locator("[data-say]")

    page.locator("[data-frame]").focus()
    page.keyboard.press("Tab")
    expect(cell(page, college, "1-1").locator("[data-slot]")).to_be_focused()
    page.keyboard.press("Enter")
    expect(cell(page, college, "1-2").locator(".rs-sign")).to_have_text("занята группа")
    expect(cell(page, college, "1-3").locator(".rs-sign")).to_have_text("свободно")
    expect(said).to_contain_text("стоит здесь")
    inspect(page)
    page.keyboard.press("ArrowDown")
    expect(said).to_have_text("понедельник, занятие 2: У группы ОН-24 в это время уже есть занятие: ОН-24, Физика.")
    page.keyboard.press("Escape")
    expect(page.locator(".rs-sign")).to_have_count(0)
    expect(cell(page, college, "1-1").locator("[data-slot]")).to_be_focused()

    page.keyboard.press("Enter")
    expect(page.locator(".rs-sign").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    sheet = page.get_by_role("dialog", name="Здесь накладка")
    expect(sheet).to_contain_text("У группы ОН-24 в это время уже есть занятие: ОН-24, Физика.")
    inspect(page)
    assert [slot[:2] for slot in slots()] == [(1, 1), (1, 2)]
    sheet.get_by_role("textbox", name="Почему всё равно поставить").fill("Сдвоенное занятие")
    sheet.get_by_role("button", name="Поставить с нарушением").press("Enter")
    expect(cell(page, college, "1-2")).to_contain_text("с нарушением: Сдвоенное занятие")
    assert [slot[:2] for slot in slots()] == [(1, 2), (1, 2)]
    inspect(page)

    expect(cell(page, college, "1-2").locator("[data-slot]").first).to_be_focused()
    page.keyboard.press("Delete")
    expect(cell(page, college, "1-2").locator("[data-slot]")).to_have_count(1)
    page.keyboard.press("Control+z")
    expect(cell(page, college, "1-2").locator("[data-slot]")).to_have_count(2)


@pytest.mark.browser
@pytest.mark.row("C02")
@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1440, "dark")])
def test_sheet_changes_week_room_and_technology(
    window: OpenWindow, college: Cast, clock, width: int, scheme: str
) -> None:
    load = TeachingAssignment.objects.get(group=college.group)
    place_lesson(load=load, since=MONDAY, fields={"weekday": 1, "number": 1}, key=uuid4(), by=college.dispatcher)
    page = open_raster(window, college, width=width, scheme=scheme)
    inspect(page)
    cell(page, college, "1-1").locator("[data-slot]").click()
    sheet = page.get_by_role("dialog", name="Материаловедение")
    sheet.get_by_label("Технология").select_option("дистанционно")
    sheet.get_by_label("Неделя").select_option("B")
    sheet.get_by_label("Кабинет").select_option(label="108, Главный корпус")
    inspect(page)
    sheet.get_by_role("button", name="Сохранить").click()
    expect(cell(page, college, "1-1")).to_contain_text("108")
    expect(cell(page, college, "1-1")).to_contain_text("дистанционно")
    slot = Slot.objects.get()
    assert (slot.week, slot.technology, slot.room.name if slot.room else "") == ("B", "distance", "108")


@pytest.mark.browser
def test_lesson_is_moved_by_touch_without_dragging(window: OpenWindow, college: Cast, clock) -> None:
    page = open_raster(window, college, width=390)
    page.locator("[data-load]").first.click()
    expect(page.locator("[data-hand]")).to_contain_text("Нажмите на место.")
    cell(page, college, "1-3").click()
    expect(cell(page, college, "1-3")).to_contain_text("Материаловедение")
    assert slots()[0][:2] == (1, 3)


@pytest.mark.browser
def test_raster_is_read_and_leads_on_without_scripts(window: OpenWindow, college: Cast, clock) -> None:
    load = TeachingAssignment.objects.get(group=college.group)
    place_lesson(load=load, since=MONDAY, fields={"weekday": 1, "number": 1}, key=uuid4(), by=college.dispatcher)
    page = open_raster(window, college, javascript=False)
    cell(page, college, "1-1").get_by_role("link").click()
    page.wait_for_url(f"**{reverse('journal_slot:edit', args=[Slot.objects.get().pk])}")


@pytest.mark.browser
def test_who_is_late_is_told_and_sees_the_raster_as_it_is(window: OpenWindow, college: Cast, clock) -> None:
    load = TeachingAssignment.objects.get(group=college.group)
    place_lesson(load=load, since=MONDAY, fields={"weekday": 1, "number": 1}, key=uuid4(), by=college.dispatcher)
    page = open_raster(window, college, width=1440)
    Slot.objects.update(number=3, version=7)
    carry(page, cell(page, college, "1-1").locator("[data-slot]"), cell(page, college, "2-2"))
    expect(page.locator("[data-state]")).to_have_text("Это занятие за это время изменили: посмотрите сетку заново.")
    expect(cell(page, college, "1-3")).to_contain_text("Материаловедение")
    assert slots()[0][:2] == (1, 3)
