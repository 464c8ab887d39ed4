"""From the matrix to rules: what a role grants over a whole institution; the rooms build their rules on it."""

from django.db.models import Q

from journal_plugin.access.matrix import Right, roles_with
from journal_plugin.access.queries import roles_of

NOTHING = Q(pk__in=())
"""The rule of a stranger."""
EVERYTHING = ~NOTHING
"""The rule of a superuser over reference data; the register never asks for it."""


def granted(user, area: str, right: Right, path: str = "institution") -> Q:
    """Rows whose institution, reached by ``path``, gives ``user`` the ``right`` in ``area``."""
    roles = roles_of(user)
    if roles.is_superuser:
        return EVERYTHING
    return Q(**{f"{path}__in": roles.institutions(*roles_with(area, right))})


def granted_somewhere(user, area: str, right: Right) -> bool:
    """Whether ``user`` has the ``right`` in ``area`` in any institution: shows a menu entry, opens a list."""
    roles = roles_of(user)
    return roles.is_superuser or roles.has(*roles_with(area, right))
