"""Laying out a term: the timetable becomes dated lessons, ahead of time, never over something filled in."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, time

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from journal_plugin.calendar.closing import refuse_closed
from journal_plugin.calendar.models import Holiday, StayMode, Term
from journal_plugin.calendar.queries import bell_times, default_mode
from journal_plugin.curriculum.enums import SWITCHED, ElementKind
from journal_plugin.curriculum.models import Curriculum
from journal_plugin.curriculum.switches import kept
from journal_plugin.institution.enums import InstitutionKind, Weekday
from journal_plugin.lessons.enums import ARRANGED, JournalKind, What
from journal_plugin.lessons.layout import Closed, DatedLesson, WeeklySlot, lay_out
from journal_plugin.lessons.models import Change, DayChange, Journal, Lesson, LessonTeacher, Work, WorkKind
from journal_plugin.lessons.signals import lessons_laid_out
from journal_plugin.people.enums import GroupKind
from journal_plugin.timetable.enums import ChangeKind
from journal_plugin.timetable.models import Slot
from journal_plugin.timetable.queries import slots_between

_BY_MODULE = {
    ElementKind.MODULE,
    ElementKind.COURSE,
    ElementKind.STUDY_PRACTICE,
    ElementKind.WORK_PRACTICE,
    ElementKind.PROFILE_PRACTICE,
}
_FIELDS = ("slot_id", "starts", "ends", "hours", "activity", "room_id", "technology")


@dataclass(frozen=True)
class LaidOut:
    """How many lessons were made, changed, left and removed."""

    created: int
    changed: int
    unchanged: int
    removed: int


@dataclass
class _Term:
    """What is read once for a whole term."""

    term: Term
    slots: dict[int, Slot]
    teachers: dict[int, set[int]]
    journals: dict[tuple[int, int], int]
    hours: int
    kind: WorkKind
    lessons: dict[tuple[int, date, int], Lesson] = field(default_factory=dict)
    held_by: dict[int, set[int]] = field(default_factory=dict)
    filled: set[int] = field(default_factory=set)
    unmarked: set[int] = field(default_factory=set)
    """Journals without marks, whose lessons have no columns of work."""
    kept: set[int] = field(default_factory=set)
    """Lessons with a history that is not the teacher's, of notices of absence and of changes undone: never deleted."""


@transaction.atomic
def lay_out_term(
    *, term: Term, since: date | None = None, until: date | None = None, groups: Collection[int] | None = None
) -> LaidOut:
    """Makes the lessons of ``term`` from ``since`` to ``until`` (its first and last day), with teachers and a column of work.

    Idempotent: a lesson that stands already is brought up to the timetable only while nothing is filled in, and goes
    only when no slot gives it any more; signs that notices of absence have put do not count as filled in. ``groups`` (ids)
    are the only ones looked at, where given. Elements of which no journals are kept (A24) count as not in the timetable.
    Raises ValidationError where a lesson number has no bell, YearClosed. The number of statements grows per hundred
    lessons, not per lesson.
    """
    refuse_closed(term.year)
    first, last = since or term.since, until or term.until
    standing = slots_between(term, first, last)
    if groups is not None:
        standing = standing.filter(group__in=groups)
    standing = (
        standing.filter(kept()).select_related(None).select_related("group__mode", "group__parent__mode", "element")
    )
    slots = {slot.pk: slot for slot in standing}
    state = _read(term, slots, (first, last), groups)
    wanted = {
        (state.journals[slots[row.slot].group_id, slots[row.slot].element_id], row.date, row.number): row
        for row in lay_out(_weekly(term, slots), _closed(term), term_since=term.since, first=first, last=last)
    }
    for place in _left(term, first, last):
        wanted.pop(place, None)
    own = set(Slot.objects.filter(term=term).values_list("pk", flat=True))
    gone = [lesson for key, lesson in state.lessons.items() if key not in wanted and lesson.slot_id in own]
    removed = _remove(state, gone)
    created, changed = _write(state, wanted)
    lessons_laid_out.send(sender=Lesson, term=term, since=first)
    return LaidOut(created, changed, len(wanted) - created - changed, removed)


def _left(term: Term, first: date, last: date) -> list[tuple[int, date, int]]:
    """The places (journal, day, number) from which lessons have been moved away; one read."""
    moved = DayChange.objects.filter(kind=ChangeKind.MOVED, undone_at=None, lesson__journal__year=term.year_id)
    moved = moved.filter(was_date__range=(first, last))
    return list(moved.values_list("lesson__journal_id", "was_date", "was_number"))


def _weekly(term: Term, slots: dict[int, Slot]) -> list[WeeklySlot]:
    institution = term.year.institution
    times = bell_times(institution)
    default = default_mode(institution)
    last_days: dict[str, int] = dict(
        StayMode.objects.filter(institution=institution).values_list("name", "last_weekday")
    )
    last_days[""] = default.last_weekday if default else Weekday.SATURDAY
    programmes = _programmes(term)
    rows = []
    for slot in slots.values():
        whole = slot.group.parent or slot.group
        mode = (slot.group.mode or whole.mode).name if slot.group.mode or whole.mode else ""
        starts, ends = _bell(times[mode], slot)
        rows.append(
            WeeklySlot(
                slot.pk,
                slot.week,
                slot.weekday,
                slot.number,
                slot.since,
                slot.until,
                starts,
                ends,
                whole.course,
                last_days[mode],
                programmes.get(whole.pk, frozenset()),
            )
        )
    return rows


def _bell(bells: dict[int, tuple[time, time]], slot: Slot) -> tuple[time, time]:
    if slot.number not in bells:
        raise ValidationError(
            _("Lesson %(number)s of %(group)s has no bell.") % {"number": slot.number, "group": slot.group}
        )
    return bells[slot.number]


def _closed(term: Term) -> list[Closed]:
    days = Holiday.objects.filter(institution=term.year.institution)
    days = days.filter(since__lte=term.until, until__gte=term.since)
    return [Closed(*row) for row in days.values_list("since", "until", "course", "programme_id")]


def _programmes(term: Term) -> dict[int, frozenset[int]]:
    """Group id -> ids of the programmes by whose curricula it studies this year."""
    rows = Curriculum.groups.through.objects.filter(curriculum__year=term.year)
    programmes: dict[int, set[int]] = defaultdict(set)
    for group, programme in rows.values_list("group_id", "curriculum__programme_id"):
        programmes[group].add(programme)
    return {group: frozenset(ids) for group, ids in programmes.items()}


def _read(term: Term, slots: dict[int, Slot], days: tuple[date, date], groups: Collection[int] | None) -> _Term:
    """The term's journals (made where missing), its lessons of ``days``, and which of them are filled in."""
    year = term.year
    journals = _journals(term, slots)
    teachers: dict[int, set[int]] = defaultdict(set)
    for slot, staff in Slot.teachers.through.objects.filter(slot__term=term).values_list("slot_id", "staff_id"):
        teachers[slot].add(staff)
    kind = WorkKind.objects.filter(institution=year.institution).first()
    if kind is None:
        raise ValidationError(_("The institution has no kinds of work."))
    state = _Term(term, slots, teachers, journals, year.institution.settings.lesson_hours, kind)
    unmarked = Journal.objects.filter(year=year, kind=JournalKind.UNMARKED)
    state.unmarked = set(unmarked.values_list("pk", flat=True))
    lessons = Lesson.objects.filter(journal__year=year, date__range=days)
    if groups is not None:
        lessons = lessons.filter(journal__group__in=groups)
    state.lessons = {(row.journal_id, row.date, row.number): row for row in lessons}
    held_by: dict[int, set[int]] = defaultdict(set)
    arranged = set(DayChange.objects.filter(lesson__in=lessons, undone_at=None).values_list("lesson_id", flat=True))
    held = LessonTeacher.objects.filter(lesson__in=lessons)
    for lesson, staff, substitute in held.values_list("lesson_id", "staff_id", "substitute"):
        held_by[lesson].add(staff)
        if substitute:
            arranged.add(lesson)
    state.held_by = held_by
    state.kept = _kept(lessons)
    state.filled = arranged | _filled(lessons, state.kept)
    return state


_BY_NOTICE = Q(what=What.ATTENDANCE) & Exists(
    Lesson.objects.filter(
        pk=OuterRef("lesson"), attendance__learner=OuterRef("learner"), attendance__notice__isnull=False
    )
)
"""Changes of signs that a notice of absence has put and nobody has touched since."""
_FOREIGN = _BY_NOTICE | Q(what__in=ARRANGED)
"""The same and changes of the day: those that stand are known by their rows, the others leave the lesson as it was."""
_DROPPED = Q(cancelled=True, slot=None)
"""What the timetable gives no more and could not be deleted."""


def _kept(lessons) -> set[int]:
    """Lessons in whose history there is something of a notice of absence or of a change of the day."""
    return set(Change.objects.filter(_FOREIGN, lesson__in=lessons).values_list("lesson_id", flat=True))


def _filled(lessons, kept: set[int]) -> set[int]:
    """Lessons in which somebody has written or cancelled something, or which came from no slot; a plan is laid anew after."""
    touched = ~Q(topic="") | ~Q(homework="")
    touched |= Q(attendance_at__isnull=False) | Q(topic_version__gt=0) | Q(homework_version__gt=0)
    filled = set(lessons.filter(touched).values_list("pk", flat=True))
    set_aside = lessons.filter(Q(cancelled=True) | Q(slot=None))
    filled.update(set_aside.exclude(_DROPPED, pk__in=kept).values_list("pk", flat=True))
    changes = Change.objects.filter(Q(lesson__in=lessons) | Q(work__lesson__in=lessons)).exclude(_FOREIGN)
    for lesson, of_work in changes.values_list("lesson_id", "work__lesson_id").distinct():
        filled.update(pk for pk in (lesson, of_work) if pk)
    filled.update(Work.objects.filter(lesson__in=lessons, position__gt=0).values_list("lesson_id", flat=True))
    return filled


def _journals(term: Term, slots: dict[int, Slot]) -> dict[tuple[int, int], int]:
    pairs = {(slot.group_id, slot.element_id): slot for slot in slots.values()}
    known = Journal.objects.filter(year=term.year)
    ids = {(group, element): pk for pk, group, element in known.values_list("pk", "group_id", "element_id")}
    made = [
        Journal(
            institution_id=term.year.institution_id,
            group_id=group,
            element_id=element,
            year=term.year,
            kind=_kind_of(term, slot),
        )
        for (group, element), slot in pairs.items()
        if (group, element) not in ids
    ]
    Journal.objects.bulk_create(made, batch_size=500)
    return ids | {(row.group_id, row.element_id): row.pk for row in made}


def _kind_of(term: Term, slot: Slot) -> JournalKind:
    """First classes of a school, circles and sections are kept without marks and homework (S1-1.4, D17)."""
    if slot.element.kind in _BY_MODULE:
        return JournalKind.MODULE
    is_first = term.year.institution.kind == InstitutionKind.SCHOOL and slot.group.course == 1
    is_circle = slot.element.kind in SWITCHED or (
        slot.element.kind == ElementKind.EXTRA_COURSE and slot.group.kind == GroupKind.ELECTIVE
    )
    return JournalKind.UNMARKED if is_first or is_circle else JournalKind.ORDINARY


def _remove(state: _Term, lessons: list[Lesson]) -> int:
    """Deletes what is not filled in; a lesson with a history, of an announced absence, say, stays as a cancelled one."""
    pks = [row.pk for row in lessons if row.pk not in state.filled]
    Lesson.objects.filter(pk__in=state.kept.intersection(pks)).update(cancelled=True, slot=None)
    free = [pk for pk in pks if pk not in state.kept]
    for at in range(0, len(free), 500):
        some = free[at : at + 500]
        Work.objects.filter(lesson__in=some).delete()
        LessonTeacher.objects.filter(lesson__in=some).delete()
        Lesson.objects.filter(pk__in=some).delete()
    return len(pks)


def _write(state: _Term, wanted: dict[tuple[int, date, int], DatedLesson]) -> tuple[int, int]:
    made: list[Lesson] = []
    changed: list[Lesson] = []
    again: list[Lesson] = []
    for (journal, day, number), row in wanted.items():
        slot = state.slots[row.slot]
        values = (slot.pk, row.starts, row.ends, state.hours, slot.activity, slot.room_id, slot.technology)
        lesson = state.lessons.get((journal, day, number))
        if lesson is None:
            made.append(Lesson(journal_id=journal, date=day, number=number, **dict(zip(_FIELDS, values, strict=True))))
            continue
        if lesson.pk in state.filled:
            continue
        other_teachers = state.held_by.get(lesson.pk, set()) != state.teachers.get(slot.pk, set())
        if lesson.cancelled or tuple(getattr(lesson, name) for name in _FIELDS) != values:
            lesson.cancelled = False
            for name, value in zip(_FIELDS, values, strict=True):
                setattr(lesson, name, value)
            changed.append(lesson)
        elif other_teachers:
            changed.append(lesson)
        if other_teachers:
            again.append(lesson)
    Lesson.objects.bulk_create(made, batch_size=500)
    Lesson.objects.bulk_update(changed, [*_FIELDS, "cancelled"], batch_size=100)
    LessonTeacher.objects.filter(lesson__in=[lesson.pk for lesson in again]).delete()
    LessonTeacher.objects.bulk_create(
        [
            LessonTeacher(lesson_id=lesson.pk, staff_id=staff)
            for lesson in [*made, *again]
            for staff in sorted(state.teachers.get(lesson.slot_id, ()))
        ],
        batch_size=500,
    )
    Work.objects.bulk_create(
        [
            Work(lesson_id=lesson.pk, kind=state.kind, weight=state.kind.weight)
            for lesson in made
            if lesson.journal_id not in state.unmarked
        ],
        batch_size=500,
    )
    return len(made), len(changed)
