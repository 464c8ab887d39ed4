"""The list of substitutions of a day or of several: on the screen, as PDF and XLSX, for the staff (C06)."""

from datetime import date, timedelta
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from journal_plugin.access.doors import open_door
from journal_plugin.core.asked import day_in
from journal_plugin.institution.models import Institution
from journal_plugin.lessons.rules import may_arrange_at, may_read_changes
from journal_plugin.people.queries import person_of
from journal_plugin.statements import printing
from journal_plugin.statements.documents import substitutions as paper_of
from journal_plugin.statements.pdf import PdfUnavailable
from journal_plugin.statements.queries.substitutions import list_of
from journal_plugin.statements.views.files import file_of, institution_at

MOST_DAYS = timedelta(days=61)
"""A longer list nobody signs."""


@login_required
@require_safe
def substitutions(request: HttpRequest) -> HttpResponse:
    """The list as it would be printed, ``?since=2026-11-20&until=2026-11-21``; today without them."""
    institution, since, until = _open(request)
    paper = list_of(institution, since, until, _author(request))
    days = urlencode({"since": since.isoformat(), "until": until.isoformat()})
    context = {
        "paper": paper_of.context(paper),
        "paper_template": paper_of.BODY,
        "since": since,
        "until": until,
        "count": len(paper.rows),
        "days": days,
        "today": institution.today(),
        "arranges": Institution.objects.filter(may_arrange_at(request.user), pk=institution.pk).exists(),
    }
    return render(request, "journal/statements/substitutions_page.html", context)


@login_required
@require_safe
def substitutions_file(request: HttpRequest, form: str) -> HttpResponse:
    """The same as PDF or XLSX."""
    institution, since, until = _open(request)
    author = _author(request)
    stamp = printing.Stamp(institution.short_name, author, institution.local_now())
    try:
        return file_of(paper_of.KIND, form, list_of(institution, since, until, author), stamp)
    except PdfUnavailable as error:
        messages.error(request, str(error))
        days = urlencode({"since": since.isoformat(), "until": until.isoformat()})
        return redirect(f"{reverse('journal:substitutions')}?{days}")


def _open(request: HttpRequest) -> tuple[Institution, date, date]:
    institution = open_door(
        Institution.objects.select_related("settings"), may_read_changes(request.user), pk=institution_at(request).pk
    )
    since = day_in(request.GET.get("since", "")) or institution.today()
    until = day_in(request.GET.get("until", "")) or since
    return institution, since, min(max(since, until), since + MOST_DAYS)


def _author(request: HttpRequest) -> str:
    person = person_of(request.user)
    return person.short_name if person else request.user.get_username()
