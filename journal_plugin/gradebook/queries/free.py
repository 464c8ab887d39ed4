"""Who and what is free when a lesson is held: teachers, rooms, numbers of the coming days (C05, C06)."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from journal_plugin.core.dates import long_day, weekday
from journal_plugin.core.names import initials
from journal_plugin.core.plurals import counted
from journal_plugin.core.typography import bind
from journal_plugin.curriculum.models import TeachingAssignment
from journal_plugin.institution.models import Room
from journal_plugin.lessons.clashes import Taken, clashes
from journal_plugin.lessons.models import Lesson
from journal_plugin.lessons.queries.occupied import bells_of, closed_days, occupied
from journal_plugin.people.models import Staff
from journal_plugin.timetable.conflicts import Clash

AHEAD = timedelta(days=13)
"""So far ahead free numbers are proposed."""


@dataclass(frozen=True)
class Offer:
    """Something to choose: its value, its name, what speaks for it; ``best`` ones are proposed first."""

    value: str
    name: str
    detail: str
    best: bool
    free: bool


@dataclass(frozen=True)
class FreeDay:
    """A coming day with its free numbers: (value, number, what to know)."""

    title: str
    numbers: tuple[tuple[str, int, str], ...]


def free_teachers(lesson: Lesson, wanted: Taken) -> tuple[Offer, ...]:
    """Those who teach at the institution on that day, the free ones first, and of them who knows element or group; five reads.

    Each with what he has on that day. Who has the lesson already is not among them.
    """
    institution = lesson.journal.institution_id
    day = occupied(institution, lesson.date, lesson.date)
    taught = TeachingAssignment.objects.filter(staff__institution=institution, term__year=lesson.journal.year_id)
    elements: dict[int, set[int]] = {}
    groups: dict[int, set[int]] = {}
    for staff, element, group, parent in taught.values_list("staff_id", "element_id", "group_id", "group__parent_id"):
        elements.setdefault(staff, set()).add(element)
        groups[staff] = groups.get(staff, set()) | {group, parent or group}
    own = set(lesson.lesson_teachers.values_list("staff_id", flat=True))
    people = Staff.objects.on(lesson.date).filter(institution=institution).exclude(pk__in=own)
    teaches = Exists(TeachingAssignment.objects.filter(staff=OuterRef("pk")))
    offers = []
    names = people.filter(teaches).order_by("person__sort_key", "pk")
    for pk, *name in names.values_list("pk", "person__last_name", "person__first_name", "person__patronymic"):
        mine = [one for one in day if pk in one.teachers]
        met = next((one for one in mine if wanted.meets(one)), None)
        same = wanted.element in elements.get(pk, ())
        here = wanted.group in groups.get(pk, ()) or wanted.whole in groups.get(pk, ())
        rank = (met is not None, not same, not here, not mine)
        offers.append(
            (rank, Offer(str(pk), initials(*name), _busy(met, mine, same=same, here=here), same or here, not met))
        )
    return tuple(offer for _rank, offer in sorted(offers, key=lambda one: one[0]))


def _busy(met: Taken | None, mine: list[Taken], *, same: bool, here: bool) -> str:
    if met is not None:
        return bind(_("busy: %(group)s, %(element)s") % {"group": met.group_name, "element": met.element_name})
    known = _("teaches this element") if same else _("teaches this group") if here else ""
    numbers = ", ".join(str(number) for number in sorted({one.number for one in mine}))
    day = _("on this day: %(numbers)s") % {"numbers": numbers} if mine else _("no lessons on this day")
    return bind("; ".join(filter(None, (known, day))))


def free_rooms(lesson: Lesson, wanted: Taken) -> tuple[Offer, ...]:
    """The rooms of the institution: free and large enough first, like the present one and near it; five reads."""
    institution = lesson.journal.institution_id
    busy = {one.room: one for one in occupied(institution, lesson.date, lesson.date) if wanted.meets(one)}
    many = len(wanted.learners)
    now = lesson.room
    offers = []
    rooms = Room.objects.filter(institution=institution).exclude(pk=lesson.room_id).select_related("building")
    for room in rooms.order_by("building__sort_key", "sort_key"):
        shared = room.capacity is None
        fits = shared or (room.capacity or 0) >= many
        met = None if shared else busy.get(room.pk)
        other_kind = bool(now) and room.kind != now.kind
        far = bool(now) and room.building_id != now.building_id
        rank = (met is not None, not fits, shared, other_kind, far, room.capacity or 0)
        detail = [
            room.kind,
            room.building.name,
            _("shared by several groups") if shared else counted(room.capacity or 0, "seat"),
        ]
        if met:
            detail.append(_("busy: %(group)s, %(element)s") % {"group": met.group_name, "element": met.element_name})
        elif not fits:
            detail.append(_("too small"))
        text = bind(", ".join(filter(None, detail)))
        offers.append((rank, Offer(str(room.pk), room.name, text, fits and not shared, met is None)))
    return tuple(offer for _rank, offer in sorted(offers, key=lambda one: one[0]))


def free_days(lesson: Lesson, wanted: Taken, today: date, shared_rooms: Collection[int]) -> tuple[FreeDay, ...]:
    """The numbers of two weeks at which group and teachers are free, by days; nine reads.

    Days without lessons are left out; a number at which only the room is taken is proposed and says so.
    """
    journal = lesson.journal
    first = max(today, journal.year.since)
    last = min(first + AHEAD, journal.year.until)
    if first > last:
        return ()
    bells = bells_of(journal.group)
    others = occupied(journal.institution_id, first, last)
    closed = closed_days(journal, first, last)
    own = set(Lesson.objects.filter(journal=journal, date__range=(first, last)).values_list("date", "number"))
    days = []
    for shift in range((last - first).days + 1):
        day = first + timedelta(days=shift)
        if day in closed:
            continue
        on_day = [one for one in others if one.date == day]
        numbers = []
        for number, (starts, ends) in sorted(bells.items()):
            if (day, number) in own:
                continue
            there = replace(wanted, date=day, number=number, starts=starts, ends=ends)
            met = {one.kind for one in clashes(there, on_day, shared_rooms)}
            if met <= {Clash.ROOM}:
                numbers.append((f"{day.isoformat()} {number}", number, _("the room is taken") if met else ""))
        if numbers:
            days.append(FreeDay(bind(f"{long_day(day, today)}, {weekday(day)}"), tuple(numbers)))
    return tuple(days)
