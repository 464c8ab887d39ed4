"""The help page for administrators: who may what."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from journal_plugin.access.matrix import EVERYBODY, SHOWN, TABLE, Reach, Right, label
from journal_plugin.access.rules import sees_rights


@login_required
@require_GET
def rights(request: HttpRequest) -> HttpResponse:
    """The matrix in words, for those who read or give roles."""
    if not sees_rights(request.user):
        raise Http404
    columns = [label(who) for who in EVERYBODY]
    rows = [(area.label, [_words(*TABLE[area][who]) for who in EVERYBODY]) for area in SHOWN]
    return render(request, "journal/access/rights.html", {"columns": columns, "rows": rows})


def _words(granted: Right, reach: Reach) -> tuple[str, str]:
    """What a cell says: (right, how far)."""
    names = (
        (Right.SET_UP, _("sets up")),
        (Right.WRITE, _("writes")),
        (Right.CONTROL, _("checks")),
        (Right.READ, _("reads")),
    )
    words = [word for right, word in names if right in granted]
    wider = {_("sets up"): (_("writes"), _("reads")), _("writes"): (_("reads"),), _("checks"): (_("reads"),)}
    told = {said for word in words for said in wider.get(word, ())}
    text = ", ".join(word for word in words if word not in told)
    return text, _("own only") if reach is Reach.OWN else ""
