"""The diary's place in the page tree: editors choose its address, title and intro."""

from django.db import models
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.rich_text import expand_db_html
from wagtail.url_routing import RouteResult

from journal_plugin.diary.links import Place

SCREENS = "journal_plugin.diary.screens"
"""The screens under the page's address; named by a string, because pages stand below views."""


class DiaryPageMixin(models.Model):
    """What makes a page a diary: it takes every address below its own and hands it to the diary's screens."""

    intro = RichTextField(
        _("intro"), blank=True, default="", features=["bold", "italic", "link"], help_text=_("Shown above the diary.")
    )

    menu_icon = "diary"
    subpage_types: list[str] = []
    show_in_menus_default = True

    class Meta:
        abstract = True

    def place(self, request=None) -> Place:
        """The page as its screens need it."""
        return Place(self.get_url(request) or "/", self.title, expand_db_html(self.intro) if self.intro else "")

    def route(self, request, path_components):
        """The page itself and every screen under it."""
        rest = "".join(f"{component}/" for component in path_components)
        if path_components and not is_screen(rest):
            return super().route(request, path_components)
        return RouteResult(self, kwargs={"rest": rest}) if self.live else super().route(request, [])

    def serve(self, request, rest=""):
        """The screen at ``rest``, the same as the short way in ``urls.py`` gives."""
        found = resolve(f"/{rest}", SCREENS)
        return found.func(request, self.place(request), **found.kwargs)

    def serve_preview(self, request, mode_name):
        """What an editor sees before publishing: the diary with his title and intro."""
        return self.serve(request)


def is_screen(rest: str) -> bool:
    """Whether the diary has a screen at ``rest``, an address relative to the page's own."""
    try:
        resolve(f"/{rest}", SCREENS)
    except Resolver404:
        return False
    return True


class DiaryPage(DiaryPageMixin, Page):
    """The diary of a site."""

    content_panels = [*Page.content_panels, FieldPanel("intro")]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("diary")
        verbose_name_plural = _("diaries")
