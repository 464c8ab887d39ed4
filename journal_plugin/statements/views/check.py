"""Whether a paper is genuine: the page behind its QR code, for whoever holds it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from journal_plugin.access.doors import open_door
from journal_plugin.access.grants import EVERYTHING
from journal_plugin.statements.documents import PAPERS
from journal_plugin.statements.models import Issued
from journal_plugin.statements.payload import seal
from journal_plugin.statements.views.files import institution_at


@require_safe
def check(request: HttpRequest, token: str) -> HttpResponse:
    """Kind, number, day and institution of the copy, and whether it is as it was issued: nothing of a person, no group.

    At the address of another institution there is no such copy.
    """
    copies = Issued.objects.filter(institution=institution_at(request)).select_related("institution")
    copy = open_door(copies, EVERYTHING, token=token)
    context = {
        "copy": copy,
        "name": PAPERS[copy.kind].NAME,
        "at": copy.at.astimezone(copy.institution.zone),
        "is_whole": seal(copy) == copy.sha256,
    }
    response = render(request, "journal/statements/check.html", context)
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response
