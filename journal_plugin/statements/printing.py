"""A paper and its stamp -> page, PDF or spreadsheet; the stamp says which copy it is. Never a query."""

from dataclasses import dataclass
from datetime import datetime

from django.template.loader import render_to_string

from journal_plugin.core.dates import clock
from journal_plugin.statements import payload
from journal_plugin.statements.documents import LISTS, PAPERS, russian
from journal_plugin.statements.models import Issued
from journal_plugin.statements.pdf import pdf_of
from journal_plugin.statements.xlsx import workbook_of

_MODULES = PAPERS | LISTS


class Damaged(Exception):
    """The stored copy, its paper or its stamp, does not agree with its own SHA-256."""


@dataclass(frozen=True)
class Stamp:
    """Who formed a copy and when (local time), by which order the journal is kept; a draft has no number and no hash."""

    institution: str
    author: str
    at: datetime
    number: int = 0
    sha256: str = ""
    basis: str = ""


def stamp_of(issued: Issued) -> Stamp:
    """The stamp of an issued copy, whose institution and author are loaded."""
    at = issued.at.astimezone(issued.institution.zone)
    return Stamp(
        issued.institution.short_name, issued.author.short_name, at, issued.number, issued.sha256, issued.basis
    )


def paper_of(issued: Issued):
    """The paper of an issued copy as it was stored; Damaged where it was altered."""
    if payload.seal(issued) != issued.sha256:
        raise Damaged
    return payload.load(PAPERS[issued.kind].Paper, issued.payload)


def file_name(kind: str, paper, number: int = 0) -> str:
    """«Форма 1, ОН-24, октябрь 2026, № 3», without what file systems refuse."""
    name = _title(kind, paper)
    if kind in PAPERS:
        form = PAPERS[kind].NAME.partition(".")[0]
        copy = f"№ {number}" if number else "черновик"
        name = ", ".join((form, paper.group, russian.month(paper.since), copy))
    return "".join(letter if letter.isalnum() or letter in " ,.-_№" else "-" for letter in name)


def as_html(kind: str, paper, stamp: Stamp) -> str:
    """The page for the printer."""
    module, title = _MODULES[kind], _title(kind, paper)
    return render_to_string(
        module.TEMPLATE,
        {"paper": module.context(paper), "document": title, "foot": _foot(kind, title, stamp), "stamp": stamp},
    )


def as_pdf(kind: str, paper, stamp: Stamp) -> bytes:
    """The PDF; PdfUnavailable where this machine cannot make one."""
    return pdf_of(as_html(kind, paper, stamp))


def as_xlsx(kind: str, paper, stamp: Stamp) -> bytes:
    """The spreadsheet."""
    module, title = _MODULES[kind], _title(kind, paper)
    lines = (_foot(kind, title, stamp), *((f"SHA-256 {stamp.sha256}",) if stamp.sha256 else ()))
    return workbook_of(module.sheet(paper), lines, stamp.at)


def _title(kind: str, paper) -> str:
    if kind in LISTS:
        return LISTS[kind].title(paper)
    return f"{PAPERS[kind].NAME}, {paper.group}, {russian.month(paper.since)}"


def _foot(kind: str, title: str, stamp: Stamp) -> str:
    when = ", ".join(filter(None, (f"{stamp.at:%d.%m.%Y} в {clock(stamp.at)}", stamp.author)))
    formed = f"Сформирован {when}" if kind in LISTS else f"Черновик, сформирован {when}"
    said = f"Выдана № {stamp.number}, {when}" if stamp.number else formed
    return f"{stamp.institution}. {title}. {said}{f'. {stamp.basis}' if stamp.basis else ''}"
