"""Marks of a period by subjects: every mark in a row, the average and how it was counted, the term mark and the outlook."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from django.db.models import BooleanField, QuerySet, Value
from django.db.models.functions import Cast

from journal_plugin.attendance.enums import ABSENT_CODES
from journal_plugin.attendance.models import Attendance
from journal_plugin.attestation.models import FinalMark
from journal_plugin.core.names import initials, sort_key
from journal_plugin.core.prepared import Prepared
from journal_plugin.curriculum.models import TeachingAssignment
from journal_plugin.diary.queries.children import Child, Thresholds
from journal_plugin.diary.queries.periods import Period
from journal_plugin.marks.averages import average, formula
from journal_plugin.marks.forecast import Outlook, running
from journal_plugin.marks.forecast import outlook as expected
from journal_plugin.marks.models import Mark


class MarkCard(NamedTuple):
    """A mark in the row of its subject."""

    pk: int
    code: str
    kind: str
    corrected: bool


class Figures(NamedTuple):
    """What marks come to; ``course`` is the average after each of them, ``outlook`` None where no thresholds are set."""

    average: Decimal | None = None
    formula: str = ""
    course: tuple[float, ...] = ()
    outlook: Outlook | None = None


NO_FIGURES = Figures()


@dataclass
class Subject:
    """A subject in a period: a ``row`` of marks and signs of attendance by time, marks to count as (code, weight).

    ``finals`` are (period's name, term mark).
    """

    element: int
    name: str
    teachers: list[str] = field(default_factory=list)
    row: list[MarkCard | str] = field(default_factory=list)
    counted: list[tuple[str, int]] = field(default_factory=list)
    finals: list[tuple[str, str]] = field(default_factory=list)
    figures: Figures = NO_FIGURES


@dataclass(frozen=True)
class FinalCard:
    """A term mark of any year."""

    subject: str
    period: str
    year: str
    code: str


@dataclass(frozen=True)
class Marks:
    """The page of marks; ``missed`` in academic hours, ``unexcused`` the part of it without a justified reason."""

    subjects: tuple[Subject, ...]
    average: Decimal | None
    counts: tuple[tuple[str, int], ...]
    finals: tuple[FinalCard, ...]
    missed: int
    unexcused: int


def marks_of(child: Child, period: Period, today: date) -> Marks:
    """Marks of the child in the period, whichever group they were given in; three queries, however many they are.

    What is announced for days after ``today`` is no absence yet.
    """
    subjects = _taught(child, period)
    codes, missed, unexcused = list[str](), 0, 0
    until = min(period.until, today)
    rows = [row for row in _GIVEN.raw(learner=child.pk, since=period.since) if row[2] <= until]
    rows.sort(key=_BY_TIME)
    for element, name, _day, _number, _position, pk, code, weight, kind, excused, version in rows:
        subject = subjects.get(element) or subjects.setdefault(element, Subject(element, name))
        if pk:
            subject.row.append(MarkCard(pk, code, kind, version > 1))
            subject.counted.append((code, weight))
            codes.append(code)
            continue
        subject.row.append(code)
        if code in ABSENT_CODES:
            missed += weight
            unexcused += 0 if excused else weight
    finals = _finals(child, period, subjects)
    for subject in subjects.values():
        subject.figures = _figures(tuple(subject.counted), child.school.weighted is not False, child.school.thresholds)
    ordered = tuple(sorted(subjects.values(), key=lambda subject: _order(subject.name)))
    numbers = [(code, 1) for code in codes]
    return Marks(
        ordered,
        average(numbers, weighted=False),
        tuple((code, codes.count(code)) for code in ("5", "4", "3", "2", "1") if code in codes),
        finals,
        missed,
        unexcused,
    )


_LOAD = Prepared(
    lambda groups, since, until, institution: (
        TeachingAssignment.objects.filter(
            group__in=groups, term__since__lte=until, term__until__gte=since, term__year__institution=institution
        )
        .order_by("pk")
        .values_list(
            "element_id",
            "element__name",
            "staff__person__last_name",
            "staff__person__first_name",
            "staff__person__patronymic",
        )
    ),
    groups=[int],
    since=date,
    until=date,
    institution=int,
)


# Only the first day is asked of the database: by both, PostgreSQL takes any period for a short one, and would rather go
# through all lessons of all groups than through the marks of one learner.
def _given(learner: int, since: date) -> QuerySet:
    """Marks, and signs of attendance as marks without an id whose weight is the lesson's hours: in one, see fresh.py."""
    marks = Mark.objects.filter(learner=learner, work__lesson__date__gte=since).exclude(code="")
    signs = Attendance.objects.filter(learner=learner, lesson__date__gte=since).exclude(code="")
    return (
        marks.annotate(excused=Cast(Value(None), BooleanField()))
        .values_list(
            "work__lesson__journal__element_id",
            "work__lesson__journal__element__name",
            "work__lesson__date",
            "work__lesson__number",
            "work__position",
            "pk",
            "code",
            "work__weight",
            "work__kind__name",
            "excused",
            "version",
        )
        .union(
            signs.annotate(position=Value(0), mark=Value(0), kind=Value("")).values_list(
                "lesson__journal__element_id",
                "lesson__journal__element__name",
                "lesson__date",
                "lesson__number",
                "position",
                "mark",
                "code",
                "lesson__hours",
                "kind",
                "excused",
                "version",
            ),
            all=True,
        )
    )


_GIVEN = Prepared(_given, learner=int, since=date)
_BY_TIME = itemgetter(2, 3, 4, 5)
_FINALS = Prepared(
    lambda learner: (
        FinalMark.objects.filter(learner=learner)
        .exclude(code="")
        .order_by("-term__until", "term__since", "term__kind", "-term__number", "journal__element__sort_key")
        .values_list(
            "journal__element_id",
            "journal__element__name",
            "term__name",
            "term__year__name",
            "code",
            "term__since",
            "term__until",
        )
    ),
    learner=int,
)


def _taught(child: Child, period: Period) -> dict[int, Subject]:
    """Subjects of the child's groups by the load of the period, with their teachers."""
    rows = _LOAD.rows(
        groups=child.groups_between(period.since, period.until),
        since=period.since,
        until=period.until,
        institution=child.school.pk,
    )
    subjects: dict[int, Subject] = {}
    for element, name, *person in rows:
        subject = subjects.setdefault(element, Subject(element, name))
        teacher = initials(*person)
        if teacher not in subject.teachers:
            subject.teachers.append(teacher)
    return subjects


def _finals(child: Child, period: Period, subjects: dict[int, Subject]) -> tuple[FinalCard, ...]:
    """Adds the term marks of the period to their subjects; the term marks of all years."""
    rows = _FINALS.rows(learner=child.pk)
    cards = []
    for element, name, term, year, code, since, until in rows:
        cards.append(FinalCard(name, term, year, code))
        if period.since <= since and until <= period.until:
            subjects.setdefault(element, Subject(element, name)).finals.append((term, code))
    return tuple(cards)


_order = lru_cache(maxsize=5000)(sort_key)


@lru_cache(maxsize=4000)
def _figures(marks: tuple[tuple[str, int], ...], weighted: bool, thresholds: Thresholds | None) -> Figures:
    """Of (code, weight) pairs; kept, because from one evening to the next one subject of ten gets a mark."""
    outlook = expected(marks, weighted=weighted, **thresholds._asdict()) if thresholds else None
    return Figures(
        average(marks, weighted=weighted), formula(marks, weighted=weighted), running(marks, weighted=weighted), outlook
    )
