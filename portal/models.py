"""The inventory of the portal's tables: only re-exports."""

from portal.pages.groups import GroupIndexPage, GroupPage
from portal.pages.home import HomePage
from portal.pages.section import SectionPage
from portal.site_settings import PortalSettings

__all__ = ["GroupIndexPage", "GroupPage", "HomePage", "PortalSettings", "SectionPage"]
