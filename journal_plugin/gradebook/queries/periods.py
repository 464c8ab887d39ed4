"""The study periods of a journal's year, and which of them a page shows."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from journal_plugin.calendar.enums import TermKind
from journal_plugin.calendar.models import Term
from journal_plugin.core.prepared import Prepared
from journal_plugin.lessons.queries import Glance


@dataclass(frozen=True)
class Span:
    """A study period of the journal's year; ``sums``: it sums up the marks of the others (E16, E17)."""

    pk: int | None
    name: str
    since: date
    until: date
    kind: str = ""
    sums: bool = False

    @property
    def key(self) -> str:
        """How addresses call it."""
        return str(self.pk or WHOLE)


WHOLE = "year"
"""How addresses call the whole year: the period of that kind where marks are given for it."""

_TERMS = Prepared(
    lambda year, course: (
        Term.objects.telling()
        .filter(Q(course=None) | Q(course=course), year=year)
        .order_by("since", "number")
        .values_list("pk", "name", "since", "until", "kind", "sums")
    ),
    int,
    int,
)


def spans_of(look: Glance) -> tuple[Span, ...]:
    """The study periods of the journal's group, then the whole year, then the whole time of study; one read."""
    terms = [Span(*row) for row in _TERMS.rows(look.year, look.course)]
    sums = sorted((span for span in terms if span.sums), key=lambda span: span.kind == TermKind.STUDY)
    if not any(span.kind == TermKind.YEAR for span in sums):
        sums.insert(0, Span(None, _("whole year"), look.year_since, look.year_until, sums=True))
    return (*(span for span in terms if not span.sums), *sums)


def chosen_span(spans: tuple[Span, ...], wanted: str, today: date) -> Span:
    """The wanted period ("year" is the whole), else today's, else the next one, else the last."""
    by_key = {span.key: span for span in spans}
    whole = next(span for span in spans if span.sums)
    if wanted in (*by_key, WHOLE):
        return by_key.get(wanted, whole)
    terms = [span for span in spans if not span.sums] or [whole]
    return next((span for span in terms if span.until >= today), terms[-1])
