"""The list of the day's absentees, for administration and curators (D13)."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from journal_plugin.curatorship import rules
from journal_plugin.curatorship.queries.absentees import absentees_of
from journal_plugin.institution.queries import institution_of


@login_required
@require_safe
def absentees(request: HttpRequest) -> HttpResponse:
    """Who is absent today in the groups that the reader leads or reads; for scripts only the list itself."""
    institution = institution_of(request)
    if institution is None:
        raise Http404
    now = institution.local_now()
    page = absentees_of(request.user, institution, now)
    if not page.watched and not rules.reads_all(request.user, institution.pk):
        raise Http404
    context = {"now": now, "page": page}
    is_part = request.headers.get("X-Requested-With") == "fetch"
    response = render(request, f"journal/curatorship/absentees{'_part' if is_part else ''}.html", context)
    response["Cache-Control"] = "private, no-store"
    response["Vary"] = "X-Requested-With"
    return response
