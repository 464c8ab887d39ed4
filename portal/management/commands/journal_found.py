"""journal_found with the portal's pages: home, news, events, groups, programmes and the diary."""

from journal_plugin.diary.actions import place_diary
from journal_plugin.institution.models import Institution
from journal_plugin.management.commands import journal_found
from portal.actions import build_site


class Command(journal_found.Command):
    """The plugin's command; the institution gets its site as well."""

    def build(self, institution: Institution) -> None:
        """The page tree of a new institution."""
        build_site(institution=institution)
        place_diary(site=institution.site)
