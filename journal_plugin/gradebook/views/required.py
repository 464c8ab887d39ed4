"""The page of required works of a journal."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from journal_plugin.gradebook.links import tabs_of
from journal_plugin.gradebook.queries.heads import head_of
from journal_plugin.gradebook.queries.periods import chosen_span, spans_of
from journal_plugin.gradebook.queries.required import required_page
from journal_plugin.gradebook.views.grid import open_journal
from journal_plugin.lessons.queries import glance


@login_required
@require_safe
def required(request: HttpRequest, pk: int) -> HttpResponse:
    """What the plan asks for, what was held, who has not done it (D09); only where marks are kept."""
    journal, reader = open_journal(request, pk)
    look = glance(request.user, pk)
    if look is None or not look.is_marked:
        raise Http404
    today = journal.institution.today()
    context = {
        "journal": pk,
        "head": head_of(journal, request.user, today),
        "tabs": tabs_of(look, "grid-required", chosen_span(spans_of(look), "", today)),
        "filters": (),
        "page": required_page(journal, today),
        "is_writer": reader.is_writer,
        "has_panel": False,
    }
    return render(request, "journal/gradebook/required.html", context)
