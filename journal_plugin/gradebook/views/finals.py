"""The page of finals of a journal."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from journal_plugin.gradebook.links import tabs_of
from journal_plugin.gradebook.queries.finals import few_marks, final_lines
from journal_plugin.gradebook.queries.grid import due_in_words, finals_due_in
from journal_plugin.gradebook.queries.heads import head_of
from journal_plugin.gradebook.queries.periods import chosen_span, spans_of
from journal_plugin.gradebook.views.grid import open_journal
from journal_plugin.lessons.queries import glance


@login_required
def finals(request: HttpRequest, pk: int) -> HttpResponse:
    """The marks of every study period of the year beside the averages that speak for them."""
    journal, reader = open_journal(request, pk)
    look = glance(request.user, pk)
    if look is None or not look.is_marked:
        raise Http404
    today = journal.institution.today()
    spans = spans_of(look)
    settings = journal.institution.settings
    lines = final_lines(journal, spans, today)
    context = {
        "journal": pk,
        "head": head_of(journal, request.user, today),
        "tabs": tabs_of(look, "grid-finals", chosen_span(spans, "", today)),
        "filters": (),
        "terms": [
            (span.name, due_in_words(*finals_due_in(journal.institution, span.until), today))
            for span in spans
            if span.pk is not None
        ],
        "lines": lines,
        "few": few_marks(lines, spans, today),
        "settings": settings,
        "is_writer": reader.is_writer,
        "has_panel": False,
    }
    return render(request, "journal/gradebook/finals.html", context)
