"""Lists out, in the very columns that the importers read (N03): a list taken out and sent in changes nothing."""

import csv
import io
from collections.abc import Iterable

from journal_plugin.exchange.lists import IMPORTERS
from journal_plugin.exchange.plans import Context


def export_list(what: str, context: Context) -> bytes:
    """The list as it stands on ``context.since``: CSV with semicolons in UTF-8 with a mark, as offices open it."""
    importer = IMPORTERS[what]
    cards = list(importer.current(context).values())
    names = [column for column in importer.columns if not cards or column.name in importer.row_of(cards[0])]
    rows = []
    for card in cards:
        row = importer.row_of(card)
        rows.append([column.write(row[column.name]) for column in names])
    return _csv([column.heading for column in names], rows)


def sample_list(what: str) -> bytes:
    """A list of that kind with every heading and an example."""
    importer = IMPORTERS[what]
    return _csv([column.heading for column in importer.columns], importer.sample)


def _csv(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows([[_plain(cell) for cell in row] for row in rows])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _plain(cell: str) -> str:
    """A cell that a spreadsheet would take for a formula gets a space before it; the importers cut it off again."""
    return f" {cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
