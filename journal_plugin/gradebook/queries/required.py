"""Laboratory, practical and course works that the curriculum asks for: what was held, who has not done it (D09)."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from journal_plugin.attendance.enums import ABSENT_CODES
from journal_plugin.attendance.models import Attendance
from journal_plugin.attendance.signs import CIRCLES
from journal_plugin.core import dates
from journal_plugin.core.names import surname_and_name
from journal_plugin.core.spans import covers
from journal_plugin.core.typography import NOTHING
from journal_plugin.curriculum.models import PlannedLesson
from journal_plugin.lessons.models import Journal, Work, WorkKind
from journal_plugin.marks.models import Mark
from journal_plugin.marks.scales import OWED
from journal_plugin.people.models import Membership


@dataclass(frozen=True)
class KindLine:
    """A kind of work: how many the thematic plan asks for, how many were held."""

    code: str
    name: str
    planned: int
    held: int

    @property
    def ahead(self) -> int:
        """How many more the plan asks for."""
        return max(self.planned - self.held, 0)


@dataclass(frozen=True)
class HeldWork:
    """A column: a required work of a lesson that has been held."""

    pk: int
    lesson: int
    code: str
    name: str
    day: str


@dataclass(frozen=True)
class WorkCell:
    """What a learner has: ``look`` is done, owed, out (not in the group then) or a circle: was absent, has not done it."""

    text: str
    look: str

    @property
    def is_missing(self) -> bool:
        """The work is to be done yet."""
        return self.look not in ("done", "out")


@dataclass(frozen=True)
class RequiredLine:
    """A learner; ``owes`` is the number of works not done, None for one who has left the group."""

    number: int
    name: str
    cells: tuple[WorkCell, ...]
    owes: int | None


@dataclass(frozen=True)
class RequiredPage:
    """Kinds by number, works as columns, learners as lines."""

    kinds: tuple[KindLine, ...]
    works: tuple[HeldWork, ...]
    lines: tuple[RequiredLine, ...]

    @property
    def owing(self) -> int:
        """How many learners of today owe something."""
        return sum(bool(line.owes) for line in self.lines)


def required_page(journal: Journal, today: date) -> RequiredPage:
    """The required works of the journal's year up to ``today``; six reads."""
    rows = list(_held(journal, today))
    works = tuple(
        HeldWork(pk, lesson, code, title or name, dates.short_day(day, today))
        for pk, lesson, day, code, name, title in rows
    )
    days = {pk: day for pk, _lesson, day, *_rest in rows}
    marks = {
        (work, learner): code
        for work, learner, code in Mark.objects.exclude(code="")
        .filter(work__in=days)
        .values_list("work_id", "learner_id", "code")
    }
    signs = {
        (lesson, learner): code
        for lesson, learner, code in Attendance.objects.filter(
            lesson__in={work.lesson for work in works}, code__in=ABSENT_CODES
        ).values_list("lesson_id", "learner_id", "code")
    }

    def cell(learner: int, spells: list[tuple[date, date | None]], work: HeldWork) -> WorkCell:
        code = marks.get((work.pk, learner), "")
        if code and code != OWED:
            return WorkCell(code, "done")
        if not any(covers(*spell, days[work.pk]) for spell in spells):
            return WorkCell("", "out")
        away = signs.get((work.lesson, learner))
        return WorkCell(away, CIRCLES[away]) if away else WorkCell(code or NOTHING, "owed")

    lines = []
    for (learner, name), spells in _members(journal).items():
        cells = tuple(cell(learner, spells, work) for work in works)
        stays = any(covers(*spell, today) for spell in spells)
        owes = sum(one.is_missing for one in cells) if stays else None
        if stays or any(one.look != "out" for one in cells):
            lines.append(RequiredLine(len(lines) + 1, name, cells, owes))
    return RequiredPage(_kinds(journal, rows), works, tuple(lines))


def _held(journal: Journal, today: date):
    """(work, lesson, day, sign and name of its kind, title) of the works of required kinds; one read."""
    held = Work.objects.filter(
        lesson__journal=journal, lesson__date__lte=today, lesson__cancelled=False, kind__required=True
    )
    ordered = held.order_by("lesson__date", "lesson__number", "position", "pk")
    return ordered.values_list("pk", "lesson_id", "lesson__date", "kind__code", "kind__name", "title")


def _members(journal: Journal) -> dict[tuple[int, str], list[tuple[date, date | None]]]:
    """(learner, name) -> when he was in the group, for everybody who was there in the year; one read."""
    members = Membership.objects.filter(group=journal.group_id).between(journal.year.since, journal.year.until)
    spells: dict[tuple[int, str], list[tuple[date, date | None]]] = {}
    for learner, last, first, since, until in members.order_by("learner__person__sort_key", "learner_id").values_list(
        "learner_id", "learner__person__last_name", "learner__person__first_name", "since", "until"
    ):
        spells.setdefault((learner, surname_and_name(last, first)), []).append((since, until))
    return spells


def _kinds(journal: Journal, held: list[tuple]) -> tuple[KindLine, ...]:
    """The required kinds that the plan asks for or that were held; two reads.

    A plan that several work programmes make is one plan for each of them; the fullest is what the journal follows.
    """
    counted = Counter(row[3] for row in held)
    asked = PlannedLesson.objects.filter(plan__element=journal.element_id, plan__year=journal.year_id, withdrawn=False)
    by_plan = asked.exclude(work_kind_code="").order_by().values("plan", "work_kind_code").annotate(number=Count("pk"))
    planned: dict[str, int] = {}
    for row in by_plan:
        planned[row["work_kind_code"]] = max(planned.get(row["work_kind_code"], 0), row["number"])
    kinds = WorkKind.objects.filter(institution=journal.institution_id, required=True).order_by("position", "pk")
    lines = (
        KindLine(code, name, planned.get(code, 0), counted[code]) for code, name in kinds.values_list("code", "name")
    )
    return tuple(line for line in lines if line.planned or line.held)
