"""«Лист замен»: the changes of a day or of several, for the board and for the head's signature (S0-3.3, S1-3.6; C06)."""

from dataclasses import dataclass
from datetime import date

from journal_plugin.core.typography import NOTHING
from journal_plugin.statements.documents import russian
from journal_plugin.statements.documents.sheet import Column, Sheet
from journal_plugin.timetable.enums import ChangeKind

KIND = "substitutions"
NAME = "Лист замен"
TEMPLATE = "journal/statements/substitutions.html"
BODY = "journal/statements/substitutions_paper.html"

TITLE = "Лист замен и изменений расписания"
APPROVED = "УТВЕРЖДАЮ"
DIRECTOR = "Руководитель"
COMPOSED = "Составил(а)"
DATE, NUMBER, GROUP, ELEMENT = "Дата", "№", "Группа", "Дисциплина"
OWN, CHANGED, HOLDS, ROOM, ORDER = "По расписанию", "Изменение", "Проводит", "Кабинет", "Приказ"
NONE = "Изменений нет."


@dataclass(frozen=True)
class Row:
    """A change: the place of the timetable, who was to hold the lesson, what is changed, who holds it and where."""

    day: date
    number: int
    group: str
    element: str
    own: str
    kind: str
    reason: str
    holds: str
    room: str
    order_no: str
    moved_to: date | None = None
    moved_number: int = 0
    was_room: str = ""

    @property
    def changed(self) -> str:
        """«Перенос на 24.11.2026, занятие 2: болезнь»."""
        said = {
            ChangeKind.SUBSTITUTE: "Замена",
            ChangeKind.CANCELLED: "Отмена",
            ChangeKind.MOVED: f"Перенос на {self.moved_to:%d.%m.%Y}, занятие {self.moved_number}"
            if self.moved_to
            else "",
            ChangeKind.ROOM: f"Другой кабинет (был {self.was_room})" if self.was_room else "Другой кабинет",
        }[ChangeKind(self.kind)]
        return f"{said}: {self.reason}" if self.reason else said


@dataclass(frozen=True)
class Paper:
    """What the list prints."""

    institution: str
    since: date
    until: date
    formed: date
    rows: tuple[Row, ...]
    director: str
    composed: str


def title(paper: Paper) -> str:
    """«Лист замен, 20 ноября 2026 г.»."""
    return f"{NAME}, {russian.period(paper.since, paper.until)}"


def context(paper: Paper) -> dict[str, object]:
    """Values ready for the page; nothing is «–»."""
    return {
        "institution": paper.institution,
        "title": TITLE,
        "period": russian.period(paper.since, paper.until),
        "approved": APPROVED,
        "director_label": DIRECTOR,
        "director": paper.director,
        "composed_label": COMPOSED,
        "composed": paper.composed,
        "headings": (DATE, NUMBER, GROUP, ELEMENT, OWN, CHANGED, HOLDS, ROOM, ORDER),
        "rows": [_cells(row) for row in paper.rows],
        "none": NONE,
    }


def _cells(row: Row) -> tuple[str, ...]:
    held = row.kind != ChangeKind.CANCELLED
    return (
        f"{row.day:%d.%m.%Y}",
        f"{row.number}",
        row.group,
        row.element,
        row.own or NOTHING,
        row.changed,
        (row.holds if held else "") or NOTHING,
        (row.room if held else "") or NOTHING,
        row.order_no or NOTHING,
    )


def sheets(paper: Paper) -> tuple[Sheet, ...]:
    """The same as a spreadsheet."""
    widths = (12, 5, 14, 34, 24, 36, 24, 12, 14)
    headings = (DATE, NUMBER, GROUP, ELEMENT, OWN, CHANGED, HOLDS, ROOM, ORDER)
    return (
        Sheet(
            name=NAME,
            title=f"{TITLE}, {russian.period(paper.since, paper.until)}",
            appendix=f"{APPROVED} {DIRECTOR} ____________ {paper.director}".rstrip(),
            head=((paper.institution, ""),),
            columns=tuple(Column(heading, width) for heading, width in zip(headings, widths, strict=True)),
            rows=tuple(_cells(row) for row in paper.rows),
            foot=((f"{COMPOSED} ____________ {paper.composed}".rstrip(),),),
            note=() if paper.rows else (NONE,),
        ),
    )
