"""Reports on how journals are kept."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from journal_plugin.calendar.queries import current_term
from journal_plugin.core.dates import day_range, long_day
from journal_plugin.institution.models import Institution
from journal_plugin.institution.queries import institution_of
from journal_plugin.lessons.models import Journal
from journal_plugin.lessons.rules import may_read_journal
from journal_plugin.monitoring.delays import Tally
from journal_plugin.monitoring.queries import held_lessons, scarcities, staff_names, tallies, tally_of
from journal_plugin.monitoring.rules import reads_reports
from journal_plugin.monitoring.words import delay_words, lacks_words

_PERIODS = {"week": 7, "fortnight": 14, "month": 31}
"""Days of a period that ends today."""


@dataclass(frozen=True)
class Line:
    """A row of the report: somebody and his sums, ready to print."""

    name: str
    url: str
    tally: Tally
    delay: str


@dataclass
class Report:
    """What a page of the reports asks for: whose journals, and from when to when."""

    request: HttpRequest

    @cached_property
    def institution(self) -> Institution:
        """That of the site; 404 where there is none, or for who reads no reports."""
        institution = institution_of(self.request)
        if institution is None or not reads_reports(self.request.user):
            raise Http404
        return institution

    @property
    def journals(self) -> QuerySet[Journal]:
        """The journals that the reader reads."""
        return Journal.objects.filter(may_read_journal(self.request.user))

    @cached_property
    def period(self) -> str:
        """The name of the chosen period."""
        wanted = self.request.GET.get("period", "")
        return wanted if wanted in _PERIODS else "week"

    @cached_property
    def today(self) -> date:
        """Today at the institution."""
        return self.institution.today()

    @property
    def since(self) -> date:
        """The first day of the period."""
        return self.today - timedelta(days=_PERIODS[self.period] - 1)

    @property
    def choices(self) -> list[tuple[str, str, bool]]:
        """(address, name, is chosen) of the periods."""
        names = {"week": _("week"), "fortnight": _("two weeks"), "month": _("month")}
        return [(f"?period={key}", names[key], key == self.period) for key in _PERIODS]


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
        "days": _days(report),
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
        "days": _days(report),
        "name": staff_names({staff})[staff] if staff else _("nobody"),
        "total": tally_of(own),
        "rows": rows,
    }
    return render(request, "journal/monitoring/filling_of.html", context)


@login_required
@require_safe
def scarce(request: HttpRequest) -> HttpResponse:
    """Journals in which somebody has fewer marks than needed, or no monthly mark (E12, E13)."""
    report = Report(request)
    term = current_term(report.institution)
    found = scarcities(report.journals, report.institution, term, report.today) if term else []
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
    return render(request, "journal/monitoring/scarce.html", context)


def _days(report: Report) -> str:
    return day_range(report.since, report.today, report.today)
