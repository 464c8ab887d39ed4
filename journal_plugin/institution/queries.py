"""Which institution a request is for; its directories as lists; who has changed its settings."""

from collections import Counter
from collections.abc import Hashable
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import BooleanField, DateField, DecimalField, QuerySet
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.models import Site

from journal_plugin.access.models import AuditEntry
from journal_plugin.core.typography import decimal_comma
from journal_plugin.institution.cards import RoomCard
from journal_plugin.institution.models import Institution, InstitutionSettings, Room


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


def directory_cards(kind: type[Any], rows: QuerySet) -> dict[Hashable, Any]:
    """Rows of a directory as lines of a list, whose fields are those of the rows: key -> line; one query."""
    names = [field.name for field in fields(kind)]
    cards = (kind(**values) for values in rows.order_by("sort_key", "pk").values(*names))
    return {card.key: card for card in cards}


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


@dataclass(frozen=True)
class SettingChange:
    """Who changed a setting, when, from what to what, in words."""

    at: datetime
    who: str
    setting: str
    old: str
    new: str


def settings_history(institution: Institution, most: int = 100) -> tuple[SettingChange, ...]:
    """Changes of the settings, the latest first, in the zone of the institution; two queries (A23, E11)."""
    kind = ContentType.objects.get_for_model(Institution)
    rows = AuditEntry.objects.filter(content_type=kind, object_id=institution.pk, action="journal.settings")
    return tuple(
        SettingChange(
            row.timestamp.astimezone(institution.zone),
            _name_of(row),
            *_in_words(field, *values),
        )
        for row in rows.select_related("user__journal_person").order_by("-timestamp", "-pk")[:most]
        for field, values in row.data.get("changes", {}).items()
    )


def _name_of(row: AuditEntry) -> str:
    """The person behind a line of the audit log, else the login; a command has none."""
    person = getattr(row.user, "journal_person", None)
    return str(person.short_name if person else row.user_display_name)


def _in_words(name: str, old: str, new: str) -> tuple[str, str, str]:
    """A setting and its values as the form calls them; one that there is no more is called as it was."""
    field = next((one for one in InstitutionSettings._meta.concrete_fields if one.name == name), None)
    if field is None:
        return name, old, new
    words = {str(key): str(label) for key, label in field.choices or ()}
    if isinstance(field, BooleanField):
        words = {"True": _("yes"), "False": _("no")}
    if isinstance(field, DateField):
        words = {value: f"{date.fromisoformat(value):%d.%m.%Y}" for value in (old, new) if value != "None"}
    if isinstance(field, DecimalField):
        words = {value: decimal_comma(Decimal(value)) for value in (old, new)}
    was, became = (words.get(value, "" if value == "None" else value) for value in (old, new))
    return capfirst(str(field.verbose_name)), was, became
