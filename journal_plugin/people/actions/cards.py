"""One card at a time, as the admin's forms give them: a staff member, a learner, a guardian."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db import transaction

from journal_plugin.access.actions import save_row
from journal_plugin.calendar.closing import refuse_closed_days
from journal_plugin.people.actions.movements import distribute_learner, end_study, give_leave, move_learner
from journal_plugin.people.enums import ENDINGS, INTO_GROUP, GroupKind, Movement
from journal_plugin.people.models import Group, Guardianship, Learner, Person, Staff


@transaction.atomic
def save_staff(*, row: Staff, human: Mapping[str, object], by) -> Staff:
    """Saves a staff member with names and contacts ({field of Person: value}); a new one becomes a new person (A06)."""
    row.person = _saved_person(row.person if row.person_id else Person(), human)
    return save_row(row=row, by=by)


@transaction.atomic
def save_learner(
    *,
    row: Learner,
    human: Mapping[str, object],
    group: Group | None,
    day: date | None,
    order_no: str,
    beside: Iterable[Group],
    by,
    movement: str = "",
) -> Learner:
    """Saves a learner's card; a new one is enrolled into ``group``, a known one moves there on ``day`` (A07, A16, A18).

    ``movement`` says what the order did where it is not the usual: leave, return, restoring, another ending than expelling.
    ``beside`` are all his other study groups from that day on (A15).

    Raises ValidationError for a movement that the dates forbid, YearClosed where the study would begin or end otherwise
    inside a closed year.
    """
    new, ends = row.pk is None, row.until
    began, stood = (row.since, None) if new else Learner.objects.values_list("since", "until").get(pk=row.pk)
    moved = {began, row.since} if began != row.since else set()
    for changed in moved | ({stood, ends} - {None} if stood != ends else set()):
        refuse_closed_days(row.institution_id, changed)
    row.until = None if ends is None else stood
    row.person = _saved_person(row.person if row.person_id else Person(), human)
    save_row(row=row, by=by)
    if movement == Movement.LEAVE and day is not None:
        give_leave(learner=row, day=day, order_no=order_no, by=by)
        return row
    if new and group is not None:
        move_learner(
            learner=row, group=group, day=row.since, order_no=order_no, movement=movement or Movement.ENROLLED, by=by
        )
    elif group is not None and not row.memberships.filter(group=group, until=None).exists():
        kind = movement if movement in INTO_GROUP else Movement.TRANSFERRED
        move_learner(learner=row, group=group, day=day, order_no=order_no, movement=kind, by=by)
    standing = (
        row.memberships.filter(until=None).exclude(group__kind=GroupKind.GROUP).values_list("group_id", flat=True)
    )
    beside = list(beside)
    if {one.pk for one in beside} != set(standing):
        distribute_learner(learner=row, groups=beside, day=row.since if new else day, by=by)
    if ends is not None and ends != stood:
        kind = movement if movement in ENDINGS else Movement.EXPELLED
        end_study(learner=row, day=ends, order_no=order_no, movement=kind, by=by)
    return row


@transaction.atomic
def save_guardianship(*, row: Guardianship, human: Mapping[str, object], by) -> Guardianship:
    """Saves a guardianship; without a known guardian the names make a new person."""
    if row.guardian_id is None:
        row.guardian = _saved_person(Person(), human)
    return save_row(row=row, by=by)


def _saved_person(person: Person, human: Mapping[str, object]) -> Person:
    if human:
        for field, value in human.items():
            setattr(person, field, value)
        person.save()
    return person
