"""What is read of journals for their pages: seven reads, however many journals, lessons and learners there are."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from journal_plugin.attendance.models import Attendance
from journal_plugin.attestation.models import FinalMark
from journal_plugin.calendar.enums import TermKind
from journal_plugin.calendar.models import Term
from journal_plugin.core.names import initials, surname_and_name
from journal_plugin.core.spans import covers
from journal_plugin.lessons.models import Journal, Lesson, LessonTeacher
from journal_plugin.marks.models import Mark
from journal_plugin.people.models import Membership
from journal_plugin.statements.documents.journal import Work

SHORT: dict[str, str] = {
    TermKind.QUARTER: "четв.",
    TermKind.TRIMESTER: "трим.",
    TermKind.HALF: "полуг.",
    TermKind.SEMESTER: "сем.",
}
WHOLE = {TermKind.YEAR: "год", TermKind.STUDY: "итог"}
SUBSTITUTE, BY_ORDER = "замена", "приказ №"


@dataclass(frozen=True)
class Held:
    """A lesson that was held, with its works by id and who held it."""

    pk: int
    day: date
    hours: int
    activity: str
    technology: str
    topic: str
    homework: str
    works: dict[int, Work]
    teachers: list[str]
    """Those of the timetable, by name."""
    instead: list[str]
    """Their substitutes with the orders."""


@dataclass(frozen=True)
class Member:
    """A learner of a group in the period, and when he was in it."""

    pk: int
    name: str
    spells: list[tuple[date, date | None]]

    def was_in(self, day: date) -> bool:
        """Whether he was in the group on that day."""
        return any(covers(*spell, day) for spell in self.spells)


@dataclass(frozen=True)
class Period:
    """A study period that ends within the pages; ``course`` is None for everybody's, ``sums``: it sums up the others."""

    pk: int
    year: int
    course: int | None
    name: str
    short: str
    since: date
    until: date
    sums: bool


@dataclass(frozen=True)
class Register:
    """The records of some journals between two days."""

    lessons: dict[int, list[Held]]
    """By journal."""
    members: dict[int, list[Member]]
    """By group."""
    marks: dict[tuple[int, int], tuple[str, int]]
    """(work, learner) -> code and weight."""
    signs: dict[tuple[int, int], str]
    """(lesson, learner) -> sign of attendance."""
    periods: list[Period]
    finals: dict[tuple[int, int, int], str]
    """(journal, period, learner) -> mark."""


def read_register(journals: Collection[Journal], since: date, until: date, formed: date) -> Register:
    """Lessons of the days up to ``formed`` that were not cancelled, who was there, what stands; seven reads."""
    lessons = _lessons(journals, since, min(until, formed))
    held = {"lesson__journal__in": journals, "lesson__date__range": (since, min(until, formed))}
    marks = Mark.objects.exclude(code="").filter(**{f"work__{path}": value for path, value in held.items()})
    signs = Attendance.objects.exclude(code="").filter(**held)
    periods = _periods({journal.year_id for journal in journals}, since, until)
    finals = FinalMark.objects.filter(journal__in=journals, term__in=[period.pk for period in periods])
    return Register(
        lessons=lessons,
        members=_members({journal.group_id for journal in journals}, since, until),
        marks={
            (work, learner): (code, weight)
            for work, learner, code, weight in marks.values_list("work_id", "learner_id", "code", "work__weight")
        },
        signs={
            (lesson, learner): code for lesson, learner, code in signs.values_list("lesson_id", "learner_id", "code")
        },
        periods=periods,
        finals={
            (journal, term, learner): code
            for journal, term, learner, code in finals.values_list("journal_id", "term_id", "learner_id", "code")
        },
    )


def _lessons(journals: Collection[Journal], since: date, until: date) -> dict[int, list[Held]]:
    found: dict[int, list[Held]] = defaultdict(list)
    by_pk: dict[int, Held] = {}
    rows = Lesson.objects.filter(journal__in=journals, date__range=(since, until), cancelled=False)
    fields = ("date", "hours", "activity", "technology", "topic", "homework")
    for journal, pk, *facts, work, sign, name, title in rows.order_by(
        "date", "number", "pk", "works__position", "works__pk"
    ).values_list("journal_id", "pk", *fields, "works__pk", "works__kind__code", "works__kind__name", "works__title"):
        if pk not in by_pk:
            by_pk[pk] = Held(pk, *facts, works={}, teachers=[], instead=[])
            found[journal].append(by_pk[pk])
        if work is not None:
            by_pk[pk].works[work] = Work(sign, name, title)
    people = LessonTeacher.objects.filter(lesson__in=rows.order_by().values("pk")).order_by("staff__person__sort_key")
    for pk, substitute, order_no, *name in people.values_list(
        "lesson_id",
        "substitute",
        "order_no",
        *(f"staff__person__{part}" for part in ("last_name", "first_name", "patronymic")),
    ):
        if substitute:
            order = f", {BY_ORDER} {order_no}" if order_no else ""
            by_pk[pk].instead.append(f"{initials(*name)}, {SUBSTITUTE}{order}")
        else:
            by_pk[pk].teachers.append(initials(*name))
    return found


def _members(groups: Collection[int], since: date, until: date) -> dict[int, list[Member]]:
    rows = Membership.objects.filter(group__in=groups).between(since, until)
    found: dict[int, dict[int, Member]] = defaultdict(dict)
    for group, learner, last, first, start, end in rows.order_by(
        "learner__person__sort_key", "learner_id", "since"
    ).values_list(
        "group_id", "learner_id", "learner__person__last_name", "learner__person__first_name", "since", "until"
    ):
        member = found[group].setdefault(learner, Member(learner, surname_and_name(last, first), []))
        member.spells.append((start, end))
    return {group: list(members.values()) for group, members in found.items()}


def _periods(years: Collection[int], since: date, until: date) -> list[Period]:
    terms = Term.objects.telling().filter(year__in=years, until__range=(since, until))
    fields = ("pk", "year_id", "course", "name", "since", "until", "sums", "kind", "number")
    return [
        Period(pk, year, course, name, f"{number} {SHORT[kind]}" if kind in SHORT else WHOLE[kind], *facts)
        for pk, year, course, name, *facts, kind, number in terms.order_by(
            "sums", "until", "-kind", "number"
        ).values_list(*fields)
    ]
