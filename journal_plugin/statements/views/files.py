"""What every page of the statements needs: the institution at hand, and a paper as a file."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from journal_plugin.institution.models import Institution
from journal_plugin.institution.queries import institution_of
from journal_plugin.statements import printing

FILES = {
    "pdf": (printing.as_pdf, "application/pdf"),
    "xlsx": (printing.as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


def institution_at(request: HttpRequest) -> Institution:
    """The institution of this site; 404 where there is none."""
    institution = institution_of(request)
    if institution is None:
        raise Http404
    return institution


def file_of(kind: str, form: str, paper, stamp: printing.Stamp) -> HttpResponse:
    """The paper as a file to keep; ``form`` is «pdf» or «xlsx», 404 for another. Raises PdfUnavailable."""
    if form not in FILES or (form == "xlsx" and not printing.has_sheets(kind)):
        raise Http404
    make, content_type = FILES[form]
    name = printing.file_name(kind, paper, stamp.number)
    response = HttpResponse(make(kind, paper, stamp), content_type=content_type)
    response.headers["Content-Disposition"] = content_disposition_header(True, f"{name}.{form}")
    response.headers["Cache-Control"] = "private, no-store"
    return response
