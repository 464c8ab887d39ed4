"""Who reads and who gives roles (I04)."""

from django.db.models import Q

from journal_plugin.access.grants import granted
from journal_plugin.access.matrix import Area, Right


def reads_roles(user, path: str = "institution") -> Q:
    """Role assignments that ``user`` reads."""
    return granted(user, Area.ROLES, Right.READ, path)


def writes_roles(user, path: str = "institution") -> Q:
    """Role assignments that ``user`` gives and ends (I04)."""
    return granted(user, Area.ROLES, Right.WRITE, path)
