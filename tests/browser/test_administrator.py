"""The administrator's job in real Chromium: a list sent in through the admin, Forms 1 and 2 looked at, corrected, issued."""

from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pypdf
import pytest
from django.urls import reverse
from playwright.sync_api import FilePayload, Page, expect

from journal_plugin.exchange.models import Upload
from journal_plugin.institution.models import Room
from journal_plugin.people.models import Learner
from journal_plugin.statements.models import Issued
from tests.browser.conftest import OpenWindow
from tests.browser.visits import DESK, look, looks_only, sign_in, visit, whole_job
from tests.cast import Cast
from tests.factories.statements import make_october

pytestmark = pytest.mark.browser

ROOMS = "Кабинет;Корпус;Вместимость\n108;Главный корпус;25\n201;Новый корпус;30\n"
BROKEN = "ФИО;Группа;Дата рождения\nНовиков Никита;ОН-24;31.02.2009\nНовикова Нина;ОН-99;01.03.2009\n"
MONTH = "?month=2026-10"


def send(page: Page, text: str) -> None:
    """The form of a list: choose the file, look."""
    page.locator("input[type=file]").set_input_files(
        FilePayload(name="list.csv", mimeType="text/csv", buffer=text.encode())
    )
    page.get_by_role("button", name="Посмотреть, что изменится").click()


def download(page: Page, name: str) -> bytes:
    """The file that a link or button gives."""
    with page.expect_download() as coming:
        page.get_by_role("link", name=name, exact=True).first.click()
    return Path(coming.value.path()).read_bytes()


@whole_job
def test_list_is_sent_in_looked_at_and_confirmed(college: Cast, window: OpenWindow, width: int, scheme: str) -> None:
    page = window(width=width, scheme=scheme).page
    sign_in(page, "admin")
    page.goto(reverse("journal_lists:index"))
    look(page)
    page.goto(reverse("journal_lists:list", args=[college.institution.pk, "rooms"]))
    look(page)
    send(page, ROOMS)
    expect(page.locator("main")).to_contain_text("Вместимость: — → 25")
    look(page)
    assert Room.objects.count() == 1
    page.get_by_role("button", name="Записать список").click()
    page.wait_for_url("**/rooms/")
    assert {room.name: room.capacity for room in Room.objects.all()} == {"108": 25, "201": 30}


def test_typed_day_is_read_or_refused_and_never_turned_into_today(college: Cast, window: OpenWindow) -> None:
    """Wagtail's picker puts today in place of what it cannot read: a list would hold from another day than was typed."""
    page = window(user=college.admin, width=DESK).page
    page.goto(reverse("journal_lists:list", args=[college.institution.pk, "staff"]))
    day = page.get_by_label("Действует с")
    for typed in ("2026-10-15", "15 октября"):
        day.fill(typed)
        page.keyboard.press("Tab")
        expect(day).to_have_value(typed)
    send(page, "ФИО\nНовикова Нина Ильинична\n")
    expect(page.locator("main")).to_contain_text("Введите правильную дату")
    day = page.get_by_label("Действует с")
    day.fill("2026-10-15")
    send(page, "ФИО\nНовикова Нина Ильинична\n")
    page.wait_for_url("**/sent/**")
    assert Upload.objects.get().since == date(2026, 10, 15)


def test_broken_list_shows_row_column_and_reason(college: Cast, window: OpenWindow) -> None:
    page = window(user=college.admin, width=DESK).page
    before = Learner.objects.count()
    page.goto(reverse("journal_lists:list", args=[college.institution.pk, "learners"]))
    send(page, BROKEN)
    refused = page.locator("main table tbody tr")
    expect(refused).to_have_text(
        ["2Дата рождения31.02.2009Такого дня нет в календаре.", "3ГруппаОН-99Группы ОН-99 нет."]
    )
    assert page.get_by_role("button", name="Записать список").count() == 0
    look(page)
    assert Learner.objects.count() == before


@whole_job
def test_form_1_is_looked_at_and_issued(college: Cast, window: OpenWindow, width: int, scheme: str) -> None:
    make_october(college)
    page = window(user=college.admin, width=width, scheme=scheme).page
    page.goto(f"{reverse('journal:statements')}{MONTH}&group={college.group.pk}")
    look(page)
    page.get_by_role("link", name="Посмотреть и выдать").first.click()
    expect(page.locator("article.doc")).to_contain_text("4,33")
    look(page)
    page.get_by_role("button", name="Выдать").click()
    page.wait_for_url("**/issued/**")
    look(page)
    text = pypdf.PdfReader(BytesIO(download(page, "Скачать PDF"))).pages[0].extract_text()
    assert (text.count("ОН-24") > 0, text.count("Андреева Анна"), text.count("4,33")) == (True, 1, 1)
    book = openpyxl.load_workbook(BytesIO(download(page, "XLSX")))
    assert [cell.value for cell in book.active[10]][:3] == ["Андреева Анна", 4.33, 4]


@whole_job
def test_form_2_is_corrected_with_a_reason_and_issued(
    college: Cast, window: OpenWindow, width: int, scheme: str
) -> None:
    make_october(college)
    page = window(user=college.admin, width=width, scheme=scheme).page
    page.goto(reverse("journal:statement", args=[college.group.pk, "form2"]) + MONTH)
    look(page)
    page.locator("[name=excused-1]").fill("2")
    page.locator("[name=unexcused-1]").fill("")
    page.get_by_role("button", name="Выдать").click()
    expect(page.locator("main")).to_contain_text("Напишите, почему исправлены значения")
    assert Issued.objects.count() == 0
    look(page)
    page.get_by_label("Почему исправлены значения").fill("справка")
    page.get_by_role("button", name="Выдать").click()
    page.wait_for_url("**/issued/**")
    look(page)
    text = " ".join(pypdf.PdfReader(BytesIO(download(page, "Скачать PDF"))).pages[0].extract_text().split())
    assert (text.count("ОН-24") > 0, text.count("Пропущено без уважительных причин 5 час. 22,7 %.")) == (True, 1)
    book = openpyxl.load_workbook(BytesIO(download(page, "XLSX")))
    assert any(cell.value == "Борисов Борис" for row in book.active.iter_rows() for cell in row)


@looks_only
def test_pages_of_statements_and_lists_are_accessible(
    college: Cast, window: OpenWindow, width: int, scheme: str
) -> None:
    make_october(college)
    visit(
        window(user=college.admin, width=width, scheme=scheme).page,
        reverse("journal:statements") + f"{MONTH}&group={college.group.pk}",
        reverse("journal:statement", args=[college.group.pk, "form1"]) + MONTH,
        reverse("journal:statement", args=[college.group.pk, "form2"]) + MONTH,
        reverse("journal_lists:index"),
        reverse("journal_lists:list", args=[college.institution.pk, "learners"]),
    )
