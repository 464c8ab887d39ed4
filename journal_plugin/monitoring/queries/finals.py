"""Term marks against what stands in the journals: which are missing, which differ from what the average proposes (E18, I22)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Count, F, IntegerField, QuerySet, Sum
from django.db.models.functions import Cast

from journal_plugin.attestation.models import FinalMark
from journal_plugin.calendar.enums import TermKind
from journal_plugin.calendar.models import AcademicYear, Term
from journal_plugin.core.names import sort_key, surname_and_name
from journal_plugin.institution.models import Institution, InstitutionSettings
from journal_plugin.lessons.enums import JournalKind
from journal_plugin.lessons.models import Journal
from journal_plugin.marks.averages import mean, proposed
from journal_plugin.marks.models import Mark
from journal_plugin.people.models import Membership

NUMBERS = ("1", "2", "3", "4", "5")
LAST_WEEK = timedelta(days=6)
"""So long before a term ends its marks are given (W10); a missing one is told of from then on."""


@dataclass(frozen=True)
class Differs:
    """A learner whose term mark is another than the proposed one."""

    learner: str
    average: Decimal
    proposed: str
    final: str


@dataclass(frozen=True)
class FinalsLine:
    """A journal of a term: its learners, who has no term mark, whose differs."""

    journal: int
    group: str
    element: str
    learners: int
    blank: tuple[str, ...]
    differs: tuple[Differs, ...]


class Begun(NamedTuple):
    """A study period; ``sums``: it sums up the marks of others."""

    pk: int
    name: str
    since: date
    until: date
    kind: str
    course: int | None
    year: int
    sums: bool


def terms_begun(year: AcademicYear, today: date) -> tuple[Begun, ...]:
    """The study periods of the year that have begun, the one to end first first; one query."""
    terms = Term.objects.telling().filter(year=year, since__lte=today).order_by("sums", "until", "-kind", "number")
    return tuple(Begun(*row) for row in terms.values_list(*Begun._fields))


def finals_lines(
    journals: QuerySet[Journal], institution: Institution, term: Begun, today: date
) -> tuple[FinalsLine, ...]:
    """Every journal kept with marks that has had lessons in ``term`` ; four reads.

    Marks count for the discipline, in whichever journal of the year they stand; a year counts the marks of its periods.
    Before its last week no term mark is missing; that for the whole time of study never is. Who is in a subgroup and in its
    group is told of once.
    """
    shown = (
        journals.filter(
            institution=institution,
            year=term.year,
            lessons__date__range=(term.since, min(term.until, today)),
            lessons__cancelled=False,
        )
        .exclude(kind=JournalKind.UNMARKED)
        .distinct()
    )
    if term.course is not None:
        shown = shown.filter(group__course=term.course)
    finals = _finals(shown, term)
    averages = _averages(shown, term, institution.settings)
    members = _members(shown, min(term.until, today))
    is_due = today >= term.until - LAST_WEEK and term.kind != TermKind.STUDY
    told: set[tuple[int, int]] = set()
    lines = []
    rows = shown.order_by(F("group__parent").asc(nulls_last=True), "group__sort_key", "element__sort_key", "pk")
    for journal, group, element, group_name, element_name in rows.values_list(
        "pk", "group_id", "element_id", "group__name", "element__name"
    ):
        learners = members.get(group, {})
        blank = {(element, pk): name for pk, name in learners.items() if (element, pk) not in finals and is_due}
        differs = []
        for pk, name in learners.items():
            stands, where = finals.get((element, pk), ("", 0))
            value, code = averages.get((element, pk), (Decimal(), stands))
            if where == journal and stands in NUMBERS and stands != code:
                differs.append(Differs(name, value, code, stands))
        names = tuple(name for place, name in blank.items() if place not in told)
        told |= blank.keys()
        lines.append(FinalsLine(journal, group_name, element_name, len(learners), names, tuple(differs)))
    return tuple(sorted(lines, key=lambda line: sort_key(line.group)))


def _finals(journals: QuerySet[Journal], term: Begun) -> dict[tuple[int, int], tuple[str, int]]:
    """(element, learner) -> the term mark that stands, and in which journal."""
    rows = FinalMark.objects.filter(term=term.pk, journal__element__in=journals.order_by().values("element"))
    fields = ("journal__element_id", "learner_id", "code", "journal_id")
    given = rows.exclude(code="").values_list(*fields)
    return {(element, learner): (code, journal) for element, learner, code, journal in given}


def _averages(
    journals: QuerySet[Journal], term: Begun, settings: InstitutionSettings
) -> dict[tuple[int, int], tuple[Decimal, str]]:
    """(element, learner) -> the average and the mark that it proposes."""
    elements = journals.order_by().values("element")
    number = Cast("code", IntegerField())
    rows: QuerySet
    total: Any = Sum(number)
    weights: Any = Count("pk")
    if term.sums:
        place = ("journal__element_id", "learner_id")
        sums = (TermKind.YEAR, TermKind.STUDY)
        rows = FinalMark.objects.filter(term__year=term.year, journal__element__in=elements)
        rows = rows.exclude(term__kind__in=sums)
    else:
        place = ("work__lesson__journal__element_id", "learner_id")
        days = (term.since, term.until)
        rows = Mark.objects.filter(work__lesson__journal__element__in=elements, work__lesson__date__range=days)
        if settings.weighted_average:
            total, weights = Sum(number * F("work__weight")), Sum("work__weight")
    grouped = rows.filter(code__in=NUMBERS).order_by().values(*place).annotate(total=total, weights=weights)
    thresholds = {
        "five": settings.threshold_five,
        "four": settings.threshold_four,
        "three": settings.threshold_three,
    }
    found = {}
    for element, learner, total_found, weights_found in grouped.values_list(*place, "total", "weights"):
        value = mean(total_found, weights_found)
        if value is not None:
            found[element, learner] = (value, proposed(value, **thresholds))
    return found


def _members(journals: QuerySet[Journal], day: date) -> dict[int, dict[int, str]]:
    """Group -> its learners of that day: id -> surname and name, in order."""
    rows = Membership.objects.on(day).filter(group__in=journals.order_by().values("group"))
    members: dict[int, dict[int, str]] = defaultdict(dict)
    names = ("learner__person__last_name", "learner__person__first_name")
    for group, learner, *name in rows.order_by("learner__person__sort_key").values_list(
        "group_id", "learner_id", *names
    ):
        members[group][learner] = surname_and_name(*name)
    return dict(members)
