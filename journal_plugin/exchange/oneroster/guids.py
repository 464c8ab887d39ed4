"""sourcedIds: what keeps a row's identity from package to package (pure)."""

from collections.abc import Callable
from uuid import NAMESPACE_DNS, uuid5

Guids = Callable[..., str]
"""(kind, key, ...) -> the sourcedId of that row."""


def guids_of(host: str) -> Guids:
    """The sourcedIds of the institution on ``host``: name-based (version 5), so the same row always gets the same one.

    Two institutions never share one, nor do two kinds of rows; they change only with the name of the site.
    """
    own = uuid5(NAMESPACE_DNS, host)

    def guid(kind: str, *keys: object) -> str:
        return str(uuid5(own, ":".join((kind, *map(str, keys)))))

    return guid
