"""The first screen of the Wagtail admin: what its reader writes, and the way back to the journal."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component
from wagtail.models import Page

from journal_plugin.access.matrix import Area, Right, roles_with
from journal_plugin.access.menu import entries_for
from journal_plugin.access.queries import roles_of
from journal_plugin.exchange.queries.lists import places_of
from journal_plugin.menu import DESK
from portal.backup.plan import current_plan
from portal.backup.state import last_whole, worries
from portal.pages.groups import GroupIndexPage
from portal.pages.home import HomePage


@dataclass(frozen=True)
class Link:
    """A button."""

    label: str
    url: str


@dataclass(frozen=True)
class Section:
    """A place of the site, and what may be added there."""

    title: str
    url: str
    links: tuple[Link, ...]


class Start(Component):
    """The panel «where to begin»: after the pages that wait for the reader's review, before what was edited lately."""

    order = 220
    template_name = "portal/admin/start.html"

    def get_context_data(self, parent_context):
        """The sections of the reader and his entries of the journal."""
        user = parent_context["request"].user
        return {"sections": sections_of(user), "journal": journal_of(user)}


class Backup(Component):
    """How backup stands, for whoever sets an institution up: first of all where something is wrong, else the last line."""

    template_name = "portal/admin/backup.html"

    def __init__(self, user) -> None:
        plan, now = current_plan(), timezone.now()
        told = user.is_superuser or roles_of(user).has(*roles_with(Area.DIRECTORIES, Right.SET_UP))
        self.worries = worries(plan, now) if told else []
        self.whole_at = last_whole(plan, now) if told else ""
        self.order = 210 if self.worries else 900

    def get_context_data(self, parent_context):
        """Sentences, and the moment of the last whole copy ("" for never)."""
        return {"worries": self.worries, "whole_at": self.whole_at}


def sections_of(user) -> tuple[Section, ...]:
    """The places where ``user`` adds pages by a right of his own: his group's page, or the sections of his site.

    Two reads, one more for each site that he edits.
    """
    rights = {"group_permissions__group__user": user, "group_permissions__permission__codename": "add_page"}
    pages = Page.objects.filter(**rights).distinct().order_by("path")
    places: list[Page] = []
    for page in pages:
        places += page.get_children().live() if page.specific_class is HomePage else [page]
    return tuple(filter(lambda section: section.links, map(_section, places)))


def journal_of(user) -> tuple[Link, ...]:
    """The desk of ``user`` without this admin, and the lists that he sends in."""
    here = reverse("wagtailadmin_home")
    entries = [Link(entry.label, entry.url) for entry in entries_for(user, DESK) if entry.url != here]
    lists = [Link(_("Send in a list"), reverse("journal_lists:index"))] if places_of(user) else []
    return (*entries, *lists)


def _section(page: Page) -> Section:
    kinds = [] if page.specific_class is GroupIndexPage else page.specific_class.creatable_subpage_models()
    return Section(
        page.title,
        reverse("wagtailadmin_explore", args=[page.pk]),
        tuple(
            Link(
                capfirst(kind._meta.verbose_name),
                reverse("wagtailadmin_pages:add", args=[kind._meta.app_label, kind._meta.model_name, page.pk]),
            )
            for kind in kinds
        ),
    )
