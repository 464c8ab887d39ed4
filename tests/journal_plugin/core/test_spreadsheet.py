"""Reading files: encodings, delimiters, dates; what is no list is refused with a clear Russian text."""

import io
import zipfile
from datetime import date, datetime, time

import openpyxl
import pytest

from journal_plugin import conf
from journal_plugin.core import spreadsheet
from journal_plugin.core.spreadsheet import SpreadsheetError, read_sheet

LIST = "Группа;Обучающихся\nЁЛ-24;25\n\n ОН-24 ;\n"
BORN = datetime.combine(date(2009, 3, 14), time())
ROWS = ((2, ("ЁЛ-24", "25")), (4, ("ОН-24", "")))


def workbook(*rows) -> bytes:
    """An XLSX file with those rows."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def problem(data: bytes) -> str:
    """Why ``data`` cannot be read."""
    with pytest.raises(SpreadsheetError) as error:
        read_sheet(data)
    return str(error.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1251"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_text_is_read_in_every_encoding_and_with_every_delimiter(encoding, delimiter):
    sheet = read_sheet(LIST.replace(";", delimiter).encode(encoding))
    assert (sheet.headings, sheet.rows) == (("Группа", "Обучающихся"), ROWS)


def test_quoted_cells_and_windows_line_ends_are_read():
    sheet = read_sheet('Группа;Дисциплина\r\n"ОН-24";"Химия; часть ""1"""\r\n'.encode())
    assert sheet.rows == ((2, ("ОН-24", 'Химия; часть "1"')),)


def test_workbook_keeps_dates_times_and_whole_numbers():
    data = workbook(["Группа", "Дата", "Время", "Мест"], ["ОН-24", BORN, time(8, 30), 25.0], [None])
    assert read_sheet(data).rows == ((2, ("ОН-24", BORN, time(8, 30), 25)),)
    assert read_sheet(data).rows[0][1][1].date() == date(2009, 3, 14)


def test_formula_is_refused_with_its_address():
    text = "В ячейке B3 формула. Замените формулы значениями и отправьте файл снова."
    assert problem(workbook(["Группа", "Мест"], ["ОН-24", 25], ["ОН-25", "=B2+1"])) == text
    assert problem("Группа;Мест\nОН-24;25\nОН-25;=B2+1\n".encode()) == text


@pytest.mark.parametrize("data", [b"", b" \r\n ", b"\xef\xbb\xbf\r\n", "empty workbook"])
def test_empty_file_is_refused(data):
    assert problem(workbook([]) if data == "empty workbook" else data) == "Файл пустой."


def _pack(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, content in parts.items():
            pack.writestr(name.replace("__", "/").replace("_", "."), content)
    return out.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n\x00\x01\x02",
        b"\x89PNG\r\n\x1a\n\x00\x00",
        _pack(word__document_xml=b"<a/>"),
        _pack(xl__workbook_xml=b"<a/>"),
        b"\xff\xfe\x00",
        bytes(range(128, 256)) + b"\x01",
    ],
)
def test_what_is_no_spreadsheet_is_refused(data):
    assert problem(data) == "Это не таблица. Список — это файл .xlsx или .csv."


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04 broken",
        _pack(xl__workbook_xml=b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bb">]><a>&b;</a>'),
        _pack(xl__workbook_xml=b"<!--" + b"x" * 5_000 + b'--><!DOCTYPE a [<!ENTITY b "bb">]><a>&b;</a>'),
        _pack(xl__workbook_xml=b"<a/>", rows=b'<!DOCTYPE a [<!ENTITY b "bb">]><a>&b;</a>'),
        _pack(xl__workbook_xml='<?xml version="1.0" encoding="utf-16"?><!DOCTYPE a []><a/>'.encode("utf-16")),
    ],
)
def test_a_broken_or_treacherous_file_is_refused(data):
    assert problem(data) == ("Файл повреждён. Откройте его в офисной программе, сохраните заново и отправьте ещё раз.")


def test_old_excel_is_refused_with_advice():
    assert problem(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 512) == (
        "Это файл старого Excel (.xls). Сохраните его как .xlsx или .csv и отправьте снова."
    )


def test_file_of_fifty_megabytes_is_refused_unread():
    assert problem(b"a" * (50 * 1024 * 1024)) == (
        "Размер файла 50 МБ, можно не больше 10 МБ. Отправьте список частями."
    )


def test_workbook_that_unpacks_to_too_much_is_refused(monkeypatch):
    monkeypatch.setattr(conf, "IMPORT_MAX_BYTES", 100_000)
    bomb = _pack(xl__workbook_xml=b"<a/>", xl__worksheets__sheet1_xml=b" " * 3_000_000)
    assert len(bomb) < 100_000
    assert problem(bomb) == "В распакованном виде книга слишком велика. Отправьте список частями."


@pytest.mark.parametrize(
    "part",
    [
        {"xl__styles_xml": b"<styleSheet>" + b"<xf/>" * 600_000 + b"</styleSheet>"},
        {"xl__worksheets__sheet1_xml": b"<row>" + b"<c/>" * 2_600_000 + b"</row>"},
        {"kept_under_another_name": b"<a>" + b"<b/>" * 600_000},
    ],
)
def test_workbook_of_more_elements_than_memory_should_hold_is_refused(part):
    """Small as a file and as it is unpacked, and gigabytes as objects."""
    bomb = _pack(xl__workbook_xml=b"<a/>", **part)
    assert len(bomb) < 100_000
    assert problem(bomb) == "В распакованном виде книга слишком велика. Отправьте список частями."


def test_list_of_too_many_rows_is_refused(monkeypatch):
    monkeypatch.setattr(spreadsheet, "MAX_ROWS", 3)
    assert problem(b"a\n1\n2\n3\n4\n") == "В списке больше 3 строк."
