"""The settings of the institution; how pages look for a reader."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from journal_plugin.access.matrix import Area, Right, may
from journal_plugin.access.queries import roles_of
from journal_plugin.core import appearance as looks
from journal_plugin.core.forms import showing_refusals
from journal_plugin.institution.actions import change_settings
from journal_plugin.institution.forms import SettingsForm
from journal_plugin.institution.queries import institution_of, settings_history


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


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest) -> HttpResponse:
    """The settings by sections with the history of changes: read by who reads directories, changed by who keeps them (A23)."""
    institution = institution_of(request)
    needed = Right.WRITE if request.method == "POST" else Right.READ
    roles = roles_of(request.user)
    if institution is None or not may(roles, Area.DIRECTORIES, needed, institution.pk):
        raise Http404
    keeps = may(roles, Area.DIRECTORIES, Right.WRITE, institution.pk)
    form = SettingsForm(
        request.POST if request.method == "POST" else None, instance=institution.settings, shut=not keeps
    )
    if request.method == "POST" and form.is_valid():
        with showing_refusals(form):
            changed = change_settings(institution=institution, values=form.changes(), by=request.user)
            said = ngettext("Saved: %(n)s setting has changed.", "Saved: %(n)s settings have changed.", len(changed))
            messages.success(request, said % {"n": len(changed)} if changed else _("Nothing has changed."))
            return redirect("journal:settings")
    context = {"form": form, "keeps": keeps, "history": settings_history(institution)}
    return render(request, "journal/institution/settings.html", context, status=422 if form.errors else 200)
