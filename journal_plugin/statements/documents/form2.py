"""Form 2, «Форма учета посещаемости обучающихся» (S0, Приложение 2; H14, D16). Official words, letter for letter."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from journal_plugin.core.typography import decimal_comma
from journal_plugin.statements.documents import russian
from journal_plugin.statements.documents.sheet import Column, Sheet

KIND = "form2"
NAME = "Форма 2. Отсутствующие"
TEMPLATE = "journal/statements/form2.html"
BODY = "journal/statements/form2_paper.html"

APPENDIX = "Приложение 2"
TITLE = "Форма учета посещаемости обучающихся**"
GROUP, PERIOD = "Группа:", "Период:"
LEARNER = "Фамилия Имя"
DAYS = "Пропустил дней"
LESSONS = "Пропустил занятий"
DATE_OF_MONTH = "Дата месяца"
EXCUSED = "Пропущено по уважит. причинам"
UNEXCUSED = "Пропущено без уважит причин"
MAN_HOURS = "Всего человека часов за месяц"
MISSED = "Всего пропущено занятий"
MISSED_UNEXCUSED = "Пропущено без уважительных причин"
SIGNATURE = "Подпись классного руководителя"
NOTE = (
    (
        "**Период – период времени, за который формируется отчёт в соответствии с ЛА «О текущей, промежуточной и итоговой "
        "аттестации» (формируется автоматически)"
    ),
    "Группа – учебная группа, по которой собираются сведения",
    (
        "Ф.И. обучающихся, Пропустил дней, пропустил занятий, даты месяца, количество часов пропущенных формируются "
        "автоматически"
    ),
    "Пропущено по уважительным причинам - столбец добавляет и заполняет классный руководитель",
    "Пропущено без уважительных причин - столбец добавляет и заполняет классный руководитель",
    (
        "Общая сводка человека часов, пропущенных по группе в часах и процентах добавляется и заполняется классным "
        "руководителем"
    ),
)


@dataclass(frozen=True)
class Row:
    """A learner; ``hours`` missed by the dates of the paper, 0 = none; all hours are academic."""

    name: str
    days: int
    lessons: int
    hours: tuple[int, ...]
    excused: int
    unexcused: int


@dataclass(frozen=True)
class Paper:
    """What Form 2 prints; percents are of the man-hours, None where there are no man-hours."""

    group: str
    since: date
    until: date
    formed: date
    dates: tuple[date, ...]
    rows: tuple[Row, ...]
    man_hours: int
    missed_hours: int
    missed_percent: Decimal | None
    unexcused_hours: int
    unexcused_percent: Decimal | None
    curator: str


def title(paper: Paper) -> str:
    """«Форма 2. Отсутствующие, ОН-24, октябрь 2026»."""
    return f"{NAME}, {paper.group}, {russian.month(paper.since)}"


def head(paper: Paper) -> tuple[tuple[str, str], ...]:
    """The two lines above the table."""
    return ((GROUP, paper.group), (PERIOD, russian.period(paper.since, paper.until)))


def context(paper: Paper) -> dict[str, object]:
    """Values ready for the page; nothing missed is an empty cell, as on the form."""
    return {
        "appendix": APPENDIX,
        "title": TITLE,
        "head": head(paper),
        "learner": LEARNER,
        "days": DAYS,
        "lessons": LESSONS,
        "date_of_month": DATE_OF_MONTH,
        "dates": [f"{day.day}" for day in paper.dates]
        if paper.since.month == paper.until.month
        else [f"{day:%d.%m}" for day in paper.dates],
        "excused": EXCUSED,
        "unexcused": UNEXCUSED,
        "rows": [
            (
                row.name,
                row.days or "",
                row.lessons or "",
                [hours or "" for hours in row.hours],
                row.excused or "",
                row.unexcused or "",
            )
            for row in paper.rows
        ],
        "man_hours_label": MAN_HOURS,
        "man_hours": paper.man_hours,
        "totals": (
            (MISSED, paper.missed_hours, "час.,", decimal_comma(paper.missed_percent, 1)),
            (MISSED_UNEXCUSED, paper.unexcused_hours, "час.", decimal_comma(paper.unexcused_percent, 1)),
        ),
        "signature": SIGNATURE,
        "curator": paper.curator,
        "note": NOTE,
    }


def sheets(paper: Paper) -> tuple[Sheet, ...]:
    """The same as a spreadsheet: hours, days and percents are numbers, nothing missed is an empty cell."""
    return (
        Sheet(
            name="Форма 2",
            title=TITLE,
            appendix=APPENDIX,
            head=head(paper),
            columns=(
                Column(LEARNER, 26),
                Column(DAYS, 10),
                Column(LESSONS, 10),
                *(Column(f"{day.day}", 3.6, DATE_OF_MONTH) for day in paper.dates),
                Column(EXCUSED, 13),
                Column(UNEXCUSED, 13),
            ),
            rows=tuple(
                (
                    row.name,
                    *(value or None for value in (row.days, row.lessons, *row.hours, row.excused, row.unexcused)),
                )
                for row in paper.rows
            ),
            foot=(
                (MAN_HOURS, paper.man_hours),
                (MISSED, paper.missed_hours, "час.,", paper.missed_percent, "%."),
                (MISSED_UNEXCUSED, paper.unexcused_hours, "час.", paper.unexcused_percent, "%."),
                (f"{SIGNATURE} _____________________ {paper.curator}".rstrip(),),
            ),
            note=NOTE,
        ),
    )
