"""The beginning of the year in a group: its curator confirms, those who open the desk read (H02, H03, H06, H07)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from journal_plugin.core.forms import showing_refusals
from journal_plugin.curatorship import rules
from journal_plugin.curatorship.forms import DutyForm
from journal_plugin.curatorship.queries.start import Start, start_of
from journal_plugin.curatorship.views.door import open_group
from journal_plugin.people.actions.confirmations import confirm_duty
from journal_plugin.people.models import Group
from journal_plugin.people.queries import acting_person
from journal_plugin.people.queries.starting import study_year_of, study_years_of
from journal_plugin.people.rules import leads, reads_consents


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, group: int) -> HttpResponse:
    """Duties of the year's beginning with their days; POST confirms one."""
    row = open_group(request, group, rules.led_by if request.method == "POST" else rules.may_open_desk)
    today = row.institution.today()
    year = study_year_of(row, study_years_of(row))
    if year is None:
        raise Http404
    with_consents = Group.objects.filter(reads_consents(request.user), pk=row.pk).exists()
    found = start_of(row, year, today, with_consents=with_consents)
    forms = _forms(request, found)
    sent = next((form for form in forms.values() if form.is_bound), None)
    if sent is not None and sent.is_valid():
        with showing_refusals(sent):
            confirm_duty(group=row, year=year, actor=acting_person(request.user), **sent.cleaned_data)
            messages.success(request, _("Recorded."))
            return redirect("journal:curator-start", group=row.pk)
    context = {
        "group": row,
        "year": year,
        "today": today,
        "start": found,
        "cards": [(card, forms[card.duty]) for card in found.cards],
        "refused": sent.non_field_errors() if sent is not None else [],
        "writes": leads(request.user, row) and year.closed_at is None,
    }
    return render(request, "journal/curatorship/start.html", context, status=422 if request.method == "POST" else 200)


def _forms(request: HttpRequest, found: Start) -> dict[str, DutyForm]:
    """A form for each duty; the one that was sent is bound."""
    sent = request.POST.get("duty") if request.method == "POST" else None
    return {
        card.duty: DutyForm(
            request.POST if card.duty == sent else None,
            duty=card.duty,
        )
        for card in found.cards
    }
