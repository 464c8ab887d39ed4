"""Which journals an institution keeps at all: those of circles, sections and educators are switched on and off (A24)."""

from functools import reduce
from operator import or_

from django.db.models import Q

from journal_plugin.curriculum.enums import SWITCHED


def kept(path: str = "") -> Q:
    """Rows whose study element, reached by ``path`` + "element", is one of which the institution keeps journals today."""
    off = (
        Q(**{f"{path}element__kind": kind, f"{path}element__institution__settings__{name}": False})
        for kind, name in SWITCHED.items()
    )
    return ~reduce(or_, off)
