"""The only door to WeasyPrint: HTML -> PDF, nothing fetched from anywhere but the static files."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.utils.translation import gettext as _

STATIC = "static:"
"""Pages for the printer name their pictures as ``static:journal/…``."""
PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-paratype"


class PdfUnavailable(Exception):
    """WeasyPrint or its libraries are missing; the message says what and how to install it."""


def pdf_of(html: str) -> bytes:
    """The PDF of a page for the printer, styled by print.css; the same page gives the same bytes.

    Raises PdfUnavailable.
    """
    weasyprint = _load()
    fetcher = _static_only(weasyprint)
    with _collector_at_rest():
        page = weasyprint.HTML(string=html, base_url=STATIC, url_fetcher=fetcher)
        return page.write_pdf(stylesheets=[weasyprint.CSS(string=_style(), url_fetcher=fetcher)])


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """No garbage collection for the second that a paper takes: it would walk every box of the page again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _load():
    try:
        import weasyprint  # noqa: PLC0415  slow, and its system libraries may be missing
    except (ImportError, OSError) as error:
        raise PdfUnavailable(
            _("PDF cannot be made on this machine: %(error)s. On Debian: sudo apt install %(packages)s. XLSX works.")
            % {"error": str(error).strip().splitlines()[0].rstrip("."), "packages": PACKAGES}
        ) from error
    return weasyprint


@cache
def _style() -> str:
    return Path(finders.find("journal/css/print.css")).read_text(encoding="utf-8")


def _static_only(weasyprint):
    class StaticOnly(weasyprint.urls.URLFetcher):  # type: ignore[name-defined]
        """Opens static files; every other address is refused, so that no paper reaches a network or a disk."""

        def fetch(self, url, headers=None):
            path = finders.find(url.removeprefix(STATIC)) if url.startswith(STATIC) else None
            if path is None:
                raise ValueError(f"not a static file: {url}")
            return weasyprint.urls.URLFetcherResponse(url, Path(path).read_bytes())

    return StaticOnly()
