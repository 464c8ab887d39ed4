"""Lessons of one child with works, own marks and own signs of attendance."""

from datetime import date, time
from typing import NamedTuple

from django.db import connection
from django.db.models import FilteredRelation, Q, QuerySet

from journal_plugin.calendar.queries import bells_of_mode
from journal_plugin.core.prepared import Prepared
from journal_plugin.core.spans import days_between
from journal_plugin.diary.queries.children import Child
from journal_plugin.lessons.models import Journal, Lesson
from journal_plugin.lessons.queries import TOPIC_OF_PLAN
from journal_plugin.people.enums import GroupKind


class WorkCard(NamedTuple):
    """A work in a lesson with the child's mark, if there is one; ``announced`` works are known before the lesson."""

    kind: str
    title: str
    announced: bool
    mark: int | None
    code: str
    corrected: bool = False


class LessonCard(NamedTuple):
    """A lesson of the child; ``part`` is the subgroup's name, ``planned`` a topic to come.

    ``absence`` is a sign of attendance, ``announced`` says that a notice has put it.
    """

    pk: int
    journal: int
    date: date
    number: int
    starts: time
    ends: time
    technology: str
    cancelled: bool
    topic: str
    homework: str
    subject: str
    subject_code: str
    room: str
    part: str
    planned: str
    absence: str
    reason: str
    excused: bool | None
    announced: bool
    works: list[WorkCard]
    note: str = ""
    """What a change of the day has done to it; of a cancelled one, or of a place that it has left, why it is not held."""


_LESSON = (
    "journal_id",
    "date",
    "number",
    "starts",
    "ends",
    "technology",
    "cancelled",
    "topic",
    "homework",
    "journal__element__name",
    "journal__element__code",
    "room__name",
    "journal__group__name",
    TOPIC_OF_PLAN,
    "sign__code",
    "sign__reason",
    "sign__excused",
    "sign__notice_id",
)
_WORK = ("works__pk", "works__kind__name", "works__title", "works__kind__written", "works__kind__monitoring")


def _lessons_of(groups: list[int], days: list[date], learner: int) -> QuerySet:
    """Days by name and not from - to: PostgreSQL takes any span for a few rows of all groups, and would read them all.

    SQLite is told to find the journals first, or it reads the lessons of those days of everybody. PostgreSQL finds them
    itself; told so, it does not see through so many tables.
    """
    of_groups = Q(journal__group__in=groups)
    if connection.vendor == "sqlite":
        of_groups = Q(journal__in=Journal.objects.filter(group__in=groups).values("pk"))
    return (
        Lesson.objects.filter(of_groups, date__in=days)
        .annotate(
            sign=FilteredRelation("attendance", condition=Q(attendance__learner=learner)),
            own=FilteredRelation("works__marks", condition=Q(works__marks__learner=learner)),
        )
        .order_by("date", "number", "starts", "pk", "works__position")
        .values_list(
            "pk", "journal__group_id", "journal__group__kind", *_LESSON, *_WORK, "own__pk", "own__code", "own__version"
        )
    )


_LESSONS = Prepared(_lessons_of, groups=[int], days=[date], learner=int)


def lessons_between(child: Child, first: date, last: date) -> list[LessonCard]:
    """Lessons of the groups in which the child was on the lesson's date, with works and own signs; one query.

    A child with a mode of stay of his own has its bells, which is one query more (A10).
    """
    days = days_between(first, last)
    rows = _LESSONS.rows(groups=child.groups_between(first, last), days=days, learner=child.pk)
    always = child.groups_through(first, last)
    cards: dict[int, LessonCard] = {}
    for pk, group, kind, *rest in rows:
        card = cards.get(pk)
        if card is None:
            if group not in always and not child.was_in(group, rest[1]):
                continue
            room, part, planned, sign, reason, excused, notice = rest[11:18]
            is_part = kind in (GroupKind.SUBGROUP, GroupKind.BRIGADE)
            own = (
                room or "",
                part if is_part else "",
                planned or "",
                sign or "",
                reason or "",
                excused,
                bool(notice),
                [],
                "",
            )
            card = cards[pk] = LessonCard._make((pk, *rest[:11], *own))
        work, name, title, written, monitoring, mark, code, version = rest[18:]
        if work is not None:
            own_mark = (mark, code, version > 1) if code else (None, "", False)
            card.works.append(WorkCard(name, title, written or monitoring, *own_mark))
    bells = bells_of_mode(child.mode)
    if bells:
        timed = ((card, bells.get(card.number, (card.starts, card.ends))) for card in cards.values())
        return [card._replace(starts=starts, ends=ends) for card, (starts, ends) in timed]
    return list(cards.values())
