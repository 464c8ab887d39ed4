"""Saving one slot of the admin's form."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from journal_plugin.access.actions import save_row
from journal_plugin.calendar.models import Term
from journal_plugin.core.audit import record
from journal_plugin.core.db import lock_row
from journal_plugin.people.models import Staff
from journal_plugin.timetable.models import Slot
from journal_plugin.timetable.queries import clashes_of
from journal_plugin.timetable.signals import timetable_entered
from journal_plugin.timetable.telling import Teller, off_told


@transaction.atomic
def save_slot(*, row: Slot, teachers: Iterable[Staff], by) -> Slot:
    """Saves one validated slot of the admin's form; the dated lessons follow by the signal (C04).

    Raises ValidationError, and writes nothing, where a teacher, the room or the group would be in two places from the
    day on which the slot differs from before, and for a lesson number without a bell.
    """
    staff = sorted(teachers, key=lambda one: one.pk)
    terms = {pk: lock_row(Term.objects.all(), pk=pk) for pk in _terms_of(row)}
    stood = Slot.objects.filter(pk=row.pk).first()
    before = list(stood.teachers.order_by("pk")) if stood else []
    first = _differs_from(stood, row, staff != before)
    clashes = clashes_told(row, staff, first)
    if clashes:
        raise ValidationError(clashes)
    row.version += 1 if stood else 0
    save_row(row=row, by=by, links={"teachers": staff})
    if stood and staff != before:
        names_of = [", ".join(str(one) for one in some) for some in (before, staff)]
        record(row, "journal.row.edit", by=by, changes={"teachers": names_of})
    touched = [one for one in (stood, row) if one]
    for term in (term for term in terms.values() if first <= term.until):
        announce(term, max(first, term.since), touched)
    return row


def announce(term: Term, since: date, rows: Iterable[Slot]) -> None:
    """The slots of ``rows`` differ from ``since`` on: the dated lessons of their groups follow."""
    rows = list(rows)
    groups, elements = {row.group_id for row in rows}, {row.element_id for row in rows}
    timetable_entered.send(sender=Slot, term=term, since=since, groups=groups, elements=sorted(elements))


def _terms_of(row: Slot) -> list[int]:
    """Ids of the term of ``row`` as it stands and as it is to be, in one order for all, so that writers only queue."""
    return sorted({row.term_id, *Slot.objects.filter(pk=row.pk).values_list("term_id", flat=True)})


def _differs_from(stood: Slot | None, row: Slot, other_teachers: bool) -> date:
    """The first day on which ``row`` differs from what ``stood``; what lies in AHEAD changes from today on, the past stays."""
    if stood is None:
        return row.since
    names = [field.attname for field in Slot._meta.concrete_fields]
    changed = {name for name in names if getattr(stood, name) != getattr(row, name)}
    days = []
    if "until" in changed:
        days.append(min(row.until or row.term.until, stood.until or stood.term.until) + timedelta(days=1))
    if changed & AHEAD:
        days.append(max(stood.since, row.term.year.institution.today()))
    if other_teachers or changed - AHEAD - {"until", "breach", "version"}:
        days.append(min(row.since, stood.since))
    return min(days, default=date.max)


AHEAD = frozenset({"room_id", "technology"})
"""What changes from today on in a slot that is in force."""


def clashes_told(slot: Slot, staff: Sequence[Staff], first: date) -> list[str]:
    """The clashes of ``slot`` from ``first`` on in words: who or what would be in two places, and who cannot then."""
    found, offs, grounds = clashes_of(slot, staff, first)
    if grounds is None:
        return []
    teller = Teller(
        teachers={row.pk: row.person.short_name for row in staff},
        room=slot.room.name if slot.room else "",
        group=slot.group.name,
        groups=grounds.groups,
        elements=grounds.elements,
    )
    cannot = [off_told(one) for one in offs if not one.is_wish]
    return [*(line for one in found for line in teller.told(one)), *dict.fromkeys(cannot)]


def is_twin(slot: Slot, first: date) -> bool:
    """Whether the same group has the same element at that time already: two such slots would be one lesson."""
    found, _offs, _grounds = clashes_of(slot, [], first)
    return any((one.other.group, one.other.element) == (slot.group_id, slot.element_id) for one in found)
