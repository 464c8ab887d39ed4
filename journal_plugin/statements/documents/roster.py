"""«Список группы»: who was in it in the period, since when and by which order (S1-5.1; J02)."""

from dataclasses import dataclass
from datetime import date

from journal_plugin.core.typography import NOTHING
from journal_plugin.statements.documents import russian
from journal_plugin.statements.documents.sheet import Column, Sheet

KIND = "roster"
NAME = "Список группы"
TEMPLATE = "journal/statements/roster.html"
BODY = ""

HEADINGS = ("№", "Фамилия Имя Отчество", "В группе с", "по", "Приказ", "Подгруппы")
WIDTHS = (5, 44, 13, 13, 16, 30)
CURATOR, DIRECTOR, SEAL = "Куратор", "Руководитель", "М. П."
OF_SCHOOL = ("Список класса", "Классный руководитель")
NOBODY = "За период в группе никто не числился."


@dataclass(frozen=True)
class Row:
    """A learner's stay in the group: last day None for no end, order of its beginning, parts of the group by name."""

    name: str
    since: date
    until: date | None
    order_no: str
    parts: tuple[str, ...]


@dataclass(frozen=True)
class Paper:
    """What the list prints."""

    institution: str
    school: bool
    group: str
    year: str
    since: date
    until: date
    formed: date
    rows: tuple[Row, ...]
    curator: str
    director: str


def title(paper: Paper) -> str:
    """«Список группы, ОН-24, 1–31 октября 2026 г.»."""
    return f"{NAME}, {paper.group}, {russian.period(paper.since, paper.until)}"


def context(paper: Paper) -> dict[str, object]:
    """Values ready for the page."""
    return {
        "institution": paper.institution,
        "title": f"{OF_SCHOOL[0] if paper.school else NAME} {paper.group}",
        "period": f"{paper.year} учебный год, {russian.period(paper.since, paper.until)}",
        "headings": HEADINGS,
        "rows": [(number, *_cells(row)) for number, row in enumerate(paper.rows, start=1)],
        "nobody": NOBODY,
        "curator_label": OF_SCHOOL[1] if paper.school else CURATOR,
        "curator": paper.curator,
        "director_label": DIRECTOR,
        "director": paper.director,
        "seal": SEAL,
    }


def _cells(row: Row) -> tuple[str, ...]:
    return (
        row.name,
        f"{row.since:%d.%m.%Y}",
        f"{row.until:%d.%m.%Y}" if row.until else NOTHING,
        row.order_no or NOTHING,
        ", ".join(row.parts) or NOTHING,
    )


def sheets(paper: Paper) -> tuple[Sheet, ...]:
    """The same as a spreadsheet."""
    values = context(paper)
    signed = ((values["curator_label"], paper.curator), (DIRECTOR, paper.director))
    return (
        Sheet(
            name=NAME,
            title=str(values["title"]),
            appendix=paper.institution,
            head=((str(values["period"]), ""),),
            columns=tuple(Column(heading, width) for heading, width in zip(HEADINGS, WIDTHS, strict=True)),
            rows=tuple((number, *_cells(row)) for number, row in enumerate(paper.rows, start=1)),
            foot=(*((f"{label} _____________ {name}".rstrip(),) for label, name in signed), (SEAL,)),
            note=(),
        ),
    )
