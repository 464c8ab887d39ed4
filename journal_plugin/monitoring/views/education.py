"""Educational programmes as wholes: all of them with how far they are, and one with its parts."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from journal_plugin.access.doors import open_door
from journal_plugin.access.matrix import Right, may
from journal_plugin.access.queries import Roles, roles_of
from journal_plugin.calendar.models import AcademicYear
from journal_plugin.calendar.queries import current_year, years_of
from journal_plugin.core.asked import number_in
from journal_plugin.curriculum.models import Programme
from journal_plugin.institution.enums import InstitutionKind
from journal_plugin.institution.models import Institution
from journal_plugin.institution.queries import institution_of
from journal_plugin.monitoring.education import Item, Part, Place
from journal_plugin.monitoring.queries.education import educations_of
from journal_plugin.monitoring.queries.education.planning import new_curriculum
from journal_plugin.monitoring.rules import may_read_education, reads_educations


@dataclass(frozen=True)
class Line:
    """An item ready to print: the addresses that its reader may open."""

    item: Item
    make: str
    copy: str


@dataclass(frozen=True)
class Shown:
    """A part ready to print; what is ``folded`` is in force, ``warned`` so many of it with a remark."""

    part: Part
    open: tuple[Line, ...]
    folded: tuple[Line, ...]
    warned: int
    make: str


FEW = 6
"""So many items in force stand open; more are folded."""


@login_required
@require_safe
def educations(request: HttpRequest) -> HttpResponse:
    """The programmes that one reads, in the year of today or in ``?year=``."""
    institution = _institution(request)
    if not reads_educations(request.user, institution.pk):
        raise Http404
    programmes = Programme.objects.filter(may_read_education(request.user), institution=institution)
    context = _years(request, institution)
    found = educations_of(context["year"], programmes) if context["year"] else ()
    context["rows"] = [(one, round(100 * one.ready / one.counted)) for one in found if one.courses]
    context["idle"] = [one for one in found if not one.courses]
    context["left"] = sum(bool(one.lacking) for one, _share in context["rows"])
    enter = new_curriculum()
    context |= {"enter": enter.label, "make": _href(enter, roles_of(request.user), context["year"])}
    return render(request, "journal/monitoring/educations.html", context)


@login_required
@require_safe
def education(request: HttpRequest, pk: int) -> HttpResponse:
    """A programme with each part, its state, its sample and the place where it is made; ``?course=`` only of that one."""
    institution = _institution(request)
    programme = open_door(Programme, may_read_education(request.user), pk=pk, institution=institution)
    context = _years(request, institution)
    year = context["year"]
    if year is None:
        raise Http404
    course = number_in(request.GET.get("course", ""))
    (found,) = educations_of(year, [programme], course)
    roles = roles_of(request.user)
    context |= {
        "one": found,
        "course": course if course in found.courses else None,
        "parts": [_shown(part, roles, year) for part in found.parts],
        "school": institution.kind == InstitutionKind.SCHOOL,
    }
    return render(request, "journal/monitoring/education.html", context)


def _institution(request: HttpRequest) -> Institution:
    institution = institution_of(request)
    if institution is None:
        raise Http404
    return institution


def _years(request: HttpRequest, institution: Institution) -> dict:
    years = years_of(institution)
    asked = number_in(request.GET.get("year", ""))
    year = next((one for one in years if one.pk == asked), None) or current_year(institution)
    return {"institution": institution, "years": years, "year": year}


def _shown(part: Part, roles: Roles, year: AcademicYear) -> Shown:
    lines = [
        Line(item, _href(item.make, roles, year), _href(item.sample.copy if item.sample else None, roles, year))
        for item in part.items
    ]
    ready = tuple(line for line in lines if line.item.is_ready)
    folded = ready if len(ready) > FEW else ()
    left = tuple(line for line in lines if not (folded and line.item.is_ready))
    return Shown(part, left, folded, sum(bool(line.item.warning) for line in folded), _href(part.make, roles, year))


def _href(place: Place | None, roles: Roles, year: AcademicYear | None) -> str:
    """The address for who writes there, in a year that is not closed; else nothing."""
    if place is None or year is None or year.closed_at is not None:
        return ""
    if not all(may(roles, area, Right.WRITE, year.institution_id) for area in place.areas):
        return ""
    return reverse(place.name, args=place.args) + place.query
