"""Where the diaries of all sites stand: one small table kept until a page or a site changes."""

from dataclasses import dataclass, replace

from django.apps import apps
from django.http import HttpRequest
from wagtail.models import Site

from journal_plugin.core.near import MINUTE, near_cache
from journal_plugin.diary.links import Place

KEY = "diary.addresses"


@dataclass(frozen=True)
class Host:
    """A Wagtail site as the choice of a site needs it."""

    site_id: int
    name: str
    port: int
    is_default: bool


@dataclass(frozen=True)
class Addresses:
    """All sites, and the diaries as (site id, place); those of ``restricted`` sites are served by Wagtail alone."""

    hosts: tuple[Host, ...] = ()
    places: tuple[tuple[int, Place], ...] = ()
    restricted: frozenset[int] = frozenset()


def addresses() -> Addresses:
    """The table; kept, else three queries and one a diary.

    Another process hears of a moved page a minute later: until then it is served where it was, and Wagtail serves it
    where it is.
    """
    table = near_cache.get(KEY)
    if table is None:
        table = _read()
        near_cache.set(KEY, table, MINUTE)
    return table


def forget_addresses() -> None:
    """Read the table anew next time."""
    near_cache.delete(KEY)


def is_under_a_diary(table: Addresses, path: str) -> bool:
    """Whether ``path`` may belong to the diary of some site."""
    return any(path.startswith(place.url) for site, place in table.places if site not in table.restricted)


def place_at(table: Addresses, request: HttpRequest) -> Place | None:
    """The diary of the request's site under whose address the request came."""
    site = _site_of(table.hosts, request)
    if site in table.restricted:
        return None
    return next((place for owner, place in table.places if owner == site and request.path.startswith(place.url)), None)


def diary_address(site: Site) -> str:
    """The address of the site's diary; empty where it has none."""
    return next((place.url for owner, place in addresses().places if owner == site.pk), "")


def _read() -> Addresses:
    hosts = tuple(Host(*row) for row in Site.objects.values_list("pk", "hostname", "port", "is_default_site"))
    places, restricted = [], set()
    for page in apps.get_model("journal", "DiaryPage").objects.live().order_by("path"):
        parts = page.get_url_parts()
        if parts and parts[2]:
            # Where there are several sites, the page's own idea of its address names the host too.
            places.append((parts[0], replace(page.place(), url=parts[2])))
            # A page that only some may see is left to Wagtail, which asks who comes; the diary itself asks for a login.
            if page.get_view_restrictions().exclude(restriction_type="login").exists():
                restricted.add(parts[0])
    return Addresses(hosts, tuple(places), frozenset(restricted))


def _site_of(hosts: tuple[Host, ...], request: HttpRequest) -> int | None:
    """The site that Wagtail would choose: host and port, then a default of that host, the only one of that host, the default."""
    name, _colon, port = request.get_host().partition(":")
    named = [host for host in hosts if host.name == name]
    default = next((host for host in hosts if host.is_default), None)
    exact = next((host for host in named if host.port == int(port or request.get_port())), None)
    chosen = exact or next((host for host in named if host.is_default), None)
    if chosen is None:
        chosen = named[0] if len(named) == 1 else default
    return chosen.site_id if chosen else None
