"""Reads on which a verdict stands: what of the year's slots could clash with a lesson, and by which bells it is held."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, time

from django.db.models import Q, Value

from journal_plugin.calendar.models import BellSchedule, StayMode, Term
from journal_plugin.core.near import MINUTE, near_cache
from journal_plugin.core.prepared import Prepared
from journal_plugin.institution.enums import Weekday
from journal_plugin.institution.models import Institution, Room
from journal_plugin.people.models import Group, Membership
from journal_plugin.timetable.models import Slot
from journal_plugin.timetable.queries.off import offs_around
from journal_plugin.timetable.verdicts import Bells, Off, Piece, weeks_of


@dataclass(frozen=True)
class Mode:
    """A mode of stay: its bells and the last study day of its week."""

    bells: Bells
    last_weekday: int = Weekday.SATURDAY


Modes = dict[int | None, Mode]
"""Id of a mode of stay -> the mode; None stands for the default one."""


@dataclass(frozen=True)
class Grounds:
    """Everything that could clash with a lesson of one group, and the names that a refusal says."""

    others: tuple[Piece, ...]
    near: frozenset[int]
    shared: frozenset[int]
    modes: Modes
    mode: Mode
    """Of the group of the lesson."""
    groups: dict[int, str]
    elements: dict[int, str]
    offs: tuple[Off, ...] = ()
    """Times at which its teachers, its room or the groups that share learners with it cannot, or would rather not."""


_BELL = ("number", "starts", "ends")
_MODES = Prepared(
    lambda institution: (
        StayMode.objects.filter(institution=institution)
        .order_by("pk", "schedule__bells__number")
        .values_list("pk", "last_weekday", *(f"schedule__bells__{name}" for name in _BELL))
    ),
    int,
)


def modes_of(institution: Institution) -> Modes:
    """The modes of stay with their bells; without any the first schedule of bells. One query, two without modes."""
    rows = _MODES.rows(institution.pk)
    if not rows:
        first = BellSchedule.objects.filter(institution=institution).order_by("pk", "bells__number")
        rows = [(0, Weekday.SATURDAY, *row) for row in first.values_list(*(f"bells__{name}" for name in _BELL))]
    bells: dict[int, dict[int, tuple[time, time]]] = {}
    last_days: dict[int, int] = {}
    for pk, last, number, starts, ends in rows:
        last_days[pk] = last
        known = bells.setdefault(pk, {})
        if number is not None:
            known[number] = (starts, ends)
    found: Modes = {pk: Mode(bells[pk], last) for pk, last in last_days.items()}
    return {None: next(iter(found.values()), Mode({}))} | found


def modes_lately(institution: Institution) -> Modes:
    """The same as of a minute ago at most: for what only advises, as a lesson is dragged."""
    return near_cache.get_or_set(f"timetable.modes.{institution.pk}", lambda: modes_of(institution), MINUTE)


def mode_of(group: Group, modes: Modes) -> Mode:
    """The mode of stay of a group; a part has that of its whole."""
    own = group.mode_id or (group.parent.mode_id if group.parent else None)
    return modes.get(own) or modes[None]


def times_of(group: Group, modes: Modes) -> Bells:
    """The bells of a group."""
    return mode_of(group, modes).bells


def _near(group: int, parent: int, day: date):
    own = Group.objects.filter(Q(pk=group) | Q(pk=parent) | Q(parent=group)).order_by()
    mine = Membership.objects.on(day).filter(group=group).order_by().values("learner")
    shared = Membership.objects.on(day).filter(learner__in=mine).order_by()
    return own.values_list("pk").union(shared.values_list("group"))


_NEAR = Prepared(_near, int, int, date)


def near_groups(group: int, parent: int | None, day: date) -> frozenset[int]:
    """Ids of the groups in which a learner of ``group`` may be at the same time: it, its whole or parts, shared ones."""
    return frozenset(pk for (pk,) in _NEAR.rows(group, parent or 0, day))


_COLUMNS = (
    "pk",
    "weekday",
    "number",
    "week",
    "group_id",
    "element_id",
    "room_id",
    "group__mode_id",
    "group__parent__mode_id",
    "term__since",
    "group__name",
    "element__name",
    "element__level",
)


_ANY_NUMBER = 10**9
"""The limit of a subquery that PostgreSQL shall answer first: it takes few slots for valid, and would try each of the term."""


def _around(near: list[int], room: int, staff: list[int], year: int, first: date, last: date):
    slots = Slot.objects.filter(term__year=year, term__since__lte=last, term__until__gte=first).between(first, last)
    held = Slot.teachers.through.objects.filter(staff__in=staff).order_by().values("slot")[:_ANY_NUMBER]
    of_groups, in_room = slots.filter(group__in=near).order_by(), slots.filter(room=room).order_by()
    of_teachers = slots.filter(pk__in=held, teachers__in=staff).order_by().values_list(*_COLUMNS, "teachers")
    nobody = (*_COLUMNS, Value(0))
    return of_groups.values_list(*nobody).union(in_room.values_list(*nobody), of_teachers, all=True)


_AROUND = Prepared(_around, [int], int, [int], int, date, date)
"""A part of it each: an index serves every one of them, and none their disjunction."""


def grounds_of(
    term: Term, group: Group, room: Room | None, teachers: Collection[int], first: date, last: date, modes: Modes
) -> Grounds:
    """What could clash between two days with a lesson of ``group`` in ``room`` held by ``teachers`` (ids); three queries.

    Slots of the year's other study periods count too where their days meet: courses of a school have periods of their own.
    """
    institution = term.year.institution
    near = near_groups(group.pk, group.parent_id, min(max(first, institution.today()), last))
    rows: dict[int, tuple] = {}
    staff: dict[int, set[int]] = {}
    asked = (sorted(near), room.pk if room else 0, sorted(teachers) or [0], term.year_id, first, last)
    for *row, teacher in _AROUND.rows(*asked):
        rows[row[0]] = tuple(row)
        if teacher:
            staff.setdefault(row[0], set()).add(teacher)
    swapped = {since: _odd(since, term.since) for since in {row[9] for row in rows.values()}}
    return Grounds(
        others=tuple(
            _piece(row, frozenset(staff.get(pk, ())), modes, swapped[row[9]]) for pk, row in sorted(rows.items())
        ),
        near=near,
        shared=frozenset((room.pk,)) if room and room.capacity is None else frozenset(),
        modes=modes,
        mode=mode_of(group, modes),
        groups={row[4]: row[10] for row in rows.values()},
        elements={row[5]: f"{row[11]} ({row[12]})" if row[12] else row[11] for row in rows.values()},
        offs=_offs(near, room, teachers, modes, first, last),
    )


def _offs(near: Collection[int], room: Room | None, teachers: Collection[int], modes: Modes, first: date, last: date):
    """Off times with the clock of their lesson numbers: a group's by its own bells, all others by the default mode."""
    rows = offs_around(near, room.pk if room else 0, teachers, first, last)
    found = []
    for one, mode in rows:
        starts, ends = (modes.get(mode) or modes[None]).bells.get(one.number, (None, None))
        found.append(one._replace(starts=starts, ends=ends))
    return tuple(found)


def _piece(row: tuple, teachers: frozenset[int], modes: Modes, swapped: bool) -> Piece:
    pk, weekday, number, week, group, element, room, own_mode, whole_mode, *_rest = row
    mode = modes.get(own_mode or whole_mode) or modes[None]
    starts, ends = mode.bells.get(number, (None, None))
    weeks = weeks_of(week, swapped=swapped)
    return Piece(weekday, number, weeks, group, element, room, teachers, starts, ends, pk)


def _monday(day: date) -> int:
    """The number of the week of ``day``, counted from the beginning of time."""
    return (day.toordinal() - 1) // 7


def _odd(one: date, other: date) -> bool:
    return bool((_monday(one) - _monday(other)) % 2)
