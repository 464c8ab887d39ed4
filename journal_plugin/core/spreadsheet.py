"""The one reader of spreadsheets: CSV in the encodings that offices use, and XLSX; how CSV tells a text from a formula."""

import csv
import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time
from math import ceil
from typing import IO
from xml.parsers.expat import ExpatError, ParserCreate

from django.utils.translation import gettext as _

from journal_plugin import conf

Cell = str | int | float | date | datetime | time | None
Row = tuple[int, tuple[Cell, ...]]
"""The number of a row in its file, and its cells."""

MAX_ROWS = 20_000
MAX_COLUMNS = 100
MAX_UNPACKED = 8
"""A packed workbook may unpack to that many times the largest size of a file."""
MAX_IN_ROWS = 2_500_000
MAX_BESIDE = 500_000
"""So many XML elements may stand in the sheets of a packed file with their texts, and in all else, which is read whole."""
_ROWS = ("xl/worksheets/", "xl/sharedStrings")
_CHUNK = 1 << 16

_DELIMITERS = (";", "\t", ",")
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
OLD_OFFICE = b"\xd0\xcf\x11\xe0"
PACKED = b"PK\x03\x04"


class SpreadsheetError(Exception):
    """The file cannot be read as a list; the text says why and what to do, in the reader's language."""


@dataclass(frozen=True)
class Sheet:
    """The first sheet: headings, and rows as (number of the row in the file, cells)."""

    headings: tuple[str, ...]
    rows: tuple[Row, ...]


def check_size(size: int, most: int | None = None) -> None:
    """Refuses a file of ``size`` bytes that is too big (larger than ``most``), before anybody reads it."""
    most = most or conf.IMPORT_MAX_BYTES
    if size > most:
        raise SpreadsheetError(
            _("The file is %(size)s MB, the largest allowed is %(limit)s MB. Send the list in parts.")
            % {"size": ceil(size / 1024 / 1024), "limit": round(most / 1024 / 1024)}
        )


def csv_text(text: str) -> str:
    """``text`` as CSV files hold it: a space stands before a sign with which offices begin a formula; the reader cuts it off."""
    return f" {text}" if text[:1] in _FORMULA_SIGNS else text


def read_sheet(data: bytes, most: int | None = None) -> Sheet:
    """The list in ``data``: XLSX, or CSV with ; or tab or comma in UTF-8, UTF-16 or windows-1251.

    The first row that is not empty holds the headings. ``most`` is the largest size (bytes) that is read, by default
    that of a list of the whole institution. Raises SpreadsheetError.
    """
    (_number, headings), *rest = read_rows(data, most)
    return Sheet(tuple(" ".join(str(cell or "").split()) for cell in headings), tuple(rest))


def read_rows(data: bytes, most: int | None = None, *, computed: bool = False) -> list[Row]:
    """The rows of the first sheet of ``data`` that hold something, at least one; see ``read_sheet``.

    A formula is refused, or, when ``computed``, read as the value that its cell shows. Raises SpreadsheetError.
    """
    check_size(len(data), most)
    if not data.strip():
        raise SpreadsheetError(_("The file is empty."))
    if data.startswith(OLD_OFFICE):
        raise SpreadsheetError(_("This is an old Excel file (.xls). Save it as .xlsx or .csv and send it again."))
    packed = data.startswith(PACKED)
    rows = _read_xlsx(data, most or conf.IMPORT_MAX_BYTES, computed) if packed else _read_csv(data)
    filled = list(_filled(rows))
    if not filled:
        raise SpreadsheetError(_("The file is empty."))
    return filled


def _filled(rows: Iterable[Row]) -> Iterator[Row]:
    """Rows that hold something; a list longer than any institution's is refused."""
    for count, (number, cells) in enumerate(rows):
        if count > MAX_ROWS:
            raise SpreadsheetError(_("The list has more than %(limit)s rows.") % {"limit": MAX_ROWS})
        if any(cell not in (None, "") for cell in cells):
            yield number, cells


def _read_csv(data: bytes) -> Iterator[Row]:
    text = _decode(data)
    head = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(_DELIMITERS, key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for cells in reader:
            for at, cell in enumerate(cells):
                if cell.startswith("="):
                    _refuse_formula(f"{_letter(at)}{reader.line_num}")
            yield reader.line_num, tuple(cell.strip() for cell in cells)
    except csv.Error as error:
        raise _no_spreadsheet() from error


def _decode(data: bytes) -> str:
    """The text of a CSV file. Raises SpreadsheetError for what is no text."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return _text(data, encoding)
    try:
        return _text(data, "utf-8")
    except UnicodeDecodeError:
        return _text(data, "windows-1251")


def _text(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        if encoding == "utf-8":
            raise
        raise _no_spreadsheet() from None
    if any(ord(sign) < 32 and sign not in "\t\r\n" for sign in text):
        raise _no_spreadsheet()
    return text


def _read_xlsx(data: bytes, most: int, computed: bool) -> Iterator[Row]:
    import openpyxl  # noqa: PLC0415 - half a second to load, needed by importers only

    if "xl/workbook.xml" not in check_pack(data, most):
        raise _no_spreadsheet()
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, keep_links=False, data_only=computed)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        for number, row in enumerate(sheet.iter_rows(max_col=MAX_COLUMNS), start=1):
            yield number, _trimmed([_value(cell) for cell in row])
    except SpreadsheetError:
        raise
    except Exception as error:  # openpyxl raises whatever its parsers raise on a broken file
        raise _no_spreadsheet() from error


def _trimmed(cells: list[Cell]) -> tuple[Cell, ...]:
    while cells and cells[-1] is None:
        cells.pop()
    return tuple(cells)


def check_pack(data: bytes, most: int) -> dict[str, int]:
    """The names of what an office file is packed of, with their sizes in bytes.

    Raises SpreadsheetError for what is no such file, would unpack to far more than ``most`` bytes or to more elements than
    memory should hold, or declares entities.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as pack:
            parts = pack.infolist()
            if sum(part.file_size for part in parts) > MAX_UNPACKED * most:
                raise _too_big()
            rows, rest = 0, 0
            for part in parts:
                with pack.open(part) as raw:
                    count = _elements(raw)
                rows, rest = (rows + count, rest) if part.filename.startswith(_ROWS) else (rows, rest + count)
                if rows > MAX_IN_ROWS or rest > MAX_BESIDE:
                    raise _too_big()
            return {part.filename: part.file_size for part in parts}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, zlib.error) as error:
        raise _broken() from error


def _elements(raw: IO[bytes]) -> int:
    """How many elements a part holds as far as it is XML, counted to the first number that is too large."""
    count = 0

    def start(_tag: str, _attributes: object) -> None:
        nonlocal count
        count += 1

    def doctype(*_arguments: object) -> None:
        raise _broken()

    parser = ParserCreate()
    parser.StartElementHandler, parser.StartDoctypeDeclHandler = start, doctype
    with suppress(ExpatError):  # a picture, or what the reader of the file will refuse
        while count <= MAX_IN_ROWS and (chunk := raw.read(_CHUNK)):
            parser.Parse(chunk)
    return count


def _value(cell) -> Cell:
    if getattr(cell, "data_type", "") == "f":
        _refuse_formula(cell.coordinate)
    value = cell.value
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def _refuse_formula(address: str) -> None:
    raise SpreadsheetError(
        _("Cell %(address)s holds a formula. Replace formulas by their values and send the file again.")
        % {"address": address}
    )


def _letter(at: int) -> str:
    """The letters of column ``at`` (0 is A)."""
    letters = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _too_big() -> SpreadsheetError:
    return SpreadsheetError(_("The workbook is too big when unpacked. Send the list in parts."))


def _broken() -> SpreadsheetError:
    return SpreadsheetError(_("The file is broken. Open it in an office program, save it anew and send it again."))


def _no_spreadsheet() -> SpreadsheetError:
    return SpreadsheetError(_("This is not a spreadsheet. A list is a file .xlsx or .csv."))
