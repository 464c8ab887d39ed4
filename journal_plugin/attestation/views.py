"""The register of academic debts, and a debt with everything that was done to clear it (F01, F04)."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from journal_plugin.access.doors import open_door
from journal_plugin.attestation import actions, rules
from journal_plugin.attestation.forms import AttemptForm, ChargeForm, MeasureForm, PauseForm, PlanForm
from journal_plugin.attestation.models import Debt
from journal_plugin.attestation.queries import debts_where, record_of, results_of
from journal_plugin.core.forms import showing_refusals
from journal_plugin.curriculum.models import ControlForm
from journal_plugin.institution.queries import institution_of
from journal_plugin.lessons.models import Journal
from journal_plugin.lessons.rules import may_read_journal
from journal_plugin.people.models import Staff
from journal_plugin.people.queries import acting_person


@login_required
@require_safe
def debts(request: HttpRequest) -> HttpResponse:
    """The open debts of the journals that the reader reads, those due first first; ``?ended=1`` those that have ended."""
    institution = institution_of(request)
    mine = rules.may_read_debt(request.user) & Q(journal__institution=institution)
    journals = Journal.objects.filter(may_read_journal(request.user), institution=institution)
    if not (journals.exists() or Debt.objects.filter(mine).exists()):
        raise Http404
    ended = "ended" in request.GET
    today = institution.today()
    lines = debts_where(mine, today, ended=ended)
    context = {"lines": lines, "today": today, "ended": ended, "late": sum(line.is_late for line in lines)}
    return render(request, "journal/attestation/debts.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def debt(request: HttpRequest, pk: int) -> HttpResponse:
    """A debt; POST records when it is passed, who answers for it, a measure, days that do not count or an attempt."""
    rows = Debt.objects.filter(journal__institution=institution_of(request)).select_related(
        "journal__institution", "journal__group", "journal__element", "learner__person", "term"
    )
    act = request.POST.get("act", "")
    rule = rules.may_read_debt if request.method != "POST" else _RULES.get(act, rules.may_settle_debt)
    found = open_door(rows, rule(request.user), pk=pk)
    today = found.journal.institution.today()
    forms = _forms(request, found, act, settles=rows.filter(rules.may_settle_debt(request.user), pk=pk).exists())
    if not rows.filter(rules.may_measure_debt(request.user), pk=pk).exists():
        forms = {}
    sent = forms.get(act) if request.method == "POST" else None
    if sent is not None and sent.is_valid():
        with showing_refusals(sent):
            _DOES[act](debt_id=found.pk, actor=acting_person(request.user), **sent.cleaned_data)
            messages.success(request, _("Recorded."))
            return redirect("journal:debt", pk=pk)
        found.refresh_from_db()
    line = debts_where(Q(pk=pk), today, ended=found.ended_on is not None)[0]
    context = {
        "debt": found,
        "line": line,
        "today": today,
        "record": record_of(found),
        "forms": forms if found.ended_on is None else {},
        "refused": sent.non_field_errors() if sent is not None else [],
    }
    return render(request, "journal/attestation/debt.html", context, status=422 if request.method == "POST" else 200)


_RULES: dict[str, Callable[..., Q]] = {"measure": rules.may_measure_debt, "plan": rules.may_measure_debt}
_DOES: dict[str, Callable] = {
    "measure": actions.take_measure,
    "plan": actions.plan_passing,
    "charge": actions.charge_with,
    "pause": actions.extend_debt,
    "attempt": actions.examine,
}


def _forms(request: HttpRequest, debt: Debt, act: str, *, settles: bool) -> dict[str, Form]:
    """What the reader may record; the form that was sent is bound."""
    today = debt.journal.institution.today()

    def bound(name: str) -> dict[str, Any]:
        data = request.POST if request.method == "POST" and act == name else None
        return {"data": data, "auto_id": f"{name}-%s", "initial": {"day": today}}

    controls = ControlForm.objects.filter(institution=debt.journal.institution_id, archived=False)
    forms: dict[str, Form] = {
        "measure": MeasureForm(**bound("measure")),
        "plan": PlanForm(**bound("plan"), controls=controls.order_by("sort_key")),
    }
    if settles:
        staff = Staff.objects.filter(institution=debt.journal.institution_id).select_related("person")
        staff = staff.order_by("person__sort_key")
        codes, since = results_of(debt.journal, debt.term_id), min(debt.since, today)
        forms["charge"] = ChargeForm(**bound("charge"), staff=staff.on(today))
        forms["attempt"] = AttemptForm(**bound("attempt"), codes=codes, staff=staff.between(since, today))
        forms["pause"] = PauseForm(**bound("pause"))
    return forms
