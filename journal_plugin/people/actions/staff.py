"""Entering the list of staff."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from journal_plugin.core.audit import record
from journal_plugin.core.diff import Counts, compare
from journal_plugin.institution.actions import enter_departments
from journal_plugin.institution.models import Institution
from journal_plugin.people.actions.persons import fill_person, write_persons
from journal_plugin.people.cards import StaffCard
from journal_plugin.people.models import Person, Staff
from journal_plugin.people.queries import staff_cards


@transaction.atomic
def enter_staff(*, institution: Institution, cards: Iterable[StaffCard], since: date, by=None) -> Counts:
    """Makes the staff members of the list and changes those that differ; others stay (A06, A16).

    The log keeps the old and the new position and department of everybody known, by key.
    ``since`` is the first day of work of a new one whose line names none.
    """
    diff = compare(staff_cards(institution), cards)
    after = [*diff.created, *(new for _old, new in diff.changed)]
    departments = enter_departments(institution=institution, names=(card.department for card in after))
    rows = Staff.objects.filter(institution=institution).select_related("person").order_by("pk")
    known = {(row.external_id or row.person.full_name): row for row in rows}
    staff = []
    for card in after:
        row = known.get(card.key) or Staff(institution=institution, person=Person(), since=card.since or since)
        fill_person(row.person, card)
        row.person.birth_date = card.birth_date
        row.external_id, row.position = card.external_id, card.position
        row.department = departments.get(card.department)
        staff.append(row)
    write_persons([row.person for row in staff], institutions=[institution.pk])
    new, kept = [row for row in staff if row.pk is None], [row for row in staff if row.pk]
    Staff.objects.bulk_create(new, batch_size=500)
    Staff.objects.bulk_update(kept, ["external_id", "position", "department"], batch_size=200)
    if after:
        counts = {"created": len(diff.created), "changed": len(diff.changed)}
        changes = {new.key: moved for old, new in diff.changed if (moved := _moved(old, new))}
        record(institution, "journal.list", by=by, what="staff", changes=changes, **counts)
    return diff.counts


def _moved(old: StaffCard, new: StaffCard) -> dict[str, list[str]]:
    """What the work of a staff member was and is: field -> [old, new], only where they differ."""
    fields = ("position", "department")
    return {
        name: [getattr(old, name), getattr(new, name)] for name in fields if getattr(old, name) != getattr(new, name)
    }
