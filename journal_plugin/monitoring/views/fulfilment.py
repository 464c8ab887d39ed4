"""Fulfilment of programmes: what was given, and what will be missing at the end of the period."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from journal_plugin.calendar.queries import current_term
from journal_plugin.monitoring.queries.fulfilment import OF
from journal_plugin.monitoring.views.report import Report


@login_required
@require_safe
def fulfilment(request: HttpRequest) -> HttpResponse:
    """Hours by the load, given and still in the timetable, of the journals that one reads; ``?by=teachers`` (B18).

    Lines in order stand behind ``?all``.
    """
    report = Report(request)
    term = current_term(report.institution)
    by = request.GET.get("by", "")
    by = by if by in OF else "journals"
    journals = report.journals.filter(institution=report.institution)
    lines = OF[by](journals, term, report.today) if term else []
    wrong = [line for line in lines if not line.hours.is_in_order]
    names = {"journals": _("Journals"), "teachers": _("Teachers"), "groups": _("Groups"), "elements": _("Subjects")}
    context = {
        "term": term,
        "lines": lines if "all" in request.GET else wrong,
        "hidden": 0 if "all" in request.GET else len(lines) - len(wrong),
        "planned": any(line.hours.planned for line in lines),
        "lag": sum(line.hours.lag for line in lines),
        "by": by,
        "choices": [(f"?by={key}", names[key], key == by) for key in OF],
    }
    return render(request, "journal/monitoring/fulfilment.html", context)
