"""Subscribing to a timetable: the page that makes and revokes a secret link, and what the link gives (C09)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from journal_plugin.access.doors import open_door
from journal_plugin.core.forms import KeyedForm, showing_refusals
from journal_plugin.core.ical import calendar_text
from journal_plugin.timetable.actions import make_feed, note_reading, revoke_feed
from journal_plugin.timetable.models import Feed
from journal_plugin.timetable.queries import entries_of, feed_behind, standing_feed
from journal_plugin.timetable.rules import own_feeds
from journal_plugin.timetable.views.whose import Whose, whose_group, whose_learner, whose_teacher


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def of_group(request: HttpRequest, pk: int) -> HttpResponse:
    """The reader's link to the timetable of a group; POST makes one and shows it, this once."""
    return _page(request, whose_group(request, pk))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def of_learner(request: HttpRequest, pk: int) -> HttpResponse:
    """The same of a learner."""
    return _page(request, whose_learner(request, pk))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def of_teacher(request: HttpRequest, pk: int) -> HttpResponse:
    """The same of a teacher."""
    return _page(request, whose_teacher(request, pk))


@login_required
@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Ends a link of the reader's."""
    feed = open_door(Feed, own_feeds(request.user), pk=pk)
    revoke_feed(feed=feed, by=request.user)
    messages.success(request, _("The link does not work any more."))
    return redirect("journal:timetable")


@require_safe
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """The lessons, for a calendar program that signs in nowhere; 404 once the link is revoked or its maker's right has ended."""
    feed = feed_behind(token)
    if feed is None:
        raise Http404
    note_reading(feed=feed)
    institution = feed.whose.institution
    name = _("Timetable, %(institution)s") % {"institution": institution.short_name}
    text = calendar_text(name, entries_of(feed), institution.zone)
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="timetable.ics"'
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response


def _page(request: HttpRequest, whose: Whose) -> HttpResponse:
    if whose.subject is None:
        raise Http404
    form, link = KeyedForm(request.POST if request.method == "POST" else None), ""
    if request.method == "POST" and form.is_valid():
        with showing_refusals(form):
            token = make_feed(whose=whose.subject, by=request.user, key=form.cleaned_data["key"])
            link = request.build_absolute_uri(reverse("journal:timetable_feed", args=[token]))
    refused = bool(form.errors)
    context = {
        "whose": whose,
        "form": KeyedForm() if link or refused else form,
        "problems": form.errors.values() if refused else (),
        "link": link,
        "program_link": f"webcal://{link.partition('://')[2]}",
        "feed": standing_feed(request.user, whose.subject),
        "today": whose.institution.today(),
    }
    response = render(request, "journal/timetable/feed.html", context, status=422 if refused else 200)
    response["Cache-Control"] = "private, no-store"
    return response
