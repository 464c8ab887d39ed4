"""The page «Today»: a teacher's lessons of the day, of the next study day, and those to be closed."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from journal_plugin.attendance.enums import ABSENT_CODES
from journal_plugin.attendance.models import Attendance
from journal_plugin.calendar.months import first_of, next_month
from journal_plugin.core import dates
from journal_plugin.core.models import active_on
from journal_plugin.core.prepared import Prepared
from journal_plugin.core.typography import bind
from journal_plugin.curriculum.switches import kept
from journal_plugin.gradebook.day import (
    Clock,
    Due,
    Fill,
    LessonFact,
    WorkFact,
    due_line,
    fills_of,
    heading,
    is_now,
    is_unfinished,
    minutes_left,
)
from journal_plugin.institution.enums import InstitutionKind
from journal_plugin.institution.models import Institution
from journal_plugin.lessons.enums import JournalKind
from journal_plugin.lessons.models import DayChange, Lesson, LessonTeacher, Work
from journal_plugin.lessons.queries import TOPIC_OF_PLAN, day_ends
from journal_plugin.lessons.queries.changed import ChangeFact, changes_between, said_of
from journal_plugin.people.models import Membership, Person
from journal_plugin.timetable.arranged import left
from journal_plugin.timetable.enums import ChangeKind

AHEAD_DAYS = 14
"""The next study day is looked for so far ahead: longer than any holidays within a term."""
MOST_DUE = 12


@dataclass(frozen=True)
class TodayLesson:
    """A lesson of today, ready to print."""

    pk: int
    journal: int
    number: int
    times: str
    room: str
    title: str
    note: str
    fills: tuple[Fill, ...]
    is_now: bool
    left: str
    is_unfinished: bool
    cancelled: bool
    substitute: bool
    order_no: str
    off: str
    """Why it is not his to hold: «отменено», «замена: ведёт Новиков Н. Н.»."""


@dataclass(frozen=True)
class Changed:
    """A change of one of his lessons from today on."""

    when: str
    title: str
    text: str


@dataclass(frozen=True)
class Coming:
    """A lesson of the next study day."""

    journal: int
    number: int
    title: str
    place: str
    topic: str


@dataclass(frozen=True)
class Today:
    """What the page prints; ``due`` are the most urgent of ``all_due`` lessons to be closed."""

    day: str
    heading: str
    slots: tuple[TodayLesson, ...]
    next_day: str
    coming: tuple[Coming, ...]
    due: tuple[Due, ...]
    all_due: int
    changes: tuple[Changed, ...]


def today_of(person: Person, institution: Institution, now: datetime) -> Today:
    """The page of ``person`` at ``institution``; seven to nine reads for any number of lessons, by the rules in force."""
    at = Clock(now.astimezone(institution.zone), institution.zone, institution.settings)
    changes = _changes(person, institution, at)
    off = {change.place.lesson: words for change in changes if (words := _off(change, person))}
    lessons = [replace(one, cancelled=one.cancelled or one.pk in off) for one in _lessons(person, institution, at)]
    of_today = [lesson for lesson in lessons if lesson.date == at.today]
    next_day = min((lesson.date for lesson in lessons if lesson.date > at.today), default=None)
    due = sorted(filter(None, (due_line(one, at) for one in lessons)), key=lambda line: line.moment)
    pairs = institution.kind == InstitutionKind.COLLEGE
    held = [lesson for lesson in of_today if not lesson.cancelled]
    unfinished = sum(is_unfinished(lesson, at) for lesson in held)
    return Today(
        day=f"{dates.weekday(at.today).capitalize()}, {dates.long_day(at.today, at.today)}, {dates.clock(at.now)}",
        heading=heading(len(held), unfinished, pairs=pairs, settled=not due),
        slots=tuple(_slot(lesson, at, off.get(lesson.pk, "")) for lesson in of_today),
        next_day=_next_day(next_day, at.today),
        coming=tuple(_coming(lesson) for lesson in lessons if lesson.date == next_day and not lesson.cancelled),
        due=tuple(due[:MOST_DUE]),
        all_due=len(due),
        changes=tuple(_changed(change, person, at) for change in changes),
    )


def _changes(person: Person, institution: Institution, at: Clock) -> tuple[ChangeFact, ...]:
    """The changes of the coming days in lessons that are the person's, or were; two reads."""
    mine = LessonTeacher.objects.filter(staff__person=person, staff__institution=institution)
    changes = DayChange.objects.filter(lesson__in=mine.values("lesson"))
    return changes_between(changes, at.today, at.today + timedelta(days=AHEAD_DAYS))


def _off(change: ChangeFact, person: Person) -> str:
    is_given = change.place.kind == ChangeKind.SUBSTITUTE and change.who != person.short_name
    return bind(_("substitution: %(who)s") % {"who": change.who}) if is_given else ""


def _changed(change: ChangeFact, person: Person, at: Clock) -> Changed:
    place = change.place
    day = dates.relative_day(change.day, at.today)
    text = said_of(change, at.today)
    if place.kind == ChangeKind.SUBSTITUTE and change.who == person.short_name:
        text = bind(_("substitution for %(who)s") % {"who": ", ".join(change.own)})
        day = dates.relative_day(place.date, at.today)
    elif place.kind == ChangeKind.MOVED:
        text = left(place, at.today)
    elif place.kind == ChangeKind.ROOM and place.room:
        text = bind(_("now in room %(room)s") % {"room": place.room})
    number = place.number if place.kind == ChangeKind.SUBSTITUTE else change.number
    when = _("%(day)s, lesson %(number)s") % {"day": day, "number": number}
    if place.reason:
        text = f"{text} ({place.reason})"
    return Changed(bind(when[:1].upper() + when[1:]), bind(f"{change.group}, {change.element}"), bind(text))


def _slot(lesson: LessonFact, at: Clock, off: str) -> TodayLesson:
    now = is_now(lesson, at)
    return TodayLesson(
        pk=lesson.pk,
        journal=lesson.journal,
        number=lesson.number,
        times=dates.clock_range(lesson.starts, lesson.ends),
        room=lesson.room,
        title=bind(f"{lesson.group}, {lesson.title}"),
        note=bind(lesson.topic or lesson.planned),
        fills=() if lesson.cancelled else fills_of(lesson, at),
        is_now=now,
        left=minutes_left(lesson, at) if now else "",
        is_unfinished=is_unfinished(lesson, at),
        cancelled=lesson.cancelled,
        substitute=lesson.substitute,
        order_no=lesson.order_no,
        off=(off or _("cancelled")) if lesson.cancelled else "",
    )


def _coming(lesson: LessonFact) -> Coming:
    room = _("room %(name)s") % {"name": lesson.room} if lesson.room else ""
    return Coming(
        journal=lesson.journal,
        number=lesson.number,
        title=bind(f"{lesson.group}, {lesson.title}"),
        place=bind(", ".join(part for part in (dates.clock(lesson.starts), room) if part)),
        topic=bind(lesson.topic or lesson.planned),
    )


def _next_day(day: date | None, today: date) -> str:
    if day is None:
        return ""
    long = f"{dates.weekday(day)}, {dates.long_day(day, today)}"
    if day == today + timedelta(days=1):
        long = f"{dates.relative_day(day, today)}, {dates.long_day(day, today)}"
    return long[0].upper() + long[1:]


_FIELDS = (
    "pk",
    "journal_id",
    "journal__group__name",
    "journal__element__name",
    "date",
    "number",
    "starts",
    "ends",
    "room__name",
    "topic",
    TOPIC_OF_PLAN,
    "homework",
    "attendance_at",
    "cancelled",
    "journal__kind",
    "journal__group_id",
    "family",
    "substitute",
    "order_no",
)


def _held(person: int, institution: int, today: date, first: date, last: date):
    """The person's lessons of those days; by their keys, so that other people's lessons are not looked at."""
    held = LessonTeacher.objects.filter(active_on(today, "staff__"), staff__person=person)
    here = held.filter(lesson=OuterRef("pk"))
    lessons = Lesson.objects.filter(
        kept("journal__"),
        pk__in=held.values("lesson"),
        journal__institution=institution,
        date__range=(first, last),
    )
    rows = lessons.annotate(
        family=Coalesce("journal__group__parent_id", "journal__group_id"),
        substitute=Subquery(here.values("substitute")[:1]),
        order_no=Subquery(here.values("order_no")[:1]),
    )
    return rows.order_by("date", "number", "pk").values_list(*_FIELDS)


_HELD = Prepared(_held, int, int, date, date, date)
_WORKS = Prepared(
    lambda lessons: (
        Work.objects.filter(lesson__in=lessons)
        .annotate(given=Count("marks", filter=~Q(marks__code="")))
        .order_by("position")
        .values_list("lesson_id", "kind__code", "kind__written", "kind__monitoring", "given", "kind__monthly")
    ),
    [int],
)
_ABSENT = Prepared(
    lambda lessons: (
        Attendance.objects.filter(lesson__in=lessons, code__in=ABSENT_CODES)
        .order_by()
        .values("lesson")
        .annotate(people=Count("pk"))
        .values_list("lesson", "people")
    ),
    [int],
)
_SPELLS = Prepared(
    lambda groups: Membership.objects.filter(group__in=groups).values_list("group_id", "since", "until"), [int]
)


def _lessons(person: Person, institution: Institution, at: Clock) -> list[LessonFact]:
    """The person's lessons from the first open day to the next study days, in order of time."""
    first = at.today - timedelta(days=at.settings.mark_window_days)
    found = _HELD.rows(person.pk, institution.pk, at.today, first, at.today + timedelta(days=AHEAD_DAYS))
    pks = [row[0] for row in found if row[4] <= at.today]
    works, absent = _works(pks), dict(_ABSENT.rows(pks))
    spells = _spells({row[15] for row in found})
    ends = day_ends(at.settings, {row[16] for row in found}, first, at.today)
    monthly = _wanting_monthly({row[1] for row in found}, first, at)
    facts = []
    for row in found:
        pk, _journal, _group, _title, day, *_rest = row
        base = LessonFact(
            *row[:8],
            room=row[8] or "",
            topic=row[9],
            planned=row[10] or "",
            homework=row[11],
            checked=row[12] is not None,
            cancelled=row[13],
            unmarked=row[14] == JournalKind.UNMARKED,
            substitute=row[17],
            order_no=row[18],
            day_ends=ends.get((row[16], day), row[7]),
        )
        # Not core.spans: asked of every member for every lesson of five weeks, and a call costs as much as the answer.
        members = sum(since <= day and (until is None or until >= day) for since, until in spells.get(row[15], ()))
        facts.append(
            replace(
                base,
                members=members,
                absent=absent.get(pk, 0),
                works=tuple(works.get(pk, ())),
                wants_monthly=pk in monthly,
            )
        )
    return facts


def _monthly(journals: list[int], first: date, last: date):
    """The lessons of marked journals in order, and whether somebody has a monthly mark for one of their works."""
    marks = Work.objects.filter(lesson=OuterRef("pk"), kind__monthly=True, marks__code__gt="")
    lessons = Lesson.objects.filter(journal__in=journals, date__range=(first, last), cancelled=False)
    lessons = lessons.exclude(journal__kind=JournalKind.UNMARKED).annotate(given=Exists(marks))
    return lessons.order_by("date", "number", "pk").values_list("pk", "journal_id", "date", "given")


_MONTHLY = Prepared(_monthly, [int], date, date)


def _wanting_monthly(journals: set[int], first: date, at: Clock) -> set[int]:
    """The last lesson of each month and journal, where the month has no monthly mark; one read, if such marks are given."""
    if not at.settings.monthly_marks:
        return set()
    last_day = next_month(first_of(at.today)) - timedelta(days=1)
    last: dict[tuple[int, date], int] = {}
    given: set[tuple[int, date]] = set()
    for pk, journal, day, has_marks in _MONTHLY.rows(journals, first_of(first), last_day):
        month = (journal, first_of(day))
        last[month] = pk
        if has_marks:
            given.add(month)
    return {pk for month, pk in last.items() if month not in given}


def _works(lessons: list[int]) -> dict[int, list[WorkFact]]:
    works: dict[int, list[WorkFact]] = {}
    for lesson, *work in _WORKS.rows(lessons):
        works.setdefault(lesson, []).append(WorkFact(*work))
    return works


def _spells(groups: set[int]) -> dict[int, list[tuple[date, date | None]]]:
    spells: dict[int, list[tuple[date, date | None]]] = {}
    for group, since, until in _SPELLS.rows(groups):
        spells.setdefault(group, []).append((since, until))
    return spells
