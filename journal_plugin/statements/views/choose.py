"""Choosing a group and a month: its forms, and the archive of issued copies."""

from datetime import date
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from journal_plugin.calendar import months
from journal_plugin.calendar.queries import current_year
from journal_plugin.institution.models import Institution
from journal_plugin.statements import printing, rules
from journal_plugin.statements.documents import FORMS, PAPERS
from journal_plugin.statements.forms import ChoiceForm
from journal_plugin.statements.queries.issued import issued_of, issued_rows, readable_groups
from journal_plugin.statements.views.files import institution_at


@login_required
@require_safe
def statements(request: HttpRequest) -> HttpResponse:
    """Choose a group and a month: its two forms, and the archive of issued copies."""
    institution = institution_at(request)
    today = institution.today()
    groups = readable_groups(rules.may_read_statements(request.user), institution, today)
    if not groups:
        raise Http404
    choices = _months(institution, today)
    default = next((month for month in choices if month < months.first_of(today)), choices[0])
    chosen = {"group": groups[0][0], "month": f"{default:%Y-%m}"}
    chosen |= {name: request.GET[name] for name in chosen if name in request.GET}
    form = ChoiceForm(chosen, groups=groups, choices=choices)
    context: dict[str, object] = {"form": form, "chosen": None, "archive": (), "whole": "all" in request.GET}
    if form.is_valid():
        group, month = form.cleaned_data["group"], form.cleaned_data["month"]
        archive = issued_rows(rules.may_read_issued(request.user) & issued_of(group), institution)
        of_month = {row.kind: row for row in reversed(archive) if row.kind in FORMS and row.since == month}
        context |= {
            "chosen": {"group": dict(groups)[group], "month": month, "due": months.due_on(month)},
            "late": months.due_on(month) < today,
            "cards": [_card(kind, group, month, of_month.get(kind)) for kind in FORMS],
            "missing": len(FORMS) - len(of_month),
            "bound": reverse("journal:group-print", args=[group]),
            "archive": [archive_row(row) for row in archive if "all" in request.GET or row.since == month],
            "has_older": any(row.since != month for row in archive),
        }
    return render(request, "journal/statements/list.html", context)


def _months(institution: Institution, today: date) -> list[date]:
    year = current_year(institution, today)
    since = min(year.since, today) if year else today.replace(month=1, day=1)
    return months.months_between(since, today)


def _card(kind: str, group: int, month: date, row) -> dict[str, object]:
    query = urlencode({"month": f"{month:%Y-%m}"})
    return {
        "name": PAPERS[kind].NAME,
        "url": f"{reverse('journal:statement', args=[group, kind])}?{query}",
        "pdf": f"{reverse('journal:statement-file', args=[group, kind, 'pdf'])}?{query}",
        "xlsx": f"{reverse('journal:statement-file', args=[group, kind, 'xlsx'])}?{query}",
        "issued": row,
    }


def archive_row(row) -> dict[str, object]:
    """A line of the archive, ready to print."""
    name = PAPERS[row.kind].NAME
    return {
        "row": row,
        "name": f"{name}, {row.journal}" if row.journal else name,
        "url": reverse("journal:statement-issued", args=[row.pk]),
        "pdf": reverse("journal:statement-issued-file", args=[row.pk, "pdf"]),
        "xlsx": reverse("journal:statement-issued-file", args=[row.pk, "xlsx"])
        if printing.has_sheets(row.kind)
        else "",
        "hash": row.sha256[:12],
    }
