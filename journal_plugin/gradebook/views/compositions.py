"""Subgroups: the teacher proposes who is in which, the deputy settles it, from a day on (D18, D19)."""

from datetime import date, timedelta
from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from journal_plugin.access.doors import open_door
from journal_plugin.core.asked import day_in
from journal_plugin.core.forms import showing_refusals
from journal_plugin.gradebook.forms.compositions import CompositionForm, SettleForm
from journal_plugin.gradebook.forms.decisions import Decision
from journal_plugin.gradebook.queries.compositions import (
    CompositionPage,
    composition_page,
    divided_groups,
    division,
    kinds_of,
    moves_of,
    proposals_of,
)
from journal_plugin.gradebook.rules import reads_journals
from journal_plugin.institution.queries import institution_of
from journal_plugin.lessons.actions import (
    confirm_composition,
    propose_composition,
    refuse_composition,
    set_composition,
)
from journal_plugin.lessons.models import Distribution
from journal_plugin.lessons.rules import (
    may_decide_proposal,
    may_propose_composition,
    may_read_composition,
    may_read_proposal,
    may_settle_composition,
)
from journal_plugin.people.enums import GroupKind
from journal_plugin.people.models import Group, Person
from journal_plugin.people.queries import acting_person


@login_required
@require_safe
def compositions(request: HttpRequest) -> HttpResponse:
    """The divided groups that the reader sees, and the proposals about them."""
    institution = institution_of(request)
    if institution is None or not reads_journals(request.user):
        raise Http404
    rows = Distribution.objects.filter(may_read_proposal(request.user))
    lines = proposals_of(rows, institution)
    context = {
        "groups": divided_groups(Group.objects.filter(may_read_composition(request.user)), institution),
        "waiting": [line for line in lines if line.waits],
        "past": [line for line in lines if not line.waits],
        "decides": set(rows.filter(may_decide_proposal(request.user)).values_list("pk", flat=True)),
    }
    return render(request, "journal/gradebook/compositions.html", context)


@login_required
def composition(request: HttpRequest, group: int) -> HttpResponse:
    """Who is in which part on ``?day=``; POST proposes a composition from that day on, or settles it at once."""
    sets = may_settle_composition(request.user)
    may = (
        sets | may_propose_composition(request.user)
        if request.method == "POST"
        else may_read_composition(request.user) | sets
    )
    groups = Group.objects.filter(kind=GroupKind.GROUP, institution=institution_of(request))
    row = open_door(groups.select_related("institution"), may, pk=group)
    rights = Group.objects.filter(pk=group)
    settles = rights.filter(sets).exists()
    writes = settles or rights.filter(may_propose_composition(request.user)).exists()
    today = row.institution.today()
    monday = today + timedelta(days=7 - today.weekday())
    day = day_in(request.POST.get("since") or request.GET.get("day", "")) or (monday if writes else today)
    kinds = kinds_of(row, day)
    wanted = request.GET.get("kind", "")
    kind = wanted if wanted in kinds else next(iter(kinds), GroupKind.SUBGROUP)
    page = composition_page(row, kind, day, today)
    form = _form(request, page, day)
    if form.is_valid() and _placed(form, row, kind, acting_person(request.user), settles=settles):
        messages.success(request, _("The composition is settled.") if settles else _("The proposal is sent."))
        return redirect("journal:compositions")
    lines = proposals_of(Distribution.objects.filter(group=row, kind=kind), row.institution)
    context = {
        "group": row,
        "kinds": [(one, division(one), one == kind) for one in kinds],
        "title": division(kind),
        "day": day,
        "today": today,
        "page": page,
        "rows": [(one, _options(form, page, one)) for one in page.rows],
        "form": form,
        "writes": writes and day >= today and bool(page.parts),
        "settles": settles,
        "lines": lines,
    }
    return render(request, "journal/gradebook/composition.html", context, status=422 if form.errors else 200)


def _placed(form: CompositionForm, group: Group, kind: str, person: Person, *, settles: bool) -> bool:
    """Settles or proposes what was sent; False where that is refused, with the reason in the form."""
    act = set_composition if settles else propose_composition
    said = form.cleaned_data
    try:
        with showing_refusals(form):
            act(
                group_id=group.pk,
                kind=kind,
                since=said["since"],
                parts=form.parts(),
                seen=said["seen"],
                actor=person,
                key=said["key"],
            )
    except Group.DoesNotExist as problem:
        raise Http404 from problem
    return not form.errors


@login_required
def proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """A proposed composition; POST by who controls the group confirms or refuses it."""
    rule = may_decide_proposal if request.method == "POST" else may_read_proposal
    rows = Distribution.objects.filter(group__institution=institution_of(request))
    row = open_door(rows.select_related("group__institution"), rule(request.user), pk=pk)
    today = row.group.institution.today()
    settle = partial(SettleForm, initial={"since": max(row.since, today)})
    decision = Decision(request.POST if request.method == "POST" else None, settle)
    if decision.sent.is_valid():
        with showing_refusals(decision.sent):
            _decide(decision, row, acting_person(request.user))
            text = _("The proposal is refused.") if decision.refuses else _("The composition is settled.")
            messages.success(request, text)
            return redirect("journal:compositions")
    moves, unmoved = moves_of(row)
    (line,) = proposals_of(rows.filter(pk=pk), row.group.institution)
    context = {
        "line": line,
        "moves": moves,
        "unmoved": unmoved,
        "decision": decision,
        "decides": Distribution.objects.filter(may_decide_proposal(request.user), pk=pk).exists(),
    }
    return render(
        request, "journal/gradebook/composition_proposal.html", context, status=422 if decision.sent.errors else 200
    )


def _decide(decision: Decision, row: Distribution, person: Person) -> None:
    said = decision.sent.cleaned_data
    if decision.refuses:
        refuse_composition(proposal_id=row.pk, answer=said["answer"], actor=person)
    else:
        confirm_composition(proposal_id=row.pk, since=said["since"], actor=person)


def _form(request: HttpRequest, page: CompositionPage, day: date) -> CompositionForm:
    names = {part.pk: part.name for part in page.parts if part.pk is not None}
    initial = {"since": day, "seen": CompositionForm.seen_of(page.seen)}
    given = request.POST if request.method == "POST" else None
    return CompositionForm(given, learners=page.seen, parts=names, initial=initial)


def _options(form: CompositionForm, page: CompositionPage, row) -> list[tuple[str, str, bool]]:
    """(value, part, chosen) of a learner's line; none where he is not to be moved."""
    if row.learner not in page.seen:
        return []
    chosen = str(form[form.name_of(row.learner)].value() or "")
    values = ((str(part.pk or ""), part.name) for part in page.parts)
    return [(value, name, value == chosen) for value, name in values]
