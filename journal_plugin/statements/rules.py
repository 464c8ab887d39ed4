"""Who reads statements of a group and who issues them (requirements §5, H13, H14, I08, I09).

The curator for his own group, the head for his department, deputies, director and administrator for all; the group's
educator and the administrator in viewing mode read. The teachers of a group, its learners and parents have no part in it.
"""

from django.db.models import Q

from journal_plugin.access.matrix import Area, Right, roles_with
from journal_plugin.access.queries import roles_of
from journal_plugin.people.enums import GroupKind
from journal_plugin.people.models import Group


def _groups(user, right: Right) -> Q:
    roles = roles_of(user)
    wide = roles.institutions(*roles_with(Area.PRINTING, right))
    mine = Q(pk__in=roles.curated() if right == Right.WRITE else roles.groups()) | Q(department__in=roles.departments())
    return Q(kind=GroupKind.GROUP) & (Q(institution__in=wide) | mine)


def may_read_statements(user) -> Q:
    """Groups whose statements ``user`` opens and prints as drafts."""
    return _groups(user, Right.READ)


def may_issue_statements(user) -> Q:
    """Groups whose statements ``user`` issues under a number."""
    return _groups(user, Right.WRITE)


def may_read_issued(user) -> Q:
    """Issued copies that ``user`` opens."""
    return Q(group__in=Group.objects.filter(may_read_statements(user)))


def has_statements(user) -> bool:
    """Whether the menu shows statements."""
    roles = roles_of(user)
    everywhere = roles_with(Area.PRINTING, Right.READ)
    return bool(roles.groups() or roles.departments() or roles.has(*everywhere))
