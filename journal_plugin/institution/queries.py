"""Which institution a request is for; its directories as lists."""

from collections import Counter

from django.http import HttpRequest
from wagtail.models import Site

from journal_plugin.institution.cards import RoomCard
from journal_plugin.institution.models import Institution, Room


def institution_of(request: HttpRequest) -> Institution | None:
    """The institution of the Wagtail site that ``request`` came to; None where the site has none. Asked once a request."""
    site = Site.find_for_request(request)
    return getattr(site, "journal_institution", None)


def site_title(request: HttpRequest) -> str:
    """The name in the head of every page: the institution's short name, else the site's, else its address."""
    institution = institution_of(request)
    if institution is not None:
        return institution.short_name
    site = Site.find_for_request(request)
    return (site.site_name or site.hostname) if site is not None else request.get_host()


def institution_named(text: str) -> Institution:
    """The institution with that id, or of the site with that host name; raises Institution.DoesNotExist."""
    institutions = Institution.objects.select_related("settings", "site")
    return institutions.get(pk=int(text)) if text.isdecimal() else institutions.get(site__hostname=text)


def room_cards(institution: Institution) -> dict[str, RoomCard]:
    """The directory of rooms as lines of a list: key -> line; one query."""
    rows = Room.objects.filter(institution=institution).order_by("building__sort_key", "sort_key")
    cards = (
        RoomCard(*row)
        for row in rows.values_list("name", "building__name", "capacity", "kind", "equipment", "external_id")
    )
    return {card.key: card for card in cards}


def room_ids(institution: Institution) -> dict[str, int]:
    """Ids of rooms by every name that a list may use: external id, name where it is the only one, building and name."""
    rows = list(Room.objects.filter(institution=institution).values_list("pk", "name", "building__name", "external_id"))
    times = Counter(name for _pk, name, _building, _external in rows)
    ids = {f"{building}, {name}": pk for pk, name, building, _external in rows}
    ids |= {name: pk for pk, name, _building, _external in rows if times[name] == 1}
    return ids | {external: pk for pk, _name, _building, external in rows if external}


def room_keys(institution: Institution) -> dict[str, str]:
    """What a list may call a room -> how lists here call it: its name, with the building where two bear it; one query."""
    rows = list(Room.objects.filter(institution=institution).values_list("name", "building__name", "external_id"))
    times = Counter(name for name, _building, _external in rows)
    keys = {}
    for name, building, external in rows:
        key = name if times[name] == 1 else f"{building}, {name}"
        keys |= {f"{building}, {name}": key, key: key} | ({external: key} if external else {})
    return keys


def shared_rooms(institution: Institution) -> frozenset[str]:
    """Rooms without a capacity, as lists here call them: wards and grounds that hold several groups at once; two queries."""
    open_to_many = {card.key for card in room_cards(institution).values() if card.capacity is None}
    keys = room_keys(institution)
    return frozenset(keys[name] for name in open_to_many)
