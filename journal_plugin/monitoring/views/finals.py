"""Term marks: missing ones, and those that differ from the average."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from journal_plugin.calendar.queries import current_year
from journal_plugin.core.asked import number_in
from journal_plugin.monitoring.queries.finals import LAST_WEEK, finals_lines, terms_begun
from journal_plugin.monitoring.views.report import Report

NAMED = 6
"""So many learners of a journal are named; the rest is a number."""


@login_required
@require_safe
def finals(request: HttpRequest) -> HttpResponse:
    """The journals of a study period (``?term=``, else the last one begun) with blanks or differences (E18, I22)."""
    report = Report(request)
    institution, today = report.institution, report.today
    year = current_year(institution, today)
    terms = terms_begun(year, today) if year else ()
    wanted = number_in(request.GET.get("term", ""))
    chosen = [term for term in terms if term.pk == wanted]
    if "term" in request.GET and not chosen:
        raise Http404
    parts = [term for term in terms if not term.sums]
    term = next(iter([*chosen, *reversed(parts), *terms]), None)
    found = finals_lines(report.journals, institution, term, today) if term else ()
    context = {
        "report": report,
        "terms": [(one, one == term) for one in terms],
        "term": term,
        "due": term.until - LAST_WEEK if term else None,
        "is_early": term is not None and today < term.until - LAST_WEEK,
        "today": today,
        "lines": [line for line in found if line.blank or line.differs],
        "all": len(found),
        "blank": sum(len(line.blank) for line in found),
        "differs": sum(len(line.differs) for line in found),
        "named": NAMED,
    }
    return render(request, "journal/monitoring/finals.html", context)
