"""The number of statements does not grow with the rows of a list; big files stop at the form."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from journal_plugin import conf
from journal_plugin.exchange.models import Upload
from tests.factories.exchange import put

LISTS = {
    "rooms": ("Кабинет;Корпус", "{0};Главный корпус"),
    "bells": ("Пара;Начало;Окончание;Звонки", "{0};19:0{0};19:40;Основные"),
    "staff": ("Код;ФИО;Должность", "{0};Гусев{0} Глеб;преподаватель"),
    "groups": ("Группа", "ТМ-{0}"),
    "subgroups": ("Группа;Подгруппа", "ОН-24;ОН-24-{0}"),
    "learners": (
        "Код;ФИО;Группа;Родитель 1;Телефон родителя 1",
        "9{0};Гусев{0} Глеб;ОН-24;Гусева{0} Ольга;890000000{0}",
    ),
    "elements": ("Наименование", "Дисциплина {0}"),
    "curricula": (
        "Учебный план;Программа;Курс;Группы;Дисциплина;Период;Теория",
        "УП;Технология;3;ОН-24;Материаловедение {0};1 семестр;{0}",
    ),
    "load": ("Группа;Дисциплина;Преподаватель", "ОН-24;Материаловедение {0};Петров"),
    "timetable": ("День;Пара;Группа;Дисциплина;Преподаватель", "Вт;{0};ТМ-{0};Материаловедение {0};Петров"),
}


def written(cast, what, rows) -> int:
    """How many statements it takes to write those rows."""
    head, line = LISTS[what]
    text = "\n".join([head, *(line.format(row) for row in rows)])
    with CaptureQueriesContext(connection) as queries:
        put(cast, what, text + "\n")
    return len(queries)


@pytest.mark.parametrize("what", LISTS)
def test_statements_are_as_many_for_one_row_as_for_three(cast, what):
    elements = "".join(f"Материаловедение {row}\n" for row in range(1, 8))
    put(cast, "elements", "Наименование\n" + elements)
    if what == "timetable":
        put(cast, "groups", "Группа\n" + "".join(f"ТМ-{row}\n" for row in range(1, 8)))
    put(
        cast,
        "bells",
        "Пара;Начало;Окончание;Звонки\n" + "".join(f"{n};{8 + n}:00;{8 + n}:40;Основные\n" for n in range(1, 8)),
    )
    written(cast, what, [1])  # what a first list makes besides its rows: a curriculum, a programme
    assert written(cast, what, [2]) == written(cast, what, [3, 4, 5])


def test_file_that_is_too_big_stops_at_the_form(cast, client, monkeypatch):
    monkeypatch.setattr(conf, "IMPORT_MAX_BYTES", 1024 * 1024)
    client.force_login(cast.admin)
    big = SimpleUploadedFile("rooms.csv", b"x" * (3 * 1024 * 1024))
    answer = client.post(reverse("journal_lists:list", args=[cast.institution.pk, "rooms"]), {"file": big})
    assert answer.status_code == 422
    assert answer.context["form"].errors["file"] == [
        "Размер файла 3 МБ, можно не больше 1 МБ. Отправьте список частями."
    ]
    assert Upload.objects.count() == 0


@pytest.mark.parametrize(("what", "table"), [("staff", "journal_staff"), ("learners", "journal_learner")])
def test_new_people_are_written_once(cast, what, table):
    head, line = LISTS[what]
    with CaptureQueriesContext(connection) as queries:
        put(cast, what, "\n".join([head, line.format(5), line.format(6)]) + "\n")
    writing = [query["sql"].split()[:3] for query in queries if query["sql"].startswith(("INSERT", "UPDATE"))]
    assert [words[0] for words in writing if f'"{table}"' in words] == ["INSERT"]
