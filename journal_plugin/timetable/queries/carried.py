"""The lesson in a dispatcher's hand, read by the same rule as the door but in one prepared read: it is asked while he drags."""

from dataclasses import dataclass
from functools import lru_cache, partial

from journal_plugin.access.queries import Roles, roles_of
from journal_plugin.calendar.models import AcademicYear, Term
from journal_plugin.core.prepared import Prepared, is_stand_in
from journal_plugin.institution.models import Institution, Room
from journal_plugin.people.models import Group
from journal_plugin.timetable.models import Slot
from journal_plugin.timetable.rules import keeps_timetable

_SLOT = ("pk", "week", "activity", "since", "until", "element_id", "room_id", "group_id")
_AROUND = (
    "term__since",
    "term__until",
    "term__year_id",
    "term__year__institution_id",
    "term__year__institution__time_zone",
    "group__name",
    "group__mode_id",
    "group__parent_id",
    "group__parent__mode_id",
    "room__name",
    "room__kind",
    "room__capacity",
)


@dataclass
class _Reader:
    """A user with these roles, as the rule knows one."""

    _journal_roles: Roles
    is_authenticated = True


@lru_cache(maxsize=128)
def _glances(roles: Roles) -> Prepared:
    return Prepared(partial(_look, roles), int, int)


def _look(roles: Roles, pk: int, term: int):
    return Slot.objects.filter(keeps_timetable(_Reader(roles)), pk=pk, term=term).values_list(*_SLOT, *_AROUND)


def carried(user, pk: int, term: int) -> Slot | None:
    """The slot of ``term`` that ``user`` may move, with what a verdict asks of it; None for a stranger. One read."""
    roles = roles_of(user)
    if any(is_stand_in(value) for row in roles.rows for value in row[1:] if value):
        rows = list(_look(roles, pk, term))
    else:
        rows = _glances(roles).rows(pk, term)
    return _built(term, rows[0]) if rows else None


def _built(term: int, row: tuple) -> Slot:
    slot = Slot(**dict(zip(_SLOT, row, strict=False)))
    since, until, year, institution, zone, name, mode, parent, parent_mode, room, kind, capacity = row[len(_SLOT) :]
    around = AcademicYear(pk=year, institution=Institution(pk=institution, time_zone=zone))
    slot.term = Term(pk=term, since=since, until=until, year=around)
    slot.group = Group(pk=slot.group_id, name=name, mode_id=mode)
    slot.group.parent = Group(pk=parent, mode_id=parent_mode) if parent else None
    slot.room = Room(pk=slot.room_id, name=room, kind=kind, capacity=capacity) if slot.room_id else None
    return slot
