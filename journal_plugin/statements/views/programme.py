"""A work programme as PDF: what is in force for everybody, a draft for who may edit it (B04, B16)."""

from django.core.cache import cache
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from journal_plugin.access.doors import open_door
from journal_plugin.access.grants import EVERYTHING
from journal_plugin.curriculum.pages import WorkProgrammePage
from journal_plugin.curriculum.rules import IN_FORCE
from journal_plugin.people.queries import person_of
from journal_plugin.statements import printing
from journal_plugin.statements.documents import programme as document
from journal_plugin.statements.pdf import PdfUnavailable
from journal_plugin.statements.queries.programme import paper_of

KEPT = 24 * 60 * 60
"""Seconds for which a public PDF is kept: its making costs a second of the processor, and anybody may ask."""


@require_safe
def programme_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """What is in force. Where this machine makes no PDF, the answer says what is missing."""
    page = open_door(_pages(), IN_FORCE, pk=pk)
    if not all(one.accept_request(request) for one in page.get_view_restrictions()):
        raise Http404
    key = f"journal-programme-{pk}-{page.last_published_at and page.last_published_at.timestamp()}"
    content, name = cache.get(key) or (None, "")
    if content is None:
        try:
            content, name = _made(page, draft=False, author="")
        except PdfUnavailable as error:
            return HttpResponse(str(error), status=503, content_type="text/plain; charset=utf-8")
        cache.set(key, (content, name), KEPT)
    return _file(content, name)


@require_safe
def programme_draft_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The latest draft, for who may edit the programme or approves it; 404 for others."""
    page = open_door(_pages(), EVERYTHING, pk=pk)
    if not request.user.is_authenticated or not page.permissions_for_user(request.user).can_edit():
        raise Http404
    person = person_of(request.user)
    try:
        content, name = _made(
            page.get_latest_revision_as_object(), draft=True, author=person.short_name if person else ""
        )
    except PdfUnavailable as error:
        return HttpResponse(str(error), status=503, content_type="text/plain; charset=utf-8")
    return _file(content, name)


def _pages() -> QuerySet[WorkProgrammePage]:
    return WorkProgrammePage.objects.select_related("element__institution", "year")


def _made(page: WorkProgrammePage, *, draft: bool, author: str) -> tuple[bytes, str]:
    institution = page.element.institution
    paper = paper_of(page, draft=draft)
    at = timezone.now().astimezone(institution.zone)
    stamp = printing.Stamp(institution.short_name, author, at)
    return printing.as_pdf(document.KIND, paper, stamp), printing.file_name(document.KIND, paper)


def _file(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = content_disposition_header(False, f"{name}.pdf")
    response.headers["Cache-Control"] = "private, no-cache"
    return response
