"""The grid of one journal."""

from dataclasses import dataclass, replace

from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import mark_safe

from journal_plugin.attestation.scales import final_codes
from journal_plugin.core.asked import number_in
from journal_plugin.core.kept import KEPT_SECONDS, build, page_key
from journal_plugin.gradebook.links import filters_of, tabs_of
from journal_plugin.gradebook.markup import Reader
from journal_plugin.gradebook.queries.grid import reader_of, stamp_of, table_of
from journal_plugin.gradebook.queries.heads import Head, head_of
from journal_plugin.gradebook.queries.periods import Span, chosen_span, spans_of
from journal_plugin.gradebook.views.frame import look_at
from journal_plugin.gradebook.words import script_words
from journal_plugin.lessons.models import Journal
from journal_plugin.lessons.queries import Glance, journal_behind
from journal_plugin.people.queries import person_of

_GAP = "<!-- the grid -->"


@dataclass(frozen=True)
class Page:
    """A page around its grid, and what its reader writes."""

    before: str
    after: str
    reader: Reader


@login_required
def marks(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of marks; ``?period=`` is a study period or "year", ``?kind=`` a kind of work.

    The rule is asked every time; then what has not changed is taken from the cache: the page around the grid, the grid.
    """
    look = look_at(request, pk)
    spans = spans_of(look)
    span = chosen_span(spans, request.GET.get("period", ""), look.today())
    kind = number_in(request.GET.get("kind", ""))
    stamp = stamp_of(look, span, look.today())
    key = page_key(request, stamp, kind)
    page = cache.get(key)
    if page is None:
        page = _page(request, look, spans, span, stamp, kind)
        cache.set(key, page, KEPT_SECONDS)
    table = table_of(look, page.reader, span, stamp, kind=kind)
    return HttpResponse(f"{page.before}{table.html}{page.after}")


def _final_codes(journal: Journal, head: Head, span: Span) -> tuple[str, ...]:
    """What the pad offers as marks of the period: the scale of its form of control; of the whole year, every scale (E02)."""
    form = head.controls.get(span.pk)
    return final_codes(journal.institution.kind, form.scale if form else "")


def _page(
    request: HttpRequest, look: Glance, spans: tuple[Span, ...], span: Span, stamp: str, kind: int | None
) -> Page:
    journal = journal_behind(look)
    person = person_of(request.user)
    reader = reader_of(journal, person.pk if person else None)
    today = look.today()
    table = table_of(look, reader, span, stamp, kind=kind)
    head = head_of(journal, request.user, today)
    settings = journal.institution.settings
    context = {
        "head": head,
        "table": replace(table, html=mark_safe(_GAP)),
        "tabs": tabs_of(look, "grid", span),
        "filters": filters_of(head, table, spans, span, kind),
        "is_writer": reader.is_writer,
        "is_marked": look.is_marked,
        "has_panel": reader.is_writer and bool(table.lessons and table.learners),
        "final_codes": _final_codes(journal, head, span) if look.is_marked else (),
        "journal": look.pk,
        "is_owed_used": settings.owed_allowed,
        "days": settings.mark_window_days,
        "script": {
            "user": request.user.pk,
            "build": build(),
            "signIn": reverse("journal:signed-in", args=[request.user.pk]),
            "journal": look.pk,
            "save": reverse("journal:grid-save", args=[look.pk]),
            "lesson": reverse("journal:grid-lesson", args=[look.pk, 0]),
            "history": reverse("journal:cell-history", args=[look.pk, 0, 0]),
            "weighted": settings.weighted_average,
            "ask": reverse("journal:correction-ask", args=[look.pk]),
            "mayBoth": settings.mark_with_absence,
            "words": script_words(is_marked=look.is_marked),
        },
    }
    html = render_to_string("journal/gradebook/grid.html", context, request)
    before, _gap, after = html.partition(_GAP)
    return Page(before, after, reader)
