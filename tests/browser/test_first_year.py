"""From an empty institution to the first school day in real Chromium: one administrator, the admin's forms and lists alone."""

import io
import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.urls import reverse
from playwright.sync_api import FilePayload, Page, expect
from wagtail.admin.viewsets import viewsets as registry

from journal_plugin.access.models import RoleAssignment
from journal_plugin.calendar.models import AcademicYear
from journal_plugin.lessons.models import Journal, Lesson
from tests.browser.conftest import OpenWindow
from tests.browser.visits import DESK, look, sign_in
from tests.conftest import plant_wagtail

pytestmark = pytest.mark.browser

ZONE = ZoneInfo("Asia/Yekaterinburg")
OWN = "Большая-Медведица-7"
LISTS = {
    "bells": "Номер;Начало;Конец\n1;08:30;10:00\n2;10:10;11:40\n",
    "rooms": "Кабинет;Корпус;Вместимость\n108;Главный корпус;30\n109;Главный корпус;30\n",
    "groups": "Группа;Вид;Курс;Обучающихся\nОН-26;группа;1;2\nТМ-26;группа;1;1\n",
    "elements": "Название;Вид\nМатериаловедение;дисциплина\nФизика;дисциплина\n",
    "learners": (
        "ФИО;Группа;Дата рождения;Родитель 1;Представитель 1: кем приходится\n"
        "Андреева Анна Ильинична;ОН-26;14.03.2010;Андреева Мария Олеговна;мать\n"
        "Борисов Борис Борисович;ОН-26;15.03.2010;;\nГромов Глеб Глебович;ТМ-26;16.03.2010;;\n"
    ),
    "curricula": (
        "Учебный план;Образовательная программа;Курс;Группы;Дисциплина;Период;Часов теории;Часов практики;Форма контроля\n"
        "УП ОН-26;Технология машиностроения;1;ОН-26, ТМ-26;Материаловедение;1 семестр;34;0;экзамен\n"
        "УП ОН-26;Технология машиностроения;1;ОН-26, ТМ-26;Физика;1 семестр;34;0;зачёт\n"
    ),
    "load": (
        "Группа;Дисциплина;Преподаватель;Вид;Пар за две недели;Часов\n"
        "ОН-26;Материаловедение;Петров Пётр Петрович;теория;2;34\nОН-26;Физика;Сидорова Софья Юрьевна;теория;2;34\n"
        "ТМ-26;Материаловедение;Петров Пётр Петрович;теория;2;34\nТМ-26;Физика;Сидорова Софья Юрьевна;теория;2;34\n"
    ),
    "timetable": (
        "День;Пара;Группа;Дисциплина;Преподаватель;Кабинет\n"
        "вторник;1;ОН-26;Материаловедение;Петров Пётр Петрович;108\nвторник;2;ОН-26;Физика;Сидорова Софья Юрьевна;109\n"
        "вторник;2;ТМ-26;Материаловедение;Петров Пётр Петрович;108\nвторник;1;ТМ-26;Физика;Сидорова Софья Юрьевна;109\n"
    ),
}
STAFF = (
    "ФИО;Должность\nЗаведующая Зоя Захаровна;администратор\nПетров Пётр Петрович;преподаватель\n"
    "Сидорова Софья Юрьевна;преподаватель\n"
)


def found() -> tuple[str, str]:
    """The login and the one-time password of the system administrator of an institution with nothing in it."""
    plant_wagtail()
    told = io.StringIO()
    words = ["--name", "ГБПОУ «Новый колледж»", "--short-name", "Новый колледж", "--preset", "college-perm"]
    call_command("journal_found", "127.0.0.1", *words, "--administrator", "Системов Сергей Саввич", stdout=told)
    match = re.search(r"(\S+), одноразовый пароль: (\S+)", told.getvalue())
    assert match
    return match[1], match[2]


def enter(page: Page, login: str, password: str) -> None:
    """Signs in by the slip and sets an own password."""
    sign_in(page, login, password)
    page.locator("[name=new_password1]").fill(OWN)
    page.locator("[name=new_password2]").fill(OWN)
    page.get_by_role("button", name="Сохранить пароль").click()
    page.wait_for_url(lambda url: "own-password" not in url)


def send(page: Page, what: str, text: str, since: str = "") -> None:
    """The list of that kind, in force from ``since``, from the menu to its last button."""
    page.goto(reverse("journal_lists:index"))
    page.locator(f'main a[href$="/{what}/"]').first.click()
    file = FilePayload(name=f"{what}.csv", mimeType="text/csv", buffer=text.encode())
    page.locator("input[type=file]").set_input_files(file)
    if since:
        page.locator("[name=since]").fill(since)
        page.keyboard.press("Escape")
    page.get_by_role("button", name="Посмотреть, что изменится").click()
    page.get_by_role("button", name="Записать список").click()
    expect(page.locator(".messages")).to_contain_text("Список записан")


def form_of(model) -> str:
    """Where a new row of that directory is entered."""
    lists = next(item for item in registry.viewsets if getattr(item, "model", None) is model)
    return reverse(lists.get_url_name("add"))


def open_year(page: Page) -> None:
    """The first academic year with its two terms."""
    page.goto(form_of(AcademicYear))
    fields = {
        "name": "2026/2027",
        "since": "01.09.2026",
        "until": "30.06.2027",
        "lines-0-name": "1 семестр",
        "lines-0-since": "01.09.2026",
        "lines-0-until": "31.12.2026",
        "lines-0-number": "1",
        "lines-1-name": "2 семестр",
        "lines-1-since": "12.01.2027",
        "lines-1-until": "30.06.2027",
        "lines-1-number": "2",
    }
    for name, value in fields.items():
        page.locator(f"[name={name}]").fill(value)
        page.keyboard.press("Escape")
    for line in range(2):
        page.locator(f"[name=lines-{line}-kind]").select_option(label="семестр")
    page.locator("main form").locator("button[type=submit]").last.click()
    expect(page.locator(".messages")).to_contain_text("Сохранено")


def appoint(page: Page, name: str, role: str) -> None:
    """A role by order."""
    page.goto(form_of(RoleAssignment))
    page.get_by_role("button", name="Выбрать").first.click()
    page.locator(".modal-body").get_by_role("link", name=name).click()
    page.locator("[name=role]").select_option(label=role)
    page.locator("[name=order_no]").fill("1-к")
    for field in ("order_date", "since"):
        page.locator(f"[name={field}]").fill("24.08.2026")
        page.keyboard.press("Escape")
    page.locator("main form").locator("button[type=submit]").last.click()
    expect(page.locator(".messages")).to_contain_text("Сохранено")


def slips(page: Page, address: str, *names: str) -> dict[str, tuple[str, str]]:
    """Gives logins to the people of that page; name -> (login, password) of the slips of ``names``."""
    page.goto(address)
    page.get_by_role("button", name="Выдать логины отмеченным").click()
    look(page)
    found = {}
    for name in names:
        slip = page.locator(".slip").filter(has=page.get_by_text(name, exact=True))
        found[name] = tuple(slip.locator("dd").all_inner_texts())
    return found


@pytest.mark.row("A19")
@pytest.mark.row("A22")
def test_an_empty_institution_is_ready_for_its_first_school_day(live_server, clock, window: OpenWindow) -> None:
    clock.move_to(datetime(2026, 8, 25, 10, 0, tzinfo=ZONE))
    login, password = found()
    page = window(width=DESK).page
    enter(page, login, password)
    open_year(page)
    send(page, "staff", STAFF, "24.08.2026")
    appoint(page, "Заведующая", "администратор ОО")
    admin = slips(page, reverse("journal:logins"), "Заведующая Зоя Захаровна", "Петров Пётр Петрович")

    page = window(width=DESK).page
    enter(page, *admin["Заведующая Зоя Захаровна"])
    year = AcademicYear.objects.get()
    for what, text in LISTS.items():
        send(page, what, text)
    page.goto(reverse("journal:readiness"))
    look(page)
    group = Journal.objects.filter(group__name="ОН-26").first()
    assert group
    family = slips(page, reverse("journal:group_logins", args=[group.group_id]), "Андреева Мария Олеговна")

    assert Journal.objects.filter(year=year).count() == 4
    assert Lesson.objects.filter(date=year.since).count() == 4
    clock.move_to(datetime(2026, 9, 1, 8, 0, tzinfo=ZONE))
    teacher = window(width=DESK).page
    enter(teacher, *admin["Петров Пётр Петрович"])
    teacher.goto(reverse("journal:today"))
    expect(teacher.locator("main")).to_contain_text("Материаловедение")
    expect(teacher.locator("main")).to_contain_text("ТМ-26")
    look(teacher)
    mother = window(width=390).page
    enter(mother, *family["Андреева Мария Олеговна"])
    mother.goto("/dnevnik/")
    expect(mother.locator("main")).to_contain_text("Материаловедение")
    expect(mother.locator("main")).to_contain_text("Физика")
    look(mother)
