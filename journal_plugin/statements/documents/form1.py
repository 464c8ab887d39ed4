"""Form 1, «Форма учета текущей аттестации» (S0, Приложение 1; H13). The words are official, letter for letter."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from journal_plugin.core.typography import NOTHING, decimal_comma
from journal_plugin.statements.documents import russian
from journal_plugin.statements.documents.sheet import Column, Sheet

KIND = "form1"
NAME = "Форма 1. Средние баллы"
TEMPLATE = "journal/statements/form1.html"
BODY = "journal/statements/form1_paper.html"

APPENDIX = "Приложение 1"
TITLE = "Форма учета текущей аттестации*"
DATE, PERIOD, GROUP, MARKS = "Дата:", "Период:", "Группа:", "Оценки:"
LEARNER = "Обучающийся Ф.И."
DISCIPLINE = "Наименование учебной дисциплины"
SIGNATURE = "Подпись классного руководителя"
NOTE = (
    "*Дата – дата формирования отчёта, на 5-е число каждого месяца",
    (
        "Период – период времени, за который формируется отчёт в соответствии с ЛА «О текущей, промежуточной и итоговой "
        "аттестации»"
    ),
    "Группа – учебная группа, по которой собираются сведения",
    "Ф.И. обучающихся, наименования дисциплин, средние оценки в баллах формируются автоматически",
)
WEIGHTED, PLAIN = "средневзвешенный балл", "средний балл"

_FLAT_HEADINGS = 6
"""Up to so many disciplines have their names written across; more stand upright."""


@dataclass(frozen=True)
class Row:
    """A learner and his averages in the order of the disciplines; None = no marks."""

    name: str
    averages: tuple[Decimal | None, ...]


@dataclass(frozen=True)
class Paper:
    """What Form 1 prints."""

    group: str
    since: date
    until: date
    formed: date
    marks: str
    disciplines: tuple[str, ...]
    rows: tuple[Row, ...]
    curator: str


def title(paper: Paper) -> str:
    """«Форма 1. Средние баллы, ОН-24, октябрь 2026»."""
    return f"{NAME}, {paper.group}, {russian.month(paper.since)}"


def head(paper: Paper) -> tuple[tuple[str, str], ...]:
    """The four lines above the table."""
    return (
        (DATE, russian.long_date(paper.formed)),
        (PERIOD, russian.period(paper.since, paper.until)),
        (GROUP, paper.group),
        (MARKS, paper.marks),
    )


def context(paper: Paper) -> dict[str, object]:
    """Values ready for the page."""
    return {
        "appendix": APPENDIX,
        "title": TITLE,
        "head": head(paper),
        "learner": LEARNER,
        "discipline": DISCIPLINE,
        "disciplines": paper.disciplines,
        "upright": len(paper.disciplines) > _FLAT_HEADINGS,
        "rows": [(row.name, [decimal_comma(value) for value in row.averages]) for row in paper.rows],
        "signature": SIGNATURE,
        "curator": paper.curator,
        "note": NOTE,
    }


def sheets(paper: Paper) -> tuple[Sheet, ...]:
    """The same as a spreadsheet: averages are numbers, a missing one is «–»."""
    upright = len(paper.disciplines) > _FLAT_HEADINGS
    return (
        Sheet(
            name="Форма 1",
            title=TITLE,
            appendix=APPENDIX,
            head=head(paper),
            columns=(
                Column(LEARNER, 30),
                *(Column(name, 9 if upright else 20, DISCIPLINE, 2, upright) for name in paper.disciplines),
            ),
            rows=tuple(
                (row.name, *(NOTHING if value is None else value for value in row.averages)) for row in paper.rows
            ),
            foot=((f"{SIGNATURE} ___________________________ {paper.curator}".rstrip(),),),
            note=NOTE,
        ),
    )
