"""Moving learners: memberships are closed and opened with a date, the past is never rewritten (A16)."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from journal_plugin.calendar.closing import refuse_closed_days
from journal_plugin.core.audit import record
from journal_plugin.people.actions.moves import groups_of, write_moves
from journal_plugin.people.enums import GATHERED, PARTS, GroupKind, Movement
from journal_plugin.people.models import Group, Learner, Membership


@transaction.atomic
def move_learner(
    *,
    learner: Learner,
    group: Group,
    day: date,
    order_no: str,
    movement: str = Movement.TRANSFERRED,
    subgroups: Iterable[Group] = (),
    by=None,
) -> tuple[Membership, ...]:
    """From ``day`` on the learner is in ``group`` (and in those parts of it) and nowhere else; returns what was opened.

    Who had been expelled studies again without an end. Raises ValidationError for a group of another institution, a part of
    another group, or a later movement.
    """
    parts = tuple(subgroups)
    if group.institution_id != learner.institution_id:
        raise ValidationError(_("The group belongs to another institution."))
    for part in parts:
        if part.parent_id != group.pk:
            raise ValidationError(_("%(part)s is not a part of %(group)s.") % {"part": part, "group": group})
    wanted = {group.pk: movement} | {part.pk: Movement.DISTRIBUTED for part in parts}
    before = groups_of([learner.pk])
    opened = set_groups({learner.pk: wanted}, day=day, order_nos={learner.pk: order_no})
    if learner.until is not None and learner.until < day:
        learner.until = None
        learner.save(update_fields=["until"])
    _write(learner, movement, day, before, order_no)
    record(learner, "journal.move", by=by, day=day.isoformat(), order_no=order_no, group=group.pk)
    return opened


@transaction.atomic
def distribute_learner(*, learner: Learner, groups: Iterable[Group], day: date, by=None) -> tuple[Membership, ...]:
    """From ``day`` on the learner is in these study groups beside his group, and in no others (A15).

    They are parts of his group, streams and elective groups. Raises ValidationError for a part of another group, for a
    group of another institution, or a later movement.
    """
    refuse_closed_days(learner.institution_id, day)
    chosen = tuple(groups)
    own = set(learner.memberships.on(day).filter(group__kind=GroupKind.GROUP).values_list("group_id", flat=True))
    for group in chosen:
        if group.institution_id != learner.institution_id:
            raise ValidationError(_("The group belongs to another institution."))
        if group.parent_id is not None and group.parent_id not in own:
            raise ValidationError(_("%(part)s is not a part of the learner's group.") % {"part": group})
    wanted = {group.pk: Movement.DISTRIBUTED for group in chosen}
    opened = set_groups({learner.pk: wanted}, day=day, order_nos={}, kinds=[*PARTS, *GATHERED])
    record(learner, "journal.move", by=by, day=day.isoformat(), groups=sorted(wanted))
    return opened


@transaction.atomic
def end_study(*, learner: Learner, day: date, order_no: str, movement: str = Movement.EXPELLED, by=None) -> None:
    """``day`` is the learner's last day at the institution; his pages stay. Raises ValidationError for a later movement."""
    before = groups_of([learner.pk])
    set_groups({learner.pk: {}}, day=day + timedelta(days=1), order_nos={}, kinds=GroupKind.values)
    learner.until = day
    learner.save(update_fields=["until"])
    _write(learner, movement, day, before, order_no)
    record(learner, "journal.move", by=by, day=day.isoformat(), order_no=order_no, group=None)


@transaction.atomic
def give_leave(*, learner: Learner, day: date, order_no: str, by=None) -> None:
    """From ``day`` on the learner is on academic leave: in no group, and still a learner of the institution (A18).

    Raises ValidationError for somebody who is in no group, or for a later movement.
    """
    before = groups_of([learner.pk])
    if not before:
        raise ValidationError(_("The learner is in no group."))
    set_groups({learner.pk: {}}, day=day, order_nos={}, kinds=GroupKind.values)
    _write(learner, Movement.LEAVE, day, before, order_no)
    record(learner, "journal.move", by=by, day=day.isoformat(), order_no=order_no, group=None)


def _write(learner: Learner, movement: str, day: date, before: Mapping[int, int], order_no: str) -> None:
    write_moves(
        institution=learner.institution,
        kinds={learner.pk: movement},
        day=day,
        before=before,
        order_nos={learner.pk: order_no},
    )


def set_groups(
    wanted: Mapping[int, Mapping[int, str]],
    *,
    day: date,
    order_nos: Mapping[int, str],
    kinds: Collection[str] = (GroupKind.GROUP, *PARTS),
) -> tuple[Membership, ...]:
    """Memberships of many learners from ``day`` on: learner id -> group id -> movement. Four statements.

    Only groups of ``kinds`` are left: by themselves neither a stream nor an elective group. What stays is not touched;
    what goes ends the day before; what began on ``day`` itself has no past and is removed.
    """
    open_ended = Membership.objects.filter(learner_id__in=wanted, until=None, group__kind__in=kinds)
    standing = list(open_ended.select_for_update(of=("self",)))
    later = next((row for row in standing if row.since > day), None)
    if later is not None:
        raise ValidationError(_("A later movement of this learner is already entered."))
    here = {(row.learner_id, row.group_id) for row in standing}
    gone = [row for row in standing if row.group_id not in wanted[row.learner_id]]
    Membership.objects.filter(pk__in=[row.pk for row in gone if row.since == day]).delete()
    Membership.objects.filter(pk__in=[row.pk for row in gone if row.since < day]).update(until=day - timedelta(days=1))
    opened = [
        Membership(
            learner_id=learner, group_id=group, since=day, movement=movement, order_no=order_nos.get(learner, "")
        )
        for learner, groups in wanted.items()
        for group, movement in groups.items()
        if (learner, group) not in here
    ]
    Membership.objects.bulk_create(opened, batch_size=500)
    return tuple(opened)
