"""The roles of a user, read once for a request."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from journal_plugin.access.enums import WITH_GROUP, Role
from journal_plugin.access.matrix import Area, Right, roles_with
from journal_plugin.access.models import RoleAssignment
from journal_plugin.core.prepared import Prepared, is_stand_in


@dataclass(frozen=True)
class Roles:
    """A user's roles in force today as (role, institution id, department id, group id)."""

    rows: tuple[tuple[str, int, int | None, int | None], ...]
    is_superuser: bool = False

    def institutions(self, *roles: str) -> frozenset[int]:
        """Ids of the institutions where the user holds one of ``roles`` (any role when none is named)."""
        return frozenset(row[1] for row in self.rows if not roles or row[0] in roles)

    def groups(self) -> frozenset[int]:
        """Ids of the groups that the user reads by a role given for them: as their curator or educator."""
        return frozenset(row[3] for row in self.rows if row[0] in WITH_GROUP and row[3])

    def curated(self) -> frozenset[int]:
        """Ids of the groups whose curator the user is."""
        return frozenset(row[3] for row in self.rows if row[0] == Role.CURATOR and row[3])

    def departments(self) -> frozenset[int]:
        """Ids of the departments whose head the user is."""
        return frozenset(row[2] for row in self.rows if row[0] == Role.HEAD and row[2])

    def readers_of(self) -> frozenset[int]:
        """Ids of the institutions whose every journal the user reads (I08, I09)."""
        return self.institutions(*roles_with(Area.REGISTER, Right.READ))

    def has(self, *roles: str) -> bool:
        """Whether the user holds one of ``roles`` anywhere."""
        return any(row[0] in roles for row in self.rows)


@dataclass
class RoleHolder:
    """A user with these roles, as the rules know one, for queries whose SQL is made once for all such users."""

    pk: int
    _journal_roles: Roles
    is_authenticated = True


def can_be_prepared(roles: Roles) -> bool:
    """Whether no id in ``roles`` could be mistaken for a parameter of such a query."""
    return not any(is_stand_in(value) for row in roles.rows for value in row[1:] if value)


NOBODY = Roles(())
_IN_FORCE = Prepared(
    lambda user, day: (
        RoleAssignment.objects.on(day)
        .filter(person__user_id=user)
        .values_list("role", "institution_id", "department_id", "group_id")
    ),
    int,
    date,
)


def roles_of(user) -> Roles:
    """The roles of ``user`` in force today: one query for the life of the user object; nobody's for anonymous.

    "Today" is the server's local day; an institution in another zone gains or loses a role within hours of its order.
    """
    if not user.is_authenticated:
        return NOBODY
    cached = getattr(user, "_journal_roles", None)
    if cached is None:
        cached = Roles(tuple(_IN_FORCE.rows(user.pk, timezone.localdate())), user.is_superuser)
        user._journal_roles = cached
    return cached
