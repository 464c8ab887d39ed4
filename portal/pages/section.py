"""A page of text: «Родителю», «Студенту», documents, the policy."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from journal_plugin.core.page_form import PageForm
from portal.blocks import SectionBlocks


class SectionPage(Page):
    """A text with an introduction; pages under it are listed at its end."""

    menu_icon = "doc"

    intro = models.TextField(_("introduction"), blank=True, default="")
    body = StreamField(SectionBlocks(required=False), blank=True, verbose_name=_("text"))

    base_form_class = PageForm
    content_panels = [*Page.content_panels, FieldPanel("intro"), FieldPanel("body")]
    search_fields = [*Page.search_fields, index.SearchField("intro"), index.SearchField("body")]
    subpage_types = [
        "portal.SectionPage",
        "journal.AcademicCalendarPage",
        "journal.CurriculumIndexPage",
        "journal.WorkProgrammeIndexPage",
        "journal.LibraryPage",
        "journal.ControlSchedulePage",
        "journal.TimetableIndexPage",
    ]

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")

    def get_context(self, request, *args, **kwargs):
        """Add the pages under this one."""
        pages = self.get_children().live()
        if not request.user.is_authenticated:
            pages = pages.public()
        return {**super().get_context(request, *args, **kwargs), "pages": tuple(pages.specific())}
