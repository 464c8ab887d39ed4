"""Accumulation of marks: whether terms have enough of them."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from journal_plugin.calendar.queries import current_term
from journal_plugin.monitoring.queries.accumulation import accumulations
from journal_plugin.monitoring.views.report import Report


@login_required
@require_safe
def accumulation(request: HttpRequest) -> HttpResponse:
    """Journals in which somebody has fewer marks than needed, or no monthly mark (E12, E13)."""
    report = Report(request)
    term = current_term(report.institution)
    found = accumulations(report.journals, report.institution, term, report.today) if term else []
    monthly = report.institution.settings.monthly_marks
    lines = [line for line in found if line.few or (monthly and line.no_monthly)]
    lines.sort(key=lambda line: -line.few / max(line.learners, 1))
    context = {
        "report": report,
        "term": term,
        "lines": lines,
        "all": len(found),
        "least": report.institution.settings.least_marks,
        "monthly": monthly,
    }
    return render(request, "journal/monitoring/accumulation.html", context)
