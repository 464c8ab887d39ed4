"""Who reads statements of a group and who issues them (requirements §5, H13, H14, I08, I09).

The curator for his own group, the head for his department, deputies, director and administrator for all; the group's
educator and the administrator in viewing mode read. The teachers of a group, its learners and parents have no part in it.
Pages of a journal are printed by whoever reads the journal, its teacher among them, and issued by those who issue statements.
"""

from django.db.models import Q

from journal_plugin.access.matrix import Area, Right, roles_with
from journal_plugin.access.queries import roles_of
from journal_plugin.lessons.models import Journal
from journal_plugin.lessons.rules import may_read_journal
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


def may_print_journal(user) -> Q:
    """Journals whose pages ``user`` prints as drafts: those that he reads (I24)."""
    return may_read_journal(user)


def may_issue_journal(user) -> Q:
    """Journals whose pages ``user`` issues under a number: those of his group, of his department, or all."""
    roles = roles_of(user)
    own = Q(pk__in=roles.curated()) | Q(department__in=roles.departments())
    groups = Group.objects.filter(own)
    led = Q(group__in=groups) | Q(group__parent__in=groups)
    return Q(institution__in=roles.institutions(*roles_with(Area.PRINTING, Right.WRITE))) | led


def may_read_issued(user) -> Q:
    """Issued copies that ``user`` opens: of the statements that he reads, of the journals whose pages he prints."""
    of_journals = Q(journal__in=Journal.objects.filter(may_print_journal(user)))
    return of_journals | Q(journal=None, group__in=Group.objects.filter(may_read_statements(user)))


def has_statements(user) -> bool:
    """Whether the menu shows statements."""
    roles = roles_of(user)
    everywhere = roles_with(Area.PRINTING, Right.READ)
    return bool(roles.groups() or roles.departments() or roles.has(*everywhere))
