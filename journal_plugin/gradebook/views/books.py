"""«My journals»."""

from functools import partial

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from journal_plugin.gradebook.queries.books import book_list
from journal_plugin.gradebook.queries.practice import has_practices
from journal_plugin.gradebook.rules import keeps_journals
from journal_plugin.institution.queries import institution_of


@login_required
def books(request: HttpRequest) -> HttpResponse:
    """Own journals; all that one reads with ``?all``, which is the only list for those who teach nothing."""
    institution = institution_of(request)
    today = institution.today() if institution else timezone.localdate()
    query = request.GET.get("q", "")[:80]
    find = partial(
        book_list,
        request.user,
        institution=institution,
        today=today,
        query=query,
        number=request.GET.get("page", "1"),
    )
    everything = "all" in request.GET or not keeps_journals(request.user)
    found = find(own=not everything)
    if not everything and not found.total and not query:
        found = find(own=False)
    context = {"found": found, "query": query, "practices": has_practices(request.user, today)}
    return render(request, "journal/gradebook/books.html", context)
