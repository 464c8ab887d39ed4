"""«Рабочая программа»: title page with the approval sheet, thematic plan, content elements, sheet of changes (B04, B05, B13)."""

from dataclasses import dataclass
from datetime import date

from journal_plugin.core.typography import NOTHING
from journal_plugin.curriculum.enums import Activity, ElementKind
from journal_plugin.statements.documents import russian

KIND = "programme"
NAME = "Рабочая программа"
TEMPLATE = "journal/statements/programme.html"

TITLES = {
    ElementKind.DISCIPLINE: "Рабочая программа учебной дисциплины",
    ElementKind.COURSE: "Рабочая программа междисциплинарного курса",
    ElementKind.MODULE: "Рабочая программа профессионального модуля",
    ElementKind.STUDY_PRACTICE: "Рабочая программа учебной практики",
    ElementKind.WORK_PRACTICE: "Рабочая программа производственной практики",
    ElementKind.PROFILE_PRACTICE: "Рабочая программа практики по профилю специальности",
    ElementKind.COURSE_WORK: "Программа курсовой работы",
    ElementKind.PROJECT: "Программа индивидуального проекта",
    ElementKind.EXTRA_COURSE: "Рабочая программа учебного курса",
    ElementKind.EXTRACURRICULAR: "Рабочая программа курса внеурочной деятельности",
    ElementKind.ADDITIONAL: "Дополнительная общеразвивающая программа",
}
SUBJECT = "Рабочая программа учебного предмета"
"""A discipline of a school."""
KINDS = {Activity.THEORY: "теория", Activity.PRACTICE: "практика", Activity.CONSULTATION: "консультация"}
LEVEL, YEAR, HOURS = "Уровень образования", "Учебный год", "Всего академических часов"
APPROVED, DIRECTOR = "УТВЕРЖДАЮ", "Руководитель"
CONSIDERED, AGREED = "РАССМОТРЕНА", "СОГЛАСОВАНА"
DRAFT = "ПРОЕКТ. Не утверждена, не действует."
COMPOSED = "Составил(а)"
GOALS, PLAN, CONTENT, MATERIALS = (
    "Цели и результаты",
    "Тематический план",
    "Элементы содержания (КЭС)",
    "Цифровые материалы",
)
CHANGES = "Лист изменений"
HEADINGS = ("№", "Тема занятия", "Часы", "Вид", "КЭС", "Домашнее задание")
CONTENT_HEADINGS = ("Код", "Элемент содержания", "Занятия")
CHANGE_HEADINGS = ("№", "Причина", "Внёс", "Утверждено", "Утвердил")
TOTAL = "Итого"
NO_CHANGES = "Изменений нет."


@dataclass(frozen=True)
class Lesson:
    """A line of the plan."""

    number: int
    topic: str
    hours: int
    activity: str
    work_kind: str
    codes: tuple[str, ...]
    homework: str


@dataclass(frozen=True)
class Topic:
    """A topic with what is studied."""

    title: str
    content: str
    hours: int
    lessons: tuple[Lesson, ...]


@dataclass(frozen=True)
class Section:
    """A section, or module."""

    title: str
    hours: int
    topics: tuple[Topic, ...]


@dataclass(frozen=True)
class Content:
    """A content element and the numbers of its lessons."""

    code: str
    name: str
    lessons: tuple[int, ...]


@dataclass(frozen=True)
class Change:
    """A change of what was in force: why, by whom, when and by whom approved."""

    reason: str
    opened_by: str
    approved: date
    approved_by: str


@dataclass(frozen=True)
class Paper:
    """What the programme prints; ``approved`` is the day of the edition in force, None for a draft."""

    institution: str
    founder: str
    city: str
    kind: str
    school: bool
    element: str
    code: str
    level: str
    year: str
    goals: str
    author: str
    director: str
    agreed: str
    order: str
    approved: date | None
    approved_by: str
    sections: tuple[Section, ...]
    content: tuple[Content, ...]
    materials: tuple[tuple[int, str, str], ...]
    """Number of the lesson, title, address."""
    changes: tuple[Change, ...]

    @property
    def hours(self) -> int:
        """Academic hours of the whole programme."""
        return sum(section.hours for section in self.sections)


def title(paper: Paper) -> str:
    """«Рабочая программа, Материаловедение, 2026/2027»."""
    return f"{NAME}, {paper.element}, {paper.year}{'' if paper.approved else ', проект'}"


def context(paper: Paper) -> dict[str, object]:
    """Values ready for the page."""
    school_subject = paper.school and paper.kind == ElementKind.DISCIPLINE
    lessons = [lesson for section in paper.sections for topic in section.topics for lesson in topic.lessons]
    by_kind = {name: sum(row.hours for row in lessons if row.activity == kind) for kind, name in KINDS.items()}
    parts = [f"{name} {hours}" for name, hours in by_kind.items() if hours]
    facts = (
        (LEVEL, paper.level),
        (YEAR, paper.year),
        (HOURS, f"{paper.hours}" + (f" ({', '.join(parts)})" if len(parts) > 1 else "")),
        (COMPOSED, paper.author),
    )
    return {
        "paper": paper,
        "title": SUBJECT if school_subject else TITLES[ElementKind(paper.kind)],
        "name": f"{paper.code} {paper.element}".strip(),
        "draft": "" if paper.approved else DRAFT,
        "facts": [(label, value) for label, value in facts if value],
        "considered": CONSIDERED,
        "agreed": AGREED,
        "agreed_by": f"{paper.approved_by}, {russian.long_date(paper.approved)}".removeprefix(", ")
        if paper.approved
        else "",
        "approved": APPROVED,
        "director": DIRECTOR,
        "year_of": paper.approved.year if paper.approved else "",
        "goals": GOALS,
        "plan": PLAN,
        "headings": HEADINGS,
        "sections": [
            (
                section.title,
                section.hours,
                [(topic, [_cells(row) for row in topic.lessons]) for topic in section.topics],
            )
            for section in paper.sections
        ],
        "total": TOTAL,
        "content_title": CONTENT,
        "content_headings": CONTENT_HEADINGS,
        "content": [(row.code, row.name, ", ".join(map(str, row.lessons))) for row in paper.content],
        "materials_title": MATERIALS,
        "changes_title": CHANGES,
        "change_headings": CHANGE_HEADINGS,
        "changes": [
            (number, row.reason, row.opened_by or NOTHING, f"{row.approved:%d.%m.%Y}", row.approved_by or NOTHING)
            for number, row in enumerate(paper.changes, start=1)
        ],
        "no_changes": NO_CHANGES,
    }


def _cells(row: Lesson) -> tuple[object, ...]:
    kind = KINDS.get(Activity(row.activity), "")
    return (
        row.number,
        row.topic,
        row.hours,
        f"{kind}, {row.work_kind}" if row.work_kind else kind,
        ", ".join(row.codes) or NOTHING,
        row.homework or NOTHING,
    )
