"""Columns and cells (pure)."""

from datetime import date, datetime, time

import pytest

from journal_plugin.core.spreadsheet import Sheet, SpreadsheetError
from journal_plugin.exchange import columns
from journal_plugin.exchange.columns import CellRefused, Column, Refusal, read_table

GROUP = Column("name", "Группа", columns.text(10), ("Класс",), required=True)
DAY = Column("day", "Дата рождения", columns.day)


def reason(read, cell) -> str:
    """Why ``read`` refuses ``cell``."""
    with pytest.raises(CellRefused) as refused:
        read(cell)
    return str(refused.value)


@pytest.mark.parametrize("heading", ["Группа", "ГРУППА:", " группа ", "класс"])
def test_heading_is_known_in_any_case_and_by_its_aliases(heading):
    table = read_table(Sheet((heading, "Прочее"), ((2, ("ОН-24", "x")),)), [GROUP, DAY])
    assert [line.values for line in table.lines] == [{"name": "ОН-24"}]
    assert (table.ignored, table.has("name"), table.has("day")) == (("Прочее",), True, False)


def test_missing_column_is_named_with_those_that_stand_there():
    with pytest.raises(SpreadsheetError) as error:
        read_table(Sheet(("Имя", "Дата рождения"), ()), [GROUP, DAY])
    assert str(error.value) == "В списке нет столбца «Группа». Есть столбцы: «Имя», «Дата рождения»."


def test_headings_of_a_file_that_is_no_list_are_told_in_short():
    with pytest.raises(SpreadsheetError) as error:
        read_table(Sheet(("это письмо " * 99, *"абвгдежзиклмн", "Дата рождения"), ()), [GROUP, DAY])
    assert str(error.value) == (
        "В списке нет столбца «Группа». Есть столбцы: «это письмо это письмо это письмо это пи…», "
        "«а», «б», «в», «г», «д», «е», «ж», «з», «и», «к», «л» и другие."
    )


def test_file_without_a_known_column_is_told_to_be_another_list():
    with pytest.raises(SpreadsheetError) as error:
        read_table(Sheet(("Уважаемые коллеги",), ()), [GROUP, DAY])
    assert str(error.value) == (
        "Это другой список или вовсе не список: ни один столбец не знаком. В первой строке нужны столбцы: «Группа»."
    )


def test_column_that_stands_twice_is_refused():
    with pytest.raises(SpreadsheetError) as error:
        read_table(Sheet(("Группа", "Класс"), ()), [GROUP])
    assert str(error.value) == "Столбец «Группа» встречается дважды."


def test_every_wrong_cell_is_refused_with_row_and_column():
    sheet = Sheet(
        ("Группа", "Дата рождения"), ((2, ("", "31.02.2009")), (3, ("ОН-24", "01.02.2009")), (4, ("О" * 11,)))
    )
    table = read_table(sheet, [GROUP, DAY])
    assert table.refused == (
        Refusal(2, "Группа", "", "Ячейка пустая."),
        Refusal(2, "Дата рождения", "31.02.2009", "Такого дня нет в календаре."),
        Refusal(4, "Группа", "О" * 11, "Текст длиннее 10 знаков."),
    )
    assert [line.row for line in table.lines] == [3]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("1.9.2026", date(2026, 9, 1)),
        ("2026-09-01", date(2026, 9, 1)),
        (datetime.combine(date(2026, 9, 1), time()), date(2026, 9, 1)),
        (date(2026, 9, 1), date(2026, 9, 1)),
        ("", None),
        (None, None),
    ],
)
def test_dates_are_read(cell, value):
    assert columns.day(cell) == value


def test_wrong_dates_and_times_are_refused():
    assert reason(columns.day, "29.02.2027") == "Такого дня нет в календаре."
    assert reason(columns.day, "сентябрь") == "Это не дата вида 01.09.2026."
    assert reason(columns.day, 46_000) == "Это не дата вида 01.09.2026."
    assert reason(columns.clock, "25:00") == "Это не время вида 08:30."


@pytest.mark.parametrize(
    "cell", ["8:30", "08.30", "08:30:00", time(8, 30), datetime.combine(date(2026, 9, 1), time(8, 30))]
)
def test_times_are_read(cell):
    assert columns.clock(cell) == time(8, 30)


def test_numbers_words_and_contacts_are_checked():
    assert columns.whole(1, 6)("3") == 3
    assert reason(columns.whole(1, 6), "7") == "Число должно быть от 1 до 6."
    assert reason(columns.whole(), "3,5") == "Это не целое число."
    assert reason(columns.whole(), "²") == "Это не целое число."
    words = {"теория": "t", "практика": "p"}
    assert columns.choice(words)("Практика ") == "p"
    assert reason(columns.choice(words), "лекция") == "Напишите одно из: теория, практика."
    assert columns.names("П15, П44; П15") == ("П15", "П44")
    assert reason(columns.email, "мама") == "Это не адрес электронной почты."
    assert columns.phone("+7 (900) 000-00-01") == "+7 (900) 000-00-01"
    assert reason(columns.phone, "нет") == "Это не номер телефона."
