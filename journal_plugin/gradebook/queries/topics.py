"""The right page of the register: what was done at each lesson (D03, D04)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from journal_plugin.assignments.queries.notes import TaskNote, tasks_by_lesson
from journal_plugin.core import dates
from journal_plugin.core.names import initials
from journal_plugin.core.plurals import counted
from journal_plugin.core.typography import bind
from journal_plugin.gradebook.queries.grid import rules_of
from journal_plugin.gradebook.queries.periods import Span
from journal_plugin.lessons.enums import What
from journal_plugin.lessons.models import Change, Journal, Lesson, LessonTeacher
from journal_plugin.lessons.queries import TOPIC_OF_PLAN, shifted_at
from journal_plugin.lessons.windows import due_at


@dataclass(frozen=True)
class TopicLine:
    """A lesson of the right page; ``planned`` is the plan's topic where none is written, ``delay`` how the record stands.

    ``movable``: the plan may be shifted from here, up to the next lesson; ``shifted``: it has passed this lesson by.
    """

    pk: int
    number: int
    day: str
    hours: int
    topic: str
    planned: str
    movable: bool
    works: str
    homework: str
    delay: str
    tone: str
    entered: str
    """By whom and when the topic was written, as the history tells."""
    shifted: bool
    stands_in: str
    """Who held the lesson in place of its teacher."""
    tasks: tuple[TaskNote, ...]


@dataclass(frozen=True)
class TopicPage:
    """The lessons of a period and their hours."""

    lines: tuple[TopicLine, ...]
    held: int
    planned: int


_LESSON = (
    "pk",
    "date",
    "ends",
    "hours",
    "cancelled",
    "topic",
    "topic_at",
    "homework",
    "planned_id",
    TOPIC_OF_PLAN,
    "works__kind__name",
)
_NAME = ("last_name", "first_name", "patronymic")
_PERSON = [f"staff__person__{part}" for part in _NAME]
_ACTOR = [f"actor__{part}" for part in _NAME]


def topic_page(journal: Journal, span: Span, today: date, now: datetime) -> TopicPage:
    """The right page of a period; four or five reads."""
    tasks = tasks_by_lesson(journal.pk, span.since, span.until, today)
    passed = shifted_at([journal.pk])
    rules = rules_of(journal, span.since, span.until, today)
    lessons_of = journal.lessons.filter(date__range=(span.since, span.until))
    rows: Iterable[tuple] = lessons_of.order_by("date", "number", "pk", "works__position").values_list(*_LESSON)
    lessons: dict[int, tuple] = {}
    works: dict[int, list[str]] = {}
    for *lesson, kind in rows:
        lessons[lesson[0]] = tuple(lesson)
        works.setdefault(lesson[0], []).append(kind or "")
    given = LessonTeacher.objects.filter(substitute=True, lesson__in=lessons_of)
    stands_in = {lesson: initials(*name) for lesson, *name in given.values_list("lesson_id", *_PERSON)}
    written = _written(lessons_of, rules.zone, today)
    coming = next((row[1] for row in lessons.values() if row[1] > today), today)
    lines = []
    held = planned = 0
    for number, (pk, day, ends, hours, cancelled, topic, topic_at, homework, by_plan, plan) in enumerate(
        lessons.values(), 1
    ):
        due = due_at(rules.settings.entry_due, lesson_date=day, day_ends=rules.day_ends.get(day, ends), zone=rules.zone)
        delay, tone = _delay(topic_at if topic else None, due, now, cancelled=cancelled)
        lines.append(
            TopicLine(
                pk=pk,
                number=number,
                day=f"{dates.short_day(day, today)}, {dates.weekday_short(day)}",
                hours=hours,
                topic=bind(topic),
                planned="" if topic else bind(plan or ""),
                movable=bool(by_plan) and not topic and (cancelled or day <= coming),
                shifted=pk in passed,
                works=", ".join(name for name in works[pk] if name),
                homework=bind(homework),
                delay=delay,
                tone=tone,
                entered=written.get(pk, "") if topic else "",
                stands_in=stands_in.get(pk, ""),
                tasks=tasks.get(pk, ()),
            )
        )
        planned += 0 if cancelled else hours
        held += hours if day <= today and not cancelled else 0
    return TopicPage(tuple(lines), held, planned)


def _written(lessons: QuerySet[Lesson], zone: ZoneInfo, today: date) -> dict[int, str]:
    """Lesson -> who wrote its topic last, and when; one read."""
    changes = Change.objects.filter(what=What.TOPIC, lesson__in=lessons.order_by().values("pk")).order_by("seq")
    found = {}
    for lesson, at, *name in changes.values_list("lesson_id", "at", *_ACTOR):
        moment = at.astimezone(zone)
        found[lesson] = bind(f"{initials(*name)}, {dates.short_day(moment.date(), today)}, {dates.clock(moment)}")
    return found


def _delay(entered: datetime | None, due: datetime, now: datetime, *, cancelled: bool) -> tuple[str, str]:
    if cancelled:
        return _("cancelled"), "dim"
    if entered is None:
        return (_("overdue"), "bad") if now > due else ("", "")
    late = (entered.date() - due.date()).days
    if entered <= due:
        return _("in time"), "ok"
    return _("%(days)s late") % {"days": counted(max(late, 1), "day")}, "warn"
