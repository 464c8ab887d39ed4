"""Saving one slot of the admin's form."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy

from journal_plugin.access.actions import save_row
from journal_plugin.calendar.models import Term
from journal_plugin.core.audit import record
from journal_plugin.core.db import lock_row
from journal_plugin.people.models import Staff
from journal_plugin.timetable.conflicts import Clash, Conflict
from journal_plugin.timetable.models import Slot
from journal_plugin.timetable.queries import clashes_of
from journal_plugin.timetable.signals import timetable_entered


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
    clashes = clashes_of(row, staff, first)
    if clashes:
        names = {one.external_id or one.person.full_name: one.person.short_name for one in staff}
        raise ValidationError([_told(clash, names) for clash in clashes])
    save_row(row=row, by=by, links={"teachers": staff})
    if stood and staff != before:
        names_of = [", ".join(str(one) for one in some) for some in (before, staff)]
        record(row, "journal.row.edit", by=by, changes={"teachers": names_of})
    for term in (term for term in terms.values() if first <= term.until):
        timetable_entered.send(sender=Slot, term=term, since=max(first, term.since))
    return row


def _terms_of(row: Slot) -> list[int]:
    """Ids of the term of ``row`` as it stands and as it is to be, in one order for all, so that writers only queue."""
    return sorted({row.term_id, *Slot.objects.filter(pk=row.pk).values_list("term_id", flat=True)})


def _differs_from(stood: Slot | None, row: Slot, other_teachers: bool) -> date:
    """The first day on which ``row`` differs from what ``stood``; a room changes from today on, the past stays."""
    if stood is None:
        return row.since
    names = [field.attname for field in Slot._meta.concrete_fields]
    changed = {name for name in names if getattr(stood, name) != getattr(row, name)}
    days = []
    if "until" in changed:
        days.append(min(row.until or row.term.until, stood.until or stood.term.until) + timedelta(days=1))
    if "room_id" in changed:
        days.append(max(stood.since, row.term.year.institution.today()))
    if other_teachers or changed - {"until", "room_id"}:
        days.append(min(row.since, stood.since))
    return min(days, default=date.max)


_BUSY = {
    Clash.TEACHER: gettext_lazy("The teacher %(name)s is busy at that time: %(group)s, %(element)s."),
    Clash.ROOM: gettext_lazy("The room %(name)s is taken at that time: %(group)s, %(element)s."),
    Clash.GROUP: gettext_lazy("The group %(name)s is busy at that time: %(group)s, %(element)s."),
}


def _told(clash: Conflict, names: Mapping[str, str]) -> str:
    """A clash in words; ``names`` are those of the teachers by key."""
    other = clash.second
    name = names.get(clash.name, clash.name)
    return _BUSY[clash.kind] % {"name": name, "group": other.group, "element": other.element}
