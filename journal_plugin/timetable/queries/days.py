"""Reads of the timetable of days: of a group, a learner, a teacher, a room.

The dated lessons stand a floor above this room, so they are read along the group's own relations.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from journal_plugin.calendar.queries import bells_of_mode
from journal_plugin.core.models import active_on
from journal_plugin.core.names import initials
from journal_plugin.curriculum.models import TeachingAssignment
from journal_plugin.institution.enums import InstitutionKind
from journal_plugin.institution.models import Institution, Room
from journal_plugin.people.enums import GATHERED, GroupKind
from journal_plugin.people.models import Group, Learner, Membership, Staff
from journal_plugin.timetable.days import Day, Held, days_of
from journal_plugin.timetable.enums import Technology
from journal_plugin.timetable.rules import may_read_group_timetable, may_read_room_timetable


@dataclass(frozen=True)
class Course:
    """Groups of one year of study, or rooms of one building: (id, name) in the order of their names."""

    title: str
    entries: tuple[tuple[int, str], ...]


_LESSON = "journals__lessons__"
_DAY = F(f"{_LESSON}date")


def days_of_group(group: Group, first: date, last: date) -> tuple[Day, ...]:
    """The lessons of ``group``, of its subgroups and of the streams and elective groups of its learners; one query."""
    return _laid_out(group.institution, held_of_group(group, first, last), first, last)


def day_of_group(group: Group, day: date) -> Day:
    """One day of ``days_of_group``."""
    return days_of_group(group, day, day)[0]


def days_of_learner(learner: Learner, first: date, last: date) -> tuple[Day, ...]:
    """The lessons of the groups, subgroups and streams in which ``learner`` is on the day of the lesson; one query.

    A learner with a mode of stay of his own has its bells, which is one query more (A10).
    """
    return _laid_out(learner.institution, held_of_learner(learner, first, last), first, last)


def days_of_teacher(staff: Staff, first: date, last: date) -> tuple[Day, ...]:
    """The lessons that ``staff`` holds, also as a substitute; each names its group in place of the teacher; one query."""
    held = (replace(one, part=one.group, teachers=()) for one in held_of_teacher(staff, first, last))
    return _laid_out(staff.institution, held, first, last)


def days_of_room(room: Room, first: date, last: date) -> tuple[Day, ...]:
    """The lessons that are held in ``room``, each with its group and teachers; one query."""
    rows = _held(Q(**{f"{_LESSON}room": room.pk}), first, last)
    held = (replace(one, part=one.group, room="", building="") for one in rows)
    return _laid_out(room.institution, held, first, last)


def held_of_group(group: Group, first: date, last: date) -> list[Held]:
    """The lessons of ``days_of_group`` one by one."""
    inside = Membership.objects.between(first, last).filter(group=group).values("learner")
    streams = Membership.objects.between(first, last).filter(group=OuterRef("pk"), learner__in=inside)
    return _held(Q(pk=group.pk) | Q(parent=group.pk) | Q(kind__in=GATHERED) & Q(Exists(streams)), first, last)


def held_of_learner(learner: Learner, first: date, last: date) -> list[Held]:
    """The lessons of ``days_of_learner`` one by one."""
    held = _held(Q(memberships__learner=learner.pk) & active_on(_DAY, "memberships__"), first, last)
    bells = bells_of_mode(learner.mode_id)
    own = ((row, bells.get(row.number, (row.starts, row.ends))) for row in held)
    return [replace(row, starts=starts, ends=ends) for row, (starts, ends) in own]


def held_of_teacher(staff: Staff, first: date, last: date) -> list[Held]:
    """The lessons of ``days_of_teacher`` one by one."""
    return _held(Q(**{f"{_LESSON}teachers": staff.pk}), first, last)


def _laid_out(institution: Institution, held: Iterable[Held], first: date, last: date) -> tuple[Day, ...]:
    now = institution.local_now()
    return days_of(first, last, held, now.date(), now.time())


def _held(groups: Q, first: date, last: date) -> list[Held]:
    rows = (
        Group.objects.filter(groups, **{f"{_LESSON}date__range": (first, last)})
        .order_by(f"{_LESSON}date", f"{_LESSON}number", f"{_LESSON}pk", f"{_LESSON}teachers__person__sort_key")
        .values_list(
            f"{_LESSON}pk",
            f"{_LESSON}date",
            f"{_LESSON}number",
            f"{_LESSON}starts",
            f"{_LESSON}ends",
            "journals__element__name",
            "name",
            "kind",
            f"{_LESSON}room__name",
            f"{_LESSON}room__building__name",
            f"{_LESSON}cancelled",
            f"{_LESSON}technology",
            f"{_LESSON}teachers__person__last_name",
            f"{_LESSON}teachers__person__first_name",
            f"{_LESSON}teachers__person__patronymic",
        )
    )
    found: dict[int, Held] = {}
    for pk, day, number, starts, ends, element, name, kind, room, building, cancelled, technology, *teacher in rows:
        known = found.get(pk)
        names = (initials(*teacher),) if teacher[0] else ()
        found[pk] = Held(
            pk=pk,
            date=day,
            number=number,
            starts=starts,
            ends=ends,
            element=element,
            group=name,
            part="" if kind == GroupKind.GROUP else name,
            room=room or "",
            building=building or "",
            cancelled=cancelled,
            distant=technology != Technology.IN_PERSON,
            teachers=(known.teachers if known else ()) + names,
        )
    return list(found.values())


def teacher_of(user, institution: Institution) -> Staff | None:
    """The row of ``user`` as a teacher of the institution today; None for who teaches nothing there; one query."""
    teaches = Exists(TeachingAssignment.objects.filter(staff=OuterRef("pk")))
    mine = Staff.objects.on(institution.today()).filter(teaches, person__user_id=user.pk, institution=institution)
    return mine.order_by("pk").first()


def groups_with_timetable(user) -> tuple[Course, ...]:
    """The groups of today whose timetable ``user`` may open, by courses; one query besides his roles."""
    groups = Group.objects.on(timezone.localdate()).filter(may_read_group_timetable(user))
    order = groups.order_by("institution", "course", "sort_key")
    rows = order.values_list("institution", "institution__kind", "course", "pk", "name")
    courses = groupby(rows, key=lambda row: row[:3])
    return tuple(Course(course_title(*key[1:]), tuple(row[3:] for row in rows)) for key, rows in courses)


def rooms_with_timetable(user) -> tuple[Course, ...]:
    """The rooms whose timetable ``user`` may open, by buildings; one query besides his roles."""
    rooms = Room.objects.filter(may_read_room_timetable(user))
    order = rooms.order_by("institution", "building__sort_key", "building", "sort_key")
    buildings = groupby(order.values_list("building", "building__name", "pk", "name"), key=lambda row: row[:2])
    return tuple(Course(key[1], tuple(row[2:] for row in rows)) for key, rows in buildings)


def course_title(kind: str, number: int) -> str:
    """«1 курс» of a college, «1 класс» of a school."""
    return (_("Grade %(n)s") if kind == InstitutionKind.SCHOOL else _("Year %(n)s")) % {"n": number}
