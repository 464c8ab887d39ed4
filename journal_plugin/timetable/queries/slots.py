"""Reads of the weekly slots: as lines of a list, in force between days, what one clashes with."""

from collections.abc import Iterable
from datetime import date

from journal_plugin.calendar.models import Term
from journal_plugin.core.names import sort_key
from journal_plugin.curriculum.cards import ElementCard
from journal_plugin.institution.models import Room
from journal_plugin.people.models import Staff
from journal_plugin.timetable.cards import SlotCard
from journal_plugin.timetable.models import Slot
from journal_plugin.timetable.queries.grounds import Grounds, grounds_of, modes_of
from journal_plugin.timetable.verdicts import Against, Off, Piece, against, offs_at, weeks_of


def slot_cards(term: Term, day: date) -> dict[tuple[str, int, int, str, str], SlotCard]:
    """Slots of ``term`` in force on ``day`` or later, as lines of a list: key -> line; four queries."""
    slots = slots_between(term, day, date.max)
    teachers = _teachers(Slot.teachers.through.objects.filter(slot__term=term))
    rooms = _room_names(term)
    cards = (_card(slot, teachers.get(slot.pk, ()), rooms) for slot in slots)
    return {card.key: card for card in cards}


def clashes_of(slot: Slot, staff: Iterable[Staff], first: date) -> tuple[list[Against], list[Off], Grounds | None]:
    """The clashes of ``slot``, held by ``staff``, from ``first`` on, who cannot then, and what both stand on (C03).

    Five queries; no grounds where the slot is not in force from that day on.
    """
    term = slot.term
    first, last = max(first, slot.since), min(slot.until or term.until, term.until)
    if first > last:
        return [], [], None
    teachers = frozenset(row.pk for row in staff)
    grounds = grounds_of(term, slot.group, slot.room, teachers, first, last, modes_of(term.year.institution))
    piece = Piece(0, 0, weeks_of(slot.week), slot.group_id, slot.element_id, slot.room_id, teachers, pk=slot.pk)
    piece = piece.at(slot.weekday, slot.number, grounds.mode.bells)
    return against(piece, grounds.others, grounds.near, grounds.shared), offs_at(piece, grounds.offs), grounds


def _teachers(pairs) -> dict[int, list[str]]:
    """Slot id -> keys of its teachers; one query."""
    teachers: dict[int, list[str]] = {}
    for slot, external_id, *name in pairs.values_list(
        "slot_id",
        "staff__external_id",
        *(f"staff__person__{part}" for part in ("last_name", "first_name", "patronymic")),
    ):
        teachers.setdefault(slot, []).append(external_id or " ".join(part for part in name if part))
    return teachers


def _room_names(term: Term) -> list[str]:
    return list(Room.objects.filter(institution=term.year.institution).values_list("name", flat=True))


def _card(slot: Slot, teachers: Iterable[str], rooms: list[str]) -> SlotCard:
    return SlotCard(
        week=slot.week,
        weekday=slot.weekday,
        number=slot.number,
        group=slot.group.name,
        element=ElementCard(slot.element.name, level=slot.element.level).label,
        activity=slot.activity,
        room=_room(slot.room, rooms),
        teachers=tuple(sorted(teachers, key=sort_key)),
    )


def _room(room: Room | None, names: list[str]) -> str:
    if room is None:
        return ""
    return room.name if names.count(room.name) == 1 else f"{room.building.name}, {room.name}"


def slots_between(term: Term, first: date, last: date):
    """Slots of ``term`` in force on at least one day of ``first``..``last``, with what they name, in order of time."""
    slots = Slot.objects.filter(term=term).between(first, last)
    return slots.select_related("group", "element", "room__building").order_by(
        "week", "weekday", "number", "group__sort_key", "element__sort_key"
    )
