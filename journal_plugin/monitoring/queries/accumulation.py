"""Accumulation of marks: where a term has too few of them (E12, E13)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from journal_plugin.calendar.models import Term
from journal_plugin.institution.models import Institution
from journal_plugin.lessons.enums import JournalKind
from journal_plugin.lessons.models import Journal
from journal_plugin.marks.models import Mark
from journal_plugin.people.models import Membership


@dataclass(frozen=True)
class Accumulation:
    """A journal in a term: how many of its learners have fewer marks than needed, and no monthly mark (E12, E13).

    Marks count for the discipline, in whichever journal of the year they stand: who moves keeps his where they were earned.
    """

    journal: int
    group: str
    element: str
    learners: int
    few: int
    no_monthly: int


def accumulations(journals: QuerySet[Journal], institution: Institution, term: Term, today: date) -> list[Accumulation]:
    """Every journal kept with marks that has had lessons in the term; four reads."""
    until = min(term.until, today)
    held = Q(lessons__date__range=(term.since, until), lessons__cancelled=False)
    shown = (
        journals.filter(held, institution=institution, year=term.year_id)
        .exclude(kind=JournalKind.UNMARKED)
        .distinct()
        .order_by("group__sort_key", "element__sort_key", "pk")
    )
    counts = _counts(shown, term.since, until)
    first_of_month = today.replace(day=1)
    monthly = _counts(shown, max(first_of_month, term.since), until, work__kind__monthly=True)
    members = _members(shown, until)
    lines = []
    named = shown.values_list("pk", "group_id", "element_id", "group__name", "element__name")
    for pk, group_id, element_id, group, element in named:
        learners = members.get(group_id, set())
        few = sum(counts.get((element_id, learner), 0) < institution.settings.least_marks for learner in learners)
        no_monthly = sum((element_id, learner) not in monthly for learner in learners)
        lines.append(Accumulation(pk, group, element, len(learners), few, no_monthly))
    return lines


def _counts(journals: QuerySet[Journal], since: date, until: date, **more) -> dict[tuple[int, int], int]:
    """(element, learner) -> marks of the scale on those days, for the elements of ``journals``."""
    marks = Mark.objects.filter(
        work__lesson__journal__element__in=journals.order_by().values("element"),
        work__lesson__date__range=(since, until),
        code__in=("1", "2", "3", "4", "5"),
        **more,
    )
    element = "work__lesson__journal__element"
    rows = marks.order_by().values(element, "learner").annotate(count=Count("pk"))
    return {(pk, learner): count for pk, learner, count in rows.values_list(element, "learner", "count")}


def _members(journals: QuerySet[Journal], day: date) -> dict[int, set[int]]:
    """Group -> its learners of that day."""
    rows = Membership.objects.on(day).filter(group__in=journals.order_by().values("group"))
    members: dict[int, set[int]] = defaultdict(set)
    for group, learner in rows.values_list("group_id", "learner_id"):
        members[group].add(learner)
    return dict(members)
