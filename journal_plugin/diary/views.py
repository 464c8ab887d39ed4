"""The diary's screens; each is reached through the page tree or by the short way, with the same ``Place``."""

from collections.abc import Callable
from datetime import date
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.views import serve

from journal_plugin.diary.frame import framed
from journal_plugin.diary.links import Place
from journal_plugin.diary.queries.absences import absences_of
from journal_plugin.diary.queries.addresses import Addresses, place_at
from journal_plugin.diary.queries.ahead import Upcoming, upcoming_works
from journal_plugin.diary.queries.children import Child, child_or_404, children_of_reader
from journal_plugin.diary.queries.fresh import fresh_of
from journal_plugin.diary.queries.mark import opened_mark
from journal_plugin.diary.queries.marks import marks_of
from journal_plugin.diary.queries.periods import periods_of
from journal_plugin.diary.queries.week import week_of
from journal_plugin.diary.render.absences import absences_page
from journal_plugin.diary.render.head import Head, nobody_page
from journal_plugin.diary.render.mark import mark_page
from journal_plugin.diary.render.marks import marks_page
from journal_plugin.diary.render.week import week_page

SCREENS = "journal_plugin.diary.screens"
YEARS = range(2000, 2101)


def front(request: HttpRequest, under: tuple[str, Addresses]) -> HttpResponse:
    """The screen of the diary at this address of this site; anything else under the address is Wagtail's."""
    path, table = under
    place = place_at(table, request)
    if place is None:
        return serve(request, path)
    try:
        found = resolve(f"/{request.path.removeprefix(place.url)}", SCREENS)
    except Resolver404:
        return serve(request, path)
    return found.func(request, place, **found.kwargs)


def screen(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A screen for who is signed in: ``view(request, head, child, ...)``, with 404 for another family's child."""

    @require_safe
    @wraps(view)
    def shown(request: HttpRequest, place: Place, learner: int | None = None, **options) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        children = children_of_reader(request.user)
        if learner is None and not children:
            return framed(request, base=place.url, title=place.title, body=nobody_page(place))
        child = children[0] if learner is None else child_or_404(children, learner)
        return view(request, Head(place, children, child), child, **options)

    return shown


@screen
def week(request: HttpRequest, head: Head, child: Child, day: str = "") -> HttpResponse:
    """A week; the one that is now carries the news and what comes next."""
    today = child.school.today()
    shown = _date(day) if day else today
    found = week_of(child, shown, today)
    fresh, upcoming = None, tuple[Upcoming, ...]()
    if found.is_now:
        (fresh,) = fresh_of([child])
        upcoming = upcoming_works(child, today)
    title, body = week_page(head, found, shown, today, fresh, upcoming)
    return framed(request, base=head.place.url, title=title, body=body)


@screen
def marks(request: HttpRequest, head: Head, child: Child, period: str = "") -> HttpResponse:
    """Marks by subjects in a period, and the term marks of all years."""
    today = child.school.today()
    periods = periods_of(child, today, period)
    found = marks_of(child, periods.chosen) if periods.chosen else None
    title, body = marks_page(head, periods, found, today)
    return framed(request, base=head.place.url, title=title, body=body)


@screen
def absences(request: HttpRequest, head: Head, child: Child, period: str = "") -> HttpResponse:
    """Absences by months in a period."""
    today = child.school.today()
    periods = periods_of(child, today, period)
    found = absences_of(child, periods.chosen, today) if periods.chosen else None
    title, body = absences_page(head, periods, found, today)
    return framed(request, base=head.place.url, title=title, body=body)


@screen
def mark(request: HttpRequest, head: Head, child: Child, mark: int) -> HttpResponse:
    """One mark with its history."""
    found = opened_mark(request.user, child, mark)
    title, body = mark_page(head, found, child.school.today())
    return framed(request, base=head.place.url, title=title, body=body)


def _date(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise Http404(_("There is no such day.")) from error
    if day.year not in YEARS:
        raise Http404(_("There is no such day."))
    return day
