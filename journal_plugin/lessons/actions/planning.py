"""Laying thematic plans over lessons: which planned lesson is meant for which dated one."""

from collections import defaultdict

from django.db import transaction

from journal_plugin.calendar.models import AcademicYear
from journal_plugin.core.bulk import update_rows
from journal_plugin.curriculum.models import PlannedLesson
from journal_plugin.lessons.models import Journal, Lesson, Work, WorkKind


@transaction.atomic
def follow_plans(*, year: AcademicYear, element_id: int | None = None) -> int:
    """Gives the lessons of the year's journals (of one element, if named) the lessons of their plan, in order.

    Theory follows theory and practice practice. A lesson with a topic keeps its planned lesson; a column that has marks
    keeps its kind of work. Nothing of the register itself is written. Returns how many lessons follow a plan.
    """
    scope = Journal.objects.filter(year=year)
    if element_id is not None:
        scope = scope.filter(element=element_id)
    elements = dict(scope.values_list("pk", "element_id"))
    plans = _plans(year, set(elements.values()))
    queues: dict[int, dict[str, list[PlannedLesson]]] = {
        journal: {activity: list(rows) for activity, rows in plans[element].items()}
        for journal, element in elements.items()
        if element in plans
    }
    lessons = list(
        Lesson.objects.filter(journal__in=queues, cancelled=False).order_by("journal_id", "date", "number", "pk")
    )
    changed, followed = [], {}
    for lesson in lessons:
        queue = queues[lesson.journal_id].get(lesson.activity)
        if not queue:
            continue
        planned = queue.pop(0)
        if lesson.topic_version:
            continue
        followed[lesson.pk] = planned
        if lesson.planned_id != planned.pk:
            changed.append((lesson.pk, planned.pk))
    update_rows(Lesson, ["planned_id"], changed)
    _set_kinds(year, followed)
    return len(followed)


def _plans(year: AcademicYear, elements: set[int]) -> dict[int, dict[str, list[PlannedLesson]]]:
    plans: dict[int, dict[str, list[PlannedLesson]]] = defaultdict(lambda: defaultdict(list))
    rows = PlannedLesson.objects.filter(plan__year=year, plan__element__in=elements, withdrawn=False)
    for row in rows.select_related("plan").order_by("plan", "position"):
        plans[row.plan.element_id][row.activity].append(row)
    return plans


def _set_kinds(year: AcademicYear, followed: dict[int, PlannedLesson]) -> None:
    """The first column of each lesson takes the kind of work that the plan names."""
    kinds = {kind.code: kind for kind in WorkKind.objects.filter(institution=year.institution)}
    wanted = {pk: kinds[row.work_kind_code] for pk, row in followed.items() if row.work_kind_code in kinds}
    changed = []
    for work in Work.objects.filter(lesson__in=wanted, position=0, marks=None):
        kind = wanted[work.lesson_id]
        if work.kind_id != kind.pk:
            changed.append((work.pk, kind.pk, kind.weight))
    update_rows(Work, ["kind_id", "weight"], changed)
