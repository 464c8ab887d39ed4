"""The page of finals: averages of every study period beside the marks that stand for it (E14, E19)."""

from dataclasses import dataclass
from datetime import date, timedelta

from journal_plugin.attestation.models import FinalMark
from journal_plugin.core.dates import long_day
from journal_plugin.core.typography import NOTHING, decimal_comma
from journal_plugin.gradebook.queries.periods import Span
from journal_plugin.lessons.models import Journal
from journal_plugin.marks.averages import average, formula, proposed
from journal_plugin.marks.models import Mark
from journal_plugin.people.models import Membership

REMIND_DAYS = 30
"""So many days before a study period ends, too few marks are told of."""


@dataclass(frozen=True)
class FinalCell:
    """A learner's term: how many marks, their average with formula, the mark that thresholds propose, the one that stands.

    ``few``: there are fewer marks than the institution asks for (E12).
    """

    count: int
    few: bool
    average: str
    formula: str
    proposed: str
    final: str


@dataclass(frozen=True)
class FinalLine:
    """A learner with his terms."""

    number: int
    learner: int
    name: str
    cells: tuple[FinalCell, ...]


@dataclass(frozen=True)
class FewMarks:
    """Who has too few marks in the study period that ends soon, and when it ends (E12)."""

    term: str
    until: str
    names: tuple[str, ...]


def few_marks(lines: tuple[FinalLine, ...], spans: tuple[Span, ...], today: date) -> FewMarks | None:
    """The reminder of the page in the last weeks of a study period; None where everybody has enough or it ends later."""
    for place, term in enumerate(span for span in spans if span.pk is not None):
        if term.since <= today <= term.until <= today + timedelta(days=REMIND_DAYS):
            names = tuple(line.name for line in lines if line.cells[place].few)
            return FewMarks(term.name, long_day(term.until, today), names) if names else None
    return None


def final_lines(journal: Journal, spans: tuple[Span, ...], today: date) -> tuple[FinalLine, ...]:
    """The page of finals: every learner of the year x every study period; three reads."""
    settings = journal.institution.settings
    terms = [span for span in spans if span.pk is not None]
    members = Membership.objects.filter(group=journal.group_id).between(spans[-1].since, spans[-1].until)
    people = {
        learner: f"{last} {first}"
        for learner, last, first in members.order_by("learner__person__sort_key", "learner_id").values_list(
            "learner_id", "learner__person__last_name", "learner__person__first_name"
        )
    }
    marks: dict[tuple[int, int | None], list[tuple[str, int]]] = {}
    given = Mark.objects.exclude(code="").filter(work__lesson__journal=journal).order_by("work__lesson__date")
    for learner, day, code, weight in given.values_list("learner_id", "work__lesson__date", "code", "work__weight"):
        for term in terms:
            if term.since <= day <= term.until:
                marks.setdefault((learner, term.pk), []).append((code, weight))
    finals = {
        (learner, term): code
        for learner, term, code in FinalMark.objects.filter(journal=journal).values_list(
            "learner_id", "term_id", "code"
        )
    }

    def cell(learner: int, term: Span) -> FinalCell:
        pairs = marks.get((learner, term.pk), [])
        count = sum(code.isdigit() for code, _weight in pairs)
        value = average(pairs, weighted=settings.weighted_average)
        return FinalCell(
            count=count,
            few=term.since <= today and count < settings.least_marks,
            average=decimal_comma(value),
            formula=formula(pairs, weighted=settings.weighted_average),
            proposed=proposed(
                value, five=settings.threshold_five, four=settings.threshold_four, three=settings.threshold_three
            ),
            final=finals.get((learner, term.pk), "") or NOTHING,
        )

    return tuple(
        FinalLine(number, learner, name, tuple(cell(learner, term) for term in terms))
        for number, (learner, name) in enumerate(people.items(), 1)
    )
