"""Groups from one study year to the next: a course up, or graduated (A19)."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from journal_plugin.access.actions.roles import assign_role
from journal_plugin.access.models import RoleAssignment
from journal_plugin.core.audit import record
from journal_plugin.institution.models import Institution
from journal_plugin.people.actions.movements import set_groups
from journal_plugin.people.actions.moves import groups_of, write_moves
from journal_plugin.people.enums import PARTS, GroupKind, Movement
from journal_plugin.people.models import Group, Learner, Membership, Staff
from journal_plugin.people.signals import groups_formed


@transaction.atomic
def raise_groups(
    *, institution: Institution, names: Mapping[int, str], day: date, order_no: str, by=None
) -> dict[int, Group]:
    """The groups of ``names`` (id -> name from ``day`` on) go on a course up, with their parts and all who are in them.

    A new group begins on ``day`` and the old one ends the day before, so that pages of the past keep its name and course; every
    learner is transferred by ``order_no``. Returns the new groups by the id of the old ones. Raises ValidationError for a group
    that has ended or gone on already, and for two groups of one name.
    """
    groups = _standing(institution, names, day)
    said = [names[group.pk].strip() for group in groups]
    twins = [name for name in said if said.count(name) > 1 or not name]
    other = Group.objects.on(day).filter(institution=institution, name__in=said).exclude(pk__in=names)
    if twins or other.exists():
        wrong = ", ".join(sorted({*twins, *other.values_list("name", flat=True)}))
        raise ValidationError(_("Each group needs a name of its own: %(names)s.") % {"names": wrong})
    parts = Group.objects.on(day).filter(parent__in=names).order_by("pk")
    raised = {group.pk: _next(group, names[group.pk].strip(), day) for group in groups}
    raised_parts = {part.pk: _part(part, raised, names, day) for part in parts.select_related("parent")}
    _move(institution, raised | raised_parts, day, order_no)
    Group.objects.filter(pk__in=[*raised, *raised_parts]).update(until=day - timedelta(days=1))
    record(institution, "journal.list", by=by, what="groups", created=len(raised) + len(raised_parts), changed=0)
    groups_formed.send(sender=Group, institution=institution)
    return raised


@transaction.atomic
def graduate_groups(*, institution: Institution, ids: Collection[int], last_day: date, order_no: str, by=None) -> int:
    """The learners of these groups end their study on ``last_day`` by ``order_no``, the groups end with them; returns how many.

    Raises ValidationError for a group that has ended already.
    """
    groups = _standing(institution, ids, last_day)
    learners = Membership.objects.filter(group__in=groups, until=None).values_list("learner", flat=True)
    ending = sorted(set(learners))
    before = groups_of(ending)
    after = last_day + timedelta(days=1)
    set_groups({pk: {} for pk in ending}, day=after, order_nos={}, kinds=GroupKind.values)
    Learner.objects.filter(pk__in=ending).update(until=last_day)
    kinds = dict.fromkeys(ending, Movement.GRADUATED)
    write_moves(
        institution=institution, kinds=kinds, day=last_day, before=before, order_nos=dict.fromkeys(ending, order_no)
    )
    Group.objects.filter(parent__in=groups, until=None).update(until=last_day)
    Group.objects.filter(pk__in=[group.pk for group in groups]).update(until=last_day)
    record(institution, "journal.list", by=by, what="learners", ended=ending, day=last_day.isoformat())
    groups_formed.send(sender=Group, institution=institution)
    return len(ending)


@transaction.atomic
def keep_leaders(*, raised: Mapping[int, Group], day: date, by=None) -> int:
    """Who leads an old group (curator, educator) leads its follower from ``day`` on, by the same order; returns how many.

    The old role stays: its holder goes on reading the past of the group. Only those who still work on ``day``.
    """
    works = Staff.objects.on(day).filter(person=OuterRef("person"), institution=OuterRef("institution"))
    roles = RoleAssignment.objects.filter(Exists(works), group__in=raised).select_related("person", "institution")
    kept = roles.on(day).order_by("pk")  # type: ignore[attr-defined]
    for role in kept:
        assign_role(
            person=role.person,
            institution=role.institution,
            role=role.role,
            group=raised[role.group_id],
            order_no=role.order_no,
            order_date=role.order_date,
            since=day,
            until=role.until,
            by=by,
        )
    return len(kept)


def _standing(institution: Institution, ids: Iterable[int], day: date) -> list[Group]:
    rows = Group.objects.filter(institution=institution, pk__in=ids, kind=GroupKind.GROUP).order_by("pk")
    groups = list(rows.select_for_update())
    gone = [group.name for group in groups if group.until is not None and group.until < day]
    gone += [group.name for group in rows.filter(continued_by__isnull=False)]
    if gone or len(groups) != len(set(ids)):
        raise ValidationError(_("These groups have ended or gone on already: %(names)s.") % {"names": ", ".join(gone)})
    return groups


def _next(group: Group, name: str, day: date) -> Group:
    return Group.objects.create(
        institution=group.institution,
        name=name,
        kind=group.kind,
        department=group.department,
        mode=group.mode,
        course=group.course + 1,
        places=group.places,
        external_id=group.external_id,
        since=day,
        continues=group,
    )


def _part(part: Group, raised: Mapping[int, Group], names: Mapping[int, str], day: date) -> Group:
    parent = raised[part.parent_id or 0]
    name = part.name.replace(part.parent.name, parent.name) if part.parent else part.name
    return Group.objects.create(
        institution=part.institution,
        name=name,
        kind=part.kind,
        parent=parent,
        mode=part.mode,
        course=parent.course,
        external_id=part.external_id,
        since=day,
        continues=part,
    )


def _move(institution: Institution, raised: Mapping[int, Group], day: date, order_no: str) -> None:
    """Everybody who stands in an old group or part stands in its follower from ``day`` on."""
    wanted: dict[int, dict[int, str]] = {}
    for learner, group in Membership.objects.filter(group__in=raised, until=None).values_list("learner", "group"):
        into = raised[group]
        kind = Movement.DISTRIBUTED if into.kind in PARTS else Movement.TRANSFERRED
        wanted.setdefault(learner, {})[into.pk] = kind
    before = groups_of(wanted)
    order_nos = dict.fromkeys(wanted, order_no)
    set_groups(wanted, day=day, order_nos=order_nos)
    kinds = {
        learner: Movement.TRANSFERRED for learner, groups in wanted.items() if Movement.TRANSFERRED in groups.values()
    }
    write_moves(institution=institution, kinds=kinds, day=day, before=before, order_nos=order_nos)
