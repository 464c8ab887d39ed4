"""Reads of the weekly slots: as lines of a list, in force between days, what one clashes with."""

from collections.abc import Iterable
from datetime import date

from journal_plugin.calendar.models import Term
from journal_plugin.core.names import sort_key
from journal_plugin.curriculum.cards import ElementCard
from journal_plugin.institution.models import Room
from journal_plugin.institution.queries import shared_rooms
from journal_plugin.people.models import Staff
from journal_plugin.people.queries import group_cards, member_ids
from journal_plugin.timetable.cards import SlotCard
from journal_plugin.timetable.conflicts import Conflict, conflicts
from journal_plugin.timetable.models import Slot


def slot_cards(term: Term, day: date) -> dict[tuple[str, int, int, str, str], SlotCard]:
    """Slots of ``term`` in force on ``day`` or later, as lines of a list: key -> line; four queries."""
    slots = slots_between(term, day, date.max)
    teachers = _teachers(Slot.teachers.through.objects.filter(slot__term=term))
    rooms = _room_names(term)
    cards = (_card(slot, teachers.get(slot.pk, ()), rooms) for slot in slots)
    return {card.key: card for card in cards}


def clashes_of(slot: Slot, staff: Iterable[Staff], first: date) -> list[Conflict]:
    """The clashes of ``slot``, held by ``staff``, with others of its term from ``first`` on; seven queries (C03)."""
    term = slot.term
    first, last = max(first, slot.since), min(slot.until or term.until, term.until)
    if first > last:
        return []
    institution = term.year.institution
    others = list(slots_between(term, first, last).filter(weekday=slot.weekday, number=slot.number).exclude(pk=slot.pk))
    teachers = _teachers(Slot.teachers.through.objects.filter(slot__in=[row.pk for row in others]))
    rooms = _room_names(term)
    own = _card(slot, [row.external_id or row.person.full_name for row in staff], rooms)
    cards = [_card(row, teachers.get(row.pk, ()), rooms) for row in others]
    parents = {card.name: card.parent for card in group_cards(institution, first).values()}
    day = min(max(first, institution.today()), last)
    found = conflicts([own, *cards], parents, member_ids(institution, day), shared_rooms(institution))
    return [clash for clash in found if clash.first is own]


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
