"""The plan of a group's events: read by the group, its families and colleagues, kept by its curator (H04, H05)."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from journal_plugin.access.doors import open_door
from journal_plugin.calendar.models import AcademicYear
from journal_plugin.core.asked import number_in
from journal_plugin.core.forms import showing_refusals
from journal_plugin.extracurricular import actions, rules
from journal_plugin.extracurricular.forms import (
    BareForm,
    CancelForm,
    ChangeForm,
    CopyForm,
    EventForm,
    HeldForm,
    SourceForm,
    VersionedForm,
    shown,
)
from journal_plugin.extracurricular.models import GroupEvent
from journal_plugin.extracurricular.queries import history_of, line_of, offered, plan_of, sources_for
from journal_plugin.institution.queries import institution_of
from journal_plugin.people.models import Group
from journal_plugin.people.queries import acting_person
from journal_plugin.people.queries.starting import study_year_of, study_years_of
from journal_plugin.people.rules import follows_groups, leads, leads_groups


@login_required
@require_safe
def plan(request: HttpRequest, group: int) -> HttpResponse:
    """The plan by months, of the year that ``?year=`` names by its id."""
    row = _group(request, group, rules.may_read_plan(request.user))
    years = study_years_of(row)
    year = _year(row, years, request.GET.get("year", ""))
    today = row.institution.today()
    context = {
        "group": row,
        "year": year,
        "years": years,
        "today": today,
        "plan": plan_of(row, year, today),
        "writes": leads(request.user, row) and year.closed_at is None,
        "opens": Group.objects.filter(follows_groups(request.user), pk=row.pk).exists(),
    }
    return render(request, "journal/extracurricular/plan.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, group: int) -> HttpResponse:
    """An event put into the plan."""
    row, year = _kept(request, group)
    if year.closed_at and request.method != "POST":
        return redirect(_address("group-events", row, year))
    form = EventForm(_typed(request))
    if form.is_valid():
        with showing_refusals(form):
            said = {"said": form.said(), "key": form.cleaned_data["key"]}
            actions.plan_event(group=row, year=year, actor=acting_person(request.user), **said)
            messages.success(request, _("The event is in the plan."))
            again = "again" in request.POST
            return redirect(_address("group-event-new" if again else "group-events", row, year))
    context = {"group": row, "year": year, "form": form}
    return render(request, "journal/extracurricular/new.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def copy(request: HttpRequest, group: int) -> HttpResponse:
    """Events of the plan that ``?source=group-year`` names are offered; POST takes the ticked ones over."""
    row, year = _kept(request, group)
    if year.closed_at and request.method != "POST":
        return redirect(_address("group-events", row, year))
    asked = SourceForm(request.GET if "source" in request.GET else None, sources=sources_for(row, year))
    context = {"group": row, "year": year, "asked": asked, "offers": None}
    if not asked.is_valid():
        failed = asked.is_bound or request.method == "POST"
        return render(request, "journal/extracurricular/copy.html", context, status=422 if failed else 200)
    source_id, year_id = asked.chosen()
    source = open_door(Group, rules.may_read_plan(request.user), pk=source_id)
    source_year = open_door(AcademicYear, Q(institution=row.institution_id), pk=year_id)
    form = CopyForm(_typed(request))
    if form.is_valid():
        with showing_refusals(form):
            taken = actions.copy_plan(
                source=source,
                source_year=source_year,
                group=row,
                year=year,
                actor=acting_person(request.user),
                **form.cleaned_data,
            )
            told = ngettext("%(n)s event is taken over.", "%(n)s events are taken over.", taken) % {"n": taken}
            messages.success(request, told if taken else _("Nothing was added: all of it stands in the plan already."))
            return redirect(_address("group-events", row, year))
    offers = offered(row, year, source, source_year)
    ticked = request.POST.getlist("events") if form.is_bound else [str(pk) for pk, _said in offers]
    context |= {"form": form, "offers": [(pk, said, str(pk) in ticked) for pk, said in offers]}
    return render(request, "journal/extracurricular/copy.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def event(request: HttpRequest, group: int, event: int) -> HttpResponse:
    """An event with its history; POST says it anew, records it, cancels it or returns it to the plan."""
    asked = leads_groups if request.method == "POST" else follows_groups
    row = _group(request, group, asked(request.user))
    found = open_door(GroupEvent.objects.select_related("year"), Q(group=row), pk=event)
    act = request.POST.get("act", "")
    sent = _ACTS[act][0](request.POST, auto_id=f"{act}-%s") if act in _ACTS else None
    if sent is not None and sent.is_valid():
        with showing_refusals(sent):
            _ACTS[act][1](event_id=found.pk, actor=acting_person(request.user), **sent.words())
            messages.success(request, _("Recorded."))
            return redirect(_address("group-events", row, found.year))
        found.refresh_from_db()
    today = row.institution.today()
    begins = shown(found, today)
    forms = {name: kind(initial=begins, auto_id=f"{name}-%s") for name, (kind, _does) in _ACTS.items()}
    context = {
        "group": row,
        "year": found.year,
        "event": found,
        "today": today,
        "line": line_of(found, today),
        "forms": forms | ({act: sent} if sent is not None else {}),
        "refused": _refusals(sent, found) if request.method == "POST" else [],
        "typed": [(field.label, field.value()) for field in sent.visible_fields()] if sent is not None else [],
        "history": history_of(found),
        "writes": leads(request.user, row) and found.year.closed_at is None,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "journal/extracurricular/event.html", context, status=status)


_ACTS: dict[str, tuple[type[VersionedForm], Callable]] = {
    "change": (ChangeForm, actions.change_event),
    "hold": (HeldForm, actions.record_held),
    "cancel": (CancelForm, actions.cancel_event),
    "remove": (BareForm, actions.remove_event),
    "restore": (BareForm, actions.restore_event),
}


def _refusals(sent: VersionedForm | None, event: GroupEvent) -> list[str]:
    """What is wrong with a form beside its fields; one with an error was not yet compared with the version that stands."""
    if sent is None or any(field.errors for field in sent.hidden_fields()):
        return [_("This page is out of date: load it again.")]
    said = [str(problem) for problem in sent.non_field_errors()]
    return said or ([str(actions.MEANWHILE)] if sent.cleaned_data["version"] != event.version else [])


def _typed(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _group(request: HttpRequest, group: int, rule: Q) -> Group:
    groups = Group.objects.filter(institution=institution_of(request)).select_related("institution")
    return open_door(groups, rule, pk=group)


def _kept(request: HttpRequest, group: int) -> tuple[Group, AcademicYear]:
    """The curator's group and the year that is asked for."""
    row = _group(request, group, leads_groups(request.user))
    return row, _year(row, study_years_of(row), request.GET.get("year", ""))


def _year(group: Group, years: tuple[AcademicYear, ...], asked: str) -> AcademicYear:
    """The year with the asked id, the current one without it, else the group's last one; Http404 for a foreign one."""
    found = study_year_of(group, years)
    if asked:
        found = next((year for year in years if year.pk == number_in(asked)), None)
    if found is None:
        raise Http404
    return found


def _address(name: str, group: Group, year: AcademicYear) -> str:
    return f"{reverse(f'journal:{name}', args=[group.pk])}?year={year.pk}"
