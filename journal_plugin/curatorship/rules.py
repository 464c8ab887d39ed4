"""Who opens the curator's desk of a group (H01, H11): its curator, and those who read everything of the group."""

from django.db.models import Q

from journal_plugin.access.queries import roles_of
from journal_plugin.people.enums import GroupKind
from journal_plugin.people.rules import led_groups


def may_open_desk(user) -> Q:
    """Groups (never their parts) whose desk ``user`` opens."""
    return Q(kind=GroupKind.GROUP) & led_groups(user)


def has_desk(user) -> bool:
    """Whether the menu shows the desk: the curator's own tool, others reach it from a group."""
    return bool(roles_of(user).groups())
