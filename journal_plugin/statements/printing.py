"""A paper and its stamp -> page, PDF or spreadsheet; the stamp says which copy it is. Never a query."""

from dataclasses import dataclass
from datetime import datetime

from django.template.loader import render_to_string
from django.urls import reverse

from journal_plugin.core.dates import clock
from journal_plugin.statements import payload
from journal_plugin.statements.documents import LISTS, PAPERS
from journal_plugin.statements.models import Issued
from journal_plugin.statements.pdf import pdf_of
from journal_plugin.statements.qr import qr_of
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
    address: str = ""
    """Where anybody asks whether the copy is genuine."""

    @property
    def qr(self) -> str:
        """The same for a telephone: SVG, empty for a draft."""
        return qr_of(self.address) if self.address else ""


def stamp_of(issued: Issued) -> Stamp:
    """The stamp of an issued copy, whose institution with its site and author are loaded."""
    return Stamp(
        institution=issued.institution.short_name,
        author=issued.author.short_name,
        at=issued.at.astimezone(issued.institution.zone),
        number=issued.number,
        sha256=issued.sha256,
        basis=issued.basis,
        address=issued.institution.site.root_url + reverse("journal:statement-check", args=[issued.token]),
    )


def paper_of(issued: Issued):
    """The paper of an issued copy as it was stored; Damaged where it was altered."""
    if payload.seal(issued) != issued.sha256:
        raise Damaged
    return payload.load(PAPERS[issued.kind].Paper, issued.payload)


def file_name(kind: str, paper, number: int = 0) -> str:
    """«Форма 1, ОН-24, октябрь 2026, № 3», without what file systems refuse."""
    name = _MODULES[kind].title(paper)
    if kind in PAPERS:
        whole = PAPERS[kind].NAME
        copy = f"№ {number}" if number else "черновик"
        name = f"{whole.partition('.')[0]}{name.removeprefix(whole)}, {copy}"
    return "".join(letter if letter.isalnum() or letter in " ,.-_№" else "-" for letter in name)


def as_html(kind: str, paper, stamp: Stamp) -> str:
    """The page for the printer."""
    module = _MODULES[kind]
    title = module.title(paper)
    return render_to_string(
        module.TEMPLATE,
        {"paper": module.context(paper), "document": title, "foot": _foot(kind, title, stamp), "stamp": stamp},
    )


def as_pdf(kind: str, paper, stamp: Stamp) -> bytes:
    """The PDF; PdfUnavailable where this machine cannot make one."""
    return pdf_of(as_html(kind, paper, stamp))


def as_xlsx(kind: str, paper, stamp: Stamp) -> bytes:
    """The spreadsheet."""
    module = _MODULES[kind]
    told = filter(None, (f"SHA-256 {stamp.sha256}" if stamp.sha256 else "", stamp.address))
    return workbook_of(module.sheets(paper), (_foot(kind, module.title(paper), stamp), *told), stamp.at)


def has_sheets(kind: str) -> bool:
    """Whether the paper is made as a spreadsheet: where people count in it."""
    return hasattr(_MODULES[kind], "sheets")


def _foot(kind: str, title: str, stamp: Stamp) -> str:
    when = ", ".join(filter(None, (f"{stamp.at:%d.%m.%Y} в {clock(stamp.at)}", stamp.author)))
    formed = f"Сформирован {when}" if kind in LISTS else f"Черновик, сформирован {when}"
    said = f"Выдана № {stamp.number}, {when}" if stamp.number else formed
    text = ". ".join(filter(None, (stamp.institution, title, said, stamp.basis)))
    return text.replace("..", ".")
