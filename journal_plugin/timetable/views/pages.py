"""The timetable of a day, of a week and of a month: of a group, a learner, a teacher, a room (C03, C09)."""

from datetime import date, timedelta

from django.contrib.auth.decorators import login_required
from django.contrib.messages import get_messages
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language

from journal_plugin.core.asked import day_in
from journal_plugin.core.kept import KEPT_SECONDS, page_key
from journal_plugin.institution.queries import institution_of
from journal_plugin.people.queries import children_of
from journal_plugin.timetable.days import week_of
from journal_plugin.timetable.month import grid_of, month_of
from journal_plugin.timetable.queries import groups_with_timetable, rooms_with_timetable, teacher_of
from journal_plugin.timetable.rules import reads_rasters
from journal_plugin.timetable.views.whose import Whose, whose_group, whose_learner, whose_room, whose_teacher


@login_required
def own(request: HttpRequest) -> HttpResponse:
    """The teacher's own day, the learner's, the parent's child's; everybody else chooses a group or a room."""
    institution = institution_of(request)
    teacher = teacher_of(request.user, institution) if institution else None
    if teacher:
        return redirect("journal:timetable_teacher", pk=teacher.pk)
    children = children_of(request.user)
    if children:
        return redirect("journal:timetable_learner", pk=children[0].pk)
    return groups(request)


@login_required
def groups(request: HttpRequest) -> HttpResponse:
    """The groups and the rooms whose timetable the reader may open."""
    context = {
        "courses": groups_with_timetable(request.user),
        "buildings": rooms_with_timetable(request.user),
        "has_raster": reads_rasters(request.user),
    }
    return render(request, "journal/timetable/groups.html", context)


@login_required
def of_group(request: HttpRequest, pk: int, span: str) -> HttpResponse:
    """A day of a group, ``?day=2026-11-20``, today without it; or the week or the month of that day."""
    return SPANS[span](request, whose_group(request, pk))


@login_required
def of_learner(request: HttpRequest, pk: int, span: str) -> HttpResponse:
    """The same of a learner: only the lessons of own group, subgroups and streams."""
    return SPANS[span](request, whose_learner(request, pk))


@login_required
def of_teacher(request: HttpRequest, pk: int, span: str) -> HttpResponse:
    """The same of a teacher."""
    return SPANS[span](request, whose_teacher(request, pk))


@login_required
def of_room(request: HttpRequest, pk: int, span: str) -> HttpResponse:
    """The same of a room, for colleagues."""
    return SPANS[span](request, whose_room(request, pk))


def _day_page(request: HttpRequest, whose: Whose) -> HttpResponse:
    day = _day(request, whose)
    return _page(request, "day", whose, _around(day, 1), {"day": whose.days(day, day)[0]})


def _week_page(request: HttpRequest, whose: Whose) -> HttpResponse:
    first, last = week_of(_day(request, whose), whose.institution.first_weekday)
    if whose.standing is None or len(get_messages(request)):
        return _week(request, whose, first, last)
    stamp = whose.standing(first, last).stamp(whose.institution.local_now())
    key = page_key(request, whose.title, stamp, get_language())
    page = cache.get(key)
    if page is None:
        page = _week(request, whose, first, last).content
        cache.set(key, page, KEPT_SECONDS)
    return HttpResponse(page)


def _week(request: HttpRequest, whose: Whose, first: date, last: date) -> HttpResponse:
    days = whose.days(first, last)
    shown = tuple(day for day in days if day.lines or day.date.isoweekday() < 7)
    return _page(request, "week", whose, _around(first, 7), {"days": shown, "first": first, "last": last})


def _month_page(request: HttpRequest, whose: Whose) -> HttpResponse:
    day = _day(request, whose)
    first, last = month_of(day)
    month = grid_of(whose.days(first, last), first, whose.institution.first_weekday)
    return _page(request, "month", whose, (month.previous, day, month.following), {"month": month})


SPANS = {"day": _day_page, "week": _week_page, "month": _month_page}
"""What an address shows -> its page."""


def _around(day: date, step: int) -> tuple[date, date, date]:
    return day - timedelta(days=step), day, day + timedelta(days=step)


def _page(
    request: HttpRequest, name: str, whose: Whose, around: tuple[date, date, date], context: dict
) -> HttpResponse:
    previous, day, following = (day.isoformat() for day in around)
    context |= {
        "whose": whose,
        "today": whose.institution.today(),
        "shown": day,
        "previous": previous,
        "following": following,
    }
    return render(request, f"journal/timetable/{name}.html", context)


def _day(request: HttpRequest, whose: Whose) -> date:
    """The day asked for; today for nonsense and for years that no timetable reaches."""
    today = whose.institution.today()
    day = day_in(request.GET.get("day", ""))
    return day if day and abs(day.year - today.year) <= 10 else today
