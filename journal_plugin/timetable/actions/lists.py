"""Entering the timetable of a term from a list."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from journal_plugin.calendar.closing import refuse_closed
from journal_plugin.calendar.models import Term
from journal_plugin.core.audit import record
from journal_plugin.core.diff import Counts, compare
from journal_plugin.curriculum.queries import element_ids
from journal_plugin.institution.queries import room_ids
from journal_plugin.people.queries import group_ids, staff_ids
from journal_plugin.timetable.actions.snapshots import forget_aside, put_aside
from journal_plugin.timetable.cards import SlotCard
from journal_plugin.timetable.models import Slot
from journal_plugin.timetable.queries import slot_cards
from journal_plugin.timetable.signals import timetable_entered

Place = tuple[str, int, int, int, int]
"""(week, weekday, number, group id, element id)."""


@transaction.atomic
def enter_slots(
    *,
    term: Term,
    cards: Iterable[SlotCard],
    since: date | None = None,
    replace: bool = False,
    groups: Iterable[str] = (),
    by=None,
) -> Counts:
    """Places the slots of the list in ``term`` from ``since`` (its first day) on and changes those that differ (C04).

    ``replace`` ends every other slot of ``groups`` and of those that the list names the day before ``since``, whenever it
    would have begun, and all of the list last to the end of the term. A changed slot that was in force before ``since`` ends
    and goes on as a new one, so that the past stays. Raises ValidationError for a group, element, teacher or room that does
    not exist. Lessons follow by the signal.
    """
    refuse_closed(term.year)
    first = since or term.since
    current = slot_cards(term, first)
    wanted = {card.key: card for card in cards}
    diff = compare(current, wanted.values())
    names = _Names.of(term, first)
    known: dict[Place, list[Slot]] = defaultdict(list)
    for row in Slot.objects.filter(term=term).between(first, date.max).order_by("since"):
        known[_place(row)].append(row)
    named = {*groups, *(card.group for card in wanted.values())} if replace else set()
    ended = [card for key, card in current.items() if key not in wanted and card.group in named]
    broken = [card for card in wanted.values() if replace and _is_broken(known[names.place(card)], first, term)]
    changed = [card for _old, card in diff.changed if card not in broken]
    gone = [row for card in (*ended, *broken) for row in known[names.place(card)]]
    stood = {names.place(card): known[names.place(card)][-1] for card in changed}
    gone += [row for row in stood.values() if row.since < first]
    usual = _usual(gone)
    _end(term, gone, first)
    going_on = {place: row for place, row in stood.items() if row.since >= first}
    stood |= {_place(row): row for row in gone}
    _write(term, first, names, [*diff.created, *changed, *broken], going_on, stood, usual)
    if diff.created or diff.changed or gone:
        record(
            term.year.institution,
            "journal.list",
            by=by,
            what="timetable",
            created=len(diff.created),
            changed=len(diff.changed),
            ended=len(ended),
        )
        timetable_entered.send(sender=Slot, term=term, since=first)
        forget_aside(term)
    return diff.counts


def _is_broken(rows: list[Slot], first: date, term: Term) -> bool:
    """Whether what stands at a place does not stand there all the time from ``first`` to the end of the term."""
    if not rows:
        return False
    whole = len(rows) == 1 and rows[0].since <= first and (rows[0].until or term.until) >= term.until
    return not whole


def _usual(rows: list[Slot]) -> dict[tuple[int, int, str], str]:
    """(group, element, kind) -> the technology that all their former lessons had."""
    found: dict[tuple[int, int, str], set[str]] = defaultdict(set)
    for row in rows:
        found[row.group_id, row.element_id, row.activity].add(row.technology)
    return {key: min(held) for key, held in found.items() if len(held) == 1}


def _write(
    term: Term,
    first: date,
    names: "_Names",
    cards: list[SlotCard],
    going_on: dict[Place, Slot],
    stood: dict[Place, Slot],
    usual: dict[tuple[int, int, str], str],
) -> None:
    """New slots for ``cards``, except those that go on in their own row; lists say nothing of the technology, it stays."""
    made, kept, teachers = [], [], []
    for card in cards:
        place = week, weekday, number, group, element = names.place(card)
        row = going_on.get(place)
        if row is None:
            row = Slot(term=term, week=week, weekday=weekday, number=number, group_id=group, element_id=element)
            row.since, row.until = first, term.until
            row.technology = usual.get((group, element, card.activity), row.technology)
            row.technology = stood[place].technology if place in stood else row.technology
            made.append(row)
        else:
            kept.append(row)
        row.activity, row.room_id = card.activity, names.room(card)
        teachers.append((row, names.teachers(card)))
    Slot.objects.bulk_create(made, batch_size=500)
    Slot.objects.bulk_update(kept, ["activity", "room"], batch_size=200)
    through = Slot.teachers.through
    through.objects.filter(slot__in=[row.pk for row in kept]).delete()
    through.objects.bulk_create(
        [through(slot_id=row.pk, staff_id=pk) for row, pks in teachers for pk in pks], batch_size=500
    )


def _place(row: Slot) -> Place:
    return (row.week, row.weekday, row.number, row.group_id, row.element_id)


def _end(term: Term, rows: list[Slot], first: date) -> None:
    """The slots end the day before ``first``; one that never came into force goes out of the term."""
    old = [row.pk for row in rows if row.since < first]
    Slot.objects.filter(pk__in=old).update(until=first - timedelta(days=1))
    put_aside(term, [row.pk for row in rows if row.since >= first])


@dataclass(frozen=True)
class _Names:
    """Ids behind the names of a list."""

    groups: dict[str, int]
    elements: dict[str, int]
    staff: dict[str, int]
    rooms: dict[str, int]

    @classmethod
    def of(cls, term: Term, day: date) -> "_Names":
        institution = term.year.institution
        return cls(group_ids(institution, day), element_ids(institution), staff_ids(institution), room_ids(institution))

    def place(self, card: SlotCard) -> Place:
        group = _found(self.groups, card.group, _("There is no group %(name)s."))
        element = _found(self.elements, card.element, _("There is no study element %(name)s."))
        return (card.week, card.weekday, card.number, group, element)

    def room(self, card: SlotCard) -> int | None:
        return _found(self.rooms, card.room, _("There is no room %(name)s.")) if card.room else None

    def teachers(self, card: SlotCard) -> list[int]:
        return [_found(self.staff, name, _("There is no staff member %(name)s.")) for name in card.teachers]


def _found(ids: dict[str, int], name: str, missing: str) -> int:
    if name not in ids:
        raise ValidationError(missing % {"name": name})
    return ids[name]
