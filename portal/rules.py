"""Which pages an editor meets in the admin's choosers, and who opens the files of a group."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from wagtail.models import Page
from wagtail.permissions import policy_registry

from journal_plugin.access.grants import NOTHING
from journal_plugin.people.models import Group
from journal_plugin.people.rules import may_read_group
from news.models import EventPage, GroupPostPage
from news.rules import may_read_page
from portal.pages.groups import GroupPage

SITE_DEPTH = 2
"""The home page of a site stands right under the root of the tree."""


def may_choose_page(user) -> Q:
    """Pages that ``user`` may link to: those for everybody on the sites where he writes, and all under his own.

    The root of the tree is there only to begin from.
    """
    if user.is_superuser:
        return Q()
    policy = policy_registry.get_by_type(Page)
    own = {right.page.path for right in policy.get_cached_permissions_for_user(user)}
    site = SITE_DEPTH * Page.steplen
    near = readable = NOTHING
    for path in own:
        near |= Q(path__startswith=path)
        readable |= Q(path__startswith=path[:site])
    published = Q(live=True) & may_read_page(AnonymousUser(), GroupPostPage, EventPage)
    return Q(depth=1) | near | readable & published


def may_read_file(user) -> Q:
    """Collections whose documents ``user`` opens: everything but the folders of groups that he may not look at."""
    if user.is_superuser:
        return Q()
    closed = GroupPage.objects.filter(collection__isnull=False).exclude(
        group__in=Group.objects.filter(may_read_group(user))
    )
    return ~Q(pk__in=closed.values("collection"))
