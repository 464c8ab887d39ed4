"""A week of one child: days with their lessons, homework, marks and absences."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q

from journal_plugin.calendar.models import Holiday
from journal_plugin.core.near import MINUTE, near_cache
from journal_plugin.core.prepared import Prepared
from journal_plugin.core.spans import days_between
from journal_plugin.curriculum.models import Curriculum
from journal_plugin.diary.queries.ahead import AHEAD, NextDay, next_day
from journal_plugin.diary.queries.arranged import with_changes
from journal_plugin.diary.queries.children import Child
from journal_plugin.diary.queries.lessons import LessonCard, lessons_between
from journal_plugin.diary.queries.tasks import TaskCard, tasks_alive
from journal_plugin.lessons.queries.materials import Material, materials_between

DAYS = 7


@dataclass(frozen=True)
class DayCard:
    """A day of the week: its lessons, the names of its holidays."""

    date: date
    lessons: tuple[LessonCard, ...]
    holidays: tuple[str, ...]


@dataclass(frozen=True)
class Week:
    """Six or seven days; ``next_day`` only in the week that is now; ``in_group`` tells whether the child studied then."""

    first: date
    last: date
    days: tuple[DayCard, ...]
    is_now: bool
    in_group: bool
    next_day: NextDay | None
    tasks: tuple[TaskCard, ...] = ()
    """Alive in these days, by due day."""
    materials: dict[int, tuple[Material, ...]] = field(default_factory=dict)
    """By lesson."""


def week_of(child: Child, day: date, today: date) -> Week:
    """The week of ``day``: one query for its lessons, one more where the child has bells of his own.

    In the week that is now lessons are read AHEAD days past today, and the homework of the next day is one query more.
    Holidays and changes of the day are asked once a minute, and so are the tasks and materials of the group.
    """
    first = day - timedelta(days=(day.isoweekday() - child.school.first_weekday) % DAYS)
    last = first + timedelta(days=DAYS - 1)
    is_now = first <= today <= last
    reach = max(last, today + timedelta(days=AHEAD)) if is_now else last
    lessons = with_changes(child, lessons_between(child, first, reach), first, reach)
    tasks = tasks_alive(child, first, reach)
    by_day: dict[date, list[LessonCard]] = {}
    for lesson in lessons:
        by_day.setdefault(lesson.date, []).append(lesson)
    holidays = _holidays(child, first, last)
    days = days_between(first, last)
    shown = [date for date in days if date.isoweekday() != 7 or date in by_day]
    return Week(
        shown[0],
        shown[-1],
        tuple(DayCard(date, tuple(by_day.get(date, ())), holidays.get(date, ())) for date in shown),
        is_now,
        bool(child.groups_between(first, last)),
        next_day(lessons, today, tasks) if is_now else None,
        tasks,
        _materials(child, first, last),
    )


def _materials(child: Child, first: date, last: date) -> dict[int, tuple[Material, ...]]:
    groups = sorted(child.groups_between(first, last))
    key = f"diary.materials.{'-'.join(map(str, groups))}.{first}"
    return near_cache.get_or_set(key, lambda: materials_between(groups, first, last), MINUTE)


_BY_PROGRAMME = Curriculum.groups.through.objects.filter(
    curriculum__programme=OuterRef("programme"),
    curriculum__year__since__lte=OuterRef("until"),
    curriculum__year__until__gte=OuterRef("since"),
)
_HOLIDAYS = Prepared(
    lambda institution, first, last, group: (
        Holiday.objects.filter(institution=institution, since__lte=last, until__gte=first)
        .filter(Q(programme=None) | Exists(_BY_PROGRAMME.filter(group=group)))
        .values_list("name", "since", "until", "course")
    ),
    institution=int,
    first=date,
    last=date,
    group=int,
)


def _holidays(child: Child, first: date, last: date) -> dict[date, tuple[str, ...]]:
    """Names of the holidays of each day: everybody's, those of the child's course and programme (A09).

    One query a minute for a group's families.
    """
    spell = child.group_on(first)
    group, course = (spell.group, spell.course) if spell else (0, None)
    asked = {"institution": child.school.pk, "first": first, "last": last, "group": group}
    key = f"diary.holidays.{child.school.pk}.{group}.{first}.{last}"
    rows = near_cache.get_or_set(key, lambda: _HOLIDAYS.rows(**asked), MINUTE)
    names: dict[date, tuple[str, ...]] = {}
    for name, since, until, for_course in rows:
        if for_course not in (None, course):
            continue
        for day in days_between(max(since, first), min(until, last)):
            names[day] = (*names.get(day, ()), name)
    return names
