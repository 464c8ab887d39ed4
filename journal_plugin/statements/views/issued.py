"""An issued copy: what was printed, its number and hash, the corrected cells."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from journal_plugin.access.doors import open_door
from journal_plugin.statements import printing, rules
from journal_plugin.statements.documents import FORMS, PAPERS
from journal_plugin.statements.models import Issued
from journal_plugin.statements.pdf import PdfUnavailable
from journal_plugin.statements.views.files import file_of, institution_at


@login_required
@require_safe
def issued(request: HttpRequest, pk: int) -> HttpResponse:
    """An issued copy: what was printed, its number and hash, the corrected cells."""
    return _show_issued(request, _open_issued(request, pk))


@login_required
@require_safe
def issued_file(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """An issued copy as PDF or XLSX, printed from what was stored."""
    copy = _open_issued(request, pk)
    try:
        return file_of(copy.kind, form, printing.paper_of(copy), printing.stamp_of(copy))
    except PdfUnavailable as error:
        messages.error(request, str(error))
        return _show_issued(request, copy, status=503)
    except printing.Damaged:
        return _show_issued(request, copy, status=409)


def _open_issued(request: HttpRequest, pk: int) -> Issued:
    copies = Issued.objects.filter(institution=institution_at(request)).select_related(
        "institution__site", "author", "group", "journal__element"
    )
    return open_door(copies, rules.may_read_issued(request.user), pk=pk)


def _show_issued(request: HttpRequest, copy: Issued, status: int = 200) -> HttpResponse:
    module = PAPERS[copy.kind]
    try:
        stored = printing.paper_of(copy)
        paper = module.context(stored) if module.BODY else stored
    except printing.Damaged:
        paper = None
    context = {
        "copy": copy,
        "name": module.NAME,
        "is_form": copy.kind in FORMS,
        "has_sheets": printing.has_sheets(copy.kind),
        "check": printing.stamp_of(copy).address,
        "paper": paper,
        "paper_template": module.BODY,
        "at": copy.at.astimezone(copy.institution.zone),
        "corrections": copy.corrections,
        "month_key": f"{copy.since:%Y-%m}",
    }
    return render(request, "journal/statements/issued.html", context, status=status if paper else 409)
