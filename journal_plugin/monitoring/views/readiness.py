"""Whether the year is ready to begin."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from journal_plugin.access.matrix import Right, may
from journal_plugin.access.queries import Roles, roles_of
from journal_plugin.calendar.queries import current_year, years_of
from journal_plugin.calendar.rules import reads_closing
from journal_plugin.core.asked import number_in
from journal_plugin.curriculum.rules import opens_years
from journal_plugin.institution.queries import institution_of
from journal_plugin.monitoring.queries.readiness import stages_of
from journal_plugin.monitoring.readiness import Check, Missing
from journal_plugin.monitoring.rules import reads_readiness


@dataclass(frozen=True)
class Line:
    """A check ready to print: what is missing, where the reader may know it, each with the address where he may mend it."""

    check: Check
    missing: tuple[tuple[Missing, str], ...]


@login_required
@require_safe
def readiness(request: HttpRequest) -> HttpResponse:
    """The year of today or the coming one; ``?year=`` another of the institution (A19, A20)."""
    institution = institution_of(request)
    if institution is None or not reads_readiness(request.user, institution.pk):
        raise Http404
    years = years_of(institution)
    asked = number_in(request.GET.get("year", ""))
    year = next((one for one in years if one.pk == asked), None) or current_year(institution)
    roles = roles_of(request.user)
    stages = [
        (stage, tuple(_line(check, roles, institution.pk) for check in stage.checks))
        for stage in (stages_of(year) if year else ())
    ]
    checks = [line.check for _stage, lines in stages for line in lines]
    context = {
        "institution": institution,
        "year": year,
        "years": years,
        "stages": stages,
        "left": sum(not check.is_done for check in checks),
        "today": institution.today(),
        "closing": reads_closing(request.user, institution.pk),
        "opens": opens_years(request.user, institution.pk),
    }
    return render(request, "journal/monitoring/readiness.html", context)


def _line(check: Check, roles: Roles, institution: int) -> Line:
    """What is missing is named only to who reads that area: the dispatcher is told how many learners, and not which."""
    if not may(roles, check.area, Right.READ, institution):
        return Line(check, ())
    mends = may(roles, check.area, check.opens, institution)
    places = ((one, reverse(one.place[0], args=one.place[1]) if mends and one.place else "") for one in check.missing)
    return Line(check, tuple(places))
