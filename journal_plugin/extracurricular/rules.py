"""Whose plan of events a group's is: its members, their families and colleagues read it, its curator keeps it (H04, H05).

Who keeps it, and who reads what was written when, are the people of the group's desk: ``people/rules.py``.
"""

from django.db.models import Q

from journal_plugin.people.enums import GroupKind
from journal_plugin.people.rules import may_read_group


def may_read_plan(user) -> Q:
    """Groups whose plan ``user`` reads."""
    return Q(kind=GroupKind.GROUP) & may_read_group(user)
