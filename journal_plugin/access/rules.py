"""Who reads and who gives roles (I04), who enters the admin."""

from django.db.models import Q

from journal_plugin.access.grants import granted, granted_somewhere
from journal_plugin.access.matrix import Area, Right

ENTER_ADMIN = "wagtailadmin.access_admin"


def reads_roles(user) -> Q:
    """Role assignments that ``user`` reads."""
    return granted(user, Area.ROLES, Right.READ)


def writes_roles(user) -> Q:
    """Role assignments that ``user`` gives and ends (I04)."""
    return granted(user, Area.ROLES, Right.WRITE)


def sees_rights(user) -> bool:
    """Whether ``user`` reads who may what: shows the page and its entry in the menu."""
    return granted_somewhere(user, Area.ROLES, Right.READ)


def enters_admin(user) -> bool:
    """Whether Wagtail lets ``user`` into its admin (access/backends.py decides it)."""
    return user.has_perm(ENTER_ADMIN)
