"""The page of finals: averages of every study period beside the marks that stand for it (E14, E19)."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from journal_plugin.attestation.models import FinalMark
from journal_plugin.calendar.enums import TermKind
from journal_plugin.core.dates import long_day
from journal_plugin.core.plurals import counted
from journal_plugin.core.typography import NOTHING, bind, decimal_comma
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

    ``few``: the discipline has fewer marks than the institution asks for (E12). ``together``: the average with marks that
    stand in other journals of the discipline, of another subgroup or group; empty where there are none. ``differs``: the
    mark that stands is another than the proposed one (E18). A year counts the marks of its periods, the whole time of
    study those of the years.
    """

    count: int
    few: bool
    together: str
    average: str
    formula: str
    proposed: str
    final: str

    @property
    def differs(self) -> bool:
        """Whether the teacher has decided otherwise."""
        return self.final.isdigit() and self.proposed not in ("", self.final)


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
        if not term.sums and term.since <= today <= term.until <= today + timedelta(days=REMIND_DAYS):
            names = tuple(line.name for line in lines if line.cells[place].few)
            return FewMarks(term.name, long_day(term.until, today), names) if names else None
    return None


def final_lines(journal: Journal, spans: tuple[Span, ...], today: date) -> tuple[FinalLine, ...]:
    """The page of finals: every learner of the year x every study period; three reads."""
    settings = journal.institution.settings
    terms = [span for span in spans if span.pk is not None]
    members = Membership.objects.filter(group=journal.group_id).between(journal.year.since, journal.year.until)
    people = {
        learner: f"{last} {first}"
        for learner, last, first in members.order_by("learner__person__sort_key", "learner_id").values_list(
            "learner_id", "learner__person__last_name", "learner__person__first_name"
        )
    }
    own, whole = _marks(journal, list(people), [term for term in terms if not term.sums])
    finals, summed = _finals(journal, list(people), terms)
    own, whole = own | summed, whole | summed

    def cell(learner: int, term: Span) -> FinalCell:
        pairs, everywhere = own.get((learner, term.pk), []), whole.get((learner, term.pk), [])
        value = average(pairs, weighted=settings.weighted_average)
        return FinalCell(
            count=_count(pairs),
            few=not term.sums and term.since <= today and _count(everywhere) < settings.least_marks,
            together=_together(everywhere, weighted=settings.weighted_average) if everywhere != pairs else "",
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


_Marks = dict[tuple[int, int | None], list[tuple[str, int]]]
"""(learner, term) -> (code, weight) of his marks by time."""


def _marks(journal: Journal, learners: list[int], terms: list[Span]) -> tuple[_Marks, _Marks]:
    """Marks of this journal, and of all journals of its element in the year: who moves keeps his where they were earned."""
    own: _Marks = {}
    whole: _Marks = {}
    given = Mark.objects.exclude(code="").filter(
        learner__in=learners,
        work__lesson__journal__element=journal.element_id,
        work__lesson__journal__year=journal.year_id,
    )
    for learner, book, day, code, weight in given.order_by("work__lesson__date", "pk").values_list(
        "learner_id", "work__lesson__journal_id", "work__lesson__date", "code", "work__weight"
    ):
        for term in terms:
            if term.since <= day <= term.until:
                whole.setdefault((learner, term.pk), []).append((code, weight))
                if book == journal.pk:
                    own.setdefault((learner, term.pk), []).append((code, weight))
    return own, whole


def _finals(
    journal: Journal, learners: list[int], terms: list[Span]
) -> tuple[dict[tuple[int, int | None], str], _Marks]:
    """What stands in this journal, and what years and the whole time of study sum up: marks of all journals of the element.

    A year that has a mark of its own stands in the whole time for its periods.
    """
    rows = FinalMark.objects.filter(
        learner__in=learners, journal__element=journal.element_id, term__until__lte=journal.year.until
    ).exclude(code="")
    finals: dict[tuple[int, int | None], str] = {}
    periods: dict[tuple[int, int], list[tuple[str, int]]] = {}
    years: dict[tuple[int, int], list[tuple[str, int]]] = {}
    reached: dict[tuple[int, int], None] = {}
    for learner, term, code, kind, year, book in rows.order_by("term__until", "pk").values_list(
        "learner_id", "term_id", "code", "term__kind", "journal__year_id", "journal_id"
    ):
        if book == journal.pk:
            finals[learner, term] = code
        if kind != TermKind.STUDY:
            reached[learner, year] = None
            (years if kind == TermKind.YEAR else periods).setdefault((learner, year), []).append((code, 1))
    summed: _Marks = {}
    for span in (span for span in terms if span.sums):
        for learner, year in reached:
            if span.kind == TermKind.STUDY:
                found = years.get((learner, year)) or periods[learner, year]
                summed.setdefault((learner, span.pk), []).extend(found)
            elif year == journal.year_id:
                summed[learner, span.pk] = periods.get((learner, year), [])
    return finals, summed


def _count(pairs: list[tuple[str, int]]) -> int:
    return sum(code.isdigit() for code, _weight in pairs)


def _together(pairs: list[tuple[str, int]], *, weighted: bool) -> str:
    """«с другими журналами 4,33 (7 отметок)»."""
    value = average(pairs, weighted=weighted)
    if value is None:
        return ""
    said = {"average": decimal_comma(value), "marks": counted(_count(pairs), "mark")}
    return bind(_("with other journals %(average)s (%(marks)s)") % said)
