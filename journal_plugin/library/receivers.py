"""What the library hears: an entry changed, so the site's search follows."""

from django.db import transaction
from django.dispatch import receiver
from wagtail.models import Site
from wagtail.search import index

from journal_plugin.library.pages import LibraryPage
from journal_plugin.library.signals import library_changed


@receiver(library_changed, dispatch_uid="journal_search_library")
def index_library(sender, institution, **kwargs) -> None:
    """The search finds the public entries as they stand; a search that fails takes nothing back."""
    transaction.on_commit(lambda: _index(institution.site_id), robust=True)  # a failing partial has no name to log


def _index(site_id: int) -> None:
    for page in LibraryPage.objects.descendant_of(Site.objects.get(pk=site_id).root_page):
        index.insert_or_update_object(page)
