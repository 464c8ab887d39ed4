"""Opening the next study year."""

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from journal_plugin.calendar.queries import current_year, years_of
from journal_plugin.core.asked import number_in
from journal_plugin.core.forms import showing_refusals
from journal_plugin.curriculum.actions import open_next_year
from journal_plugin.curriculum.forms import OpeningForm
from journal_plugin.curriculum.queries import groups_before, in_last_course
from journal_plugin.curriculum.rules import opens_years
from journal_plugin.institution.queries import institution_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def next_year(request: HttpRequest) -> HttpResponse:
    """Opening the year after the current one, or after ``?year=``; then the readiness report says what it still needs (A19)."""
    institution = institution_of(request)
    if institution is None or not opens_years(request.user, institution.pk):
        raise Http404
    asked = number_in(request.GET.get("year", ""))
    old = next((one for one in years_of(institution) if one.pk == asked), None) or current_year(institution)
    if old is None:
        return render(request, "journal/curriculum/next_year.html", {"old": None})
    groups = list(groups_before(old))
    data = request.POST if request.method == "POST" else None
    form = OpeningForm(data, old=old, groups=groups, ending=in_last_course(old, groups))
    if request.method == "POST" and form.is_valid():
        with showing_refusals(form):
            done = open_next_year(old=old, plan=form.plan(), by=request.user)
            said = {
                "raised": done.raised,
                "graduated": done.graduated,
                "curricula": done.curricula,
                "load": done.load,
                "programmes": done.programmes,
                "leaders": done.leaders,
            }
            text = _(
                "The year is opened. Groups that go on: %(raised)s, with curators and educators: %(leaders)s; that graduate: "
                "%(graduated)s; copied: curricula %(curricula)s, rows of load %(load)s, drafts of programmes %(programmes)s."
            )
            messages.success(request, text % said)
            return redirect(f"{reverse('journal:readiness')}?{urlencode({'year': done.year})}")
    return render(
        request, "journal/curriculum/next_year.html", {"old": old, "form": form}, status=422 if form.errors else 200
    )
