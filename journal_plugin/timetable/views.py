"""The timetable of a day and of a week: of a group, of a learner, of a teacher (C03, C09)."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from journal_plugin.access.doors import open_door
from journal_plugin.core.asked import day_in
from journal_plugin.institution.queries import institution_of
from journal_plugin.people.models import Group, Learner, Staff
from journal_plugin.people.queries import Child, children_of
from journal_plugin.timetable.days import Day, week_of
from journal_plugin.timetable.queries import (
    days_of_group,
    days_of_learner,
    days_of_teacher,
    groups_with_timetable,
    teacher_of,
)
from journal_plugin.timetable.rules import (
    may_read_group_timetable,
    may_read_learner_timetable,
    may_read_teacher_timetable,
)


@dataclass(frozen=True)
class Whose:
    """Whose timetable it is, its two addresses, the reader's other children; colleagues also choose a group."""

    title: str
    day_url: str
    week_url: str
    others: tuple[Child, ...]
    learner_id: int | None = None
    for_colleagues: bool = False


@login_required
def own(request: HttpRequest) -> HttpResponse:
    """The teacher's own day, the learner's, the parent's child's; everybody else chooses a group."""
    institution = institution_of(request)
    teacher = teacher_of(request.user, institution) if institution else None
    if teacher:
        return redirect("journal:timetable_teacher", pk=teacher.pk)
    children = children_of(request.user)
    if children:
        return redirect("journal:timetable_learner", pk=children[0].pk)
    return groups(request)


@login_required
def groups(request: HttpRequest) -> HttpResponse:
    """The groups whose timetable the reader may open."""
    return render(request, "journal/timetable/groups.html", {"courses": groups_with_timetable(request.user)})


@login_required
def group_day(request: HttpRequest, pk: int) -> HttpResponse:
    """A day of a group: ``?day=2026-11-20``, today without it."""
    group = _group(request, pk)
    day = _day(request, group.institution.today())
    return _day_page(request, _whose_group(group), days_of_group(group, day, day)[0], group.institution.today())


@login_required
def group_week(request: HttpRequest, pk: int) -> HttpResponse:
    """The week of that day."""
    group = _group(request, pk)
    first, last = week_of(_day(request, group.institution.today()), group.institution.first_weekday)
    return _week_page(request, _whose_group(group), days_of_group(group, first, last), group.institution.today())


@login_required
def learner_day(request: HttpRequest, pk: int) -> HttpResponse:
    """A day of a learner: only the lessons of own group, subgroups and streams."""
    learner = _learner(request, pk)
    day = _day(request, learner.institution.today())
    whose = _whose_learner(request, learner)
    return _day_page(request, whose, days_of_learner(learner, day, day)[0], learner.institution.today())


@login_required
def learner_week(request: HttpRequest, pk: int) -> HttpResponse:
    """The week of that day."""
    learner = _learner(request, pk)
    first, last = week_of(_day(request, learner.institution.today()), learner.institution.first_weekday)
    whose = _whose_learner(request, learner)
    return _week_page(request, whose, days_of_learner(learner, first, last), learner.institution.today())


@login_required
def teacher_day(request: HttpRequest, pk: int) -> HttpResponse:
    """A day of a teacher."""
    staff = _teacher(request, pk)
    day = _day(request, staff.institution.today())
    return _day_page(request, _whose_teacher(staff), days_of_teacher(staff, day, day)[0], staff.institution.today())


@login_required
def teacher_week(request: HttpRequest, pk: int) -> HttpResponse:
    """The week of that day."""
    staff = _teacher(request, pk)
    first, last = week_of(_day(request, staff.institution.today()), staff.institution.first_weekday)
    return _week_page(request, _whose_teacher(staff), days_of_teacher(staff, first, last), staff.institution.today())


def _group(request: HttpRequest, pk: int) -> Group:
    return open_door(Group.objects.select_related("institution"), may_read_group_timetable(request.user), pk=pk)


def _learner(request: HttpRequest, pk: int) -> Learner:
    learners = Learner.objects.select_related("institution", "person")
    return open_door(learners, may_read_learner_timetable(request.user), pk=pk)


def _teacher(request: HttpRequest, pk: int) -> Staff:
    rows = Staff.objects.select_related("institution", "person")
    return open_door(rows, may_read_teacher_timetable(request.user), pk=pk)


def _whose_group(group: Group) -> Whose:
    pk = group.pk
    return Whose(
        title=group.name,
        day_url=reverse("journal:timetable_group", args=[pk]),
        week_url=reverse("journal:timetable_group_week", args=[pk]),
        others=(),
    )


def _whose_learner(request: HttpRequest, learner: Learner) -> Whose:
    pk = learner.pk
    children = children_of(request.user)
    return Whose(
        title=learner.person.list_name,
        day_url=reverse("journal:timetable_learner", args=[pk]),
        week_url=reverse("journal:timetable_learner_week", args=[pk]),
        others=children if len(children) > 1 else (),
        learner_id=learner.pk,
    )


def _whose_teacher(staff: Staff) -> Whose:
    pk = staff.pk
    return Whose(
        title=staff.person.list_name,
        day_url=reverse("journal:timetable_teacher", args=[pk]),
        week_url=reverse("journal:timetable_teacher_week", args=[pk]),
        others=(),
        for_colleagues=True,
    )


def _day_page(request: HttpRequest, whose: Whose, day: Day, today: date) -> HttpResponse:
    return _page(request, "day", whose, day.date, 1, {"day": day, "today": today})


def _week_page(request: HttpRequest, whose: Whose, days: tuple[Day, ...], today: date) -> HttpResponse:
    first, last = days[0].date, days[-1].date
    shown = tuple(day for day in days if day.lines or day.date.isoweekday() < 7)
    return _page(request, "week", whose, first, 7, {"days": shown, "first": first, "last": last, "today": today})


def _page(request: HttpRequest, name: str, whose: Whose, day: date, step: int, context: dict) -> HttpResponse:
    context |= {
        "whose": whose,
        "shown": day.isoformat(),
        "previous": (day - timedelta(days=step)).isoformat(),
        "following": (day + timedelta(days=step)).isoformat(),
    }
    return render(request, f"journal/timetable/{name}.html", context)


def _day(request: HttpRequest, today: date) -> date:
    """The day asked for; today for nonsense and for years that no timetable reaches."""
    day = day_in(request.GET.get("day", ""))
    return day if day and abs(day.year - today.year) <= 10 else today
