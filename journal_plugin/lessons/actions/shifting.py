"""Shifting the thematic plan when a lesson falls out or its topic was not reached: the whole tail moves at once (D03).

What is planned is no record of the register, so no window matters; that it was moved stands in the history all the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from journal_plugin.core.bulk import update_rows
from journal_plugin.curriculum.models import PlannedLesson
from journal_plugin.lessons.actions.planning import set_kinds
from journal_plugin.lessons.actions.register import Register, already_written, open_register
from journal_plugin.lessons.enums import What
from journal_plugin.lessons.models import Change, Lesson
from journal_plugin.lessons.operations import Operation
from journal_plugin.lessons.queries import shifted_at
from journal_plugin.people.models import Person


@dataclass(frozen=True)
class Shifted:
    """How many lessons have another planned topic now, and the topic for which no lesson is left."""

    moved: int
    left: str = ""


def shift_plan(*, lesson_id: int, journal_id: int, actor: Person, key: UUID) -> Shifted:
    """What was planned for the lesson goes to the next one of its kind, and so on to the end; written topics stay.

    The lesson itself gets nothing, also when the programme is published anew. A repeated key changes nothing. Raises
    Lesson.DoesNotExist, Journal.DoesNotExist for a journal that is not the actor's, ValidationError for a substitute or
    where nothing is planned.
    """
    with open_register(journal_id=journal_id, actor=actor, own=True) as register:
        if already_written([key]):
            return Shifted(0)
        lesson = _lesson(register, lesson_id)
        if lesson.planned is None:
            raise ValidationError(_("Nothing is planned for this lesson."))
        tail = _tail(register, lesson)
        planned: list[int | None] = [row.planned_id for row in tail]
        end = planned.index(None) if None in planned else len(planned)
        moving = [lesson.planned_id, *planned[:end]]
        left = moving[-1] if end == len(planned) else None
        moved = _give(register, [lesson, *tail], [None, *moving])
        _log(register, lesson, key, old=lesson.planned.topic, new="")
        return Shifted(moved - 1, _topic(left))


def shift_back(*, lesson_id: int, journal_id: int, actor: Person, key: UUID) -> Shifted:
    """Takes ``shift_plan`` of the lesson back, as long as no later topic has been written since.

    Raises as it does; ValidationError also where the plan was not shifted.
    """
    with open_register(journal_id=journal_id, actor=actor, own=True) as register:
        if already_written([key]):
            return Shifted(0)
        lesson = _lesson(register, lesson_id)
        change = Change.objects.filter(lesson=lesson, what=What.PLAN).order_by("seq").last()
        if change is None or change.new:
            raise ValidationError(_("The plan was not shifted at this lesson."))
        if _after(lesson).filter(topic_at__gte=change.at).exists():
            raise ValidationError(_("A later topic has been written since: the plan stays as it is."))
        tail = _tail(register, lesson)
        planned = [row.planned_id for row in tail]
        moved = _give(register, [lesson, *tail], [*planned, _next(register, planned)])
        _log(register, lesson, key, old="", new=change.old)
        return Shifted(moved - 1)


def _lesson(register: Register, lesson_id: int) -> Lesson:
    if not register.whole:
        raise ValidationError(_("This journal is not yours to write."))
    return Lesson.objects.select_related("planned").get(pk=lesson_id, journal=register.journal)


def _after(lesson: Lesson):
    """Later lessons of the same kind that are held."""
    later = Q(date__gt=lesson.date) | Q(date=lesson.date, number__gt=lesson.number)
    lessons = Lesson.objects.filter(later, journal=lesson.journal_id, activity=lesson.activity, cancelled=False)
    return lessons.order_by("date", "number", "pk")


def _tail(register: Register, lesson: Lesson) -> list[Lesson]:
    """Those of them whose topic may still move."""
    passed = shifted_at([register.journal.pk])
    return [row for row in _after(lesson).filter(topic_version=0) if row.pk not in passed]


def _give(register: Register, lessons: Sequence[Lesson], planned: Sequence[int | None]) -> int:
    """Gives the lessons their planned ones, as far as both reach, with the kinds of work that the plan names."""
    pairs = [(lesson.pk, new) for lesson, new in zip(lessons, planned, strict=False) if lesson.planned_id != new]
    update_rows(Lesson, ["planned_id"], pairs)
    rows = PlannedLesson.objects.in_bulk([new for _pk, new in pairs if new])
    set_kinds(register.journal.institution_id, {pk: rows[new] for pk, new in pairs if new})
    return len(pairs)


def _next(register: Register, planned: Sequence[int | None]) -> int | None:
    """The planned lesson after the last one of ``planned`` that no lesson of the journal has."""
    last = PlannedLesson.objects.filter(pk=planned[-1]).first() if planned else None
    if last is None:
        return None
    rest = PlannedLesson.objects.filter(plan=last.plan_id, activity=last.activity, position__gt=last.position)
    rest = rest.filter(withdrawn=False).exclude(lessons__journal=register.journal)
    return rest.order_by("position").values_list("pk", flat=True).first()


def _topic(planned: int | None) -> str:
    return PlannedLesson.objects.values_list("topic", flat=True).get(pk=planned) if planned else ""


def _log(register: Register, lesson: Lesson, key: UUID, *, old: str, new: str) -> None:
    register.log(Operation(key, What.PLAN, new, 0, lesson=lesson.pk), old=old, version=0)
