"""Writes to a plan of events: by the group's curator alone, each kept with its key in the event's history."""

from collections.abc import Collection
from dataclasses import asdict
from datetime import date, datetime
from uuid import UUID, uuid5

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from journal_plugin.access.enums import Role
from journal_plugin.access.models import RoleAssignment
from journal_plugin.calendar.closing import refuse_closed
from journal_plugin.calendar.models import AcademicYear
from journal_plugin.core.db import lock_row
from journal_plugin.extracurricular.enums import EventAct, EventState
from journal_plugin.extracurricular.models import GroupEvent, GroupEventEdit
from journal_plugin.extracurricular.plan import Planned, state_of
from journal_plugin.extracurricular.queries import offered
from journal_plugin.people.enums import GroupKind
from journal_plugin.people.models import Group, Person

MEANWHILE = gettext_lazy(
    "This event has been changed meanwhile. What stands now is shown above; nothing of yours was recorded."
)
MOST = 300
"""So many events a group has in a year at most."""


@transaction.atomic
def plan_event(
    *, group: Group, year: AcademicYear, said: Planned, actor: Person, key: UUID, now: datetime | None = None
) -> GroupEvent:
    """Puts an event into the group's plan; a repeated key adds nothing.

    Raises PermissionDenied for who is not its curator, YearClosed, and ValidationError for a foreign year, days outside
    the year or in the wrong order, and a plan that is full.
    """
    row, moment = _locked(group.pk, actor, now)
    known = GroupEventEdit.objects.filter(key=key).select_related("event").first()
    if known:
        return _same(known, actor, EventAct.PLAN)
    _check_year(row, year)
    _check_days(said, year)
    _check_room(row, year, 1)
    return _make(row, year, said, actor, key, moment)


@transaction.atomic
def copy_plan(
    *,
    source: Group,
    source_year: AcademicYear,
    events: Collection[int],
    group: Group,
    year: AcademicYear,
    actor: Person,
    key: UUID,
) -> int:
    """Takes over those of ``events`` (ids) that another plan of the institution offers; returns how many.

    Raises as ``plan_event``; a repeated key adds nothing.
    """
    row, moment = _locked(group.pk, actor, None)
    if source.institution_id != row.institution_id or source_year.institution_id != row.institution_id:
        raise PermissionDenied
    _check_year(row, year)
    keys = {pk: uuid5(key, str(pk)) for pk in events}
    known = GroupEventEdit.objects.filter(key__in=keys.values()).count()
    if known:
        return known
    taken = {keys[pk]: said for pk, said in offered(row, year, source, source_year) if pk in keys}
    _check_room(row, year, len(taken))
    made = GroupEvent.objects.bulk_create(GroupEvent(group=row, year=year, **asdict(said)) for said in taken.values())
    GroupEventEdit.objects.bulk_create(
        _edit(event, EventAct.PLAN, {}, asdict(event.said), actor, one, moment)
        for one, event in zip(taken, made, strict=True)
    )
    return len(taken)


def change_event(*, event_id: int, version: int, said: Planned, actor: Person, key: UUID) -> GroupEvent:
    """Says the event anew; raises as ``plan_event``, and ValidationError where it is held or cancelled or has changed."""
    return _write(event_id, version, EventAct.CHANGE, asdict(said), actor, key)


def record_held(
    *, event_id: int, version: int, held_on: date, attended: int, outcome: str, actor: Person, key: UUID
) -> GroupEvent:
    """Records that the event was held, or corrects that record; raises as ``plan_event``, and for a day that has not come."""
    what = {"held_on": held_on, "attended": attended, "outcome": outcome}
    return _write(event_id, version, EventAct.HOLD, what, actor, key)


def cancel_event(*, event_id: int, version: int, why: str, actor: Person, key: UUID) -> GroupEvent:
    """Takes the event out of the plan, where it stays to be read with the reason; raises as ``plan_event``."""
    return _write(event_id, version, EventAct.CANCEL, {"cancelled": why}, actor, key)


def remove_event(*, event_id: int, version: int, actor: Person, key: UUID) -> GroupEvent:
    """Takes out what was entered by mistake: the plan does not show it any more; raises as ``plan_event``."""
    return _write(event_id, version, EventAct.REMOVE, {"removed": True}, actor, key)


def restore_event(*, event_id: int, version: int, actor: Person, key: UUID) -> GroupEvent:
    """Makes a held, cancelled or removed event a planned one again; raises as ``plan_event``."""
    what = {"held_on": None, "attended": None, "outcome": "", "cancelled": "", "removed": False}
    return _write(event_id, version, EventAct.RESTORE, what, actor, key)


_FROM: dict[EventAct, Collection[EventState]] = {
    EventAct.CHANGE: {EventState.PLANNED},
    EventAct.HOLD: {EventState.PLANNED, EventState.HELD},
    EventAct.CANCEL: {EventState.PLANNED},
    EventAct.REMOVE: {EventState.PLANNED},
    EventAct.RESTORE: {EventState.HELD, EventState.CANCELLED, EventState.REMOVED},
}
"""Act -> where the events stand to which it may be done."""


@transaction.atomic
def _write(event_id: int, version: int, act: EventAct, what: dict, actor: Person, key: UUID) -> GroupEvent:
    group = GroupEvent.objects.values_list("group", flat=True).get(pk=event_id)
    row, moment = _locked(group, actor, None)
    known = GroupEventEdit.objects.filter(key=key).select_related("event").first()
    if known:
        return _same(known, actor, act, event=event_id)
    event = lock_row(GroupEvent.objects.select_related("year"), pk=event_id)
    refuse_closed(event.year)
    if event.version != version or state_of(event.held_on, event.cancelled, event.removed) not in _FROM[act]:
        raise ValidationError(MEANWHILE)
    if act == EventAct.CHANGE:
        _check_days(Planned(**what), event.year)
    if act == EventAct.HOLD:
        _check_held(what["held_on"], event.year, moment.astimezone(row.institution.zone).date())
    if act == EventAct.CANCEL and not what["cancelled"].strip():
        raise ValidationError(_("Say why the event is cancelled."))
    old = {name: getattr(event, name) for name, value in what.items() if getattr(event, name) != value}
    for name in old:
        setattr(event, name, what[name])
    if old:
        event.version += 1
        _save(event)
        _edit(event, act, old, {name: what[name] for name in old}, actor, key, moment).save()
    return event


def _make(row: Group, year: AcademicYear, said: Planned, actor: Person, key: UUID, moment: datetime) -> GroupEvent:
    event = GroupEvent(group=row, year=year, **asdict(said))
    _save(event)
    _edit(event, EventAct.PLAN, {}, asdict(said), actor, key, moment).save()
    return event


def _save(event: GroupEvent) -> None:
    try:
        event.clean_fields(exclude=("group", "year"))
    except ValidationError as error:
        raise ValidationError(error.messages) from error
    event.save()


def _edit(
    event: GroupEvent, act: EventAct, old: dict, new: dict, actor: Person, key: UUID, moment: datetime
) -> GroupEventEdit:
    return GroupEventEdit(event=event, version=event.version, act=act, old=old, new=new, by=actor, at=moment, key=key)


def _locked(group_id: int, actor: Person, now: datetime | None) -> tuple[Group, datetime]:
    """The group, locked, and the moment; PermissionDenied where ``actor`` is not its curator today."""
    row = lock_row(Group.objects.filter(kind=GroupKind.GROUP).select_related("institution"), pk=group_id)
    moment = now or timezone.now()
    today = moment.astimezone(row.institution.zone).date()
    if not RoleAssignment.objects.on(today).filter(role=Role.CURATOR, group=row, person=actor).exists():
        raise PermissionDenied
    return row, moment


def _same(known: GroupEventEdit, actor: Person, act: EventAct, *, event: int | None = None) -> GroupEvent:
    if (known.by_id, known.act) != (actor.pk, act) or event not in (None, known.event_id):
        raise ValidationError(_("This key belongs to another entry."))
    return known.event


def _check_year(row: Group, year: AcademicYear) -> None:
    if year.institution_id != row.institution_id:
        raise ValidationError(_("The year is another institution's."))
    if not row.lives_in(year):
        raise ValidationError(_("The group does not exist in the study year %(year)s.") % {"year": year.name})
    refuse_closed(year)


def _check_room(row: Group, year: AcademicYear, more: int) -> None:
    if GroupEvent.objects.filter(group=row, year=year, removed=False).count() + more > MOST:
        raise ValidationError(_("A plan has at most %(most)s events.") % {"most": MOST})


def _check_days(said: Planned, year: AcademicYear) -> None:
    if said.until < said.since:
        raise ValidationError({"until": _("The last day is before the first one.")})
    if said.since < year.since or said.until > year.until:
        words = {"since": f"{year.since:%d.%m.%Y}", "until": f"{year.until:%d.%m.%Y}"}
        raise ValidationError({"since": _("The study year lasts from %(since)s to %(until)s.") % words})


def _check_held(day: date, year: AcademicYear, today: date) -> None:
    if day > today:
        raise ValidationError({"held_on": _("This day has not come yet.")})
    if not year.since <= day <= year.until:
        raise ValidationError({"held_on": _("This day is not of the study year %(year)s.") % {"year": year.name}})
