"""The door to a group's timetable, quick enough for a page that everybody opens in the morning."""

from collections.abc import Iterator
from functools import lru_cache, partial
from itertools import islice

from django.db import DEFAULT_DB_ALIAS
from django.utils import timezone

from journal_plugin.access.queries import RoleHolder, Roles, can_be_prepared, roles_of
from journal_plugin.core.prepared import Prepared
from journal_plugin.institution.models import Institution
from journal_plugin.people.models import Group
from journal_plugin.timetable.rules import may_read_group_timetable

_GROUP = [field.attname for field in Group._meta.concrete_fields]
_INSTITUTION = [field.attname for field in Institution._meta.concrete_fields]


def readable_group(user, pk: int) -> Group | None:
    """The group with its institution, where ``user`` may read its timetable, by the same rule as lists; one read."""
    roles = roles_of(user)
    rows = _doors(roles).rows(user.pk, pk) if can_be_prepared(roles) else list(_look(roles, user.pk, pk))
    if not rows:
        return None
    values: Iterator = iter(rows[0])
    group = Group.from_db(DEFAULT_DB_ALIAS, _GROUP, list(islice(values, len(_GROUP))))
    group.institution = Institution.from_db(DEFAULT_DB_ALIAS, _INSTITUTION, list(values))
    return group


@lru_cache(maxsize=512)
def _doors(roles: Roles) -> Prepared:
    """The door's query for everybody with these roles."""
    return Prepared(partial(_look, roles), int, int, timezone.localdate)


def _look(roles: Roles, user: int, group: int):
    rule = may_read_group_timetable(RoleHolder(user, roles))
    return Group.objects.filter(rule, pk=group).values_list(*_GROUP, *(f"institution__{name}" for name in _INSTITUTION))
