"""The demo's pages."""

import datetime
import random

from news.models import EventPage, GroupPostPage, NewsPage
from portal.demo.pages import write_demo_pages
from tests.cast import Cast
from tests.factories.pages import make_portal


def test_demo_writes_news_feeds_and_events_once(cast: Cast, today: datetime.date) -> None:
    make_portal(cast.institution)
    for _time in range(2):
        write_demo_pages(institution=cast.institution, random=random.Random(1), today=today)
    counts = {model: model.objects.live().count() for model in (NewsPage, GroupPostPage, EventPage)}
    assert counts == {NewsPage: 12, GroupPostPage: 2 * 4, EventPage: 22 + 2 * 3}
    assert NewsPage.objects.filter(date__gt=today).exists() is False
    owners = set(GroupPostPage.objects.filter(group=cast.group).values_list("owner__username", flat=True))
    assert owners == {"curator"}


def test_same_seed_gives_the_same_feed(cast: Cast, today: datetime.date) -> None:
    make_portal(cast.institution)
    write_demo_pages(institution=cast.institution, random=random.Random(7), today=today)
    first = list(GroupPostPage.objects.order_by("path").values_list("title", "first_published_at"))
    for model in (GroupPostPage, EventPage, NewsPage):
        for page in model.objects.all():
            page.delete()
    write_demo_pages(institution=cast.institution, random=random.Random(7), today=today)
    assert list(GroupPostPage.objects.order_by("path").values_list("title", "first_published_at")) == first
