"""Public pages kept for guests, per site; publishing anything on a site forgets its pages.

Only a guest without any cookie but the CSRF one is served from here and fills it: whoever signed in, or chose large
type, gets a page of his own. Only plain HTML answers of Wagtail's pages are kept, for ten minutes at most,
in a cache of their own: a crowd of guests must not push out the counts of failed logins.
"""

from collections.abc import Callable
from hashlib import sha256
from uuid import uuid4

from django.conf import settings
from django.core.cache import caches
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.template.response import SimpleTemplateResponse
from django.utils import timezone
from wagtail.models import Site

KEPT_SECONDS = 600
HARMLESS = frozenset({settings.CSRF_COOKIE_NAME})
KNOWN_PARAMETERS = frozenset({"page", "rubric"})
LONGEST_QUERY = 200


def cached_for_guests(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Wrap Wagtail's view of pages: a guest gets the kept answer, marked ``X-Page-Cache: hit``."""

    def serve(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        key = _key(request)
        if key is None:
            return view(request, *args, **kwargs)
        kept = caches["pages"].get(key)
        if kept is not None:
            return HttpResponse(kept, headers={"X-Page-Cache": "hit", "Vary": "Cookie"})
        response = view(request, *args, **kwargs)
        if isinstance(response, SimpleTemplateResponse) and not response.is_rendered:
            response.render()
        if _may_be_kept(request, response):
            caches["pages"].set(key, response.content, KEPT_SECONDS)
        return response

    return serve


def forget(site: Site) -> None:
    """Forget the kept pages of ``site``."""
    _bump(f"portal-pages-{site.pk}")


def forget_all() -> None:
    """Forget the kept pages of every site."""
    _bump("portal-pages")


def _key(request: HttpRequest) -> str | None:
    """None for whoever must get an answer of his own."""
    if request.method != "GET" or set(request.COOKIES) - HARMLESS or "Authorization" in request.headers:
        return None
    query = request.META.get("QUERY_STRING", "")
    if len(query) > LONGEST_QUERY or set(request.GET) - KNOWN_PARAMETERS:
        return None
    site = Site.find_for_request(request)
    if site is None:
        return None
    numbers = caches["pages"].get_many(["portal-pages", f"portal-pages-{site.pk}"])
    parts = (
        request.scheme,
        request.get_host(),
        request.get_full_path(),
        timezone.localdate().isoformat(),
        *(f"{name}={numbers[name]}" for name in sorted(numbers)),
    )
    return f"portal-page-{sha256('|'.join(parts).encode()).hexdigest()}"


def _may_be_kept(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether ``response`` is a plain page for everybody; one that took a CSRF token or a session, or says private, is not."""
    return (
        response.status_code == 200
        and not response.streaming
        and response.get("Content-Type", "").startswith("text/html")
        and "private" not in response.get("Cache-Control", "")
        and not response.cookies
        and not request.META.get("CSRF_COOKIE_NEEDS_UPDATE")
        and not request.session.modified
    )


def _bump(key: str) -> None:
    """Give ``key`` a new value, now and when the transaction is over: in between another request reads the old rows."""
    _set_new(key)
    if transaction.get_connection().in_atomic_block:
        transaction.on_commit(lambda: _set_new(key))


def _set_new(key: str) -> None:
    caches["pages"].set(key, uuid4().hex, None)
