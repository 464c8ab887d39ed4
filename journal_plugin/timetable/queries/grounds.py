"""Reads on which a verdict stands: what of the year's slots could clash with a lesson, and by which bells it is held."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, time

from django.db.models import Exists, OuterRef, Q

from journal_plugin.calendar.models import BellSchedule, StayMode, Term
from journal_plugin.institution.enums import Weekday
from journal_plugin.institution.models import Institution, Room
from journal_plugin.people.models import Group, Membership
from journal_plugin.timetable.models import Slot
from journal_plugin.timetable.verdicts import Bells, Piece, weeks_of


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


def modes_of(institution: Institution) -> Modes:
    """The modes of stay with their bells; without any the first schedule of bells. One query, two without modes."""
    modes = StayMode.objects.filter(institution=institution).order_by("pk", "schedule__bells__number")
    rows = list(modes.values_list("pk", "last_weekday", *(f"schedule__bells__{name}" for name in _BELL)))
    if not rows:
        first = BellSchedule.objects.filter(institution=institution).order_by("pk", "bells__number")
        rows = [(0, Weekday.SATURDAY, *row) for row in first.values_list(*(f"bells__{name}" for name in _BELL))]
    bells: dict[int, dict[int, tuple[time, time]]] = {}
    last_days: dict[int, int] = {}
    for pk, last, number, starts, ends in rows:
        last_days[pk] = last
        bells.setdefault(pk, {}).update({number: (starts, ends)} if number is not None else {})
    found: Modes = {pk: Mode(bells[pk], last) for pk, last in last_days.items()}
    return {None: next(iter(found.values()), Mode({}))} | found


def mode_of(group: Group, modes: Modes) -> Mode:
    """The mode of stay of a group; a part has that of its whole."""
    own = group.mode_id or (group.parent.mode_id if group.parent else None)
    return modes.get(own) or modes[None]


def times_of(group: Group, modes: Modes) -> Bells:
    """The bells of a group."""
    return mode_of(group, modes).bells


_BELL = ("number", "starts", "ends")


def near_groups(group: int, parent: int | None, day: date) -> frozenset[int]:
    """Ids of the groups in which a learner of ``group`` may be at the same time: it, its whole or parts, shared ones."""
    mine = Membership.objects.on(day).filter(group=group, learner=OuterRef("learner"))
    shared = Exists(Membership.objects.on(day).filter(Exists(mine), group=OuterRef("pk")))
    own = Q(pk__in=[pk for pk in (group, parent) if pk]) | Q(parent=group)
    return frozenset(Group.objects.filter(own | shared).values_list("pk", flat=True))


def grounds_of(
    term: Term, group: Group, room: Room | None, teachers: Collection[int], first: date, last: date
) -> Grounds:
    """What could clash between two days with a lesson of ``group`` in ``room`` held by ``teachers`` (ids); four queries.

    Slots of the year's other study periods count too where their days meet: courses of a school have periods of their own.
    """
    institution = term.year.institution
    near = near_groups(group.pk, group.parent_id, min(max(first, institution.today()), last))
    modes = modes_of(institution)
    held = Slot.teachers.through.objects.filter(staff__in=teachers).values("slot")
    takes = Q(group__in=near) | Q(pk__in=held)
    takes |= Q(room=room) if room else Q()
    slots = Slot.objects.filter(takes, term__year=term.year_id, term__since__lte=last, term__until__gte=first)
    rows = slots.between(first, last).order_by("weekday", "number", "pk").values_list(*_COLUMNS)
    staff: dict[int, set[int]] = {}
    if teachers:
        pairs = Slot.teachers.through.objects.filter(slot__in=[row[0] for row in rows], staff__in=teachers)
        for slot, one in pairs.values_list("slot_id", "staff_id"):
            staff.setdefault(slot, set()).add(one)
    others = tuple(_piece(row, frozenset(staff.get(row[0], ())), modes, term) for row in rows)
    return Grounds(
        others=others,
        near=near,
        shared=frozenset((room.pk,)) if room and room.capacity is None else frozenset(),
        modes=modes,
        mode=mode_of(group, modes),
        groups={row[4]: row[10] for row in rows},
        elements={row[5]: f"{row[11]} ({row[12]})" if row[12] else row[11] for row in rows},
    )


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


def _piece(row: tuple, teachers: frozenset[int], modes: Modes, term: Term) -> Piece:
    pk, weekday, number, week, group, element, room, own_mode, whole_mode, since, *_names = row
    mode = modes.get(own_mode or whole_mode) or modes[None]
    starts, ends = mode.bells.get(number, (None, None))
    weeks = weeks_of(week, swapped=_odd(since, term.since))
    return Piece(weekday, number, weeks, group, element, room, teachers, starts, ends, pk)


def _monday(day: date) -> int:
    """The number of the week of ``day``, counted from the beginning of time."""
    return (day.toordinal() - 1) // 7


def _odd(one: date, other: date) -> bool:
    return bool((_monday(one) - _monday(other)) % 2)
