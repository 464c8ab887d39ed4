"""Reads at pick-up: may a lesson stand at each place of the week, and which rooms are free where it stands (C03)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Value
from django.utils.translation import gettext as _

from journal_plugin.calendar.models import Term
from journal_plugin.core.names import initials
from journal_plugin.core.near import MINUTE, near_cache
from journal_plugin.core.prepared import Prepared
from journal_plugin.institution.models import Room
from journal_plugin.people.models import Group, Membership, Staff
from journal_plugin.timetable.conflicts import Clash
from journal_plugin.timetable.models import Slot
from journal_plugin.timetable.queries.grounds import grounds_of, modes_lately, modes_of, times_of
from journal_plugin.timetable.queries.off import room_offs
from journal_plugin.timetable.queries.slots import clashes_of
from journal_plugin.timetable.telling import Teller, off_told
from journal_plugin.timetable.verdicts import Against, Off, Piece, meet, off_places, offs_at, verdicts, weeks_of


@dataclass(frozen=True)
class Verdict:
    """Why a place is not free: the kind of the first clash, the week in which alone it is taken ("" both), words.

    Beside those of clashes there are two kinds: OFF, somebody cannot then, and WISH, somebody would rather not.
    """

    kind: str
    week: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class Verdicts:
    """Places of the week that are not free; ``days`` and ``numbers`` are those on which the group has lessons at all."""

    places: dict[tuple[int, int], Verdict]
    days: int
    numbers: tuple[int, ...]
    hints: tuple[str, ...]

    def free(self) -> dict[int, tuple[tuple[int, bool], ...]]:
        """Weekday -> its free lesson numbers, each with whether somebody would rather not come; full days are left out."""
        found = {}
        for weekday in range(1, self.days + 1):
            stands = [(number, self.places.get((weekday, number))) for number in self.numbers]
            free = tuple((number, one is not None) for number, one in stands if one is None or one.kind == WISH)
            found[weekday] = free
        return {weekday: free for weekday, free in found.items() if free}


@dataclass(frozen=True)
class RoomAt:
    """A room at a place: free or who is there, and what is amiss with it (too small, of another kind)."""

    pk: int
    name: str
    taken: str
    hints: tuple[str, ...]

    @property
    def rank(self) -> int:
        """0 free and fit, 1 free, 2 taken."""
        return 2 if self.taken else int(bool(self.hints))


_HOLDERS = Prepared(
    lambda slot: (
        Slot.teachers.through.objects.filter(slot=slot)
        .order_by("staff__person__sort_key")
        .values_list("staff_id", *(f"staff__person__{name}" for name in ("last_name", "first_name", "patronymic")))
    ),
    int,
)


def _fitting(slot: int, group: int, year: int, element: int, day: date):
    """(Activity, kind of room, 0) of the element's other slots in the year, and ("", "", the group's learners on the day)."""
    others = Slot.objects.filter(term__year=year, element=element, room__isnull=False).exclude(pk=slot).order_by()
    members = Membership.objects.on(day).filter(group=group).order_by().values("group").annotate(n=Count("pk"))
    kinds = others.values_list("activity", "room__kind", Value(0))
    return kinds.union(members.values_list(Value(""), Value(""), "n"))


_FITTING = Prepared(_fitting, int, int, int, int, date)


def holders_of(slot: int) -> dict[int, str]:
    """The teachers of a slot: id -> «Фамилия И. О.»; one query."""
    return {pk: initials(*name) for pk, *name in _HOLDERS.rows(slot)}


def verdicts_of(slot: Slot, staff: Mapping[int, str], since: date) -> Verdicts:
    """May ``slot`` (saved or not), held by ``staff`` (id -> name), stand at each place of the week from ``since`` on.

    Three queries, five once a minute: bells and what rooms the element is usually held in may be a minute old here. What
    is dropped is asked anew.
    """
    term, last = slot.term, min(slot.until or slot.term.until, slot.term.until)
    teachers, modes = frozenset(staff), modes_lately(term.year.institution)
    grounds = grounds_of(term, slot.group, slot.room, teachers, min(max(since, slot.since), last), last, modes)
    piece = Piece(0, 0, weeks_of(slot.week), slot.group_id, slot.element_id, slot.room_id, teachers, pk=slot.pk)
    mode = grounds.mode
    found = verdicts(piece, grounds.others, grounds.near, grounds.shared, bells=mode.bells, days=mode.last_weekday)
    offs = off_places(piece, grounds.offs, bells=mode.bells, days=range(1, mode.last_weekday + 1))
    teller = Teller(staff, slot.room.name if slot.room else "", slot.group.name, grounds.groups, grounds.elements)
    places = {
        place: _verdict(found.get(place, []), offs.get(place, []), slot, teller) for place in found.keys() | offs.keys()
    }
    return Verdicts(places, mode.last_weekday, tuple(sorted(mode.bells)), _hints_of(slot, since))


OFF, WISH = "off", "wish"
_FIRST = (Clash.GROUP, Clash.TEACHER, Clash.ROOM)
"""What the sign of a place says where it clashes in more than one way."""


def _verdict(against: list[Against], offs: list[Off], slot: Slot, teller: Teller) -> Verdict:
    words = [line for one in against for line in teller.told(one)] + [off_told(one) for one in offs]
    hard = [one for one in offs if not one.is_wish]
    taken = frozenset[str]().union(*(one.weeks for one in against), *(one.weeks for one in hard))
    week = "" if not taken or weeks_of(slot.week) <= taken else min(taken)
    kind = OFF if hard else WISH
    if against:
        kind = min((one.kind for one in against), key=_FIRST.index).value
    return Verdict(kind, week, tuple(dict.fromkeys(words)))


def _hints_of(slot: Slot, since: date) -> tuple[str, ...]:
    if slot.room is None:
        return (_("No room is named yet."),)
    return _hints(slot.room, *_wanted(slot, since))


def _hints(room: Room, size: int, usual: frozenset[str]) -> tuple[str, ...]:
    hints = []
    if room.capacity is not None and room.capacity < size:
        text = _("Room %(room)s has %(seats)s seats, the group has %(size)s learners.")
        hints.append(text % {"room": room.name, "seats": room.capacity, "size": size})
    if usual and room.kind not in usual:
        text = _("This is usually held in a room of another kind: %(kinds)s.")
        hints.append(text % {"kinds": ", ".join(sorted(usual))})
    return tuple(hints)


def _wanted(slot: Slot, day: date) -> tuple[int, frozenset[str]]:
    """How many learners the group has, and kinds of the rooms in which the element is held so; a minute old at most."""
    asked = (slot.pk or 0, slot.group_id, slot.term.year_id, slot.element_id, day)
    rows = near_cache.get_or_set(f"timetable.fitting.{asked}", lambda: _FITTING.rows(*asked), MINUTE)
    usual = frozenset(kind for activity, kind, _number in rows if kind and activity == slot.activity)
    return sum(number for *_what, number in rows), usual


def rooms_at(slot: Slot, week: str, since: date) -> tuple[RoomAt, ...]:
    """Every room at the place of ``slot`` in ``week``: free and fit ones first, then free, then taken; six queries."""
    term = slot.term
    institution = term.year.institution
    modes = modes_of(institution)
    here = Piece(slot.weekday, slot.number, weeks_of(week), slot.group_id, slot.element_id)
    here = here.at(slot.weekday, slot.number, times_of(slot.group, modes))
    rows = Slot.objects.filter(term=term, weekday=slot.weekday).exclude(pk=slot.pk).exclude(room=None)
    taken: dict[int, str] = {}
    for row in rows.between(max(since, term.since), term.until).select_related("group__parent", "element"):
        other = Piece(row.weekday, row.number, weeks_of(row.week), row.group_id, row.element_id)
        other = other.at(row.weekday, row.number, times_of(row.group, modes))
        if here.weeks & other.weeks and meet(here, other):
            taken.setdefault(row.room_id, f"{row.group.name}, {row.element.name}")
    offs = offs_at(here, room_offs(institution, modes[None].bells, max(since, term.since), term.until))
    shut = {one.pk: one.reason or _("shut at that time") for one in offs}
    taken |= shut
    size, usual = _wanted(slot, since)
    rooms = Room.objects.filter(institution=institution).select_related("building")
    found = [
        RoomAt(
            room.pk,
            f"{room.name}, {room.building.name}",
            "" if room.capacity is None and room.pk not in shut else taken.get(room.pk, ""),
            _hints(room, size, usual),
        )
        for room in rooms.order_by(F("capacity").asc(nulls_last=True), "sort_key")
    ]
    return tuple(sorted(found, key=lambda one: one.rank))


def usual_room(slot: Slot, staff: Sequence[Staff]) -> Room | None:
    """The room in which ``staff`` holds this element most often, where it is free at the place of ``slot``; two queries."""
    same = Slot.objects.filter(term=slot.term, element=slot.element_id, activity=slot.activity, teachers__in=staff)
    often = same.exclude(room=None).order_by().values("room").annotate(times=Count("pk")).order_by("-times", "room")
    room = Room.objects.filter(pk__in=often.values("room")[:1]).first()
    if room is None:
        return None
    slot.room = room
    found, offs, _grounds = clashes_of(slot, [], slot.since)
    slot.room = None
    kinds = {one.kind for one in found} | {one.kind for one in offs}
    return None if Clash.ROOM in kinds else room


def teachers_of(term: Term, group: Group, element: int, day: date) -> tuple[tuple[int, str, bool], ...]:
    """Staff of today for a lesson: (id, name, whether the load names him for it), those first; one query."""
    named = Staff.objects.filter(assignments__term=term, assignments__group=group, assignments__element=element)
    own = frozenset(named.values_list("pk", flat=True))
    rows = Staff.objects.on(day).filter(institution=group.institution_id).select_related("person")
    people = [(row.pk, row.person.short_name, row.pk in own) for row in rows.order_by("person__sort_key")]
    return tuple(sorted(people, key=lambda one: not one[2]))
