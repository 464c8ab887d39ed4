"""The right page of a journal: topics with homework."""

from uuid import uuid4

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from journal_plugin.gradebook.links import period_filter
from journal_plugin.gradebook.queries.periods import chosen_span, spans_of
from journal_plugin.gradebook.queries.topics import topic_page
from journal_plugin.gradebook.views.frame import frame, look_at, open_journal


@login_required
def topics(request: HttpRequest, pk: int) -> HttpResponse:
    """What was done at the lessons of a period, and what was set to do."""
    journal, reader = open_journal(request, pk)
    look = look_at(request, pk)
    today = journal.institution.today()
    spans = spans_of(look)
    span = chosen_span(spans, request.GET.get("period", ""), today)
    filters = (period_filter(spans, span),)
    context = frame(request, journal, reader, look=look, tab="grid-topics", span=span, filters=filters)
    context |= {
        "page": topic_page(journal, span, today, timezone.now()),
        "shifts": reader.lessons is None,
        "key": uuid4(),
        "is_marked": look.is_marked,
    }
    return render(request, "journal/gradebook/topics.html", context)
