"""One lesson of a journal, ready to print: the panel beside the grid and the page without scripts."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext as _

from journal_plugin.attendance.queries import announced_at
from journal_plugin.core import dates
from journal_plugin.core.names import initials
from journal_plugin.core.typography import bind
from journal_plugin.curriculum.models import PlannedLesson
from journal_plugin.gradebook.markup import Reader
from journal_plugin.lessons.models import Journal, Lesson, LessonTeacher, WorkKind
from journal_plugin.lessons.queries import openings_of, shifted_at
from journal_plugin.lessons.queries.materials import Material, materials_at
from journal_plugin.lessons.windows import Window, entry_window, way_out
from journal_plugin.timetable.enums import Technology


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
    held_by: str
    meta: str
    topic: str
    topic_version: int
    homework: str
    homework_version: int
    minutes: int | None
    minutes_version: int
    asks_minutes: bool
    """The institution compares the homework of a day with the norm."""
    is_marked: bool
    """The journal is kept with marks and homework."""
    works: tuple[WorkLine, ...]
    kinds: tuple[tuple[int, str], ...]
    planned: Planned | None
    checked: bool
    is_ahead: bool
    writes: bool
    why: str
    way_out: str
    """What to do where the window is shut, for who does not open it himself."""
    may_ask: bool
    """The window is shut: leave to correct may be asked for."""
    technology: str
    technology_version: int
    technologies: tuple[tuple[str, str], ...]
    """Those to choose from, where the reader may choose."""
    technology_name: str
    presence: str
    """How presence is known at a lesson that is not held in person (D20, D21)."""
    announced: tuple[tuple[str, str], ...]
    """(who, why) of the learners whose absence a notice has announced."""
    materials: tuple[Material, ...]
    """Of the work programme, for the lesson (B20)."""
    plan_way: str
    """How the plan may be shifted here: "on" to the next lessons, "back", or not at all."""


def lesson_panel(journal: Journal, lesson: Lesson, reader: Reader, today: date) -> LessonPanel:
    """The lesson (fetched with its room); at most six reads more."""
    window = _window(journal, lesson, today)
    why = _why_shut(lesson, window)
    writes = reader.writes(lesson.pk) and not why
    is_shut = window.is_shut and not lesson.cancelled
    may_ask = reader.writes(lesson.pk) and is_shut
    way = _plan_way(journal, lesson, reader)
    works = lesson.works.annotate(given=Count("marks", filter=~Q(marks__code="")))
    return LessonPanel(
        pk=lesson.pk,
        journal=journal.pk,
        title=f"{dates.weekday(lesson.date).capitalize()}, {dates.long_day(lesson.date, today)}",
        held_by=bind(_held_by(lesson)),
        meta=_meta(lesson, window.shuts_on if writes else None, today),
        topic=lesson.topic,
        topic_version=lesson.topic_version,
        homework=lesson.homework,
        homework_version=lesson.homework_version,
        minutes=lesson.minutes,
        minutes_version=lesson.minutes_version,
        asks_minutes=journal.institution.settings.homework_norm,
        is_marked=journal.is_marked,
        works=tuple(
            WorkLine(*row)
            for row in works.values_list("pk", "kind_id", "kind__code", "kind__name", "weight", "title", "given")
        ),
        kinds=_kinds(journal) if writes else (),
        planned=_planned(journal, lesson, way) if writes else None,
        checked=lesson.attendance_at is not None,
        is_ahead=window.is_ahead,
        writes=writes,
        why=why,
        way_out=way_out(may_ask=may_ask) if is_shut else "",
        may_ask=may_ask,
        technology=lesson.technology,
        technology_version=lesson.technology_version,
        technologies=tuple((value, str(label)) for value, label in Technology.choices) if writes else (),
        technology_name=str(Technology(lesson.technology).label),
        presence=_presence(lesson.technology),
        announced=announced_at(lesson.pk),
        materials=materials_at([lesson.pk]).get(lesson.pk, ()),
        plan_way=way,
    )


def _presence(technology: str) -> str:
    """Where presence is not seen with one's own eyes, the teacher is told what it follows from (D20, D21)."""
    if technology == Technology.DISTANCE:
        return _("A distance lesson: those who were in touch (call, webinar, chat) were present.")
    if technology == Technology.E_LEARNING:
        return _("E-learning: those who have done the task were present.")
    return ""


def _plan_way(journal: Journal, lesson: Lesson, reader: Reader) -> str:
    if reader.lessons is not None:
        return ""
    if lesson.planned_id:
        return "" if lesson.topic_version and lesson.planned and lesson.topic == lesson.planned.topic else "on"
    return "back" if lesson.pk in shifted_at([journal.pk]) else ""


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
    return window.shut_since if window.is_shut else ""


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


def _held_by(lesson: Lesson) -> str:
    """Who holds the lesson; a substitute with his order and for whom (C08)."""
    rows = LessonTeacher.objects.filter(lesson=lesson).order_by("staff__person__sort_key")
    names: dict[bool, list[str]] = {False: [], True: []}
    name = [f"staff__person__{part}" for part in ("last_name", "first_name", "patronymic")]
    for substitute, order_no, *person in rows.values_list("substitute", "order_no", *name):
        names[substitute].append(f"{initials(*person)}{f' ({order_no})' if order_no else ''}")
    if not names[True]:
        return ""
    parts = {"who": ", ".join(names[True]), "whom": ", ".join(names[False])}
    return (_("%(who)s stands in for %(whom)s") if names[False] else _("%(who)s stands in")) % parts


def _kinds(journal: Journal) -> tuple[tuple[int, str], ...]:
    kinds = WorkKind.objects.filter(institution=journal.institution_id)
    return tuple(kinds.order_by("position", "pk").values_list("pk", "name"))


def _planned(journal: Journal, lesson: Lesson, plan_way: str) -> Planned | None:
    """The lesson's own place in the plan or in the schedule of the practice.

    Else the first planned lesson of its kind that this journal has not used.
    """
    if lesson.topic or plan_way == "back":
        return None
    if lesson.visit:
        return Planned(lesson.visit.topic, "")
    used = Lesson.objects.filter(Q(planned=OuterRef("pk")) | Q(topic=OuterRef("topic")), journal=journal)
    plan = PlannedLesson.objects.filter(plan__element=journal.element_id, plan__year=journal.year_id, withdrawn=False)
    unused = Q(activity=lesson.activity) & ~Exists(used.exclude(pk=lesson.pk))
    offered = plan.filter(Q(pk=lesson.planned_id) if lesson.planned_id else unused).order_by("plan", "position")
    row = offered.values_list("topic", "homework").first()
    return Planned(*row) if row else None
