"""The desk's menu on one screen: only entries. An entry is seen by those for whom ``allowed(user)`` is true."""

from django.utils.translation import gettext_lazy as _

from journal_plugin.access.menu import MenuItem


def may_enter_admin(user) -> bool:
    """Whether Wagtail lets ``user`` into its admin."""
    return user.has_perm("wagtailadmin.access_admin")


DESK: tuple[MenuItem, ...] = (MenuItem(_("Pages and lists"), "wagtailadmin_home", "pencil", may_enter_admin, 90),)
