"""Forms of control of a year: subject by course for the whole institution, and set line by line of a curriculum (A11)."""

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from journal_plugin.access.doors import open_door
from journal_plugin.access.matrix import Area, Right, may
from journal_plugin.access.queries import roles_of
from journal_plugin.calendar.queries import current_year, years_of
from journal_plugin.core.asked import number_in
from journal_plugin.core.forms import showing_refusals
from journal_plugin.curriculum.actions import set_controls
from journal_plugin.curriculum.forms import ControlsForm
from journal_plugin.curriculum.models import Curriculum
from journal_plugin.curriculum.queries import plans_of, table_of_curriculum
from journal_plugin.institution.queries import institution_of
from journal_plugin.institution.rules import keeps_directories, reads_directories


@login_required
@require_safe
def controls(request: HttpRequest) -> HttpResponse:
    """Every programme's subjects by courses; ``?missing`` shows only those without any form of control in the year."""
    institution = institution_of(request)
    roles = roles_of(request.user)
    if institution is None or not may(roles, Area.DIRECTORIES, Right.READ, institution.pk):
        raise Http404
    years = years_of(institution)
    asked = number_in(request.GET.get("year", ""))
    year = next((one for one in years if one.pk == asked), None) or current_year(institution)
    plans = plans_of(year) if year else ()
    only = "missing" in request.GET
    context = {
        "year": year,
        "years": years,
        "plans": tuple(plan.missing_only() for plan in plans) if only else plans,
        "missing": sum(plan.missing for plan in plans),
        "only": only,
        "keeps": may(roles, Area.DIRECTORIES, Right.WRITE, institution.pk),
    }
    return render(request, "journal/curriculum/controls.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def controls_of(request: HttpRequest, pk: int) -> HttpResponse:
    """The lines of one curriculum, each with its form of control; read by who reads directories, set by who keeps them."""
    rule = keeps_directories if request.method == "POST" else reads_directories
    curricula = Curriculum.objects.select_related("programme", "year__institution", "institution")
    curriculum = open_door(curricula, rule(request.user), pk=pk)
    form = ControlsForm(request.POST if request.method == "POST" else None, curriculum=curriculum)
    keeps = may(roles_of(request.user), Area.DIRECTORIES, Right.WRITE, curriculum.institution_id)
    if form.is_valid():
        with showing_refusals(form):
            done = set_controls(year=curriculum.year, forms=form.chosen(), by=request.user)
            messages.success(request, _("Saved. Lines that have changed: %(n)s.") % {"n": done})
            return redirect(f"{reverse('journal:controls')}?{urlencode({'year': curriculum.year_id})}")
    context = {
        "curriculum": curriculum,
        "form": form,
        "table": None if keeps else table_of_curriculum(curriculum),
    }
    return render(request, "journal/curriculum/controls_of.html", context, status=422 if form.errors else 200)
