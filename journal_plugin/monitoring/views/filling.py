"""How lessons are filled in, by teachers."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from journal_plugin.core.dates import long_day
from journal_plugin.monitoring.delays import Tally
from journal_plugin.monitoring.queries.filling import held_lessons, staff_names, tallies, tally_of
from journal_plugin.monitoring.views.report import Report
from journal_plugin.monitoring.words import delay_words, lacks_words


@dataclass(frozen=True)
class Line:
    """A row of the report: somebody and his sums, ready to print."""

    name: str
    url: str
    tally: Tally
    delay: str


@login_required
@require_safe
def filling(request: HttpRequest) -> HttpResponse:
    """How lessons are filled in, by teachers: what is missing, what came late and by how much (D01, D29)."""
    report = Report(request)
    lessons = held_lessons(report.journals, report.institution, report.since, report.today)
    sums = tallies(lessons)
    names = staff_names({staff for staff in sums if staff is not None})
    lines = [
        Line(
            names[staff] if staff else _("nobody"),
            f"{reverse('journal:filling-of', args=[staff or 0])}?period={report.period}",
            tally,
            delay_words(tally.mean_delay),
        )
        for staff, tally in sums.items()
    ]
    lines.sort(key=lambda line: (line.tally.share, line.name))
    total = tally_of(lessons)
    context = {
        "report": report,
        "days": report.days,
        "lines": lines,
        "total": total,
        "delay": delay_words(total.mean_delay),
    }
    return render(request, "journal/monitoring/filling.html", context)


@login_required
@require_safe
def filling_of(request: HttpRequest, staff: int) -> HttpResponse:
    """The lessons of one teacher that lack something or came late; 0 stands for lessons that nobody holds."""
    report = Report(request)
    lessons = held_lessons(report.journals, report.institution, report.since, report.today)
    own = [lesson for lesson in lessons if staff in lesson.staff or (staff == 0 and not lesson.staff)]
    if not own:
        raise Http404
    rows = [
        (lesson, long_day(lesson.date, report.today), lacks_words(lesson.delays))
        for lesson in reversed(own)
        if not lesson.delays.is_in_order
    ]
    context = {
        "report": report,
        "days": report.days,
        "name": staff_names({staff})[staff] if staff else _("nobody"),
        "total": tally_of(own),
        "rows": rows,
    }
    return render(request, "journal/monitoring/filling_of.html", context)
