"""A week of one child: days with their lessons, homework, marks and absences."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import NamedTuple

from django.db.models import Exists, FilteredRelation, OuterRef, Q, QuerySet, Subquery

from journal_plugin.calendar.models import Holiday
from journal_plugin.calendar.queries import bells_of_mode
from journal_plugin.core.near import MINUTE, near
from journal_plugin.core.prepared import Prepared
from journal_plugin.core.spans import days_between
from journal_plugin.curriculum.models import Curriculum
from journal_plugin.diary.queries.children import Child
from journal_plugin.lessons.models import Journal, Lesson, Work
from journal_plugin.people.enums import GroupKind

DAYS = 7
AHEAD = 4
"""Days after today in which the next day with lessons is looked for: over a weekend and a holiday."""
UPCOMING_DAYS = 14


class WorkCard(NamedTuple):
    """A work in a lesson with the child's mark, if there is one; ``announced`` works are known before the lesson."""

    kind: str
    title: str
    announced: bool
    mark: int | None
    code: str


class LessonCard(NamedTuple):
    """A lesson of the child; ``part`` is the subgroup's name, ``absence`` a sign of attendance, ``planned`` a topic to come."""

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
    works: list[WorkCard]


@dataclass(frozen=True)
class DayCard:
    """A day of the week: its lessons, the names of its holidays."""

    date: date
    lessons: tuple[LessonCard, ...]
    holidays: tuple[str, ...]


@dataclass(frozen=True)
class NextDay:
    """The next day with lessons: when they begin and end, and what is set for it as (subject, homework)."""

    date: date
    count: int
    starts: time
    ends: time
    homework: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Upcoming:
    """A written work or a work of monitoring that is announced."""

    date: date
    number: int
    subject: str
    kind: str
    title: str


@dataclass(frozen=True)
class Week:
    """Six or seven days; ``next_day`` only in the week that is now; ``in_group`` tells whether the child studied then."""

    first: date
    last: date
    days: tuple[DayCard, ...]
    is_now: bool
    in_group: bool
    next_day: NextDay | None


def week_of(child: Child, day: date, today: date) -> Week:
    """The week of ``day``: one query, however many lessons and marks it has; one more in the week that is now, one a minute."""
    first = day - timedelta(days=(day.isoweekday() - child.school.first_weekday) % DAYS)
    last = first + timedelta(days=DAYS - 1)
    is_now = first <= today <= last
    lessons = _lessons(child, first, max(last, today + timedelta(days=AHEAD)) if is_now else last)
    by_day: dict[date, list[LessonCard]] = {}
    for lesson in lessons:
        by_day.setdefault(lesson.date, []).append(lesson)
    holidays = _holidays(child, first, last)
    days = [first + timedelta(days=shift) for shift in range(DAYS)]
    shown = [date for date in days if date.isoweekday() != 7 or date in by_day]
    return Week(
        shown[0],
        shown[-1],
        tuple(DayCard(date, tuple(by_day.get(date, ())), holidays.get(date, ())) for date in shown),
        is_now,
        bool(child.groups_between(first, last)),
        _next_day(lessons, today) if is_now else None,
    )


# Days by name and not from - to: PostgreSQL takes any span for a few rows of all groups, and would read them all.
# Journals before lessons, or SQLite reads the lessons of those days of everybody.
_UPCOMING = Prepared(
    lambda groups, days: (
        Work.objects.filter(
            Q(kind__written=True) | Q(kind__monitoring=True),
            lesson__journal__in=Journal.objects.filter(group__in=groups).values("pk"),
            lesson__date__in=days,
            lesson__cancelled=False,
        )
        .order_by("lesson__date", "lesson__number", "pk")
        .values_list(
            "lesson__journal__group_id",
            "lesson__date",
            "lesson__number",
            "lesson__journal__element__name",
            "kind__name",
            "title",
        )
    ),
    groups=[int],
    days=[date],
)


def upcoming_works(child: Child, today: date) -> tuple[Upcoming, ...]:
    """Announced works of the next two weeks, by date; one query."""
    until = today + timedelta(days=UPCOMING_DAYS)
    rows = _UPCOMING.rows(groups=child.groups_between(today, until), days=days_between(today, until))
    return tuple(Upcoming(*row[1:]) for row in rows if child.was_in(row[0], row[1]))


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
    "planned__topic",
    "sign__code",
    "sign__reason",
    "sign__excused",
)
_WORK = ("works__pk", "works__kind__name", "works__title", "works__kind__written", "works__kind__monitoring")


_LESSONS = Prepared(
    lambda groups, days, learner: (
        Lesson.objects.filter(journal__group__in=groups, date__in=days)
        .annotate(
            sign=FilteredRelation("attendance", condition=Q(attendance__learner=learner)),
            own=FilteredRelation("works__marks", condition=Q(works__marks__learner=learner)),
        )
        .order_by("date", "number", "starts", "pk", "works__position")
        .values_list("pk", "journal__group_id", "journal__group__kind", *_LESSON, *_WORK, "own__pk", "own__code")
    ),
    groups=[int],
    days=[date],
    learner=int,
)


def _lessons(child: Child, first: date, last: date) -> list[LessonCard]:
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
            room, part, planned, sign, reason, excused = rest[11:17]
            is_part = kind in (GroupKind.SUBGROUP, GroupKind.BRIGADE)
            own = (room or "", part if is_part else "", planned or "", sign or "", reason or "", excused, [])
            card = cards[pk] = LessonCard._make((pk, *rest[:11], *own))
        work, name, title, written, monitoring, mark, code = rest[17:]
        if work is not None:
            card.works.append(WorkCard(name, title, written or monitoring, mark if code else None, code or ""))
    bells = bells_of_mode(child.mode)
    if bells:
        timed = ((card, bells.get(card.number, (card.starts, card.ends))) for card in cards.values())
        return [card._replace(starts=starts, ends=ends) for card, (starts, ends) in timed]
    return list(cards.values())


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
    rows = near.get_or_set(key, lambda: _HOLIDAYS.rows(**asked), MINUTE)
    names: dict[date, tuple[str, ...]] = {}
    for name, since, until, for_course in rows:
        if for_course not in (None, course):
            continue
        for day in days_between(max(since, first), min(until, last)):
            names[day] = (*names.get(day, ()), name)
    return names


def _set_before(journals: list[int], day: date) -> QuerySet:
    """Homework of the last day before ``day`` on which each journal had a lesson, a week or two ago."""
    before = Lesson.objects.filter(journal=OuterRef("pk"), date__lt=day, cancelled=False)
    last = before.annotate(nothing=Q(homework="")).order_by("-date", "nothing", "-number").values("homework")[:1]
    return Journal.objects.filter(pk__in=journals).annotate(homework=Subquery(last)).values_list("pk", "homework")


_SET = Prepared(_set_before, journals=[int], day=date)


def _next_day(lessons: list[LessonCard], today: date) -> NextDay | None:
    ahead = [lesson for lesson in lessons if lesson.date > today and not lesson.cancelled]
    if not ahead:
        return None
    day = ahead[0].date
    coming = [lesson for lesson in ahead if lesson.date == day]
    subjects = {lesson.journal: lesson.subject for lesson in coming}
    given = dict(_SET.rows(journals=list(subjects), day=day))
    tasks = tuple((subject, given[journal]) for journal, subject in subjects.items() if given[journal])
    return NextDay(day, len(coming), min(card.starts for card in coming), max(card.ends for card in coming), tasks)
