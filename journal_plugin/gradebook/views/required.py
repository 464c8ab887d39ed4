"""The page of required works of a journal."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from journal_plugin.gradebook.queries.required import required_page
from journal_plugin.gradebook.views.frame import frame, look_at, open_journal


@login_required
@require_safe
def required(request: HttpRequest, pk: int) -> HttpResponse:
    """What the plan asks for, what was held, who has not done it (D09); only where marks are kept."""
    journal, reader = open_journal(request, pk)
    look = look_at(request, pk)
    if not look.is_marked:
        raise Http404
    context = frame(request, journal, reader, look=look, tab="grid-required")
    context |= {"page": required_page(journal, journal.institution.today())}
    return render(request, "journal/gradebook/required.html", context)
