"""Whose plan of events a group's is: its members, their families and colleagues read it, its curator keeps it (H04, H05)."""

from django.db.models import Q

from journal_plugin.access.queries import roles_of
from journal_plugin.people.enums import GroupKind
from journal_plugin.people.models import Group
from journal_plugin.people.rules import led_groups, may_read_group


def may_read_plan(user) -> Q:
    """Groups whose plan ``user`` reads."""
    return Q(kind=GroupKind.GROUP) & may_read_group(user)


def may_read_record(user) -> Q:
    """Groups of whose events ``user`` sees who wrote what and when: those whose desk he opens."""
    return Q(kind=GroupKind.GROUP) & led_groups(user)


def may_keep_plan(user) -> Q:
    """Groups whose plan ``user`` keeps: those that he leads as curator."""
    return Q(kind=GroupKind.GROUP, pk__in=roles_of(user).curated())


def keeps_plan(user, group: Group) -> bool:
    """Whether ``may_keep_plan`` lets this group through: what its page offers."""
    return group.pk in roles_of(user).curated()
