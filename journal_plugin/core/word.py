"""The one reader of Word files: their tables as rows of texts."""

import io
from collections.abc import Iterator

from django.utils.translation import gettext as _

from journal_plugin import conf
from journal_plugin.core.spreadsheet import MAX_COLUMNS, OLD_OFFICE, PACKED, SpreadsheetError, check_pack, check_size

MAX_TEXT = 20 * 1024 * 1024
"""The largest text of a document with its styles, in bytes as it is unpacked; pictures do not count."""
_TEXT = "word/document.xml"

Table = list[tuple[str, ...]]


def is_word(data: bytes) -> bool:
    """Whether ``data`` is a Word document.

    Raises SpreadsheetError for a broken archive, for one too big and for a file of the programs before 2007.
    """
    check_size(len(data))
    if data.startswith(OLD_OFFICE):
        raise SpreadsheetError(
            _("This is a file of an old office program (.doc or .xls). Save it as .docx or .xlsx and send it again.")
        )
    return data.startswith(PACKED) and _TEXT in check_pack(data, conf.IMPORT_MAX_BYTES)


def read_tables(data: bytes) -> list[Table]:
    """Every table of a Word document; a merged cell repeats its text in each place that it covers, of the first hundred.

    Raises SpreadsheetError for a document that cannot be read or whose text is too long.
    """
    import docx  # noqa: PLC0415 - a quarter of a second to load, needed by importers only
    from docx.oxml.ns import qn  # noqa: PLC0415

    sizes = check_pack(data, conf.IMPORT_MAX_BYTES)
    if sum(size for name, size in sizes.items() if name.endswith((".xml", ".rels"))) > MAX_TEXT:
        raise SpreadsheetError(_("The document is too long. Leave only the table and send it again."))
    try:
        body = docx.Document(io.BytesIO(data)).element.body
        return [list(_rows(table)) for table in body.iter(qn("w:tbl"))]
    except Exception as error:  # python-docx raises whatever its parsers raise on a broken file
        raise SpreadsheetError(
            _("This Word document cannot be read. Open it, save it as .docx anew and send it again.")
        ) from error


def _rows(table) -> Iterator[tuple[str, ...]]:
    above: tuple[str, ...] = ()
    for row in table.tr_lst:
        cells: list[str] = []
        for cell in row.tc_lst:
            at = len(cells)
            goes_on = cell.vMerge == "continue" and at < len(above)
            text = above[at] if goes_on else "\n".join(paragraph.text.strip() for paragraph in cell.p_lst).strip()
            cells += [text] * min(cell.grid_span, MAX_COLUMNS - at)
        above = tuple(cells)
        yield above
