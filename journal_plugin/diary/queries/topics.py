"""One subject of a child in a period: topics studied and to come, with own marks and absences (B17)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef
from django.http import Http404

from journal_plugin.attendance.models import Attendance
from journal_plugin.curriculum.models import PlannedLesson, StudyElement
from journal_plugin.diary.queries.children import Child
from journal_plugin.diary.queries.controls import forms_of_control
from journal_plugin.diary.queries.marks import MarkCard
from journal_plugin.diary.queries.periods import Period
from journal_plugin.lessons.models import Lesson
from journal_plugin.lessons.queries import TOPIC_OF_PLAN
from journal_plugin.lessons.queries.materials import Material, materials_at
from journal_plugin.marks.models import Mark


@dataclass(frozen=True)
class Studied:
    """A lesson: its topic is that of the register, before the lesson that of the plan.

    ``held`` from the next day on; on the day itself once it has a topic or marks.
    """

    pk: int
    date: date
    number: int
    topic: str
    homework: str
    absence: str
    marks: tuple[MarkCard, ...]
    held: bool
    materials: tuple[Material, ...] = ()


@dataclass(frozen=True)
class Topics:
    """``held`` and ``ahead`` by date; ``later`` are topics of the plan that no lesson of the year has yet; ``controls`` are
    (study period, form of control) of the year.
    """

    subject: str
    held: tuple[Studied, ...]
    ahead: tuple[Studied, ...]
    later: tuple[str, ...]
    controls: tuple[tuple[str, str], ...]


def topics_of(child: Child, element: int, period: Period, today: date) -> Topics:
    """The child's lessons of that study element in the period, of the groups he was in on those days; eight queries.

    Http404 for an element that the child's groups do not have in the period.
    """
    groups = child.groups_between(period.since, period.until)
    lessons = Lesson.objects.filter(
        journal__element=element,
        journal__group__in=groups,
        date__range=(period.since, period.until),
        cancelled=False,
    )
    rows = [
        row
        for row in lessons.order_by("date", "number", "pk").values_list(
            "pk", "journal__group_id", "journal", "date", "number", "topic", TOPIC_OF_PLAN, "homework"
        )
        if child.was_in(row[1], row[3])
    ]
    name = StudyElement.objects.filter(pk=element, institution=child.school.pk).values_list("name", flat=True).first()
    if not rows or name is None:
        raise Http404
    materials = materials_at([row[0] for row in rows])
    own = _marks({row[0] for row in rows}, child.pk)
    signs = dict(
        Attendance.objects.filter(learner=child.pk, lesson__in=[row[0] for row in rows])
        .exclude(code="")
        .values_list("lesson_id", "code")
    )
    cards = [
        Studied(
            pk,
            day,
            number,
            topic or planned or "",
            homework,
            signs.get(pk, ""),
            own.get(pk, ()),
            day < today or (day == today and bool(topic or pk in own)),
            materials.get(pk, ()),
        )
        for pk, _group, _journal, day, number, topic, planned, homework in rows
    ]
    return Topics(
        subject=name,
        held=tuple(card for card in cards if card.held),
        ahead=tuple(card for card in cards if not card.held),
        later=_later(element, {row[2] for row in rows}),
        controls=forms_of_control(child, element, period, today),
    )


def _marks(lessons: set[int], learner: int) -> dict[int, tuple[MarkCard, ...]]:
    found: dict[int, tuple[MarkCard, ...]] = defaultdict(tuple)
    given = Mark.objects.filter(learner=learner, work__lesson__in=lessons).exclude(code="")
    rows = given.order_by("work__position", "pk").values_list(
        "work__lesson_id", "pk", "code", "work__kind__name", "version"
    )
    for lesson, pk, code, kind, version in rows:
        found[lesson] += (MarkCard(pk, code, kind, version > 1),)
    return dict(found)


def _later(element: int, journals: set[int]) -> tuple[str, ...]:
    """Topics of the year's plan that none of the journals has a lesson for, in their order."""
    placed = Lesson.objects.filter(journal__in=journals, planned=OuterRef("pk"), cancelled=False)
    years = Lesson.objects.filter(journal__in=journals).values("journal__year")
    waiting = PlannedLesson.objects.filter(
        ~Exists(placed), plan__element=element, plan__year__in=years, withdrawn=False
    )
    return tuple(waiting.order_by("position").values_list("topic", flat=True))
