"""Printed pages that are kept for their reader: whose they are, and which version of the scripts they carry."""

import hashlib
from functools import cache
from pathlib import Path

from django.http import HttpRequest
from django.middleware.csrf import get_token

from journal_plugin.core.appearance import from_cookies

KEPT_SECONDS = 300
"""For so long a kept page may show an old menu, an old name of a teacher or of a period; what its stamp counts is never old."""

_SCRIPTS = Path(__file__).parents[1] / "static" / "journal" / "js"


@cache
def build() -> str:
    """A short stamp of the scripts, counted once a process: a page that has others is an older one."""
    scripts = b"".join(path.read_bytes() for path in sorted(_SCRIPTS.rglob("*.js")))
    return hashlib.blake2b(scripts, digest_size=6).hexdigest()


def page_key(request: HttpRequest, *stamp: object) -> str:
    """The cache's key of a printed page: it belongs to one user, one form token, one address and one choice of colours.

    ``stamp`` is everything else that it shows.
    """
    get_token(request)
    owner = (
        build(),
        request.user.pk,
        request.META["CSRF_COOKIE"],
        request.get_host(),
        from_cookies(request.COOKIES),
        request.get_full_path(),
    )
    return f"journal-page-{hashlib.blake2b(repr((owner, stamp)).encode(), digest_size=16).hexdigest()}"
