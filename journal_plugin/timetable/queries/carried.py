"""The lesson in a dispatcher's hand, read by the same rule as the door but in one prepared read: it is asked while he drags."""

from functools import lru_cache, partial

from journal_plugin.access.queries import RoleHolder, Roles, can_be_prepared, roles_of
from journal_plugin.calendar.models import AcademicYear, Term
from journal_plugin.core.names import initials
from journal_plugin.core.prepared import Prepared
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
_HOLDER = ("teachers", *(f"teachers__person__{name}" for name in ("last_name", "first_name", "patronymic")))


@lru_cache(maxsize=128)
def _glances(roles: Roles) -> Prepared:
    return Prepared(partial(_look, roles), int, int)


def _look(roles: Roles, pk: int, term: int):
    rows = Slot.objects.filter(keeps_timetable(RoleHolder(0, roles)), pk=pk, term=term)
    return rows.order_by("teachers__person__sort_key").values_list(*_SLOT, *_AROUND, *_HOLDER)


def carried(user, pk: int, term: int) -> tuple[Slot, dict[int, str]] | None:
    """The slot of ``term`` that ``user`` may move, with what a verdict asks of it, and its teachers: id -> «Фамилия И. О.».

    None for a stranger. One read.
    """
    roles = roles_of(user)
    rows = _glances(roles).rows(pk, term) if can_be_prepared(roles) else list(_look(roles, pk, term))
    if not rows:
        return None
    holders = {row[_PLACE.stop]: initials(*row[_PLACE.stop + 1 :]) for row in rows if row[_PLACE.stop]}
    return _built(term, rows[0]), holders


_PLACE = slice(len(_SLOT), len(_SLOT) + len(_AROUND))


def _built(term: int, row: tuple) -> Slot:
    slot = Slot(**dict(zip(_SLOT, row, strict=False)))
    since, until, year, institution, zone, name, mode, parent, parent_mode, room, kind, capacity = row[_PLACE]
    around = AcademicYear(pk=year, institution=Institution(pk=institution, time_zone=zone))
    slot.term = Term(pk=term, since=since, until=until, year=around)
    slot.group = Group(pk=slot.group_id, name=name, mode_id=mode)
    slot.group.parent = Group(pk=parent, mode_id=parent_mode) if parent else None
    slot.room = Room(pk=slot.room_id, name=room, kind=kind, capacity=capacity) if slot.room_id else None
    return slot
