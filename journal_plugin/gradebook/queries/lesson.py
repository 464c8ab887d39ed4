"""One lesson of a journal, ready to print: the panel beside the grid and the page without scripts."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext as _

from journal_plugin.core import dates
from journal_plugin.core.typography import bind
from journal_plugin.curriculum.models import PlannedLesson
from journal_plugin.gradebook.markup import Reader
from journal_plugin.lessons.models import Journal, Lesson, WorkKind
from journal_plugin.lessons.queries import openings_of
from journal_plugin.lessons.windows import Window, entry_window


@dataclass(frozen=True)
class WorkLine:
    """A kind of work of the lesson, with the work's own title; ``marks`` is how many marks stand in it."""

    pk: int
    kind: int
    code: str
    name: str
    weight: int
    title: str
    marks: int


@dataclass(frozen=True)
class Planned:
    """What the thematic plan offers."""

    topic: str
    homework: str


@dataclass(frozen=True)
class LessonPanel:
    """The lesson; ``why`` says why it may not be written, empty when it may."""

    pk: int
    journal: int
    title: str
    meta: str
    topic: str
    topic_version: int
    homework: str
    homework_version: int
    has_homework: bool
    has_marks: bool
    works: tuple[WorkLine, ...]
    kinds: tuple[tuple[int, str], ...]
    planned: Planned | None
    checked: bool
    is_ahead: bool
    writes: bool
    why: str
    may_ask: bool
    """The window is shut: leave to correct may be asked for."""


def lesson_panel(journal: Journal, lesson: Lesson, reader: Reader, today: date) -> LessonPanel:
    """The lesson (fetched with its room); at most four reads more."""
    window = _window(journal, lesson, today)
    why = _why_shut(lesson, window)
    writes = reader.writes(lesson.pk) and not why
    works = lesson.works.annotate(given=Count("marks", filter=~Q(marks__code="")))
    return LessonPanel(
        pk=lesson.pk,
        journal=journal.pk,
        title=f"{dates.weekday(lesson.date).capitalize()}, {dates.long_day(lesson.date, today)}",
        meta=_meta(lesson, window.shuts_on if writes else None, today),
        topic=lesson.topic,
        topic_version=lesson.topic_version,
        homework=lesson.homework,
        homework_version=lesson.homework_version,
        has_homework=journal.is_marked,
        has_marks=journal.is_marked,
        works=tuple(
            WorkLine(*row)
            for row in works.values_list("pk", "kind_id", "kind__code", "kind__name", "weight", "title", "given")
        ),
        kinds=_kinds(journal) if writes else (),
        planned=_planned(journal, lesson) if writes else None,
        checked=lesson.attendance_at is not None,
        is_ahead=window.is_ahead,
        writes=writes,
        why=why,
        may_ask=reader.writes(lesson.pk) and window.is_shut and not lesson.cancelled,
    )


def writes_at(journal: Journal, lesson: Lesson, reader: Reader) -> bool:
    """Whether the reader may write the lesson's records today."""
    return reader.writes(lesson.pk) and not _why_shut(lesson, _window(journal, lesson, journal.institution.today()))


def _window(journal: Journal, lesson: Lesson, today: date) -> Window:
    window = entry_window(lesson_date=lesson.date, settings=journal.institution.settings, today=today)
    if window.is_shut:
        window = window._replace(opened_until=openings_of(journal.pk, today).until(lesson=lesson.pk))
    return window


def _why_shut(lesson: Lesson, window: Window) -> str:
    if lesson.cancelled:
        return _("The lesson is cancelled.")
    return window.why_shut if window.is_shut else ""


def _meta(lesson: Lesson, last_day: date | None, today: date) -> str:
    parts = [
        _("lesson %(number)s") % {"number": lesson.number},
        dates.clock_range(lesson.starts, lesson.ends),
        _("room %(name)s") % {"name": lesson.room.name} if lesson.room else "",
    ]
    meta = ", ".join(part for part in parts if part)
    if last_day:
        meta += ". " + _("Open for correction until %(day)s") % {"day": dates.long_day(last_day, today)}
    return bind(meta[0].upper() + meta[1:])


def _kinds(journal: Journal) -> tuple[tuple[int, str], ...]:
    kinds = WorkKind.objects.filter(institution=journal.institution_id)
    return tuple(kinds.order_by("position", "pk").values_list("pk", "name"))


def _planned(journal: Journal, lesson: Lesson) -> Planned | None:
    """The lesson's own place in the plan, else the first planned lesson of its kind that this journal has not used."""
    if lesson.topic:
        return None
    used = Lesson.objects.filter(Q(planned=OuterRef("pk")) | Q(topic=OuterRef("topic")), journal=journal)
    plan = PlannedLesson.objects.filter(plan__element=journal.element_id, plan__year=journal.year_id, withdrawn=False)
    unused = Q(activity=lesson.activity) & ~Exists(used.exclude(pk=lesson.pk))
    offered = plan.filter(Q(pk=lesson.planned_id) if lesson.planned_id else unused).order_by("plan", "position")
    row = offered.values_list("topic", "homework").first()
    return Planned(*row) if row else None
