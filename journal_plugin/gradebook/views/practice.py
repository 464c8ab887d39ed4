"""The schedules of practices: consultations and visits to the places of practice (B11)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from journal_plugin.access.doors import open_door
from journal_plugin.core.forms import showing_refusals
from journal_plugin.curriculum.enums import PRACTICES
from journal_plugin.curriculum.models import TeachingAssignment
from journal_plugin.gradebook.forms.practice import VisitForm
from journal_plugin.gradebook.queries.practice import places_of, practice_line, practices_of, visits_of, with_hours
from journal_plugin.institution.queries import institution_of
from journal_plugin.lessons.actions import drop_visit, plan_visits
from journal_plugin.lessons.queries.occupied import bells_of
from journal_plugin.lessons.rules import may_plan_visits
from journal_plugin.people.queries import acting_person
from journal_plugin.timetable.models import PracticeVisit


@login_required
@require_safe
def practices(request: HttpRequest) -> HttpResponse:
    """The practices of the year whose schedules the reader keeps."""
    institution = institution_of(request)
    found = practices_of(request.user, institution, institution.today()) if institution else ()
    if not found:
        raise Http404
    return render(request, "journal/gradebook/practices.html", {"practices": found})


@login_required
def practice(request: HttpRequest, pk: int) -> HttpResponse:
    """The schedule of a practice; POST adds to it."""
    load = _load(request, pk)
    today = load.group.institution.today()
    data = request.POST if request.method == "POST" else None
    form = VisitForm(data, bells=bells_of(load.group), initial={"day": max(today, load.since)})
    if form.is_valid():
        with showing_refusals(form):
            actor = acting_person(request.user)
            visits, key = form.visits(), form.cleaned_data["key"]
            made = plan_visits(assignment_id=pk, visits=visits, user=request.user, actor=actor, key=key)
            said = ngettext("%(n)s lesson is in the journal.", "%(n)s lessons are in the journal.", made)
            messages.success(request, said % {"n": made} if made else _("This has been added already."))
            return redirect("journal:practice", pk)
    context = {
        "practice": practice_line(load, today),
        "lines": visits_of(pk, today),
        "form": form,
        "places": places_of(load.group.institution_id),
    }
    return render(request, "journal/gradebook/practice.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def drop(request: HttpRequest, pk: int, visit: int) -> HttpResponse:
    """Takes an entry out of the schedule; one that another window has taken out is told of, another practice's is 404."""
    load = _load(request, pk)
    if PracticeVisit.objects.filter(pk=visit).exclude(assignment=load).exists():
        raise Http404
    try:
        drop_visit(assignment_id=pk, visit_id=visit, user=request.user, actor=acting_person(request.user))
        messages.success(request, _("It is out of the schedule and of the journal."))
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
    return redirect("journal:practice", pk)


def _load(request: HttpRequest, pk: int) -> TeachingAssignment:
    institution = institution_of(request)
    if institution is None:
        raise Http404
    loads = TeachingAssignment.objects.filter(element__kind__in=PRACTICES, group__institution=institution)
    loads = loads.select_related("group__institution", "group__mode", "group__parent__mode")
    return open_door(with_hours(loads, institution.today()), may_plan_visits(request.user), pk=pk)
