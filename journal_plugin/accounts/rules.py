"""Who gives logins to whom (L01-L03)."""

from django.db.models import Exists, OuterRef, Q

from journal_plugin.access.grants import EVERYTHING, granted_somewhere
from journal_plugin.access.matrix import Area, Right, roles_with
from journal_plugin.access.queries import roles_of
from journal_plugin.people.models import Person
from journal_plugin.people.rules import known_at, known_elsewhere


def gives_logins(user) -> Q:
    """Persons whose login ``user`` gives and resets: known at his institutions and nowhere else, never a superuser's.

    Whoever hands out a password could enter with it, so somebody known at two institutions gets his from the portal's
    own administrator: one institution must not open the other's diaries.
    """
    roles = roles_of(user)
    if roles.is_superuser:
        return EVERYTHING
    own = roles.institutions(*roles_with(Area.ACCOUNTS, Right.SET_UP))
    superuser = Person.objects.filter(pk=OuterRef("pk"), user__is_superuser=True)
    return known_at(own) & ~known_elsewhere(own) & ~Q(Exists(superuser))


def hands_out_logins(user) -> bool:
    """Whether ``user`` gives logins somewhere."""
    return granted_somewhere(user, Area.ACCOUNTS, Right.SET_UP)
