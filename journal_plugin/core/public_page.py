"""What the public pages of the rooms have in common: their content stands in the tables, an editor writes an introduction."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.search import index

from journal_plugin.core.page_form import PageForm


class PublicPage(Page):
    """One of its kind under a parent, with nothing under it."""

    intro = models.TextField(_("introduction"), blank=True, default="")

    subpage_types: list[str] = []
    max_count_per_parent = 1
    base_form_class = PageForm
    content_panels = [*Page.content_panels, FieldPanel("intro")]
    search_fields = [*Page.search_fields, index.SearchField("intro")]

    class Meta:
        abstract = True
