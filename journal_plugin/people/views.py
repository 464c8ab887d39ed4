"""Those admitted go into groups: one page for the secretary, who needs no script for it (A17)."""

from collections.abc import Sequence
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from journal_plugin.access.matrix import Area, Right, may
from journal_plugin.access.queries import roles_of
from journal_plugin.calendar.queries import current_year
from journal_plugin.core.asked import number_in
from journal_plugin.core.forms import showing_refusals
from journal_plugin.institution.models import Institution
from journal_plugin.institution.queries import institution_of
from journal_plugin.people.actions import place_admitted
from journal_plugin.people.admission import Room, spread
from journal_plugin.people.enums import StudyForm
from journal_plugin.people.forms.admission import AdmissionForm
from journal_plugin.people.queries import (
    Admitted,
    TakingGroup,
    admitted_by_speciality,
    groups_of_newcomers,
    without_group,
)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def admitted(request: HttpRequest) -> HttpResponse:
    """Learners without a group by speciality and form, an even proposal, and the order that places them."""
    institution = institution_of(request)
    if institution is None or not may(roles_of(request.user), Area.CONTINGENT, Right.WRITE, institution.pk):
        raise Http404
    waiting = admitted_by_speciality(institution)
    chosen = _chosen(request, waiting)
    context = {"kinds": [_kind(one, one == chosen) for one in waiting], "chosen": chosen}
    if chosen is None:
        return render(request, "journal/people/admitted.html", context)
    groups = groups_of_newcomers(institution, institution.today())
    asked = [number_in(text) for text in request.GET.getlist("group")]
    into = [group for group in groups if group.pk in asked] or _likely(groups, chosen)
    learners = without_group(institution).filter(speciality=chosen.speciality, study_form=chosen.study_form)
    ids = list(learners.values_list("pk", flat=True))
    proposed = spread(ids, [Room(group.pk, group.learners, group.places) for group in into])
    form = AdmissionForm(
        request.POST if request.method == "POST" else None,
        learners=learners,
        groups=groups,
        proposed=proposed,
        initial={"day": _first_day(institution)},
    )
    if request.method == "POST" and form.is_valid():
        with showing_refusals(form):
            given = form.cleaned_data
            counts = place_admitted(
                institution=institution,
                places=form.places(),
                day=given["day"],
                order_no=given["order_no"],
                by=request.user,
            )
            messages.success(request, _told(counts, groups))
            return redirect("journal:admitted")
    sizes = [(group, group in into, list(proposed.values()).count(group.pk)) for group in groups]
    context |= {"form": form, "groups": [_offer(*size) for size in sizes], "left": len(ids) - len(proposed)}
    return render(request, "journal/people/admitted.html", context, status=422 if form.errors else 200)


def _chosen(request: HttpRequest, waiting: tuple[Admitted, ...]) -> Admitted | None:
    asked = (request.GET.get("speciality"), request.GET.get("form"))
    return next((one for one in waiting if (one.speciality, one.study_form) == asked), next(iter(waiting), None))


def _kind(one: Admitted, is_chosen: bool) -> dict[str, object]:
    query = urlencode({"speciality": one.speciality, "form": one.study_form})
    name = one.speciality or _("without a speciality")
    label = f"{name}, {StudyForm(one.study_form).label}"
    return {
        "label": label,
        "learners": one.learners,
        "chosen": is_chosen,
        "url": f"{reverse('journal:admitted')}?{query}",
    }


def _likely(groups: Sequence[TakingGroup], chosen: Admitted) -> Sequence[TakingGroup]:
    """The groups to begin with: those of a department that is called like the speciality, else all."""
    own = [group for group in groups if group.department == chosen.speciality]
    return own or groups


def _offer(group: TakingGroup, is_taken: bool, coming: int) -> dict[str, object]:
    after = group.learners + coming
    return {
        "pk": group.pk,
        "name": group.name,
        "learners": group.learners,
        "places": group.places,
        "taken": is_taken,
        "coming": coming,
        "after": after,
    }


def _first_day(institution: Institution):
    """The first day of the year that is to come or has just begun; today in the middle of one."""
    year, today = current_year(institution), institution.today()
    return year.since if year and year.since > today else today


def _told(counts: dict[int, int], groups: Sequence[TakingGroup]) -> str:
    names = {group.pk: group.name for group in groups}
    told = ", ".join(f"{names[group]} – {count}" for group, count in counts.items())
    return _("Enrolled: %(groups)s.") % {"groups": told}
