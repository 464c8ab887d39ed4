"""How a reader wants pages to look: colour scheme and size of type, in two cookies, so it works without scripts."""

from collections.abc import Mapping
from dataclasses import dataclass

SCHEMES = ("auto", "light", "dark")
TYPES = ("normal", "large")
SCHEME_COOKIE = "journal_scheme"
TYPE_COOKIE = "journal_type"
KEPT_SECONDS = 365 * 24 * 60 * 60


@dataclass(frozen=True)
class Appearance:
    """``scheme`` is one of SCHEMES, ``type`` one of TYPES."""

    scheme: str = SCHEMES[0]
    type: str = TYPES[0]


def chosen(scheme: str | None, type_: str | None) -> Appearance:
    """The appearance with these values; an unknown value becomes the default."""
    return Appearance(scheme if scheme in SCHEMES else SCHEMES[0], type_ if type_ in TYPES else TYPES[0])


def from_cookies(cookies: Mapping[str, str]) -> Appearance:
    """The appearance that a request asks for."""
    return chosen(cookies.get(SCHEME_COOKIE), cookies.get(TYPE_COOKIE))
