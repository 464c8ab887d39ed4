"""The home page of an institution's site."""

from dataclasses import dataclass

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from journal_plugin.institution.queries import institution_of
from news import screens
from news.queries import agenda_of, front_of, posts_of
from news.rules import reader
from portal.blocks import LinksBlock
from portal.pages.groups import GroupPage

POSTS = 3
"""Posts of own groups on the home page."""


@dataclass(frozen=True)
class GroupLink:
    """An own group and its page."""

    name: str
    url: str


@dataclass(frozen=True)
class OwnPost:
    """A post of an own group; ``group`` is named when there are several."""

    post: screens.Post
    group: str


@dataclass(frozen=True)
class OwnGroups:
    """The groups of the reader and what is new there."""

    groups: tuple[GroupLink, ...]
    posts: tuple[OwnPost, ...]


class HomePage(Page):
    """News, the calendar of the month, the reader's own group, ways for parents, students and entrants."""

    useful = StreamField([("links", LinksBlock())], blank=True, verbose_name=_("useful links"))
    editors = models.ForeignKey("auth.Group", models.SET_NULL, null=True, blank=True, editable=False, related_name="+")
    collection = models.ForeignKey(
        "wagtailcore.Collection", models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )

    content_panels = [*Page.content_panels, FieldPanel("useful")]
    parent_page_types = ["wagtailcore.Page"]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def get_context(self, request, *args, **kwargs):
        """Add news, the calendar and own groups; the number of queries does not depend on how many there are."""
        institution = institution_of(request)
        first_weekday = institution.first_weekday if institution else 1
        today = institution.today() if institution else timezone.localdate()
        return {
            **super().get_context(request, *args, **kwargs),
            "front": front_of(self, request),
            "agenda": agenda_of(self, request, today, first_weekday=first_weekday),
            "own": self._own(request),
            "today": today,
        }

    def _own(self, request) -> OwnGroups | None:
        """None for a reader without a group on this site."""
        ids = reader(request.user).groups | GroupPage.led_by(request.user)
        if not ids:
            return None
        pages = GroupPage.objects.descendant_of(self).live().filter(group__in=ids).select_related("group")
        groups = tuple(GroupLink(page.title, page.get_url(request)) for page in pages.order_by("group__sort_key"))
        if not groups:
            return None
        posts = posts_of(request.user, [page.group_id for page in pages])[:POSTS]
        several = len(groups) > 1
        return OwnGroups(
            groups,
            tuple(OwnPost(screens.post_row(page, request), page.group.name if several else "") for page in posts),
        )
