"""Closing a year in real Chromium: the administrator mends a line and closes, a teacher only reads, the deputy opens again."""

import re
from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from journal_plugin.calendar.models import AcademicYear, Term
from journal_plugin.curriculum.models import TeachingAssignment
from journal_plugin.lessons.models import Change, Lesson
from journal_plugin.people.models import Group
from tests.browser.book import ANNA, TODAY, Book
from tests.browser.conftest import NARROW, OpenWindow
from tests.browser.visits import look, whole_job
from tests.cast import Cast

pytestmark = pytest.mark.browser

LAST = date(2026, 11, 19)
"""The year has ended yesterday."""
SAID = re.compile(r"Учебный год 2026/2027 закрыт 20\.11\.2026 \(приказ №\s15-у, закрыл\(а\) Админов\sА\.")


@pytest.fixture
def ended(college: Cast) -> Cast:
    """The year of the college ended yesterday, with its last lesson; the foreign group has graduated."""
    AcademicYear.objects.filter(pk=college.year.pk).update(until=LAST)
    Term.objects.filter(year=college.year).exclude(pk=college.term.pk).delete()
    Term.objects.filter(pk=college.term.pk).update(until=LAST)
    TeachingAssignment.objects.update(until=LAST)
    Lesson.objects.filter(pk=college.lesson.pk).update(date=LAST)
    Lesson.objects.filter(journal__year=college.year).exclude(pk=college.lesson.pk).update(topic="Сплавы")
    Group.objects.filter(pk=college.foreign_group.pk).update(until=LAST)
    return college


@pytest.mark.row("A19")
@whole_job
def test_the_year_is_closed_read_and_opened_again(ended: Cast, window: OpenWindow, width: int, scheme: str) -> None:
    admin = window(user=ended.admin, width=width, scheme=scheme).page
    teacher = window(user=ended.teacher, width=width, scheme=scheme).page
    book = Book(teacher, ended).open()

    admin.goto(reverse("journal:readiness"))
    admin.locator("main").get_by_role("link", name="Закрытие года").click()
    look(admin)
    admin.get_by_role("link", name=ended.group.name, exact=True).click()
    admin.get_by_label("Номер приказа о переводе и выпуске").fill("77-к")
    admin.locator(f"#id_way_{ended.group.pk}").select_option("up")
    admin.locator(f"#id_name_{ended.group.pk}").fill("ОН-34")
    admin.get_by_role("button", name="Открыть год").click()
    expect(admin.locator("main")).to_contain_text("Год открыт.")

    admin.goto(reverse("journal:closing"))
    expect(admin.locator("main")).to_contain_text("Занятия без темы")
    groups = admin.locator("p.ready-line", has_text="Группы не переведены и не выпущены")
    expect(groups).to_be_visible()  # a plain line with a tick: nothing is left of it
    admin.get_by_role("link", name="За кем долг").click()
    look(admin)
    expect(admin.locator("main")).to_contain_text("Петров П. П.")
    admin.get_by_label("Номер приказа о закрытии года").fill("15-у")
    admin.get_by_label("Дата приказа").fill("2026-11-20")
    admin.get_by_label("Я прочитал(а), что остаётся незакрытым").check()
    admin.get_by_role("button", name="Закрыть год").click()
    expect(admin.get_by_role("heading", level=1)).to_have_text("Год закрыт")
    expect(admin.get_by_role("button", name="Открыть год снова")).to_have_count(0)
    look(admin)

    book.stand(ANNA, TODAY)
    if width == NARROW:
        teacher.get_by_role("group", name="Поставить отметку").get_by_role("button", name="5", exact=True).tap()
    else:
        book.press("5")
    expect(book.notes).to_contain_text(SAID)  # the page was open before; nothing is taken, and the reason is said
    assert Change.objects.filter(journal=ended.journal).count() == 0
    teacher.goto(reverse("journal:grid", args=[ended.journal.pk]))
    expect(teacher.locator(".gb-closed")).to_contain_text(SAID)
    expect(teacher.locator("[data-grid]")).to_have_count(0)
    look(teacher)

    deputy = window(user=ended.deputy, width=width, scheme=scheme).page
    deputy.goto(f"{reverse('journal:closing')}?year={ended.year.pk}")
    look(deputy)
    deputy.get_by_label("Почему год открывают снова").fill("не выставлена отметка Андреевой")
    deputy.get_by_role("button", name="Открыть год снова").click()
    expect(deputy.locator("main")).to_contain_text("снова открыт")
    expect(deputy.locator("main")).to_contain_text("не выставлена отметка Андреевой")

    book.open()
    book.stand(ANNA, TODAY)
    if width == NARROW:
        teacher.get_by_role("group", name="Поставить отметку").get_by_role("button", name="5", exact=True).tap()
    else:
        book.press("5")
    book.saved()
