"""The page of finals of a journal."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from journal_plugin.gradebook.queries.finals import few_marks, final_lines
from journal_plugin.gradebook.queries.grid import due_in_words, finals_due_in
from journal_plugin.gradebook.queries.periods import chosen_span, spans_of
from journal_plugin.gradebook.views.frame import frame, look_at, open_journal


@login_required
def finals(request: HttpRequest, pk: int) -> HttpResponse:
    """The marks of every study period of the year beside the averages that speak for them."""
    journal, reader = open_journal(request, pk)
    look = look_at(request, pk)
    if not look.is_marked:
        raise Http404
    today = journal.institution.today()
    spans = spans_of(look)
    lines = final_lines(journal, spans, today)
    context = frame(request, journal, reader, look=look, tab="grid-finals", span=chosen_span(spans, "", today))
    context |= {
        "terms": [
            (span.name, due_in_words(*finals_due_in(journal.institution, span.until), today))
            for span in spans
            if span.pk is not None
        ],
        "lines": lines,
        "few": few_marks(lines, spans, today),
        "settings": journal.institution.settings,
    }
    return render(request, "journal/gradebook/finals.html", context)
