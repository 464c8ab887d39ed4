"""Who may read a post or an event: the only statement of access to them (H16, K08).

The home page, the feed, the calendar, its .ics, the search, the sitemap and the page's own address all ask here.
"""

from dataclasses import dataclass

from django.db.models import Q
from wagtail.models import Page

from journal_plugin.access.queries import roles_of
from journal_plugin.people.queries import employers_of, places_of
from news.enums import Audience


@dataclass(frozen=True)
class Reader:
    """Where a user is staff, where a member (learner or guardian), and where a guardian; ids."""

    staff_at: frozenset[int] = frozenset()
    groups: frozenset[int] = frozenset()
    member_at: frozenset[int] = frozenset()
    guarded_groups: frozenset[int] = frozenset()
    guardian_at: frozenset[int] = frozenset()


def reader(user) -> Reader:
    """What decides the audience for ``user`` today; three queries, once for the life of the user object."""
    if not user.is_authenticated:
        return Reader()
    known = getattr(user, "_news_reader", None)
    if known is None:
        places = places_of(user)
        guarded = tuple(place for place in places if place.as_guardian)
        known = Reader(
            staff_at=employers_of(user) | roles_of(user).institutions(),
            groups=frozenset(place.group_id for place in places),
            member_at=frozenset(place.institution_id for place in places),
            guarded_groups=frozenset(place.group_id for place in guarded),
            guardian_at=frozenset(place.institution_id for place in guarded),
        )
        user._news_reader = known
    return known


def may_read(user) -> Q:
    """Posts and events that ``user`` may read: those for everybody, those of own scope, all of an own employer's."""
    if user.is_superuser:
        return Q()
    me = reader(user)
    everybody = Q(audience=Audience.ALL)
    if me == Reader():
        return everybody
    wide = Q(group__isnull=True)
    members = Q(group__in=me.groups) | wide & Q(institution__in=me.member_at)
    guardians = Q(group__in=me.guarded_groups) | wide & Q(institution__in=me.guardian_at)
    return (
        everybody
        | Q(institution__in=me.staff_at)
        | Q(audience=Audience.GROUP) & members
        | Q(audience=Audience.PARENTS) & guardians
    )


def may_read_page(user, *models: type[Page]) -> Q:
    """The same over base pages: everything except the posts and events (``models``) that ``user`` may not read."""
    hidden = Q()
    for model in models:
        readable = model._default_manager.filter(may_read(user)).values("pk")
        every = model._default_manager.values("pk")
        hidden |= Q(pk__in=every) & ~Q(pk__in=readable)
    return ~hidden
