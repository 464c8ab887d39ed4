"""Whose timetable a page shows: the one door to each kind, and what every page says of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

from django.http import HttpRequest
from django.urls import reverse

from journal_plugin.access.doors import open_door
from journal_plugin.institution.models import Institution, Room
from journal_plugin.people.models import Group, Learner, Staff
from journal_plugin.people.queries import Child, children_of
from journal_plugin.timetable.days import Day
from journal_plugin.timetable.queries import (
    days_of_group,
    days_of_learner,
    days_of_room,
    days_of_teacher,
    may_subscribe,
)
from journal_plugin.timetable.rules import (
    may_read_group_timetable,
    may_read_learner_timetable,
    may_read_room_timetable,
    may_read_teacher_timetable,
)


@dataclass(frozen=True)
class Whose:
    """Whose timetable it is, its addresses, the reader's other children; colleagues also choose a group or a room."""

    title: str
    institution: Institution
    days: Callable[[date, date], tuple[Day, ...]]
    day_url: str
    week_url: str
    month_url: str
    feed_url: str = ""
    subject: Group | Learner | Staff | None = None
    """Whose lessons a link of the reader may give."""
    others: tuple[Child, ...] = ()
    learner_id: int | None = None
    for_colleagues: bool = False


def whose_group(request: HttpRequest, pk: int) -> Whose:
    """The timetable of a group."""
    group = _open_group(request, pk)
    return _whose(request, "group", group, group.name, days_of_group)


def whose_learner(request: HttpRequest, pk: int) -> Whose:
    """The timetable of a learner."""
    learner = _open_learner(request, pk)
    children = children_of(request.user)
    others = children if len(children) > 1 else ()
    title = learner.person.list_name
    return _whose(request, "learner", learner, title, days_of_learner, others=others, learner_id=pk)


def whose_teacher(request: HttpRequest, pk: int) -> Whose:
    """The timetable of a teacher."""
    staff = _open_teacher(request, pk)
    return _whose(request, "teacher", staff, staff.person.list_name, days_of_teacher, for_colleagues=True)


def whose_room(request: HttpRequest, pk: int) -> Whose:
    """The timetable of a room."""
    room = _open_room(request, pk)
    title = f"{room.name}, {room.building.name}"
    return _whose(request, "room", room, title, days_of_room, for_colleagues=True)


def _open_group(request: HttpRequest, pk: int) -> Group:
    return open_door(Group.objects.select_related("institution"), may_read_group_timetable(request.user), pk=pk)


def _open_learner(request: HttpRequest, pk: int) -> Learner:
    learners = Learner.objects.select_related("institution", "person")
    return open_door(learners, may_read_learner_timetable(request.user), pk=pk)


def _open_teacher(request: HttpRequest, pk: int) -> Staff:
    rows = Staff.objects.select_related("institution", "person")
    return open_door(rows, may_read_teacher_timetable(request.user), pk=pk)


def _open_room(request: HttpRequest, pk: int) -> Room:
    rooms = Room.objects.select_related("institution", "building")
    return open_door(rooms, may_read_room_timetable(request.user), pk=pk)


def _whose(request: HttpRequest, kind: str, row, title: str, days: Callable, **more) -> Whose:
    subject = None if isinstance(row, Room) or not may_subscribe(request.user, row) else row
    return Whose(
        title=title,
        institution=row.institution,
        days=partial(days, row),
        day_url=reverse(f"journal:timetable_{kind}", args=[row.pk]),
        week_url=reverse(f"journal:timetable_{kind}_week", args=[row.pk]),
        month_url=reverse(f"journal:timetable_{kind}_month", args=[row.pk]),
        feed_url=reverse(f"journal:timetable_{kind}_feed", args=[row.pk]) if subject else "",
        subject=subject,
        **more,
    )
