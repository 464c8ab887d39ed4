"""Whose timetable a page shows: the one door to each kind, and what every page says of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest
from django.urls import reverse

from journal_plugin.access.doors import open_door
from journal_plugin.institution.models import Institution, Room
from journal_plugin.people.models import Group, Learner, Staff
from journal_plugin.people.queries import Child, children_of
from journal_plugin.timetable.days import Day
from journal_plugin.timetable.queries import (
    Standing,
    days_of_group,
    days_of_learner,
    days_of_room,
    days_of_teacher,
    may_subscribe,
    readable_group,
    standing_of_group,
)
from journal_plugin.timetable.rules import (
    may_read_learner_timetable,
    may_read_room_timetable,
    may_read_teacher_timetable,
)


@dataclass(frozen=True)
class Whose:
    """Whose timetable it is, its addresses, the reader's other children; colleagues also choose a group or a room.

    ``standing`` reads what a group's days are made of, so that a page of them may be kept.
    """

    kind: str
    row: Group | Learner | Staff | Room
    title: str
    user: AbstractBaseUser | AnonymousUser
    days: Callable[[date, date], tuple[Day, ...]]
    standing: Callable[[date, date], Standing] | None = None
    others: tuple[Child, ...] = ()
    learner_id: int | None = None
    for_colleagues: bool = False

    @property
    def institution(self) -> Institution:
        """Where it is."""
        return self.row.institution

    @cached_property
    def subject(self) -> Group | Learner | Staff | None:
        """Whose lessons a link of the reader may give; one read."""
        return None if isinstance(self.row, Room) or not may_subscribe(self.user, self.row) else self.row

    @property
    def day_url(self) -> str:
        """Of a day."""
        return self._url("")

    @property
    def week_url(self) -> str:
        """Of a week."""
        return self._url("_week")

    @property
    def month_url(self) -> str:
        """Of a month."""
        return self._url("_month")

    @property
    def feed_url(self) -> str:
        """Of the page with the link; empty where the reader has none."""
        return self._url("_feed") if self.subject else ""

    def _url(self, span: str) -> str:
        return reverse(f"journal:timetable_{self.kind}{span}", args=[self.row.pk])


def whose_group(request: HttpRequest, pk: int) -> Whose:
    """The timetable of a group."""
    group = readable_group(request.user, pk)
    if group is None:
        raise Http404
    return Whose(
        "group",
        group,
        group.name,
        request.user,
        partial(days_of_group, group),
        standing=partial(standing_of_group, group),
    )


def whose_learner(request: HttpRequest, pk: int) -> Whose:
    """The timetable of a learner."""
    learner = _open_learner(request, pk)
    children = children_of(request.user)
    others = children if len(children) > 1 else ()
    title, days = learner.person.list_name, partial(days_of_learner, learner)
    return Whose("learner", learner, title, request.user, days, others=others, learner_id=pk)


def whose_teacher(request: HttpRequest, pk: int) -> Whose:
    """The timetable of a teacher."""
    staff = _open_teacher(request, pk)
    days = partial(days_of_teacher, staff)
    return Whose("teacher", staff, staff.person.list_name, request.user, days, for_colleagues=True)


def whose_room(request: HttpRequest, pk: int) -> Whose:
    """The timetable of a room."""
    room = _open_room(request, pk)
    title, days = f"{room.name}, {room.building.name}", partial(days_of_room, room)
    return Whose("room", room, title, request.user, days, for_colleagues=True)


def _open_learner(request: HttpRequest, pk: int) -> Learner:
    learners = Learner.objects.select_related("institution", "person")
    return open_door(learners, may_read_learner_timetable(request.user), pk=pk)


def _open_teacher(request: HttpRequest, pk: int) -> Staff:
    rows = Staff.objects.select_related("institution", "person")
    return open_door(rows, may_read_teacher_timetable(request.user), pk=pk)


def _open_room(request: HttpRequest, pk: int) -> Room:
    rooms = Room.objects.select_related("institution", "building")
    return open_door(rooms, may_read_room_timetable(request.user), pk=pk)
