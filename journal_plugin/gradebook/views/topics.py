"""The right page of a journal: topics with homework."""

from uuid import uuid4

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from journal_plugin.gradebook.links import period_filter, tabs_of
from journal_plugin.gradebook.queries.heads import head_of
from journal_plugin.gradebook.queries.periods import chosen_span, spans_of
from journal_plugin.gradebook.queries.topics import topic_page
from journal_plugin.gradebook.views.grid import open_journal
from journal_plugin.lessons.queries import glance


@login_required
def topics(request: HttpRequest, pk: int) -> HttpResponse:
    """What was done at the lessons of a period, and what was set to do."""
    journal, reader = open_journal(request, pk)
    look = glance(request.user, pk)
    if look is None:
        raise Http404
    today = journal.institution.today()
    spans = spans_of(look)
    span = chosen_span(spans, request.GET.get("period", ""), today)
    context = {
        "journal": pk,
        "head": head_of(journal, request.user, today),
        "tabs": tabs_of(look, "grid-topics", span),
        "filters": (period_filter(spans, span),),
        "page": topic_page(journal, span, today, timezone.now()),
        "is_writer": reader.is_writer,
        "shifts": reader.lessons is None,
        "key": uuid4(),
        "is_marked": look.is_marked,
        "has_panel": False,
    }
    return render(request, "journal/gradebook/topics.html", context)
