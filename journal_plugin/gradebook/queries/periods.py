"""The study periods of a journal's year, and which of them a page shows."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from journal_plugin.calendar.models import Term
from journal_plugin.core.prepared import Prepared
from journal_plugin.lessons.queries import Glance


@dataclass(frozen=True)
class Span:
    """A study period of the journal's year."""

    pk: int | None
    name: str
    since: date
    until: date

    @property
    def key(self) -> str:
        """How addresses call it."""
        return str(self.pk or "year")


_TERMS = Prepared(
    lambda year, course: (
        Term.objects.filter(Q(course=None) | Q(course=course), year=year)
        .order_by("since", "number")
        .values_list("pk", "name", "since", "until")
    ),
    int,
    int,
)


def spans_of(look: Glance) -> tuple[Span, ...]:
    """The study periods of the journal's group, then the whole year; one read."""
    terms = (Span(*row) for row in _TERMS.rows(look.year, look.course))
    return (*terms, Span(None, _("whole year"), look.year_since, look.year_until))


def chosen_span(spans: tuple[Span, ...], wanted: str, today: date) -> Span:
    """The wanted period ("year" is the whole), else today's, else the next one, else the last."""
    by_key = {span.key: span for span in spans}
    if wanted in by_key:
        return by_key[wanted]
    terms = spans[:-1] or spans
    return next((span for span in terms if span.until >= today), terms[-1])
