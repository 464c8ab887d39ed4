"""Lists out, in the very columns that the importers read (N03): a list taken out and sent in changes nothing."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, time

from django.utils import timezone

from journal_plugin.core.spreadsheet import csv_text
from journal_plugin.core.workbook import table_book
from journal_plugin.exchange.columns import Column, Value
from journal_plugin.exchange.enums import Listing
from journal_plugin.exchange.lists import IMPORTERS
from journal_plugin.exchange.plans import Context

CSV, XLSX = "csv", "xlsx"


def export_list(what: str, context: Context, form: str = CSV) -> bytes:
    """The list as it stands on ``context.since``.

    CSV with semicolons in UTF-8 with a mark, as offices open it; or a workbook with dates, times and numbers as such.
    """
    importer = IMPORTERS[what]
    cards = list(importer.current(context).values())
    columns = [column for column in importer.columns if not cards or column.name in importer.row_of(cards[0])]
    write = _typed if form == XLSX else _text
    rows = map(importer.row_of, cards)
    cells = ([write(column, row[column.name]) for column in columns] for row in rows)
    return _file(what, columns, cells, form)


def sample_list(what: str, form: str = CSV) -> bytes:
    """A list of that kind with every heading and an example."""
    columns, rows = IMPORTERS[what].columns, IMPORTERS[what].sample
    if form == CSV:
        return _file(what, columns, rows, form)
    cells = ([_typed_word(column, cell) for column, cell in zip(columns, row, strict=False)] for row in rows)
    return _file(what, columns, cells, form)


def _text(column: Column, value: Value) -> str:
    return column.write(value)


def _typed(column: Column, value: Value) -> str | int | date | time:
    """The value as a workbook holds it: what its column only writes down stays a date, a time, a number."""
    text = column.write(value)
    return value if _is_plain(value, text) else text


def _typed_word(column: Column, word: str) -> str | int | date | time:
    value = column.read(word)
    return value if _is_plain(value, word) else word


def _is_plain(value: Value, text: str) -> bool:
    return isinstance(value, (date, time)) or (type(value) is int and text == str(value))


def _file(what: str, columns: Sequence[Column], rows: Iterable[Sequence[Value]], form: str) -> bytes:
    headings = [column.heading for column in columns]
    if form == XLSX:
        return table_book(str(Listing(what).label), headings, rows, timezone.now())
    return _csv(headings, rows)


def _csv(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows([[csv_text(cell) for cell in row] for row in rows])
    return b"\xef\xbb\xbf" + out.getvalue().encode()
