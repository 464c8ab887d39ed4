"""The one writer of plain tables: headings and rows -> XLSX or CSV, texts never as formulas, dates as dates."""

import csv
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from io import BytesIO, StringIO

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from journal_plugin.core.spreadsheet import csv_text

Value = str | int | date | time | None

_WIDTH = 22
"""Width of a column, in characters."""


def put_text(cell: Cell, text: str) -> None:
    """Fills ``cell`` with a text that stays one whatever it begins with; signs that no workbook holds are left out."""
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)
    cell.data_type = "s"  # a name that begins with «=» is a name
    cell.quotePrefix = text[:1] in "=+-@" if text else False


def table_book(name: str, headings: Sequence[str], rows: Iterable[Sequence[Value]], at: datetime) -> bytes:
    """A workbook of one sheet ``name``: headings in bold that stay in view, then the rows, written one by one.

    ``at`` is the moment that the file's properties name.
    """
    book = Workbook(write_only=True)
    book.properties.created = book.properties.modified = at.replace(tzinfo=None)
    page = book.create_sheet(name)
    page.freeze_panes = "A2"
    for place in range(1, len(headings) + 1):
        page.column_dimensions[get_column_letter(place)].width = _WIDTH
    page.append([_cell(page, heading, bold=True) for heading in headings])
    for row in rows:
        page.append([_cell(page, value) for value in row])
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def table_csv(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> bytes:
    """CSV with semicolons in UTF-8 with a mark, as offices open it."""
    out = StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([csv_text(heading) for heading in headings])
    writer.writerows([[csv_text(cell) for cell in row] for row in rows])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _cell(page, value: Value, *, bold: bool = False) -> Cell | None:
    if value is None or value == "":
        return None
    cell = WriteOnlyCell(page)
    if isinstance(value, str):
        put_text(cell, value)
    else:
        cell.value = value
    if isinstance(value, date):
        cell.number_format = "dd.mm.yyyy"
    elif isinstance(value, time):
        cell.number_format = "hh:mm"
    if bold:
        cell.font = Font(bold=True)
    return cell
