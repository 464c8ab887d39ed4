"""Middleware of the host site."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from portal.rights import sync_user

RIGHTS_DAY = "portal_rights_day"

ADMIN_SOURCES = {
    "script-src": ["'self'", "'unsafe-inline'"],
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "data:", "blob:"],
}


def relax_csp_for_wagtail_admin(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Allow inline scripts and styles under Wagtail's admin only: its page editor and listings carry some.

    Stands right after CSPMiddleware, which reads the mark left here when it writes the header.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if request.path.startswith(reverse("wagtailadmin_home")):
            response._csp_update = ADMIN_SOURCES  # type: ignore[attr-defined]
        return response

    return middleware


def keep_page_rights_fresh(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Bring the page rights of a user in line with his roles at his first step into the admin each day.

    A role begins and ends on a date and nothing happens at midnight that could change the rights. Stands after
    AuthenticationMiddleware.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.path.startswith(reverse("wagtailadmin_home")) and request.user.is_authenticated:
            today = timezone.localdate().isoformat()
            if request.session.get(RIGHTS_DAY) != today:
                sync_user(user=request.user)
                request.session[RIGHTS_DAY] = today
        return get_response(request)

    return middleware


def leave_nothing_on_a_shared_machine(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Let no browser keep a page of a signed-in person, unless the page says how: «Back» after signing out shows nothing.

    A session's cookie tells who is signed in without a look at the session, which guests' cached pages do without.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        if is_page and settings.SESSION_COOKIE_NAME in request.COOKIES:
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    return middleware
