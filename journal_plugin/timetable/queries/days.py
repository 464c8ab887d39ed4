"""Reads of the timetable of days: of a group, a learner, a teacher, a room.

The dated lessons stand a floor above this room, so they are read along the group's own relations.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import groupby

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from journal_plugin.calendar.queries import bells_of_mode
from journal_plugin.core.models import active_on
from journal_plugin.core.names import initials
from journal_plugin.core.prepared import Prepared
from journal_plugin.core.spans import days_between
from journal_plugin.core.typography import bind
from journal_plugin.curriculum.models import TeachingAssignment
from journal_plugin.institution.enums import InstitutionKind
from journal_plugin.institution.models import Institution, Room
from journal_plugin.people.enums import GATHERED, GroupKind
from journal_plugin.people.models import Group, Learner, Membership, Staff
from journal_plugin.timetable.arranged import Arranged, arrived, left
from journal_plugin.timetable.days import Day, Held, days_of
from journal_plugin.timetable.enums import ChangeKind, Technology
from journal_plugin.timetable.rules import may_read_group_timetable, may_read_room_timetable


@dataclass(frozen=True)
class Course:
    """Groups of one year of study, or rooms of one building: (id, name) in the order of their names."""

    title: str
    entries: tuple[tuple[int, str], ...]


_LESSON = "journals__lessons__"
_TEACHER = f"{_LESSON}lesson_teachers__"
_CHANGE = f"{_LESSON}day_changes__"
_DAY = F(f"{_LESSON}date")
_STARTS = 7
"""The column after those of _PLACE; the end of the lesson follows it."""
_PLACE = (
    f"{_LESSON}pk",
    f"{_LESSON}date",
    f"{_LESSON}number",
    f"{_LESSON}room__name",
    "journals__element__name",
    "name",
    "kind",
)


@dataclass(frozen=True)
class Found:
    """The rows of the lessons of some days, one a teacher, and of the changes that stand about them."""

    lessons: list[tuple]
    changes: list[tuple]

    def stamp(self, now: datetime) -> tuple[object, ...]:
        """All that a page of them shows at ``now``, in the institution's zone: their rows, the day, how far it has gone."""
        today, moment = now.date(), now.time()
        bells = [bell for row in self.lessons if row[1] == today for bell in row[_STARTS : _STARTS + 2]]
        return self.lessons, self.changes, today, sum(bell <= moment for bell in bells)


def days_of_group(group: Group, first: date, last: date) -> tuple[Day, ...]:
    """The lessons of ``group``, of its subgroups and of the streams and elective groups of its learners; two queries."""
    return days_found(group.institution, found_of_group(group.pk, first, last), first, last)


def days_found(institution: Institution, found: Found, first: date, last: date) -> tuple[Day, ...]:
    """What was read for a group, day by day (pure)."""
    return _laid_out(institution, held_of(found, institution.today(), first, last), first, last)


def day_of_group(group: Group, day: date) -> Day:
    """One day of ``days_of_group``."""
    return days_of_group(group, day, day)[0]


def days_of_learner(learner: Learner, first: date, last: date) -> tuple[Day, ...]:
    """The lessons of the groups, subgroups and streams in which ``learner`` is on the day of the lesson; two queries.

    A learner with a mode of stay of his own has its bells, which is one query more (A10).
    """
    return _laid_out(learner.institution, held_of_learner(learner, first, last), first, last)


def days_of_teacher(staff: Staff, first: date, last: date) -> tuple[Day, ...]:
    """The lessons that ``staff`` holds, also as a substitute; each names its group in place of the teacher; two queries."""
    held = (replace(one, part=one.group, teachers=()) for one in held_of_teacher(staff, first, last))
    return _laid_out(staff.institution, held, first, last)


def days_of_room(room: Room, first: date, last: date) -> tuple[Day, ...]:
    """The lessons that are held in ``room``, each with its group and teachers; two queries."""
    rows = _held(room.institution, Q(**{f"{_LESSON}room": room.pk}), first, last, room=room.pk)
    held = (replace(one, part=one.group, room="", building="") for one in rows)
    return _laid_out(room.institution, held, first, last)


def held_of_group(group: Group, first: date, last: date) -> list[Held]:
    """The lessons of ``days_of_group`` one by one."""
    return held_of(found_of_group(group.pk, first, last), group.institution.today(), first, last)


def found_of_group(group: int, first: date, last: date) -> Found:
    """What is read for ``held_of_group``; two queries whose SQL is made once."""
    days = days_between(first, last)
    return Found(_GROUP_LESSONS.rows(group, first, last, days), _GROUP_CHANGES.rows(group, first, last))


def _of_group(group: int, first: date, last: date) -> Q:
    inside = Membership.objects.between(first, last).filter(group=group).values("learner")
    streams = Membership.objects.between(first, last).filter(group=OuterRef("pk"), learner__in=inside)
    return Q(pk=group) | Q(parent=group) | Q(kind__in=GATHERED) & Q(Exists(streams))


_GROUP_LESSONS = Prepared(
    lambda group, first, last, days: _lessons(
        _of_group(group, first, last), Q(**{f"{_LESSON}date__in": days, f"{_LESSON}date__gte": first})
    ),
    int,
    date,
    date,
    [date],
)
"""The days stand one by one: for a span of them PostgreSQL's lasting plan reads what the whole institution has that week;
with the first of them beside, it begins in a journal where the week begins."""

_GROUP_CHANGES = Prepared(
    lambda group, first, last: _changes(_of_group(group, first, last), None, first, last), int, date, date
)


def held_of_learner(learner: Learner, first: date, last: date) -> list[Held]:
    """The lessons of ``days_of_learner`` one by one."""
    own = Q(memberships__learner=learner.pk) & active_on(_DAY, "memberships__")
    held = _held(learner.institution, own, first, last)
    bells = bells_of_mode(learner.mode_id)
    timed = ((row, bells.get(row.number, (row.starts, row.ends))) for row in held)
    return [replace(row, starts=starts, ends=ends) for row, (starts, ends) in timed]


def held_of_teacher(staff: Staff, first: date, last: date) -> list[Held]:
    """The lessons of ``days_of_teacher`` one by one; those that a substitute holds in his place are off."""
    own = Staff.objects.filter(pk=staff.pk).values("lessons")
    return _held(staff.institution, Q(journals__lessons__in=own), first, last, whose=staff.pk)


def _laid_out(institution: Institution, held: Iterable[Held], first: date, last: date) -> tuple[Day, ...]:
    now = institution.local_now()
    return days_of(first, last, held, now.date(), now.time())


@dataclass
class _Teachers:
    """Who has a lesson: its teachers and those who stand in for them, by name."""

    own: list[tuple[int, str]] = field(default_factory=list)
    instead: list[tuple[int, str]] = field(default_factory=list)

    def add(self, staff: int | None, substitute: bool, name: str) -> None:
        """One row of the answer; none for a lesson without teachers."""
        if staff is not None:
            (self.instead if substitute else self.own).append((staff, name))

    @property
    def names(self) -> tuple[str, ...]:
        """Of those who hold it."""
        return tuple(name for _staff, name in self.instead or self.own)

    def taken_from(self, staff: int | None) -> str:
        """Who holds it in place of ``staff``; empty where nobody does."""
        mine = any(one == staff for one, _name in self.own) and not any(one == staff for one, _name in self.instead)
        return ", ".join(name for _one, name in self.instead) if mine else ""

    @property
    def stood_in_for(self) -> str:
        """In whose place it is held; empty where nobody stands in."""
        return ", ".join(name for _one, name in self.own) if self.instead else ""


def _held(
    institution: Institution, groups: Q, first: date, last: date, *, room: int | None = None, whose: int | None = None
) -> list[Held]:
    """The lessons of ``groups`` of those days as they are held, and those that have been moved away; two queries.

    ``room`` is the room and ``whose`` the teacher for whom it is told.
    """
    span = Q(**{f"{_LESSON}date__range": (first, last)})
    found = Found(list(_lessons(groups, span)), list(_changes(groups, room, first, last)))
    return held_of(found, institution.today(), first, last, room=room, whose=whose)


def _lessons(groups: Q, days: Q) -> QuerySet:
    return (
        Group.objects.filter(groups, days)
        .order_by(f"{_LESSON}date", f"{_LESSON}number", f"{_LESSON}pk", f"{_TEACHER}staff__person__sort_key")
        .values_list(
            *_PLACE,
            f"{_LESSON}starts",
            f"{_LESSON}ends",
            f"{_LESSON}room__building__name",
            f"{_LESSON}cancelled",
            f"{_LESSON}technology",
            f"{_TEACHER}staff_id",
            f"{_TEACHER}substitute",
            f"{_TEACHER}staff__person__last_name",
            f"{_TEACHER}staff__person__first_name",
            f"{_TEACHER}staff__person__patronymic",
        )
    )


def held_of(
    read: Found, today: date, first: date, last: date, *, room: int | None = None, whose: int | None = None
) -> list[Held]:
    """What was read, as it is told (pure)."""
    changes = _arranged(read.changes, room)
    notes = {change.lesson: arrived(change, today) for change, _held_there in changes}
    found: dict[int, Held] = {}
    teachers: dict[int, _Teachers] = {}
    for pk, day, number, name_of_room, element, name, kind, starts, ends, building, cancelled, *rest in read.lessons:
        technology, staff, substitute, *names = rest
        teachers.setdefault(pk, _Teachers()).add(staff, bool(substitute), initials(*names) if names[0] else "")
        found[pk] = Held(
            pk=pk,
            date=day,
            number=number,
            starts=starts,
            ends=ends,
            element=element,
            group=name,
            part="" if kind == GroupKind.GROUP else name,
            room=str(name_of_room or ""),
            building=building or "",
            cancelled=cancelled,
            distant=technology != Technology.IN_PERSON,
            teachers=(),
            off=_("cancelled") if cancelled else "",
        )
    held = [_told(row, teachers[pk], notes.get(pk, ""), whose) for pk, row in found.items()]
    gone = [replace(row, off=left(change, today)) for change, row in changes if row is not None]
    return held + [row for row in gone if first <= row.date <= last]


def _told(row: Held, teachers: _Teachers, note: str, whose: int | None) -> Held:
    """The lesson with its teachers and with what is unusual about it."""
    other = teachers.taken_from(whose)
    if other:
        off = row.off or bind(_("substitution: %(who)s") % {"who": other})
        return replace(row, cancelled=True, off=off, note=note)
    said = ""
    if teachers.stood_in_for:
        said = _("substitution for %(who)s") % {"who": teachers.stood_in_for} if whose else _("substitution")
    return replace(row, teachers=teachers.names, note=", ".join(filter(None, (bind(said), note))))


def _changes(groups: Q, room: int | None, first: date, last: date) -> QuerySet:
    """The moves and changed rooms that touch those days; from a room also what has only another room now."""
    here = Q(**{f"{_LESSON}date__range": (first, last)}) | Q(**{f"{_CHANGE}was_date__range": (first, last)})
    rows = Group.objects.filter(
        groups if room is None else groups | Q(**{f"{_CHANGE}was_room": room}),
        here,
        **{f"{_CHANGE}undone_at": None, f"{_CHANGE}kind__in": (ChangeKind.MOVED, ChangeKind.ROOM)},
    )
    was = ("was_date", "was_number", "was_starts", "was_ends", "was_room_id", "was_room__name")
    return rows.values_list(
        *_PLACE, f"{_LESSON}starts", f"{_LESSON}ends", f"{_CHANGE}kind", *(f"{_CHANGE}{one}" for one in was)
    )


def _arranged(rows: Iterable[tuple], room: int | None) -> list[tuple[Arranged, Held | None]]:
    """Each change with the place that its lesson has left; what came from elsewhere has left no place in ``room``."""
    found: dict[int, tuple[Arranged, Held | None]] = {}
    for pk, day, number, name_of_room, element, name, kind, starts, ends, change, *before in rows:
        was_date, was_number, was_starts, was_ends, was_room, was_name = before
        place = Held(
            pk=pk,
            date=was_date or day,
            number=was_number or number,
            starts=was_starts or starts,
            ends=was_ends or ends,
            element=element,
            group=name,
            part="" if kind == GroupKind.GROUP else name,
            room=was_name or "",
            building="",
            cancelled=True,
            distant=False,
            teachers=(),
            gone=True,
        )
        has_left = change == ChangeKind.MOVED if room is None else was_room == room
        arranged = Arranged(pk, change, day, number, name_of_room or "", was_date, was_number, was_name or "")
        found[pk] = (arranged, place if has_left else None)
    return list(found.values())


def teacher_of(user, institution: Institution) -> Staff | None:
    """The row of ``user`` as a teacher of the institution today; None for who teaches nothing there; one query."""
    teaches = Exists(TeachingAssignment.objects.filter(staff=OuterRef("pk")))
    mine = Staff.objects.on(institution.today()).filter(teaches, person__user_id=user.pk, institution=institution)
    return mine.order_by("pk").first()


def groups_with_timetable(user) -> tuple[Course, ...]:
    """The groups of today whose timetable ``user`` may open, by courses; one query besides his roles."""
    return courses_of(Group.objects.on(timezone.localdate()).filter(may_read_group_timetable(user)))


def courses_of(groups: QuerySet[Group]) -> tuple[Course, ...]:
    """``groups`` by courses; one query."""
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
