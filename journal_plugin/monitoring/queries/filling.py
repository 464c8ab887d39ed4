"""How lessons were filled in, and how late (D01, D29)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, QuerySet
from django.db.models.functions import Coalesce

from journal_plugin.core.names import initials
from journal_plugin.curriculum.switches import kept
from journal_plugin.institution.models import Institution
from journal_plugin.lessons.enums import What
from journal_plugin.lessons.models import Change, Journal, Lesson, LessonTeacher, WorkKind
from journal_plugin.lessons.queries import day_ends
from journal_plugin.monitoring.delays import Delays, LessonRecord, MarksEntered, Tally, delays_of
from journal_plugin.people.models import Staff


@dataclass(frozen=True)
class HeldLesson:
    """A lesson that was held, who held it (staff ids; a substitute in place of the teacher), and its delays."""

    pk: int
    journal: int
    group: str
    element: str
    date: date
    number: int
    staff: tuple[int, ...]
    delays: Delays


def held_lessons(journals: QuerySet[Journal], institution: Institution, since: date, until: date) -> list[HeldLesson]:
    """The lessons of ``journals`` from ``since`` to ``until`` whose end has come, with their delays; four or five reads."""
    now = institution.local_now()
    lessons = Lesson.objects.filter(
        journal__in=journals.filter(kept(), institution=institution),
        date__range=(since, min(until, now.date())),
        cancelled=False,
    )
    holders = _holders(lessons)
    topics, marks = _first_entries(lessons)
    rows = list(
        lessons.annotate(family=Coalesce("journal__group__parent_id", "journal__group_id"))
        .order_by("date", "number", "pk")
        .values_list(
            "pk",
            "journal_id",
            "journal__group__name",
            "journal__element__name",
            "date",
            "number",
            "ends",
            "topic",
            "topic_at",
            "attendance_at",
            "family",
        )
    )
    ends = day_ends(institution.settings, {row[-1] for row in rows}, since, until)
    found = []
    for pk, journal, group, element, day, number, ends_at, topic, topic_at, checked_at, family in rows:
        if datetime.combine(day, ends_at, institution.zone) > now:
            continue
        record = LessonRecord(
            day,
            ends.get((family, day), ends_at),
            (topics.get(pk) or topic_at) if topic else None,
            checked_at,
            tuple(marks.get(pk, ())),
        )
        delays = delays_of(record, settings=institution.settings, zone=institution.zone, now=now)
        found.append(HeldLesson(pk, journal, group, element, day, number, holders.get(pk, ()), delays))
    return found


def _holders(lessons: QuerySet[Lesson]) -> dict[int, tuple[int, ...]]:
    """Lesson -> those who hold it: the substitutes where there are any, else the teachers."""
    rows = (
        LessonTeacher.objects.filter(lesson__in=lessons).order_by("staff").values_list("lesson", "staff", "substitute")
    )
    by_kind: dict[tuple[int, bool], list[int]] = defaultdict(list)
    for lesson, staff, substitute in rows:
        by_kind[lesson, substitute].append(staff)
    return {lesson: tuple(by_kind.get((lesson, True)) or by_kind[lesson, False]) for lesson, _kind in by_kind.copy()}


def _first_entries(lessons: QuerySet[Lesson]) -> tuple[dict[int, datetime], dict[int, list[MarksEntered]]]:
    """When topics and marks were entered for the first time, by lesson: a later correction is no delay."""
    kinds = {
        pk: (written, monitoring)
        for pk, written, monitoring in WorkKind.objects.values_list("pk", "written", "monitoring")
    }
    rows = (
        Change.objects.filter(lesson__in=lessons, what__in=(What.TOPIC, What.MARK), version=1)
        .order_by()
        .values("lesson", "what", "work__kind", "at")
        .annotate(count=Count("pk"))
        .values_list("lesson", "what", "work__kind", "at", "count")
    )
    topics: dict[int, datetime] = {}
    marks: dict[int, list[MarksEntered]] = defaultdict(list)
    for lesson, what, kind, at, count in rows:
        if what == What.TOPIC:
            topics[lesson] = at
        else:
            marks[lesson].append(MarksEntered(at, count, *kinds[kind]))
    return topics, marks


def staff_names(staff: set[int]) -> dict[int, str]:
    """Staff id -> name; one read."""
    name = [f"person__{part}" for part in ("last_name", "first_name", "patronymic")]
    rows = Staff.objects.filter(pk__in=staff).values_list("pk", *name)
    return {pk: initials(*parts) for pk, *parts in rows}


def tallies(lessons: list[HeldLesson]) -> dict[int | None, Tally]:
    """Sums by who held the lessons; None: lessons that nobody holds."""
    by_staff: dict[int | None, Tally] = defaultdict(Tally)
    for lesson in lessons:
        for staff in lesson.staff or (None,):
            by_staff[staff].add(lesson.delays)
    return dict(by_staff)


def tally_of(lessons: list[HeldLesson]) -> Tally:
    """The sums of lessons, each counted once."""
    tally = Tally()
    for lesson in lessons:
        tally.add(lesson.delays)
    return tally
