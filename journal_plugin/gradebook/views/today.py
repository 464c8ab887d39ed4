"""«Today»."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from journal_plugin.assignments.queries.board import works_to_check
from journal_plugin.gradebook.queries.today import today_of
from journal_plugin.gradebook.rules import keeps_journals
from journal_plugin.institution.queries import institution_of
from journal_plugin.people.queries import person_of


@login_required
def today(request: HttpRequest) -> HttpResponse:
    """Own lessons of the day and what is to be closed; 404 for whoever works nowhere."""
    person, institution = person_of(request.user), institution_of(request)
    if person is None or institution is None or not keeps_journals(request.user):
        raise Http404
    context = {
        "page": today_of(person, institution, timezone.now()),
        "to_check": works_to_check(person.pk, institution.pk),
    }
    return render(request, "journal/gradebook/today.html", context)
