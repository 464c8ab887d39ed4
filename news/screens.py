"""What the pages of news print: frozen values made of rows; nothing here reads a table."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from django.core.paginator import Page as Sheet
from django.core.paginator import Paginator
from django.http import HttpRequest

from journal_plugin.core.ical import Entry
from news.enums import Audience, EventKind
from news.month import EventRow, Month

ON_A_SHEET = 10
"""News and posts on one screen."""
COMING = 60
"""Events in the list."""
YEARS = 10
"""How far from today a month may be asked for."""


@dataclass(frozen=True)
class Post:
    """A post of a feed ready to print; ``more`` says that its page holds more than the text here."""

    title: str
    url: str
    text: str
    at: datetime.datetime | None
    author: str
    pinned_until: datetime.date | None
    closed: str
    more: bool


@dataclass(frozen=True)
class Rubric:
    """A rubric of news and whether it is the one that is shown."""

    name: str
    is_current: bool


@dataclass(frozen=True)
class NewsList:
    """A sheet of news with the rubrics to choose from."""

    sheet: Sheet
    rubrics: tuple[Rubric, ...]
    rubric: str

    @property
    def extra(self) -> str:
        """What the addresses of other sheets keep."""
        return f"&rubric={quote(self.rubric)}" if self.rubric else ""


@dataclass(frozen=True)
class MonthScreen:
    """A month of the calendar with the addresses of its neighbours (empty: too far away)."""

    month: Month
    previous_url: str
    following_url: str
    today_url: str
    list_url: str
    ics_url: str
    kinds: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Day:
    """A day of the list."""

    date: datetime.date
    anchor: str
    events: tuple[EventRow, ...]


@dataclass(frozen=True)
class ListScreen:
    """What is coming."""

    days: tuple[Day, ...]
    month_url: str
    ics_url: str


KINDS: tuple = tuple(EventKind.choices)


def sheet_of(rows, number: str, size: int = ON_A_SHEET) -> Sheet:
    """The sheet ``number`` of ``rows``; a wrong number gives the nearest one there is."""
    return Paginator(rows, size).get_page(number)


def event_row(page, request: HttpRequest) -> EventRow:
    """An EventPage as a row."""
    return EventRow(
        title=page.title,
        url=page.get_url(request) or "",
        date=page.date,
        last_day=page.until_date or page.date,
        time=page.time,
        until_time=page.until_time,
        place=page.place,
        kind=page.kind,
        kind_label=str(EventKind(page.kind).label),
        group=page.group.name if page.group_id else "",
        closed=_closed(page.audience),
    )


def event_entry(page, request: HttpRequest) -> Entry:
    """An EventPage as an entry of a calendar file."""
    return Entry(
        uid=f"{page.translation_key}@{request.get_host()}",
        title=page.title,
        date=page.date,
        last_day=page.until_date or page.date,
        time=page.time,
        until_time=page.until_time,
        place=page.place,
        url=request.build_absolute_uri(page.get_url(request)),
        stamp=page.last_published_at or datetime.datetime.now(datetime.UTC),
    )


def post_row(page, request: HttpRequest) -> Post:
    """A GroupPostPage as a post."""
    person = getattr(page.owner, "journal_person", None)
    return Post(
        title=page.title,
        url=page.get_url(request) or "",
        text=page.intro,
        at=page.first_published_at,
        author=person.short_name if person else "",
        pinned_until=page.pinned_until,
        closed=_closed(page.audience),
        more=bool(len(page.body)),
    )


def by_day(events: Iterable[EventRow], today: datetime.date) -> tuple[Day, ...]:
    """Events under the day of their beginning; one that has begun already stands under ``today``."""
    days: dict[datetime.date, list[EventRow]] = {}
    for event in events:
        days.setdefault(max(event.date, today), []).append(event)
    return tuple(Day(day, f"d-{day.isoformat()}", tuple(rows)) for day, rows in sorted(days.items()))


def month_in_reach(year: int, month: int, today: datetime.date) -> bool:
    """Whether there is such a month and it is not further than ten years away."""
    return 1 <= month <= 12 and abs(year - today.year) <= YEARS


def _closed(audience: str) -> str:
    return "" if audience == Audience.ALL else str(Audience(audience).label)
