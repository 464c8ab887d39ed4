"""The only writer of papers as spreadsheets: a sheet of values -> XLSX."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from journal_plugin.core.workbook import put_text
from journal_plugin.statements.documents.sheet import Column, Sheet, Value

_THIN = Side(style="thin")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_BOLD = Font(bold=True)


def workbook_of(sheets: Iterable[Sheet], lines: tuple[str, ...], at: datetime) -> bytes:
    """The workbook of a paper: numbers as numbers, texts never as formulas, A4 landscape, the head on every page.

    ``lines`` stand under the note of each sheet; ``at`` is the moment that the file's properties name.
    """
    book = Workbook()
    book.remove(book.active)
    book.properties.created = book.properties.modified = at.replace(tzinfo=None)
    for sheet in sheets:
        _write(book.create_sheet(sheet.name), sheet, lines)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _write(page: Worksheet, sheet: Sheet, lines: tuple[str, ...]) -> None:
    width = len(sheet.columns)
    _put(page, 1, width, sheet.appendix).alignment = Alignment(horizontal="right")
    _put(page, 2, 1, sheet.title).font = Font(bold=True, size=14)
    row = 3
    for line in sheet.head:
        for place, text in enumerate(line, 1):
            _put(page, row, place, text)
        row += 1
    top = row + 1
    row = _heads(page, top, sheet.columns)
    page.print_title_rows = f"{top}:{row - 1}"
    page.freeze_panes = page.cell(row, 2)
    for values in sheet.rows:
        for place, (column, value) in enumerate(zip(sheet.columns, values, strict=True), 1):
            cell = _put(page, row, place, value, column.places)
            cell.border = _BOX
            cell.alignment = Alignment(horizontal="left" if place == 1 else "center")
        row += 1
    row += 1
    for values in sheet.foot:
        for place, value in enumerate(values, 1):
            _put(page, row, place, value, 1 if isinstance(value, Decimal) else 0)
        row += 1
    row += 1
    for text in (*sheet.note, "", *lines):
        _put(page, row, 1, text).font = Font(size=9)
        row += 1
    _set_up(page, sheet.columns)


def _put(page: Worksheet, row: int, column: int, value: Value, places: int = 0) -> Cell:
    cell = page.cell(row, column)
    if isinstance(value, str):
        put_text(cell, value)
    else:
        cell.value = value
        cell.number_format = f"0.{'0' * places}" if places else "0"
    return cell


def _heads(page: Worksheet, top: int, columns: tuple[Column, ...]) -> int:
    """One row of headings, or two where some stand under a common one; returns the row after them."""
    deep = any(column.over for column in columns)
    for place, column in enumerate(columns, 1):
        _put(page, top, place, column.over or column.heading)
        if column.over:
            _put(page, top + 1, place, column.heading)
    for row in (top, top + 1) if deep else (top,):
        for place, column in enumerate(columns, 1):
            cell = page.cell(row, place)
            upright = column.upright and row > top
            cell.font, cell.border = _BOLD, _BOX
            cell.alignment = Alignment(
                horizontal="center", vertical="center", wrap_text=True, text_rotation=90 if upright else 0
            )
    if deep:
        _merge(page, top, columns)
        page.row_dimensions[top + 1].height = 150 if any(column.upright for column in columns) else 32
    return top + 1 + deep


def _merge(page: Worksheet, top: int, columns: tuple[Column, ...]) -> None:
    start = 1
    for place, column in enumerate(columns, 1):
        following = columns[place].over if place < len(columns) else None
        if not column.over:
            page.merge_cells(start_row=top, end_row=top + 1, start_column=place, end_column=place)
            start = place + 1
        elif following != column.over:
            if place > start:
                page.merge_cells(start_row=top, end_row=top, start_column=start, end_column=place)
            start = place + 1


def _set_up(page: Worksheet, columns: tuple[Column, ...]) -> None:
    for place, column in enumerate(columns, 1):
        page.column_dimensions[get_column_letter(place)].width = column.width
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.print_options.horizontalCentered = True
