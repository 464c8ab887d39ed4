"""The composition of subgroups: proposed by a teacher, settled by the deputy, in force from a day (D18, D19)."""

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from journal_plugin.core.audit import record
from journal_plugin.core.db import lock_row
from journal_plugin.lessons.enums import DistributionState
from journal_plugin.lessons.models import Distribution, DistributionLine
from journal_plugin.lessons.rules import groups_divided_by, groups_settled_by
from journal_plugin.people.actions.movements import set_groups
from journal_plugin.people.enums import PARTS, GroupKind, Movement
from journal_plugin.people.models import Group, Learner, Person
from journal_plugin.people.queries import Composition, composition_of

MOST_DAYS_AHEAD = 120
"""A composition further ahead would meet movements that nobody knows yet."""


@transaction.atomic
def propose_composition(
    *, group_id: int, kind: str, since: date, parts: Composition, seen: Composition, actor: Person, key: UUID
) -> Distribution:
    """A teacher's proposal: learner -> part (None is in no part) from ``since`` on; his own earlier one is replaced.

    ``seen`` is the composition of that day as it stood before him. A repeated key returns the first. Raises
    Group.DoesNotExist where the actor keeps no journal of a part, ValidationError for a day in the past or far ahead, a
    foreign part, a composition that has changed meanwhile, or one that already waits from somebody else.
    """
    group = lock_row(Group.objects.filter(groups_divided_by(actor.pk), kind=GroupKind.GROUP), pk=group_id)
    repeated = _repeated(group, actor, key)
    if repeated is not None:
        return repeated
    _check(group, kind, since, parts, seen)
    waiting = _waiting(group, kind)
    if waiting is not None:
        if waiting.proposed_by_id != actor.pk:
            raise ValidationError(
                _("%(who)s has already proposed a composition: wait until it is decided.")
                % {"who": waiting.proposed_by.short_name}
            )
        _decide(waiting, DistributionState.REPLACED, actor)
    return _write(group, kind, since, parts, seen, actor, key)


@transaction.atomic
def set_composition(
    *, group_id: int, kind: str, since: date, parts: Composition, seen: Composition, actor: Person, key: UUID
) -> Distribution:
    """Settles a composition that nobody has proposed; one that waits is replaced. Raises like ``propose_composition``."""
    group = lock_row(Group.objects.filter(groups_settled_by(actor.pk), kind=GroupKind.GROUP), pk=group_id)
    repeated = _repeated(group, actor, key)
    if repeated is not None:
        return repeated
    _check(group, kind, since, parts, seen)
    waiting = _waiting(group, kind)
    if waiting is not None:
        _decide(waiting, DistributionState.REPLACED, actor)
    row = _write(group, kind, since, parts, seen, actor, key)
    _settle(row, parts, seen, actor)
    return row


@transaction.atomic
def confirm_composition(*, proposal_id: int, since: date, actor: Person) -> Distribution:
    """Puts a proposal in force from ``since`` on; confirming again changes nothing.

    Raises Group.DoesNotExist where the actor does not control the group, ValidationError for another decision that
    stands, a day in the past, or a group whose composition has changed since the proposal.
    """
    row = _locked(proposal_id, actor)
    if row.state == DistributionState.SETTLED and row.since == since:
        return row
    _check_waits(row)
    row.since = since
    lines = list(row.lines.values_list("learner_id", "part_id", "was_id"))
    seen = {learner: was for learner, _part, was in lines}
    parts = {learner: part for learner, part, _was in lines}
    _check(row.group, row.kind, since, parts, seen)
    _settle(row, parts, seen, actor)
    return row


@transaction.atomic
def refuse_composition(*, proposal_id: int, answer: str, actor: Person) -> Distribution:
    """Refuses a proposal with a reason; raises like ``confirm_composition``."""
    row = _locked(proposal_id, actor)
    if row.state == DistributionState.REFUSED:
        return row
    _check_waits(row)
    answer = " ".join(answer.split())[:200]
    if not answer:
        raise ValidationError(_("Say why not: the teacher reads it."))
    _decide(row, DistributionState.REFUSED, actor, answer)
    record(row.group, "journal.composition.refuse", by=actor.user, proposal=row.pk, answer=answer)
    return row


def _locked(proposal_id: int, actor: Person) -> Distribution:
    """The proposal as it stands under the lock of its group."""
    group_id = Distribution.objects.values_list("group_id", flat=True).get(pk=proposal_id)
    group = lock_row(Group.objects.filter(groups_settled_by(actor.pk)), pk=group_id)
    row = Distribution.objects.select_related("decided_by").get(pk=proposal_id)
    row.group = group
    return row


def _repeated(group: Group, actor: Person, key: UUID) -> Distribution | None:
    row = Distribution.objects.filter(key=key).first()
    if row is not None and (row.group_id, row.proposed_by_id) != (group.pk, actor.pk):
        raise ValidationError(_("This key belongs to another entry."))
    return row


def _waiting(group: Group, kind: str) -> Distribution | None:
    waiting = Distribution.objects.filter(group=group, kind=kind, state=DistributionState.PROPOSED)
    return waiting.select_related("proposed_by").first()


def _check(group: Group, kind: str, since: date, parts: Composition, seen: Composition) -> None:
    today = group.institution.today()
    if since < today:
        raise ValidationError(_("The day lies in the past: what was, stays as it was."))
    if since > today + timedelta(days=MOST_DAYS_AHEAD):
        raise ValidationError(_("The day lies too far ahead."))
    known = set(Group.objects.on(since).filter(parent=group, kind=kind).values_list("pk", flat=True))
    if kind not in PARTS or not known.issuperset(part for part in parts.values() if part is not None):
        raise ValidationError(_("This is no part of the group on that day."))
    now = composition_of(group.pk, kind, since)
    if now != dict(seen):
        raise ValidationError(
            _("The group has changed meanwhile (%(who)s). Open the page again and compose it anew.")
            % {"who": _changed(now, seen)}
        )
    if set(parts) != set(now):
        raise ValidationError(_("Say of every learner which part he is in."))


def _changed(now: Composition, seen: Composition) -> str:
    """Whom the change concerns; a few names are enough."""
    differing = {learner for learner in {*now, *seen} if now.get(learner, 0) != seen.get(learner, 0)}
    people = Learner.objects.filter(pk__in=differing).select_related("person").order_by("person__sort_key")
    names = [learner.person.short_name for learner in people[:4]]
    return ", ".join(names[:3]) + ("…" if len(names) > 3 else "")


def _check_waits(row: Distribution) -> None:
    if row.state != DistributionState.PROPOSED and row.decided_by is not None:
        said = {"state": row.get_state_display(), "who": row.decided_by.short_name}
        raise ValidationError(_("Already decided: %(state)s (%(who)s).") % said)


def _write(
    group: Group, kind: str, since: date, parts: Composition, seen: Composition, actor: Person, key: UUID
) -> Distribution:
    row = Distribution.objects.create(
        group=group, kind=kind, since=since, key=key, proposed_by=actor, proposed_at=timezone.now()
    )
    DistributionLine.objects.bulk_create(
        DistributionLine(distribution=row, learner_id=learner, part_id=part, was_id=seen[learner])
        for learner, part in parts.items()
    )
    record(group, "journal.composition.propose", by=actor.user, proposal=row.pk, since=since.isoformat())
    return row


def _settle(row: Distribution, parts: Composition, seen: Composition, actor: Person) -> None:
    """Opens and closes memberships from the day on; nothing before it is touched."""
    moved: Mapping[int, Mapping[int, str]] = {
        learner: {} if part is None else {part: Movement.DISTRIBUTED}
        for learner, part in parts.items()
        if part != seen[learner]
    }
    set_groups(moved, day=row.since, order_nos={}, kinds=[row.kind])
    _decide(row, DistributionState.SETTLED, actor)
    record(
        row.group,
        "journal.composition.settle",
        by=actor.user,
        proposal=row.pk,
        since=row.since.isoformat(),
        moved=sorted(moved),
    )


def _decide(row: Distribution, state: str, actor: Person, answer: str = "") -> None:
    row.state, row.answer = state, answer
    row.decided_by, row.decided_at = actor, timezone.now()
    row.save(update_fields=["since", "state", "answer", "decided_by", "decided_at"])
