"""The desk's menu on one screen: only entries. An entry is seen by those for whom ``allowed(user)`` is true."""

from django.utils.translation import gettext_lazy as _

from journal_plugin.access.grants import granted_somewhere
from journal_plugin.access.matrix import Area, Right
from journal_plugin.access.menu import MenuItem
from journal_plugin.curatorship.rules import has_desk
from journal_plugin.gradebook.rules import keeps_journals, reads_journals
from journal_plugin.statements.rules import has_statements


def may_enter_admin(user) -> bool:
    """Whether Wagtail lets ``user`` into its admin."""
    return user.has_perm("wagtailadmin.access_admin")


def may_give_logins(user) -> bool:
    """Whether ``user`` hands out logins somewhere."""
    return granted_somewhere(user, Area.ACCOUNTS, Right.SET_UP)


def may_see_rights(user) -> bool:
    """Whether ``user`` reads who may what."""
    return granted_somewhere(user, Area.ROLES, Right.READ)


DESK: tuple[MenuItem, ...] = (
    MenuItem(_("Today"), "journal:today", "today", keeps_journals, 10),
    MenuItem(_("Journals"), "journal:books", "grid", reads_journals, 20, "/journal/book/"),
    MenuItem(_("My group"), "journal:curator", "users", has_desk, 30),
    MenuItem(_("Statements"), "journal:statements", "printer", has_statements, 40),
    MenuItem(_("Logins"), "journal:logins", "key", may_give_logins, 80),
    MenuItem(_("Who may what"), "journal:rights", "eye", may_see_rights, 85),
    MenuItem(_("Pages and lists"), "wagtailadmin_home", "pencil", may_enter_admin, 90),
)
