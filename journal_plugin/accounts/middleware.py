"""Whoever enters with the administrator's password sets an own one before anything else, in Wagtail's admin too (L01)."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.http import urlencode

from journal_plugin.conf import SESSION_COOKIE_NAME

OWES = "journal_owes_password"
"""The mark in the session."""

OPEN = {"journal:own_password", "journal:appearance", "account_logout", "wagtailadmin_logout"}


class OwnPasswordFirst:
    """Reads the session only, and only where there is one: a guest's page stays cacheable."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponseBase | None:
        """Send the debtor to the page of the own password."""
        if SESSION_COOKIE_NAME not in request.COOKIES or not request.session.get(OWES):
            return None
        if request.resolver_match is not None and request.resolver_match.view_name in OPEN:
            return None
        query = urlencode({"next": request.get_full_path()}) if request.method == "GET" else ""
        return redirect(f"{redirect('journal:own_password').url}{query and '?' + query}")
