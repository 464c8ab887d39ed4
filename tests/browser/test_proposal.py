"""A dispatcher has a timetable proposed in real Chromium, by the real solver in a process of its own."""

import re
from collections.abc import Iterator
from datetime import date
from time import sleep

import pytest
from django.db import connection
from django.urls import reverse
from playwright.sync_api import Page, expect

from journal_plugin.timetable.models import OffTime, Slot, TimetableProposal
from tests.browser.conftest import OpenWindow, inspect
from tests.cast import Cast
from tests.factories.curriculum import assign, make_element
from tests.factories.people import make_group, make_learner, make_staff

MONDAY = date(2026, 11, 23)


@pytest.fixture
def own_process(college: Cast, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Lets the process of the search find the database of the tests; none outlives its test."""
    told = connection.settings_dict
    address = f"sqlite:///{told['NAME']}"
    if connection.vendor == "postgresql":
        address = (
            f"postgres://{told['USER']}:{told['PASSWORD']}@/{told['NAME']}?host={told['HOST']}&port={told['PORT']}"
        )
    monkeypatch.setenv("JOURNAL_DATABASE", address)
    yield
    TimetableProposal.objects.update(is_stopping=True)
    while TimetableProposal.objects.filter(state="running").exists():
        sleep(0.2)


def teach(cast: Cast, groups: int, lessons: int) -> None:
    """So many groups with two teachers each, who hold so many lessons in two weeks."""
    for number in range(groups):
        group = make_group(cast.institution, f"Г-{number}")
        make_learner(group, f"Новикова Нина {number}")
        for name in ("Химия", "Физика"):
            staff = make_staff(cast.institution, f"{name}ков Иван {number}")
            assign(
                staff, group, make_element(cast.institution, f"{name} {number}"), cast.term, lessons_per_cycle=lessons
            )


def ask(page: Page, cast: Cast, minutes: str) -> None:
    """From the raster to a search that goes on."""
    page.goto(reverse("journal:raster_term", args=[cast.term.pk]))
    page.get_by_role("link", name="Предложить расписание").click()
    page.get_by_label("Искать не дольше").select_option(label=minutes)
    inspect(page)
    page.get_by_role("button", name="Подобрать").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Предложенное расписание")


@pytest.mark.browser
@pytest.mark.row("C04")
def test_dispatcher_bars_a_day_and_settles_a_proposed_timetable(
    window: OpenWindow, college: Cast, clock, own_process
) -> None:
    assign(college.staff, college.group, make_element(college.institution, "Сварка"), college.term, lessons_per_cycle=4)
    page = window(user=college.dispatcher, width=1440).page
    page.goto(reverse("journal:off_times"))
    page.get_by_role("link", name="Петров").click()
    page.get_by_role("button", name="вт", exact=True).click()
    page.get_by_role("button", name="вт", exact=True).click()
    page.get_by_label("Причина").fill("учёба")
    inspect(page)
    page.get_by_role("button", name="Сохранить").click()
    expect(page.locator("main")).to_contain_text("вторник, занятия: 1–3")
    assert list(OffTime.objects.values_list("weekday", "is_wish").distinct()) == [(2, False)]

    ask(page, college, "1 минута")
    expect(page.get_by_role("button", name="Принять это расписание")).to_be_visible(timeout=120_000)
    expect(page.locator("main")).to_contain_text("пересчитано заново, независимо от подбора")
    assert not Slot.objects.exists()
    inspect(page)
    page.get_by_role("button", name="Принять это расписание").click()
    expect(page.locator("main")).to_contain_text("Расписание принято")
    days = set(Slot.objects.values_list("weekday", flat=True))
    assert days
    assert 2 not in days
    page.get_by_role("link", name="Открыть сетку").click()
    expect(page.locator("[data-slot]").filter(has_text="Сварка").first).to_be_visible()

    slot = Slot.objects.filter(week__in=("", "A")).order_by("weekday").first()
    learner = window(user=college.student, width=390).page
    day = MONDAY.replace(day=MONDAY.day + (slot.weekday - 1 if slot else 0) % 7)
    learner.goto(reverse("journal:timetable_group_week", args=[college.group.pk]) + f"?day={day}")
    expect(learner.locator("main")).to_contain_text("Сварка")


@pytest.mark.browser
@pytest.mark.row("C04")
def test_search_is_watched_and_stopped(window: OpenWindow, college: Cast, clock, own_process) -> None:
    teach(college, groups=6, lessons=15)
    page = window(user=college.dispatcher).page
    ask(page, college, "1 час")
    expect(page.locator("[data-told]")).to_contain_text("Идёт подбор:", timeout=60_000)
    expect(page.locator("[data-time]")).to_have_text(re.compile(r"^[1-9]"), timeout=120_000)
    inspect(page)
    page.get_by_role("button", name="Остановить и оставить лучшее").click()
    expect(page.locator("[data-told]")).to_have_count(0, timeout=120_000)
    proposal = TimetableProposal.objects.get()
    assert proposal.state in ("found", "stopped")
    assert proposal.seconds < 3600


@pytest.mark.browser
def test_without_scripts_the_week_is_chosen_in_lists(window: OpenWindow, college: Cast, clock) -> None:
    page = window(user=college.dispatcher, width=390, javascript=False).page
    page.goto(reverse("journal:off_groups", args=[college.group.pk]))
    page.get_by_label("понедельник, 1-е занятие").select_option(label="не может")
    page.get_by_role("button", name="Сохранить").click()
    expect(page.locator("main")).to_contain_text("понедельник, занятия: 1")
