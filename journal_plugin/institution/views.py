"""How pages look for a reader."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from journal_plugin.core import appearance as looks


@csrf_exempt
@require_POST
def appearance(request: HttpRequest) -> HttpResponse:
    """Keep the chosen scheme and size in cookies and go back to the page.

    No CSRF token: nothing but the sender's own two cookies changes, and a token would forbid caching of public pages.
    """
    chosen = looks.chosen(request.POST.get("scheme"), request.POST.get("type"))
    target = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        target = "/"
    response = HttpResponseRedirect(target)
    for name, value in ((looks.SCHEME_COOKIE, chosen.scheme), (looks.TYPE_COOKIE, chosen.type)):
        response.set_cookie(
            name, value, max_age=looks.KEPT_SECONDS, secure=request.is_secure(), httponly=True, samesite="Lax"
        )
    return response
