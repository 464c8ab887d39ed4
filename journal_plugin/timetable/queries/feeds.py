"""Reads of the links by which calendar programs read a timetable."""

from collections.abc import Callable

from django.utils import timezone

from journal_plugin.core.ical import Entry
from journal_plugin.people.models import Group, Learner, Staff
from journal_plugin.timetable.feeds import digest_of, entry_of, span_of
from journal_plugin.timetable.models import Feed
from journal_plugin.timetable.queries.days import held_of_learner, held_of_teacher
from journal_plugin.timetable.queries.group_days import held_of_group
from journal_plugin.timetable.rules import (
    may_subscribe_group,
    may_subscribe_learner,
    may_subscribe_teacher,
    own_feeds,
)

_SUBSCRIBERS: dict[type, Callable] = {
    Learner: may_subscribe_learner,
    Staff: may_subscribe_teacher,
    Group: may_subscribe_group,
}


def may_subscribe(user, whose: Learner | Staff | Group) -> bool:
    """Whether a link of ``user`` may give the lessons of ``whose``; one query besides his roles."""
    return type(whose)._default_manager.filter(_SUBSCRIBERS[type(whose)](user), pk=whose.pk).exists()


def standing_feed(user, whose: Learner | Staff | Group) -> Feed | None:
    """The link of ``user`` to the timetable of ``whose`` that is not revoked; one query."""
    return Feed.objects.filter(own_feeds(user), **{whose._meta.model_name: whose}, revoked_at=None).first()


def feed_behind(token: str) -> Feed | None:
    """The link with that token; None for an unknown or revoked one and for one whose maker may not read those lessons now.

    Four queries at most, with the maker's roles.
    """
    rows = Feed.objects.filter(digest=digest_of(token), revoked_at=None, person__user__is_active=True)
    places = (f"{field}__institution__site" for field in ("learner", "staff", "group"))
    feed = rows.select_related("person__user", "staff__person", *places).first()
    return feed if feed and may_subscribe(feed.person.user, feed.whose) else None


def entries_of(feed: Feed) -> list[Entry]:
    """The lessons that ``feed`` gives, from two weeks ago to two months ahead; two queries, with own bells three.

    Nothing of a learner is in them, not even his subgroup: the element, the place and the teacher.
    """
    institution = feed.whose.institution
    host, stamp = institution.site.hostname, timezone.now()
    first, last = span_of(institution.today())
    if feed.learner:
        told = [(one, one.teachers) for one in held_of_learner(feed.learner, first, last)]
    elif feed.staff:
        told = [(one, (one.group,)) for one in held_of_teacher(feed.staff, first, last)]
    else:
        told = [(one, (one.part, *one.teachers)) for one in held_of_group(feed.group, first, last)]
    return [entry_of(one, ", ".join(filter(None, words)), host, stamp) for one, words in told if not one.gone]
