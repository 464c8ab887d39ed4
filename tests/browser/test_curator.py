"""The curator's job in real Chromium: a post and an event in the admin, reasons of absence, the public pages."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from news.models import EventPage
from tests.browser.conftest import OpenWindow
from tests.browser.visits import DESK, look, looks_only, publish, sign_in, visit, whole_job
from tests.cast import Cast
from tests.factories.extracurricular import make_event as make_planned
from tests.factories.extracurricular import said
from tests.factories.lessons import make_lesson
from tests.factories.pages import group_page, make_event, make_news, make_post
from tests.factories.statements import put_absence

pytestmark = pytest.mark.browser


@whole_job
def test_curator_publishes_a_post_and_an_event(college: Cast, window: OpenWindow, width: int, scheme: str) -> None:
    page = window(width=width, scheme=scheme).page
    sign_in(page, "curator")
    page.goto(group_page(college.group).url)
    look(page)
    page.get_by_role("link", name="Написать в ленту").click()
    page.locator("#id_title").fill("Сбор у входа в 8:15")
    page.locator("#id_intro").fill("Не опаздываем.")
    publish(page)
    page.goto(group_page(college.group).url)
    page.get_by_role("link", name="Добавить событие").click()
    page.locator("#id_title").fill("Экскурсия на завод")
    page.locator("#id_date").fill("27.11.2026")
    page.locator("#id_date").press("Tab")
    publish(page)
    page.goto(group_page(college.group).url)
    expect(page.locator("article.post h2")).to_have_text(["Сбор у входа в 8:15"])
    expect(page.get_by_role("link", name=re.compile("Экскурсия"))).to_have_count(1)
    assert EventPage.objects.get().date == date(2026, 11, 27)
    look(page)


def test_curator_opens_no_other_page_in_the_admin(college: Cast, window: OpenWindow) -> None:
    post = make_post(college.foreign_group, "Пост чужой группы")
    page = window(user=college.curator, width=DESK).page
    foreign = group_page(college.foreign_group)
    for address in (
        reverse("wagtailadmin_pages:edit", args=[foreign.pk]),
        reverse("wagtailadmin_pages:edit", args=[post.pk]),
        reverse("wagtailadmin_pages:add", args=["news", "grouppostpage", foreign.pk]),
    ):
        page.goto(address)
        assert (address, page.locator("[name=action-publish], #id_title").count()) == (address, 0)
        assert page.content().count("Пост чужой группы") == 0


@whole_job
def test_curator_records_the_reason_of_an_absence(college: Cast, window: OpenWindow, width: int, scheme: str) -> None:
    put_absence(college.lesson, college.learners[0])
    page = window(user=college.curator, width=width, scheme=scheme).page
    page.goto(reverse("journal:curator"))
    expect(page.locator("h1")).to_have_text(re.compile("нет одного"))
    look(page)
    page.get_by_role("link", name=re.compile("Указать причину")).click()
    look(page)
    page.get_by_label("уважительная", exact=True).check()
    page.get_by_label("Пояснение").fill("справка врача")
    page.get_by_role("button", name="Записать причину").click()
    expect(page.locator("table.abs")).to_contain_text("справка врача")
    look(page)


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (390, "dark"), (1440, "light")])
def test_page_of_reasons_is_short_after_two_bad_months(
    college: Cast, window: OpenWindow, width: int, scheme: str
) -> None:
    learner = college.learners[0]
    days = [date(2026, 10, 5) + timedelta(days=day) for day in range(42)]
    for number, day in enumerate(day for day in days if day.weekday() < 5):
        lesson = make_lesson(college.journal, day, 3, teachers=[college.staff])
        if number % 15 != 11 and (number > 14 or number % 2):
            absence = put_absence(lesson, learner)
            if number < 8:
                absence.excused, absence.reason = True, "справка врача"
                absence.save()
    page = window(user=college.curator, width=width, scheme=scheme).page
    page.goto(reverse("journal:curator-reason", args=[college.group.pk, learner.pk]))
    look(page)
    button = page.get_by_role("button", name="Записать причину").bounding_box()
    tall = page.evaluate("document.documentElement.scrollHeight")
    assert (button is not None and button["y"] < 1000, tall < 2000) == (True, True)
    page.locator(".other-spells summary").last.click()
    page.locator(".other-spells [name=lesson]:visible").last.check()
    page.get_by_label("неуважительная", exact=True).check()
    page.get_by_role("button", name="Записать причину").click()
    expect(page.get_by_role("status")).to_have_text(re.compile("Причина записана"))


@whole_job
def test_curator_begins_the_year_and_plans_its_events(
    college: Cast, window: OpenWindow, width: int, scheme: str
) -> None:
    make_planned(college.foreign_group, college.foreign_curator, said("Поход"))
    page = window(user=college.curator, width=width, scheme=scheme).page
    page.goto(reverse("journal:curator-start", args=[college.group.pk]))
    look(page)
    page.get_by_role("button", name="Состав проверен").click()
    expect(page.get_by_role("status")).to_have_text(re.compile("Записано"))
    page.get_by_role("link", name="Составить план").click()
    look(page)
    page.get_by_role("link", name="Добавить мероприятие").click()
    page.get_by_label("Мероприятие").fill("Осенний кросс")
    page.get_by_label("Направление").select_option("physical")
    page.get_by_label("День", exact=True).fill("2026-10-09")
    look(page)
    page.get_by_role("button", name="Внести в план").click()
    page.get_by_role("link", name="Взять готовый план").click()
    page.get_by_role("button", name="Показать").click()
    look(page)
    page.get_by_role("button", name="Взять план").click()
    expect(page.locator(".ev h3")).to_have_text(["Осенний кросс", "Поход"])
    look(page)
    page.get_by_role("link", name="Отметить проведение").click()
    look(page)
    page.get_by_label("Сколько обучающихся участвовало").fill("3")
    page.get_by_role("button", name="Записать как проведённое").click()
    expect(page.locator(".ev").first).to_contain_text("участвовало: 3 человека")
    page.goto(group_page(college.group).url)
    expect(page.get_by_role("region", name="По плану группы")).to_contain_text("Поход")


@looks_only
def test_pages_of_the_portal_are_accessible(college: Cast, window: OpenWindow, width: int, scheme: str) -> None:
    put_absence(college.lesson, college.learners[0])
    home = college.institution.site.root_page.specific
    news = make_news(home, "Победа на конкурсе", intro="Первое место.")
    event = make_event(home, "День открытых дверей", news.date)
    post = make_post(college.group, "Родительское собрание")
    visit(
        window(user=college.curator, width=width, scheme=scheme).page,
        "/",
        "/news/",
        news.url,
        event.url,
        "/events/",
        "/events/list/",
        "/groups/",
        group_page(college.group).url,
        post.url,
        "/board/",
        reverse("journal:timetable_group", args=[college.group.pk]),
        reverse("journal:timetable_group_week", args=[college.group.pk]),
        reverse("journal:curator-desk", args=[college.group.pk]),
        reverse("journal:curator-reason", args=[college.group.pk, college.learners[0].pk]),
    )
