"""Floors: what a request costs that does nothing but be a request of that user, in the same process and middleware.

``KEPT`` holds the bytes (or, for a PDF, the finished HTML) that the measured screen has given, by name of the case; a
server that measures many clients at once finds them in the folder named by BENCH_KEPT.
"""

import os
from functools import cache
from pathlib import Path

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from journal_plugin.lessons.models import Journal
from journal_plugin.statements.pdf import pdf_of

KEPT: dict[str, bytes] = {}


@login_required
def page(request: HttpRequest, name: str) -> HttpResponse:
    """The same bytes from memory, for the same session and user."""
    return HttpResponse(_kept(name))


@login_required
@require_POST
def save(request: HttpRequest, name: str, journal: int) -> HttpResponse:
    """The same answer after one UPDATE in a transaction of its own; the form token is checked as for a real save."""
    with transaction.atomic():
        Journal.objects.filter(pk=journal).update(version=F("version"))
    return HttpResponse(_kept(name), content_type="application/json")


@login_required
def pdf(request: HttpRequest, name: str) -> HttpResponse:
    """WeasyPrint on the finished HTML."""
    return HttpResponse(pdf_of(_kept(name).decode()), content_type="application/pdf")


def _kept(name: str) -> bytes:
    return KEPT[name] if name in KEPT else _from_file(name)


@cache
def _from_file(name: str) -> bytes:
    return (Path(os.environ["BENCH_KEPT"]) / name).read_bytes()
