"""A shut cell is corrected in real Chromium: the teacher asks, the deputy opens, the family sees it (acceptance case 1)."""

import re
from uuid import uuid4

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from journal_plugin.diary.actions import place_diary
from journal_plugin.institution.actions import change_settings
from journal_plugin.lessons.actions import add_work
from journal_plugin.lessons.models import Change, Correction, WorkKind
from tests.browser.book import ANNA, BORIS, SHUT, TODAY, Book
from tests.browser.conftest import NARROW, OpenWindow, inspect
from tests.browser.visits import DESK, look, looks_only, visit, whole_job
from tests.cast import Cast

pytestmark = pytest.mark.browser


@pytest.mark.row("E08", "E10")
@whole_job
def test_teacher_asks_the_deputy_opens_and_the_cell_is_written(
    college: Cast, window: OpenWindow, width: int, scheme: str
) -> None:
    book = Book(window(user=college.teacher, width=width, scheme=scheme).page, college).open()
    book.stand(ANNA, SHUT)
    page = book.page
    if width == NARROW:
        page.locator("[data-pad] [data-put='5']").tap(force=True)  # it looks disabled, and says why
    else:
        book.press("5")
    book.notes.get_by_role("button", name="Запросить исправление").click()
    look(page)
    page.get_by_label("Что неверно").fill("За опрос поставлена 3, должна быть 5")
    page.get_by_role("button", name="Отправить запрос").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("1.запрос"))
    look(page)

    lesson = reverse("journal:grid-lesson", args=[college.journal.pk, college.lessons[SHUT].pk])
    visit(page, lesson)
    expect(page.get_by_role("link", name="Запрос ждёт ответа")).to_be_visible()

    deputy = window(user=college.deputy, width=width, scheme=scheme).page
    deputy.goto(reverse("journal:corrections"))
    look(deputy)
    deputy.get_by_role("link", name="Решить").click()
    look(deputy)
    deputy.get_by_role("button", name="Открыть для исправления").click()
    expect(deputy.get_by_role("heading", name="Открыто сейчас")).to_be_visible()

    book.open()
    book.stand(ANNA, SHUT)
    if width == NARROW:
        page.get_by_role("group", name="Поставить отметку").get_by_role("button", name="5", exact=True).tap()
    else:
        book.press("5")
    book.saved()
    book.holds(SHUT, "5", "", "")
    told = list(Change.objects.order_by("seq").values_list("what", "actor__last_name"))
    assert told == [("asked", "Петров"), ("opened", "Замова"), ("mark", "Петров")]

    visit(deputy, reverse("journal:correction", args=[Correction.objects.get().pk]))
    deputy.get_by_text("Закрыть раньше срока").click()
    look(deputy)
    deputy.get_by_label("Почему закрываете").fill("Отметка исправлена")
    deputy.get_by_role("button", name="Закрыть").click()
    expect(deputy.get_by_role("heading", name="Открыто сейчас")).to_have_count(0)
    if width == DESK:  # the cell was asked for, and only the cell was opened
        book.stand(BORIS, SHUT)
        book.press("4")
        expect(book.notes).to_have_text(re.compile("не принято"))
        book.holds(SHUT, "5", "", "")


@looks_only
def test_pages_of_corrections_substitutes_and_reports_are_accessible(
    college: Cast, window: OpenWindow, width: int, scheme: str
) -> None:
    page = window(user=college.deputy, width=width, scheme=scheme).page
    journal = college.journal.pk
    visit(
        page,
        reverse("journal:correction-ask", args=[journal]),
        reverse("journal:corrections"),
        reverse("journal:substitutes"),
        reverse("journal:keeping", args=[journal]),
        reverse("journal:filling") + "?period=month",
        reverse("journal:filling-of", args=[college.staff.pk]),
        reverse("journal:accumulation"),
        reverse("journal:grid-finals", args=[journal]),
    )


def test_point_and_plus_are_typed_and_stay_out_of_the_average(college: Cast, window: OpenWindow) -> None:
    WorkKind.objects.filter(institution=college.institution, code="ЛР").update(done_only=True)
    kind = WorkKind.objects.get(institution=college.institution, code="ЛР")
    actor = college.teacher.journal_person
    add_work(lesson=college.lesson, kind_id=kind.pk, actor=actor, key=uuid4())
    book = Book(window(user=college.teacher, width=DESK).page, college).open()
    book.stand(ANNA, TODAY)
    book.press("5", "ArrowUp", "/", "4", "ArrowUp", "/", "/", "+")
    book.stand(BORIS, TODAY)
    book.press("Period")
    book.saved()
    book.holds(TODAY, "5/4/+", "•", "")
    assert [row[3] for row in book.totals()[:2]] == ["2", ""]
    book.open()
    book.holds(TODAY, "5/4/+", "•", "")
    assert [row[3] for row in book.totals()[:2]] == ["2", ""]
    inspect(book.page)


def test_mark_is_typed_beside_an_absence_where_the_institution_writes_so(college: Cast, window: OpenWindow) -> None:
    change_settings(institution=college.institution, values={"mark_with_absence": True})
    book = Book(window(user=college.teacher, width=DESK).page, college).open()
    book.stand(ANNA, TODAY)
    book.press("KeyY", "ArrowUp", "4")
    book.saved()
    book.holds(TODAY, "н/4", "", "")


@pytest.mark.row("E10")
def test_family_sees_that_a_mark_was_corrected(college: Cast, window: OpenWindow) -> None:
    place_diary(site=college.institution.site)
    book = Book(window(user=college.teacher, width=DESK).page, college).open()
    book.stand(ANNA, TODAY)
    book.press("4")
    book.saved()  # before it is sent, a second key of the same cell would only replace the first
    book.press("ArrowUp", "5")
    book.saved()
    family = window(user=college.parent, width=NARROW).page
    family.goto(f"/dnevnik/{college.learners[0].pk}/marks/")
    family.get_by_role("link", name="исправлена").tap()
    expect(family.get_by_text("4 → 5")).to_be_visible()
    inspect(family)
