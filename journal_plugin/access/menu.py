"""Entries of the desk's menu and who sees them. The entries themselves stand in journal_plugin/menu.py."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.urls import reverse


@dataclass(frozen=True)
class MenuItem:
    """One line of the menu: ``label`` is lazy text, ``icon`` a name in the sprite, ``allowed`` asks a signed-in user.

    ``current_under`` are path prefixes that also count as this item, for example a journal opened from the list.
    """

    label: object
    url_name: str
    icon: str
    allowed: Callable[..., bool]
    order: int
    current_under: tuple[str, ...] = ()


@dataclass(frozen=True)
class MenuEntry:
    """A menu item ready to print."""

    label: str
    url: str
    icon: str
    is_current: bool


def entries_for(user, items: Iterable[MenuItem], path: str = "") -> tuple[MenuEntry, ...]:
    """The entries that ``user`` may open, in order; the one with the longest address under ``path`` is current."""
    if not user.is_authenticated:
        return ()
    seen = [(item, reverse(item.url_name)) for item in sorted(items, key=lambda item: item.order) if item.allowed(user)]
    current = max((_fit(item, url, path) for item, url in seen), default=0)
    return tuple(MenuEntry(str(item.label), url, item.icon, 0 < current == _fit(item, url, path)) for item, url in seen)


def _fit(item: MenuItem, url: str, path: str) -> int:
    return max((len(prefix) for prefix in (url, *item.current_under) if path.startswith(prefix)), default=0)
