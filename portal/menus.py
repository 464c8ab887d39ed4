"""The portal's menu: the pages under the site's root that their editors put into menus."""

from dataclasses import dataclass

from django.http import HttpRequest
from wagtail.models import Page, Site

TABS = 4
"""How many entries fit under a thumb on a phone."""


@dataclass(frozen=True)
class Entry:
    """A line of the menu, ready to print."""

    title: str
    url: str
    icon: str
    is_current: bool


def entries_of(request: HttpRequest) -> tuple[Entry, ...]:
    """The root page and its live children "in menus"; a guest does not see private ones. Two queries.

    A page type names its sign by the class attribute ``menu_icon``.
    """
    site = Site.find_for_request(request)
    if site is None:
        return ()
    children = Page.objects.child_of(site.root_page).live().in_menu()
    if not request.user.is_authenticated:
        children = children.public()
    pages = [site.root_page, *children.only("title", "url_path", "content_type_id", "path", "depth", "slug")]
    return tuple(_entry(request, page, page.pk == site.root_page_id) for page in pages)


def tabs_of(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """What stands under a thumb: the root, then what families come for every day, then the rest in the editors' order."""
    return tuple(sorted(entries, key=lambda entry: (entry.icon != "home", entry.icon != "diary"))[:TABS])


def _entry(request: HttpRequest, page: Page, is_root: bool) -> Entry:
    url = page.get_url(request) or ""
    is_current = request.path == url if is_root else request.path.startswith(url)
    icon = "home" if is_root else getattr(page.specific_class, "menu_icon", "doc")
    return Entry(page.title, url, icon, is_current)
