"""The year in real Chromium: an administrator reads what it lacks and opens the next one; guests read the programme of study."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from journal_plugin.calendar.models import AcademicYear
from journal_plugin.people.models import Group
from tests.browser.conftest import OpenWindow
from tests.browser.visits import look, visit, whole_job
from tests.cast import Cast
from tests.factories.curriculum import add_line, make_curriculum
from tests.factories.pages import make_programme

pytestmark = pytest.mark.browser


@whole_job
def test_administrator_opens_the_next_year(college: Cast, window: OpenWindow, width: int, scheme: str) -> None:
    make_programme(college.element, college.year, "Введение")
    page = window(user=college.admin, width=width, scheme=scheme).page
    visit(page, reverse("journal:readiness"))
    page.get_by_role("link", name="Открыть следующий год").click()
    look(page)

    page.get_by_role("button", name="Открыть год").click()
    expect(page.get_by_text("Укажите номер приказа.")).to_be_visible()
    page.get_by_label("Номер приказа о переводе и выпуске").fill("77-к")
    page.locator(f"#id_way_{college.group.pk}").select_option("up")
    page.locator(f"#id_name_{college.group.pk}").fill("ОН-34")
    page.locator(f"#id_way_{college.foreign_group.pk}").select_option("later")
    page.get_by_role("button", name="Открыть год").click()

    expect(page.locator("main")).to_contain_text("Год открыт. Переведено групп: 1")
    look(page)
    year = AcademicYear.objects.get(name="2027/2028")
    assert Group.objects.get(name="ОН-34").since == year.since


@whole_job
def test_guest_reads_the_programme_of_study(college: Cast, window: OpenWindow, width: int, scheme: str) -> None:
    curriculum = make_curriculum(college.year, groups=(college.group,))
    add_line(curriculum, college.element, college.term, 32, 16, "экзамен")
    other = make_curriculum(college.year, "УП ОН-25", groups=(college.foreign_group,))
    page = window(width=width, scheme=scheme).page
    visit(page, "/study/", "/study/calendar/", "/study/tests/", "/study/curricula/")
    page.get_by_role("link", name="УП ОН-24").click()
    look(page)
    page.get_by_role("link", name="УП ОН-25").click()
    page.wait_for_url(f"**/{curriculum.pk}/with/{other.pk}/")
    look(page)


@whole_job
def test_deputy_and_family_look_at_hours(college: Cast, window: OpenWindow, width: int, scheme: str) -> None:
    add_line(make_curriculum(college.year, groups=(college.group,)), college.element, college.term, 32, 16, "экзамен")
    deputy = window(user=college.deputy, width=width, scheme=scheme).page
    visit(deputy, reverse("journal:fulfilment"), f"{reverse('journal:fulfilment')}?by=teachers&all")
    family = window(user=college.parent, width=width, scheme=scheme).page
    visit(family, reverse("journal:learner_curriculum", args=[college.learners[0].pk]))
