"""The demo's pages: news with pictures, feeds, events, sections, the notice board; published as editors would."""

import datetime
import io
import json
from random import Random
from zoneinfo import ZoneInfo

from django.core.files.images import ImageFile
from django.utils.text import slugify
from wagtail.coreutils import string_to_ascii
from wagtail.images import get_image_model
from wagtail.models import Page

from journal_plugin.access.enums import Role
from journal_plugin.access.models import RoleAssignment
from journal_plugin.core.dates import study_year
from journal_plugin.institution.models import Institution
from journal_plugin.timetable.pages import TimetableIndexPage
from news.enums import Audience
from news.models import BulletinPage, EventIndexPage, EventPage, GroupPostPage, NewsIndexPage, NewsPage
from portal.demo.data import FOLDER
from portal.demo.pictures import draw
from portal.pages.groups import GroupPage
from portal.pages.home import HomePage
from portal.pages.section import SectionPage
from portal.site_settings import PortalSettings

POSTS_A_GROUP = 4


def write_demo_pages(*, institution: Institution, random: Random, today: datetime.date) -> None:
    """Fill the site that ``build_site`` has made for ``institution``; what is already written stays.

    ``today`` is the day up to which the demo lives: news and posts count back from it, events stand on their dates of
    its study year.
    """
    content = json.loads((FOLDER / f"pages_{institution.kind}.json").read_text(encoding="utf-8"))
    home = HomePage.objects.get(sites_rooted_here=institution.site_id)
    _settings(institution, content)
    if NewsPage.objects.descendant_of(home).exists():
        return
    _home(home, content)
    _sections(home, content)
    _timetable(home)
    _news(home, institution.zone, content, today)
    _events(home, content["events"], today)
    _board(home, content, today)
    _groups(institution, content, random, today)


def _settings(institution: Institution, content: dict) -> None:
    settings = PortalSettings.for_site(institution.site)
    settings.brand_line = content["brand_line"]
    for name, value in content["contacts"].items():
        setattr(settings, name, value)
    policy = SectionPage.objects.descendant_of(institution.site.root_page).get(slug="personal-data")
    settings.footer = [("link", {"title": policy.title, "page": policy})]
    settings.save()


def _home(home: HomePage, content: dict) -> None:
    home.useful = [
        ("links", {"title": title, "links": [{"title": name, "address": address} for name, address in links]})
        for title, links in content["useful"]
    ]
    home.save_revision().publish()


def _sections(home: HomePage, content: dict) -> None:
    for slug, section in content["sections"].items():
        page = SectionPage.objects.descendant_of(home).get(slug=slug)
        page.intro = section["intro"]
        page.body = [_block(kind, value) for kind, value in section["body"]]
        page.save_revision().publish()


def _timetable(home: HomePage) -> None:
    TimetableIndexPage.objects.descendant_of(home).get().get_latest_revision().publish()


def _block(kind: str, value):
    if kind == "facts":
        return kind, _facts(value)
    return kind, value


def _facts(rows: list[list[str]]) -> list[dict[str, str]]:
    return [{"what": what, "which": which} for what, which in rows]


def _news(home: HomePage, zone: ZoneInfo, content: dict, today: datetime.date) -> None:
    index = NewsIndexPage.objects.child_of(home).get()
    for item in content["news"]:
        page = NewsPage(
            title=item["title"],
            slug=_slug(item["title"]),
            date=today - datetime.timedelta(days=item["ago"]),
            rubric=item["rubric"],
            intro=item["intro"],
            image=_picture(home, item["motif"], item["title"]),
            body=[("text", f"<p>{text}</p>") for text in item["text"]]
            + ([("facts", _facts(item["facts"]))] if "facts" in item else []),
        )
        _publish(index, page, datetime.datetime.combine(page.date, datetime.time(9, 10), zone))


def _picture(home: HomePage, motif: str, title: str):
    file = ImageFile(io.BytesIO(draw(motif)), name=f"{motif}.png")
    return get_image_model().objects.create(title=title[:255], collection=home.collection, file=file)


def _events(home: HomePage, events: list[dict], today: datetime.date) -> None:
    index = EventIndexPage.objects.child_of(home).get()
    for event in events:
        _publish(index, _event(event, today))


def _event(event: dict, today: datetime.date) -> EventPage:
    date = _date(event["date"], today)
    return EventPage(
        title=event["title"],
        slug=f"{_slug(event['title'])}-{event['date']}",
        date=date,
        until_date=_date(event["until_date"], today) if "until_date" in event else None,
        time=_time(event.get("time")),
        until_time=_time(event.get("until")),
        place=event.get("place", ""),
        kind=event["kind"],
        audience=event.get("audience", Audience.ALL),
    )


def _board(home: HomePage, content: dict, today: datetime.date) -> None:
    board = BulletinPage.objects.child_of(home).get()
    board.notices = [
        ("notice", {**words, "until": today + datetime.timedelta(days=days)})
        for days, words in ((row["days"], row["notice"]) for row in content["notices"])
    ]
    board.save_revision().publish()


def _groups(institution: Institution, content: dict, random: Random, today: datetime.date) -> None:
    """A feed of its own for every group: some of the texts, the pinned one always, each at an hour of its own."""
    curators = dict(
        RoleAssignment.objects.on(today)
        .filter(institution=institution, role=Role.CURATOR, person__user__isnull=False)
        .values_list("group_id", "person__user_id")
    )
    pages = GroupPage.objects.filter(group__institution=institution).order_by("group__sort_key")
    for page in pages:
        loose = [post for post in content["posts"] if "pin" not in post]
        chosen = random.sample(loose, min(POSTS_A_GROUP - 1, len(loose)))
        for post in sorted(
            chosen + [post for post in content["posts"] if "pin" in post], key=lambda post: -post["ago"]
        ):
            day = today - datetime.timedelta(days=post["ago"])
            at = datetime.datetime.combine(
                day, datetime.time(random.randint(8, 9), random.randrange(60)), institution.zone
            )
            pinned = today + datetime.timedelta(days=post["pin"]) if "pin" in post else None
            row = GroupPostPage(
                title=post["title"],
                slug=_slug(post["title"]),
                intro=post["text"],
                audience=post.get("audience", Audience.GROUP),
                pinned_until=pinned,
                owner_id=curators.get(page.group_id),
            )
            _publish(page, row, at)
        for event in content["group_events"]:
            _publish(page, _event(event, today))


def _publish(parent: Page, page: Page, at: datetime.datetime | None = None) -> None:
    parent.add_child(instance=page)
    page.save_revision().publish()
    if at is not None:
        type(page).objects.filter(pk=page.pk).update(first_published_at=at, last_published_at=at)


def _date(month_day: str, today: datetime.date) -> datetime.date:
    month, day = map(int, month_day.split("-"))
    begins = study_year(today)
    return datetime.date(begins if month >= 9 else begins + 1, month, day)


def _time(clock: str | None) -> datetime.time | None:
    return datetime.time.fromisoformat(clock) if clock else None


def _slug(title: str) -> str:
    return slugify(string_to_ascii(title))[:80].strip("-")
