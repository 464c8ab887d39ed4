"""Named reads for the pages that show news, posts and events of a part of the site."""

import datetime
from dataclasses import dataclass

from django.http import HttpRequest
from wagtail.models import Page

from news import screens
from news.models import EventIndexPage, EventPage, GroupPostPage, NewsIndexPage, NewsPage, newest
from news.month import EventRow, Month, bounds, grid

FEW_NEWS = 3
"""News of a home page beside the first."""
NEXT_EVENTS = 4
"""Events under the month."""


@dataclass(frozen=True)
class Front:
    """News for a home page: the first with its picture, the next few, how many there are and where."""

    lead: NewsPage | None
    others: tuple[NewsPage, ...]
    total: int
    url: str


@dataclass(frozen=True)
class Agenda:
    """A month and the next events; ``month_url`` is the month's page, where every day has its anchor."""

    month: Month
    coming: tuple[EventRow, ...]
    url: str
    month_url: str
    kinds: tuple[tuple[str, str], ...]


def front_of(root: Page, request: HttpRequest) -> Front:
    """The newest news under ``root``; at most four queries."""
    news = NewsPage.objects.descendant_of(root).live()
    first, *rest = [*newest(news)[: FEW_NEWS + 1], None]
    index = NewsIndexPage.objects.child_of(root).live().first()
    return Front(first, tuple(rest[:-1]), news.count() if rest else 0, index.get_url(request) if index else "")


def agenda_of(root: Page, request: HttpRequest, today: datetime.date, *, first_weekday: int = 1, only=None) -> Agenda:
    """The month of ``today`` and what comes next under ``root``; ``only`` (Q) narrows the events. Three queries."""
    events = EventPage.objects.descendant_of(root).readable_by(request.user)
    if only is not None:
        events = events.filter(only)
    days = bounds(today.year, today.month, first_weekday)
    rows = [screens.event_row(page, request) for page in events.between(*days)]
    index = EventIndexPage.objects.descendant_of(root).live().first()
    url = index.get_url(request) if index else ""
    return Agenda(
        month=grid(today.year, today.month, today, rows, first_weekday=first_weekday),
        coming=tuple(screens.event_row(page, request) for page in events.coming(today)[:NEXT_EVENTS]),
        url=url,
        month_url=f"{url}{today.year}/{today.month}/" if url else "",
        kinds=screens.KINDS,
    )


def posts_of(user, group_ids):
    """Posts of the groups that ``user`` may read, the newest first."""
    return GroupPostPage.objects.filter(group__in=group_ids).readable_by(user).newest()
