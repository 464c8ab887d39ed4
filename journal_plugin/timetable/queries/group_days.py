"""Reads of a group's days, whose SQL is made once a process, and of what a kept page of them stands on."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from journal_plugin.core.prepared import Prepared
from journal_plugin.people.enums import GATHERED
from journal_plugin.people.models import Group, Membership
from journal_plugin.timetable.days import Day, Held
from journal_plugin.timetable.queries.days import (
    CHANGE,
    LESSON,
    TEACHER,
    Found,
    changes_among,
    changes_on,
    held_of,
    laid_out,
    lessons_among,
)


def days_of_group(group: Group, first: date, last: date) -> tuple[Day, ...]:
    """The lessons of ``group``, of its subgroups and of the streams and elective groups of its learners; two queries."""
    return laid_out(group.institution, held_of_group(group, first, last), first, last)


def day_of_group(group: Group, day: date) -> Day:
    """One day of ``days_of_group``."""
    return days_of_group(group, day, day)[0]


def held_of_group(group: Group, first: date, last: date) -> list[Held]:
    """The lessons of ``days_of_group`` one by one."""
    lessons = _LESSONS.rows(group.pk, first, last)
    found = Found(lessons, _CHANGES.rows(group.pk, first, last))
    return held_of(found, group.institution.today(), first, last)


@dataclass(frozen=True)
class Standing:
    """What those days are made of, without a name: a row for each teacher and change of each lesson, and what has moved away."""

    lessons: list[tuple]
    gone: list[tuple]

    def stamp(self, now: datetime) -> tuple[object, ...]:
        """Differs where a page of them would, at ``now`` in the institution's zone: rows, day, how far the day has gone."""
        today, moment = now.date(), now.time()
        bells = [bell for day, starts, ends, *_rest in self.lessons if day == today for bell in (starts, ends)]
        return self.lessons, self.gone, today, sum(bell <= moment for bell in bells)


def standing_of_group(group: Group, first: date, last: date) -> Standing:
    """What ``days_of_group`` stands on; two queries, half as dear as its own."""
    return Standing(_STANDING.rows(group.pk, first, last), _GONE.rows(group.pk, first, last))


def _of_group(group: int, first: date, last: date) -> Q:
    inside = Membership.objects.between(first, last).filter(group=group).values("learner")
    streams = Membership.objects.between(first, last).filter(group=OuterRef("pk"), learner__in=inside)
    return Q(pk=group) | Q(parent=group) | Q(kind__in=GATHERED) & Q(Exists(streams))


def _within(first: date, last: date) -> Q:
    return Q(**{f"{LESSON}date__gte": first, f"{LESSON}date__up_to": last})


def _was_within(first: date, last: date) -> Q:
    return Q(**{f"{CHANGE}was_date__range": (first, last)})


def _lessons(group: int, first: date, last: date) -> QuerySet:
    return lessons_among(_of_group(group, first, last), _within(first, last))


def _changes(group: int, first: date, last: date) -> QuerySet:
    return changes_among(_of_group(group, first, last), _within(first, last), _was_within(first, last))


def _standing(group: int, first: date, last: date) -> QuerySet:
    rows = Group.objects.filter(_of_group(group, first, last), _within(first, last))
    return rows.order_by(f"{LESSON}pk", f"{TEACHER}pk", f"{CHANGE}pk").values_list(
        *(f"{LESSON}{name}" for name in ("date", "starts", "ends", "pk", "number", "room", "cancelled", "technology")),
        *(f"{TEACHER}{name}" for name in ("staff", "substitute")),
        *(f"{CHANGE}{name}" for name in ("pk", "undone_at")),
    )


def _gone(group: int, first: date, last: date) -> QuerySet:
    place = (f"{CHANGE}pk", *(f"{LESSON}{name}" for name in ("date", "number", "room")))
    return changes_on(_of_group(group, first, last), _was_within(first, last), place)


_LESSONS, _CHANGES, _STANDING, _GONE = (
    Prepared(read, int, date, date) for read in (_lessons, _changes, _standing, _gone)
)
