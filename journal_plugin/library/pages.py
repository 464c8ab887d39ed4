"""The library as a public page (B21)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from journal_plugin.core.public_page import PublicPage
from journal_plugin.institution.models import Institution
from journal_plugin.institution.queries import institution_of
from journal_plugin.library.queries import text_of_library
from journal_plugin.library.screens import shelf_context


class LibraryMixin(models.Model):
    """Shows the shelf to whoever comes: a guest sees public entries, who has signed in sees those of the institution too."""

    class Meta:
        abstract = True

    def get_context(self, request, *args, **kwargs):
        """Adds the search and the entries."""
        institution = institution_of(request)
        shelf = shelf_context(request.user, institution, request.GET) if institution else {}
        return super().get_context(request, *args, **kwargs) | shelf

    def searched_text(self) -> str:
        """What the site's search finds here: public entries."""
        institution = Institution.objects.filter(site=self.get_site()).first()
        return text_of_library(institution) if institution else ""


class LibraryPage(LibraryMixin, PublicPage):
    """The digital library of a site."""

    menu_icon = "book"
    template = "journal/library/page.html"
    search_fields = [*PublicPage.search_fields, index.SearchField("searched_text")]

    class Meta:
        verbose_name = _("digital library")
        verbose_name_plural = _("digital libraries")
