"""Forms of control (pure): as tables show them, as lists write them, with which an institution starts (A11)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

from django.utils.translation import gettext as _

from journal_plugin.core.names import search_key
from journal_plugin.curriculum.enums import SWITCHED, Counted, ResultScale
from journal_plugin.institution.enums import InstitutionKind


@dataclass(frozen=True)
class Control:
    """A form of control in a table of a curriculum."""

    name: str
    short: str
    counts: str = Counted.NEITHER


@dataclass(frozen=True)
class ControlCard:
    """A form of control as it stands in a list; its name keeps its identity."""

    name: str
    short: str
    counts: str = Counted.NEITHER
    scale: str = ResultScale.MARKS
    levels: str = ""
    act: str = ""
    archived: bool = False

    @property
    def key(self) -> str:
        """The name, in any case."""
        return search_key(self.name)


class TermControl(NamedTuple):
    """The form of control that ends a study period: names of both, and the scale of its result."""

    term: str
    name: str
    scale: str


def said_of_controls(controls: Iterable[tuple[str, str]]) -> str:
    """What readers are told of (study period, form of control), "" of none: «форма контроля: зачёт (1 семестр)» (B15)."""
    forms = ", ".join(f"{name} ({term})" for term, name in controls)
    return _("form of control: %(forms)s") % {"forms": forms} if forms else ""


def suits(levels: str, level: str) -> bool:
    """Whether a form of ``levels`` (with commas; none: all) is for a programme of ``level`` (none: any)."""
    known = {search_key(name) for name in levels.split(",") if name.strip()}
    return not known or not level or search_key(level) in known


def names_of(cards: Iterable[ControlCard]) -> dict[str, str]:
    """What lists may call a form, folded -> its name: short names, and over them full ones."""
    forms = list(cards)
    return {search_key(form.short): form.name for form in forms} | {form.key: form.name for form in forms}


@dataclass(frozen=True)
class Place:
    """A line of a curriculum as the plan of the year reads it; ``control`` is a short name, None where the period has none."""

    programme: str
    element: str
    kind: str
    curriculum: int
    title: str
    course: int
    term: str
    control: str | None


@dataclass(frozen=True)
class Said:
    """A subject in a course: its forms of control with their periods; none at all is ``missing`` unless it needs none."""

    forms: tuple[tuple[str, str], ...] = ()
    missing: bool = False


@dataclass(frozen=True)
class YearPlan:
    """A programme: its curricula as (id, name, course), and (subject, what is said in each of them or None)."""

    title: str
    curricula: tuple[tuple[int, str, int], ...]
    rows: tuple[tuple[str, tuple[Said | None, ...]], ...]

    @property
    def missing(self) -> int:
        """How many subjects of courses have no form of control."""
        return sum(cell.missing for _name, cells in self.rows for cell in cells if cell)

    def missing_only(self) -> "YearPlan":
        """The same with only the subjects that lack one somewhere."""
        return replace(self, rows=tuple(row for row in self.rows if any(cell and cell.missing for cell in row[1])))


def year_plan(title: str, places: Iterable[Place]) -> YearPlan:
    """The plan of one programme of ``places``, which come by subject and period."""
    own = list(places)
    curricula = sorted({(place.course, place.title, place.curriculum) for place in own})
    forms: dict[str, dict[int, list[tuple[str, str]]]] = {}
    kinds: dict[str, str] = {}
    for place in own:
        kinds[place.element] = place.kind
        said = forms.setdefault(place.element, {}).setdefault(place.curriculum, [])
        said += [(place.control, place.term)] if place.control else []
    rows = tuple(
        (name, tuple(_said(kinds[name], here.get(pk)) for _course, _title, pk in curricula))
        for name, here in forms.items()
    )
    return YearPlan(title, tuple((pk, name, course) for course, name, pk in curricula), rows)


def _said(kind: str, forms: list[tuple[str, str]] | None) -> Said | None:
    return None if forms is None else Said(tuple(forms), not forms and kind not in SWITCHED)


_EXAM, _CREDIT, _NEITHER = Counted.EXAM, Counted.CREDIT, Counted.NEITHER
_COLLEGE = (
    ControlCard("зачёт", "зачёт", _CREDIT, ResultScale.CREDIT),
    ControlCard("дифференцированный зачёт", "дифзачёт", _CREDIT),
    ControlCard("экзамен", "экзамен", _EXAM),
    ControlCard("экзамен по модулю", "экз. по мод.", _EXAM),
    ControlCard("квалификационный экзамен", "квал. экз.", _EXAM),
    ControlCard("демонстрационный экзамен", "демоэкзамен", _EXAM),
    ControlCard("курсовая работа", "курс. работа"),
    ControlCard("курсовой проект", "курс. проект"),
    ControlCard("защита индивидуального проекта", "инд. проект"),
    ControlCard("защита отчёта по практике", "отчёт по пр.", _NEITHER, ResultScale.BOTH),
    ControlCard("контрольная работа", "контр. работа"),
    ControlCard("накопительная оценка", "накопит.", _NEITHER, ResultScale.BOTH),
)
_SCHOOL = (
    ControlCard("годовая отметка", "год. отметка"),
    ControlCard("контрольная работа", "контр. работа"),
    ControlCard("итоговый тест", "тест"),
    ControlCard("защита проекта", "проект", _NEITHER, ResultScale.BOTH),
    ControlCard("накопительная оценка", "накопит.", _NEITHER, ResultScale.BOTH),
    ControlCard("зачёт", "зачёт", _CREDIT, ResultScale.CREDIT),
    ControlCard("экзамен", "экзамен", _EXAM, levels="основное общее образование, среднее общее образование"),
)
STARTING = {InstitutionKind.COLLEGE: _COLLEGE, InstitutionKind.SCHOOL: _SCHOOL}
"""Kind of institution -> the forms of control of a new one, in the order of its lists."""
