"""Pages of a journal: marks and absences on the left, lessons on the right (S1-5.1, S2-6.5; J02, F10, I24)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from journal_plugin.core.typography import NOTHING, decimal_comma
from journal_plugin.lessons.enums import JournalKind
from journal_plugin.statements.documents import lines, russian
from journal_plugin.statements.documents.leaf import Column as LeafColumn
from journal_plugin.statements.documents.leaf import leaves
from journal_plugin.statements.documents.programme import KINDS as ACTIVITIES
from journal_plugin.statements.documents.sheet import Column, Sheet
from journal_plugin.timetable.enums import Technology

KIND = "journal"
NAME = "Страницы журнала"
TEMPLATE = "journal/statements/journal.html"
BODY = ""

TITLES = {
    JournalKind.ORDINARY: "Журнал теоретических занятий",
    JournalKind.MODULE: "Журнал учёта обучения по профессиональным модулям",
    JournalKind.UNMARKED: "Журнал посещаемости занятий",
}
OF_SCHOOL = "Классный журнал"
TECHNOLOGIES = {Technology.DISTANCE: "дистанционно", Technology.E_LEARNING: "электронное обучение"}
GROUP, YEAR, PERIOD = "Группа", "учебный год", "Период:"
NUMBER, LEARNER = "№", "Фамилия Имя"
TOPICS = (
    ("№", 5),
    ("Дата", 12),
    ("Часы", 6),
    ("Тема занятия", 64),
    ("Вид занятия, работы", 33),
    ("Домашнее задание", 39),
    ("Преподаватель", 25),
)
"""Columns of the right page, their widths in characters."""
TOPIC, HOMEWORK = 3, 5
CLOSING, SIGNED = 9, 2
"""Lines that the end of the pages takes, and each teacher's signature in it."""
MARKS_PAGE, TOPICS_PAGE, FINALS_PAGE = "Отметки и посещаемость", "Содержание занятий", "Итоговые отметки"
FINAL = "итог"
FINAL_COLUMNS = ("отметок", "ср. балл", FINAL)
SIGNS = "н – отсутствие, б – болезнь, у – уважительная причина, о – опоздание, «–» – не числился в группе"
TOTAL = "Всего часов:"
NO_LESSONS, NOBODY = "Занятий за период не было.", "В группе за период никто не числился."
TEACHER, DIRECTOR, SEAL = "Преподаватель", "Руководитель", "М. П."


@dataclass(frozen=True)
class Work:
    """A column of a lesson: sign, name of the kind, title."""

    sign: str
    name: str
    title: str


@dataclass(frozen=True)
class Lesson:
    """A lesson that was held; ``teacher`` names a substitute with the order."""

    day: date
    hours: int
    activity: str
    technology: str
    topic: str
    homework: str
    works: tuple[Work, ...]
    teacher: str

    @property
    def columns(self) -> int:
        """A lesson without works has a column for absences."""
        return max(len(self.works), 1)

    @property
    def held_as(self) -> str:
        """«практика, дистанционно; Контрольная работа «Стали»»."""
        kinds = (ACTIVITIES.get(self.activity), TECHNOLOGIES.get(self.technology))  # type: ignore[call-overload]
        works = (f"{work.name} «{work.title}»" if work.title else work.name for work in self.works)
        return "; ".join(filter(None, (", ".join(filter(None, kinds)), ", ".join(works))))


@dataclass(frozen=True)
class Term:
    """A study period that ends within the pages: its name, the short one of its column; ``whole``: it also begins there."""

    name: str
    short: str
    until: date
    whole: bool


@dataclass(frozen=True)
class Final:
    """A learner's result of a term in this journal: marks, their average (of a whole term), the mark that stands.

    A year and the whole time of study have the mark alone: what they sum up may stand in other journals.
    """

    count: int | None
    average: Decimal | None
    mark: str


@dataclass(frozen=True)
class Row:
    """A learner: what stands in each column of each lesson, the results of the terms."""

    name: str
    cells: tuple[str, ...]
    finals: tuple[Final, ...]


@dataclass(frozen=True)
class Paper:
    """What the pages print."""

    institution: str
    school: bool
    kind: str
    group: str
    element: str
    year: str
    since: date
    until: date
    formed: date
    terms: tuple[Term, ...]
    lessons: tuple[Lesson, ...]
    rows: tuple[Row, ...]
    teachers: tuple[str, ...]
    director: str

    @property
    def name(self) -> str:
        """What kind of journal it is."""
        if self.school and self.kind == JournalKind.ORDINARY:
            return OF_SCHOOL
        return TITLES[JournalKind(self.kind)]

    @property
    def is_marked(self) -> bool:
        """Marks and homework are kept in it (D17)."""
        return self.kind != JournalKind.UNMARKED


def title(paper: Paper) -> str:
    """«Страницы журнала, ОН-24, Физика, 1–31 октября 2026 г.»."""
    return f"{NAME}, {paper.group}, {paper.element}, {russian.period(paper.since, paper.until)}"


def context(paper: Paper) -> dict[str, object]:
    """Values ready for the page."""
    names, finals = [row.name for row in paper.rows], list(_finals(paper))
    return {
        "title": paper.name,
        "institution": paper.institution,
        "element": paper.element,
        "group": f"{GROUP} {paper.group}, {paper.year} {YEAR}",
        "period": f"{PERIOD} {russian.period(paper.since, paper.until)}",
        "number": NUMBER,
        "learner": LEARNER,
        "marks_page": MARKS_PAGE,
        "leaves": list(leaves(names, list(_columns(paper)))) if names and paper.lessons else [],
        "legend": _legend(paper),
        "nothing": "" if names and paper.lessons else NOBODY if paper.lessons else NO_LESSONS,
        "finals_page": FINALS_PAGE,
        "finals": list(leaves(names, finals)) if names and finals else [],
        "topics_page": TOPICS_PAGE,
        "topics": list(lines.pages(topic_headings(paper), _topics(paper), CLOSING + len(paper.teachers) * SIGNED)),
        "total": _total(paper) if paper.lessons else "",
        "teacher": TEACHER,
        "teachers": paper.teachers or ("",),
        "director_label": DIRECTOR,
        "director": paper.director,
        "seal": SEAL,
    }


def topic_headings(paper: Paper) -> list[tuple[str, int]]:
    """The columns of the right page; where no homework is kept, the topic has its room."""
    columns = list(TOPICS)
    if not paper.is_marked:
        _name, room = columns.pop(HOMEWORK)
        columns[TOPIC] = (TOPICS[TOPIC][0], TOPICS[TOPIC][1] + room)
    return columns


def _topics(paper: Paper) -> list[list[str]]:
    return [[f"{value}" for value in _topic(paper, *numbered)] for numbered in enumerate(paper.lessons, start=1)]


def _topic(paper: Paper, number: int, lesson: Lesson) -> list[str | int]:
    day = f"{lesson.day:%d.%m.%Y}"
    cells = [number, day, lesson.hours, lesson.topic, lesson.held_as, lesson.homework, lesson.teacher]
    return [cell for place, cell in enumerate(cells) if paper.is_marked or place != HOMEWORK]


def _total(paper: Paper) -> str:
    by_kind = {
        word: sum(lesson.hours for lesson in paper.lessons if lesson.activity == kind)
        for kind, word in ACTIVITIES.items()
    }
    parts = ", ".join(f"{word} {hours}" for word, hours in by_kind.items() if hours)
    return f"{TOTAL} {sum(lesson.hours for lesson in paper.lessons)}" + (f" ({parts})" if ", " in parts else "")


def _legend(paper: Paper) -> str:
    works = {work.sign: work.name for lesson in paper.lessons for work in lesson.works}
    signs = ", ".join(f"{sign} – {name}" for sign, name in works.items())
    return f"{signs}; {SIGNS}" if signs else SIGNS


def _columns(paper: Paper) -> Iterator[LeafColumn]:
    """Lessons in order, each with its works; the result of a term after its last lesson."""
    at, coming = 0, list(enumerate(paper.terms))
    for lesson in paper.lessons:
        while coming and coming[0][1].until < lesson.day:
            yield _result(paper, *coming.pop(0))
        for place in range(lesson.columns):
            sign = lesson.works[place].sign if lesson.works else ""
            cells = tuple(row.cells[at] for row in paper.rows)
            month = russian.MONTHS_ALONE[lesson.day.month - 1]
            yield LeafColumn(month, f"{lesson.day:%d}", sign, cells, joined=place > 0)
            at += 1
    for place, term in coming:
        yield _result(paper, place, term)


def _result(paper: Paper, place: int, term: Term) -> LeafColumn:
    return LeafColumn(FINAL, term.short, "", tuple(row.finals[place].mark for row in paper.rows), wide=True)


def _whole(paper: Paper) -> list[int]:
    return [place for place, term in enumerate(paper.terms) if term.whole]


def _finals(paper: Paper) -> Iterator[LeafColumn]:
    """The columns of «Итоговые отметки»: the terms that the pages hold from their first lesson to the last."""
    for place in _whole(paper):
        term, finals = paper.terms[place], [row.finals[place] for row in paper.rows]
        texts = (
            [f"{final.count or ''}" for final in finals],
            [decimal_comma(final.average) for final in finals],
            [final.mark or NOTHING for final in finals],
        )
        for column, (head, cells) in enumerate(zip(FINAL_COLUMNS, texts, strict=True)):
            yield LeafColumn(term.name, head, "", tuple(cells), wide=True, joined=column > 0)


def sheets(paper: Paper) -> tuple[Sheet, ...]:
    """The same as spreadsheets: marks, results of terms, lessons; marks and averages are numbers."""
    head = ((paper.element, ""), (GROUP, paper.group), (PERIOD, russian.period(paper.since, paper.until)))
    signed = (*((TEACHER, name) for name in paper.teachers), (DIRECTOR, paper.director))
    foot = (*((f"{post} _____________ {name}".rstrip(),) for post, name in signed), (SEAL,))

    def page(name: str, columns: list[Column], rows, note: tuple[str, ...] = ()) -> Sheet:
        full = f"{paper.name}. {name}"
        return Sheet(name, full, paper.institution, head, tuple(columns), tuple(rows), foot, note)

    marks, results = list(_columns(paper)), list(_finals(paper))
    pages = [
        page(
            MARKS_PAGE,
            [Column(LEARNER, 30), *(Column(f"{one.head} {one.sign}".strip(), 6, one.over) for one in marks)],
            [(row.name, *(_number(one.cells[at]) for one in marks)) for at, row in enumerate(paper.rows)],
            (_legend(paper),),
        )
    ]
    if results:
        columns = [
            Column(LEARNER, 30),
            *(Column(one.head, 10, one.over, 2 * (at % 3 == 1)) for at, one in enumerate(results)),
        ]
        rows = [
            (row.name, *(value for final in finals for value in (final.count, final.average, _number(final.mark))))
            for row in paper.rows
            for finals in [[row.finals[place] for place in _whole(paper)]]
        ]
        pages.append(page(FINALS_PAGE, columns, rows))
    topics = [_topic(paper, *numbered) for numbered in enumerate(paper.lessons, start=1)]
    columns = [Column(name, width) for name, width in topic_headings(paper)]
    pages.append(page(TOPICS_PAGE, columns, map(tuple, topics), (_total(paper),)))
    return tuple(pages)


def _number(text: str) -> str | int | None:
    return int(text) if text.isdigit() else text or None
