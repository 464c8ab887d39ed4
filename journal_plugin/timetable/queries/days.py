"""Reads of the timetable of days: of a group, a learner, a teacher, a room.

The dated lessons stand a floor above this room, so they are read along the group's own relations.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from journal_plugin.calendar.queries import bells_of_mode
from journal_plugin.core.models import active_on
from journal_plugin.core.names import initials
from journal_plugin.core.typography import bind
from journal_plugin.curriculum.models import TeachingAssignment
from journal_plugin.institution.enums import InstitutionKind
from journal_plugin.institution.models import Institution, Room
from journal_plugin.people.enums import GroupKind
from journal_plugin.people.models import Group, Learner, Staff
from journal_plugin.timetable.arranged import Arranged, arrived, left
from journal_plugin.timetable.days import Day, Held, days_of
from journal_plugin.timetable.enums import ChangeKind, Technology
from journal_plugin.timetable.rules import may_read_group_timetable, may_read_room_timetable


@dataclass(frozen=True)
class Course:
    """Groups of one year of study, or rooms of one building: (id, name) in the order of their names."""

    title: str
    entries: tuple[tuple[int, str], ...]


LESSON = "journals__lessons__"
TEACHER = f"{LESSON}lesson_teachers__"
CHANGE = f"{LESSON}day_changes__"
_DAY = F(f"{LESSON}date")
_PLACE = (
    f"{LESSON}pk",
    f"{LESSON}date",
    f"{LESSON}number",
    f"{LESSON}room__name",
    "journals__element__name",
    "name",
    "kind",
)
_CHANGED = (
    *_PLACE,
    f"{LESSON}starts",
    f"{LESSON}ends",
    f"{CHANGE}kind",
    *(f"{CHANGE}was_{one}" for one in ("date", "number", "starts", "ends", "room_id", "room__name")),
)


@dataclass(frozen=True)
class Found:
    """The rows of the lessons of some days, one a teacher, and of the changes that stand about them."""

    lessons: list[tuple]
    changes: list[tuple]


def days_of_learner(learner: Learner, first: date, last: date) -> tuple[Day, ...]:
    """The lessons of the groups, subgroups and streams in which ``learner`` is on the day of the lesson; two queries.

    A learner with a mode of stay of his own has its bells, which is one query more (A10).
    """
    return laid_out(learner.institution, held_of_learner(learner, first, last), first, last)


def days_of_teacher(staff: Staff, first: date, last: date) -> tuple[Day, ...]:
    """The lessons that ``staff`` holds, also as a substitute; each names its group in place of the teacher; two queries."""
    held = (replace(one, part=one.group, teachers=()) for one in held_of_teacher(staff, first, last))
    return laid_out(staff.institution, held, first, last)


def days_of_room(room: Room, first: date, last: date) -> tuple[Day, ...]:
    """The lessons that are held in ``room``, each with its group and teachers; two queries."""
    rows = _held(room.institution, Q(**{f"{LESSON}room": room.pk}), first, last, room=room.pk)
    held = (replace(one, part=one.group, room="", building="") for one in rows)
    return laid_out(room.institution, held, first, last)


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


def laid_out(institution: Institution, held: Iterable[Held], first: date, last: date) -> tuple[Day, ...]:
    """``held`` day by day, as things stand at this moment (pure but for the clock)."""
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
    days, was = Q(**{f"{LESSON}date__range": (first, last)}), Q(**{f"{CHANGE}was_date__range": (first, last)})
    touched = groups if room is None else groups | Q(**{f"{CHANGE}was_room": room})
    found = Found(list(lessons_among(groups, days)), list(changes_among(touched, days, was)))
    return held_of(found, institution.today(), first, last, room=room, whose=whose)


def lessons_among(groups: Q, days: Q) -> QuerySet:
    """The rows of ``Found.lessons``."""
    return (
        Group.objects.filter(groups, days)
        .order_by(f"{LESSON}date", f"{LESSON}number", f"{LESSON}pk", f"{TEACHER}staff__person__sort_key")
        .values_list(
            *_PLACE,
            f"{LESSON}starts",
            f"{LESSON}ends",
            f"{LESSON}room__building__name",
            f"{LESSON}cancelled",
            f"{LESSON}technology",
            f"{TEACHER}staff_id",
            f"{TEACHER}substitute",
            f"{TEACHER}staff__person__last_name",
            f"{TEACHER}staff__person__first_name",
            f"{TEACHER}staff__person__patronymic",
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


def changes_among(groups: Q, days: Q, was: Q) -> QuerySet:
    """The rows of ``Found.changes``: of lessons that are held on these ``days``, and of those that ``was`` held then.

    Either is found by an index of its own; asked for both at once, a database reads every change there has been.
    """
    return changes_on(groups, days, _CHANGED).union(changes_on(groups, was, _CHANGED))


def changes_on(groups: Q, when: Q, columns: tuple[str, ...]) -> QuerySet:
    """``columns`` of the moves and changed rooms that stand, in no order."""
    standing = {f"{CHANGE}undone_at": None, f"{CHANGE}kind__in": (ChangeKind.MOVED, ChangeKind.ROOM)}
    return Group.objects.filter(groups, when, **standing).order_by().values_list(*columns)


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
