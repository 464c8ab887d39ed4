"""«My journals»."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from journal_plugin.gradebook.queries.books import book_list
from journal_plugin.gradebook.rules import keeps_journals
from journal_plugin.institution.queries import institution_of


@login_required
def books(request: HttpRequest) -> HttpResponse:
    """Own journals; all that one reads with ``?all``, which is the only list for those who teach nothing."""
    institution = institution_of(request)
    today = institution.today() if institution else timezone.localdate()
    asked = {
        "institution": institution,
        "today": today,
        "query": request.GET.get("q", "")[:80],
        "number": request.GET.get("page", "1"),
    }
    everything = "all" in request.GET or not keeps_journals(request.user)
    found = book_list(request.user, own=not everything, **asked)
    if not everything and not found.total and not asked["query"]:
        found = book_list(request.user, own=False, **asked)
    return render(request, "journal/gradebook/books.html", {"found": found, "query": asked["query"]})
