"""Named reads of the timetable."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from journal_plugin.calendar.models import Term
from journal_plugin.calendar.queries import bells_of_mode
from journal_plugin.core.ical import Entry
from journal_plugin.core.models import active_on
from journal_plugin.core.names import initials, sort_key
from journal_plugin.curriculum.cards import ElementCard
from journal_plugin.curriculum.models import TeachingAssignment
from journal_plugin.institution.enums import InstitutionKind
from journal_plugin.institution.models import Institution, Room
from journal_plugin.institution.queries import shared_rooms
from journal_plugin.people.enums import GATHERED, GroupKind
from journal_plugin.people.models import Group, Learner, Membership, Staff
from journal_plugin.people.queries import group_cards, member_ids
from journal_plugin.timetable.cards import SlotCard
from journal_plugin.timetable.conflicts import Conflict, conflicts
from journal_plugin.timetable.days import Day, Held, days_of
from journal_plugin.timetable.feeds import digest_of, entry_of, span_of
from journal_plugin.timetable.models import Feed, Slot
from journal_plugin.timetable.rules import (
    may_read_group_timetable,
    may_read_room_timetable,
    may_subscribe_group,
    may_subscribe_learner,
    may_subscribe_teacher,
    own_feeds,
)


@dataclass(frozen=True)
class Course:
    """Groups of one year of study, or rooms of one building: (id, name) in the order of their names."""

    title: str
    entries: tuple[tuple[int, str], ...]


def slot_cards(term: Term, day: date) -> dict[tuple[str, int, int, str, str], SlotCard]:
    """Slots of ``term`` in force on ``day`` or later, as lines of a list: key -> line; four queries."""
    slots = slots_between(term, day, date.max)
    teachers = _teachers(Slot.teachers.through.objects.filter(slot__term=term))
    rooms = _room_names(term)
    cards = (_card(slot, teachers.get(slot.pk, ()), rooms) for slot in slots)
    return {card.key: card for card in cards}


def clashes_of(slot: Slot, staff: Iterable[Staff], first: date) -> list[Conflict]:
    """The clashes of ``slot``, held by ``staff``, with others of its term from ``first`` on; seven queries (C03)."""
    term = slot.term
    first, last = max(first, slot.since), min(slot.until or term.until, term.until)
    if first > last:
        return []
    institution = term.year.institution
    others = list(slots_between(term, first, last).filter(weekday=slot.weekday, number=slot.number).exclude(pk=slot.pk))
    teachers = _teachers(Slot.teachers.through.objects.filter(slot__in=[row.pk for row in others]))
    rooms = _room_names(term)
    own = _card(slot, [row.external_id or row.person.full_name for row in staff], rooms)
    cards = [_card(row, teachers.get(row.pk, ()), rooms) for row in others]
    parents = {card.name: card.parent for card in group_cards(institution, first).values()}
    day = min(max(first, institution.today()), last)
    found = conflicts([own, *cards], parents, member_ids(institution, day), shared_rooms(institution))
    return [clash for clash in found if clash.first is own]


def _teachers(pairs) -> dict[int, list[str]]:
    """Slot id -> keys of its teachers; one query."""
    teachers: dict[int, list[str]] = {}
    for slot, external_id, *name in pairs.values_list(
        "slot_id",
        "staff__external_id",
        *(f"staff__person__{part}" for part in ("last_name", "first_name", "patronymic")),
    ):
        teachers.setdefault(slot, []).append(external_id or " ".join(part for part in name if part))
    return teachers


def _room_names(term: Term) -> list[str]:
    return list(Room.objects.filter(institution=term.year.institution).values_list("name", flat=True))


def _card(slot: Slot, teachers: Iterable[str], rooms: list[str]) -> SlotCard:
    return SlotCard(
        week=slot.week,
        weekday=slot.weekday,
        number=slot.number,
        group=slot.group.name,
        element=ElementCard(slot.element.name, level=slot.element.level).label,
        activity=slot.activity,
        room=_room(slot.room, rooms),
        teachers=tuple(sorted(teachers, key=sort_key)),
    )


def _room(room: Room | None, names: list[str]) -> str:
    if room is None:
        return ""
    return room.name if names.count(room.name) == 1 else f"{room.building.name}, {room.name}"


def slots_between(term: Term, first: date, last: date):
    """Slots of ``term`` in force on at least one day of ``first``..``last``, with what they name, in order of time."""
    slots = Slot.objects.filter(term=term).between(first, last)
    return slots.select_related("group", "element", "room__building").order_by(
        "week", "weekday", "number", "group__sort_key", "element__sort_key"
    )


# Days. The dated lessons stand a floor above this room, so they are read along the group's own relations.

_LESSON = "journals__lessons__"
_DAY = F(f"{_LESSON}date")
_IN_PERSON = "in-person"


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
            distant=technology != _IN_PERSON,
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
    return tuple(Course(_course(*key[1:]), tuple(row[3:] for row in rows)) for key, rows in courses)


def rooms_with_timetable(user) -> tuple[Course, ...]:
    """The rooms whose timetable ``user`` may open, by buildings; one query besides his roles."""
    rooms = Room.objects.filter(may_read_room_timetable(user))
    order = rooms.order_by("institution", "building__sort_key", "building", "sort_key")
    buildings = groupby(order.values_list("building", "building__name", "pk", "name"), key=lambda row: row[:2])
    return tuple(Course(key[1], tuple(row[2:] for row in rows)) for key, rows in buildings)


def _course(kind: str, number: int) -> str:
    return (_("Grade %(n)s") if kind == InstitutionKind.SCHOOL else _("Year %(n)s")) % {"n": number}


# Subscriptions

_SUBSCRIBERS: dict[type, Callable] = {
    Learner: may_subscribe_learner,
    Staff: may_subscribe_teacher,
    Group: may_subscribe_group,
}


def may_subscribe(user, whose: Learner | Staff | Group) -> bool:
    """Whether a link of ``user`` may give the lessons of ``whose``; one query besides his roles."""
    return type(whose)._default_manager.filter(_SUBSCRIBERS[type(whose)](user), pk=whose.pk).exists()


def standing_feed(user, whose: Learner | Staff | Group) -> Feed | None:
    """The link of ``user`` to the timetable of ``whose`` that is not revoked; one query."""
    return Feed.objects.filter(own_feeds(user), **{whose._meta.model_name: whose}, revoked_at=None).first()


def feed_behind(token: str) -> Feed | None:
    """The link with that token; None for an unknown or revoked one and for one whose maker may not read those lessons now.

    Four queries at most, with the maker's roles.
    """
    rows = Feed.objects.filter(digest=digest_of(token), revoked_at=None, person__user__is_active=True)
    places = (f"{field}__institution__site" for field in ("learner", "staff", "group"))
    feed = rows.select_related("person__user", "staff__person", *places).first()
    return feed if feed and may_subscribe(feed.person.user, feed.whose) else None


def entries_of(feed: Feed) -> list[Entry]:
    """The lessons that ``feed`` gives, from two weeks ago to two months ahead; one query, with own bells two.

    Nothing of a learner is in them, not even his subgroup: the element, the place and the teacher.
    """
    institution = feed.whose.institution
    host, stamp = institution.site.hostname, timezone.now()
    first, last = span_of(institution.today())
    if feed.learner:
        told = [(one, one.teachers) for one in held_of_learner(feed.learner, first, last)]
    elif feed.staff:
        told = [(one, (one.group,)) for one in held_of_teacher(feed.staff, first, last)]
    else:
        told = [(one, (one.part, *one.teachers)) for one in held_of_group(feed.group, first, last)]
    return [entry_of(one, ", ".join(filter(None, words)), host, stamp) for one, words in told]
