"""Whose the curator's desk of a group is (H01, H11, D15): its curator's; its educator and who reads its journals read it."""

from django.db.models import Q

from journal_plugin.access.queries import roles_of
from journal_plugin.people.enums import GroupKind
from journal_plugin.people.rules import follows_groups, leads_groups


def may_open_desk(user) -> Q:
    """Groups (never their parts) whose desk ``user`` opens."""
    return follows_groups(user)


def led_ids(user) -> frozenset[int]:
    """The one statement of whose groups they are; their ids are known with the roles, no read more."""
    return roles_of(user).curated()


def led_by(user) -> Q:
    """Groups whose curator ``user`` is: the desk is his own, and he alone records reasons there (D15)."""
    return leads_groups(user)


def read_by_role(user) -> Q:
    """Groups that ``user`` reads by a role given for them, as curator or educator (A24): where the menu leads."""
    return Q(kind=GroupKind.GROUP, pk__in=roles_of(user).groups())


def has_desk(user) -> bool:
    """Whether ``read_by_role`` lets any group through: the menu shows the desk, others reach it from a group."""
    return bool(roles_of(user).groups())


def sees_absentees(user) -> bool:
    """Whether ``may_open_desk`` may let any group through: the list of absentees and its entry in the menu (D13)."""
    roles = roles_of(user)
    return bool(roles.readers_of() or roles.groups() or roles.departments())


def reads_all(user, institution_id: int) -> bool:
    """Whether ``user`` reads every group of the institution, be there none yet."""
    return institution_id in roles_of(user).readers_of()
