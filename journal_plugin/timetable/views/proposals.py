"""Proposed timetables: what is asked, how far the search is, what was found, settling it (C04)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from journal_plugin.access.doors import open_door
from journal_plugin.calendar.models import Term
from journal_plugin.core.forms import showing_refusals
from journal_plugin.core.typography import decimal_comma
from journal_plugin.timetable.actions import ask_proposal, settle_proposal, stop_proposal, take_back_proposal
from journal_plugin.timetable.boxes import printed
from journal_plugin.timetable.enums import ProposalState
from journal_plugin.timetable.forms import ProposalForm
from journal_plugin.timetable.models import TimetableProposal
from journal_plugin.timetable.proposals import is_lost
from journal_plugin.timetable.queries.proposals import found_of, groups_to_plan, proposals_of, with_parts
from journal_plugin.timetable.rules import keeps_proposals, keeps_raster
from journal_plugin.timetable.views.raster import next_monday
from journal_plugin.timetable.words import STEPS

_TERMS = Term.objects.parts().select_related("year__institution__settings")
_ROWS = TimetableProposal.objects.select_related("term__year__institution__settings", "settled_by__journal_person")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def of_term(request: HttpRequest, pk: int) -> HttpResponse:
    """What a proposed timetable is to be, and the proposals of the study period; POST starts a search."""
    term = open_door(_TERMS, keeps_raster(request.user), pk=pk)
    day = next_monday(term)
    groups, rows = groups_to_plan(term, day), proposals_of(term)
    form = ProposalForm(
        request.POST if request.method == "POST" else None, groups=groups, initial=_initial(rows, groups, day)
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        names = with_parts(given["groups"], given["since"])
        common = {"since": given["since"], "limit": given["limit"], "key": given["key"], "by": request.user}
        with showing_refusals(form):
            proposal = ask_proposal(term=term, groups=names, options=form.options, **common)
            return redirect("journal:proposal", pk=proposal.pk)
    today = term.year.institution.today()
    context = {
        "term": term,
        "form": form,
        "has_groups": bool(groups),
        "is_over": term.until < today,
        "rows": [(row, is_lost(row)) for row in rows],
        "today": today,
    }
    return render(request, "journal/timetable/proposals.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """How far a search is, or what it found: what is broken, the raster, and settling it."""
    proposal = open_door(_ROWS, keeps_proposals(request.user), pk=pk)
    return _shown(request, proposal, ())


@login_required
@require_safe
def state(request: HttpRequest, pk: int) -> JsonResponse:
    """How far the search is, for the page that waits for it."""
    proposal = open_door(_ROWS.defer("cards", "before", "hard", "unmet"), keeps_proposals(request.user), pk=pk)
    return JsonResponse(_progress(proposal))


@login_required
@require_POST
def act(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """Stops the search, settles what was found, or takes it back."""
    proposal = open_door(_ROWS, keeps_proposals(request.user), pk=pk)
    try:
        if what == "stop":
            stop_proposal(proposal=proposal, by=request.user)
        elif what == "settle":
            settle_proposal(proposal=proposal, although="although" in request.POST, by=request.user)
            messages.success(request, _("The timetable is settled: its lessons stand in the raster."))
        else:
            take_back_proposal(proposal=proposal, by=request.user)
            messages.success(request, _("The former lessons are back in the timetable."))
    except ValidationError as error:
        return _shown(request, proposal, error.messages)
    return redirect("journal:proposal", pk=pk)


def _shown(request: HttpRequest, proposal: TimetableProposal, refused) -> HttpResponse:
    today = proposal.term.year.institution.today()
    found = found_of(proposal, request.GET.get("of", "")) if proposal.cards else None
    settled = proposal.state == ProposalState.SETTLED
    context = {
        "proposal": proposal,
        "term": proposal.term,
        "today": today,
        "progress": _progress(proposal),
        "found": found,
        "days": [(day.name, printed(day, "")) for day in found.days] if found else [],
        "refused": refused,
        "can_settle": bool(found) and not settled and proposal.since >= today,
        "is_late": bool(found) and not settled and proposal.since < today,
        "can_take_back": settled and proposal.since > today,
    }
    return render(request, "journal/timetable/proposal.html", context, status=422 if refused else 200)


def _progress(proposal: TimetableProposal) -> dict[str, object]:
    lost = is_lost(proposal)
    running = proposal.state == ProposalState.RUNNING and not lost
    step = str(STEPS[proposal.step]) if proposal.step in STEPS else _("reading the timetable")
    told = _("Searching: %(step)s.") % {"step": step}
    if proposal.is_stopping:
        told = _("Stopping: the best that was found is kept.")
    time = _("%(seconds)s s of at most %(limit)s s") % {"seconds": round(proposal.seconds), "limit": proposal.limit}
    if proposal.cost is not None:
        time = _("%(time)s; wishes not met so far: %(cost)s") % {"time": time, "cost": decimal_comma(proposal.cost)}
    return {
        "running": running,
        "lost": lost,
        "stopping": proposal.is_stopping,
        "told": told,
        "time": time,
        "percent": min(100, round(100 * proposal.seconds / proposal.limit)),
    }


def _initial(rows, groups, day) -> dict[str, object]:
    """All groups, and the settings of the last search."""
    initial: dict[str, object] = {"since": day, "groups": [pk for pk, _name, _note in groups]}
    if rows:
        initial |= {name: getattr(rows[0], name) for name in (*ProposalForm.OPTIONS, "limit")}
    return initial
