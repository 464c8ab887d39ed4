"""Laying thematic plans over lessons: which planned lesson is meant for which dated one."""

from collections import defaultdict

from django.db import transaction
from django.db.models import Exists, OuterRef

from journal_plugin.calendar.closing import refuse_closed
from journal_plugin.calendar.models import AcademicYear
from journal_plugin.core.bulk import update_rows
from journal_plugin.curriculum.models import PlannedLesson
from journal_plugin.lessons.models import Change, Journal, Lesson, Work, WorkKind
from journal_plugin.lessons.queries import shifted_at


@transaction.atomic
def follow_plans(*, year: AcademicYear, element_id: int | None = None, journal_id: int | None = None) -> int:
    """Gives the lessons of the year's journals (of one element or one journal, if named) those of their plan, in order.

    Theory follows theory and practice practice; what the schedule of a practice gives has its topic from there (B11).
    A lesson with a topic keeps its planned lesson, one at which the plan was shifted gets none; a column that has marks
    keeps its kind of work. Nothing of the register itself is written.
    Returns how many lessons follow a plan. Raises YearClosed.
    """
    refuse_closed(year)
    scope = Journal.objects.filter(year=year)
    if element_id is not None:
        scope = scope.filter(element=element_id)
    if journal_id is not None:
        scope = scope.filter(pk=journal_id)
    elements = dict(scope.values_list("pk", "element_id"))
    plans = _plans(year, set(elements.values()))
    queues: dict[int, dict[str, list[PlannedLesson]]] = {
        journal: {activity: list(rows) for activity, rows in plans[element].items()}
        for journal, element in elements.items()
        if element in plans
    }
    lessons = list(
        Lesson.objects.filter(journal__in=queues, cancelled=False, visit=None).order_by(
            "journal_id", "date", "number", "pk"
        )
    )
    changed, followed = [], {}
    passed = shifted_at(queues)
    for lesson in lessons:
        if lesson.pk in passed:
            continue
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
    set_kinds(year.institution_id, followed)
    return len(followed)


def _plans(year: AcademicYear, elements: set[int]) -> dict[int, dict[str, list[PlannedLesson]]]:
    plans: dict[int, dict[str, list[PlannedLesson]]] = defaultdict(lambda: defaultdict(list))
    rows = PlannedLesson.objects.filter(plan__year=year, plan__element__in=elements, withdrawn=False)
    for row in rows.select_related("plan").order_by("plan", "position"):
        plans[row.plan.element_id][row.activity].append(row)
    return plans


def set_kinds(institution: int, followed: dict[int, PlannedLesson]) -> None:
    """The first column of each lesson takes the kind of work that the plan names.

    Where the plan names none (any more), it is again of the usual kind, unless somebody has changed it by hand.
    """
    ordered = list(WorkKind.objects.filter(institution=institution))
    kinds = {kind.code: kind for kind in ordered}
    by_hand = Exists(Change.objects.filter(work=OuterRef("pk")))
    works = Work.objects.filter(lesson__in=followed, position=0, marks=None).annotate(by_hand=by_hand)
    changed = []
    for work in works:
        code = followed[work.lesson_id].work_kind_code
        kind = kinds.get(code) if code or work.by_hand else ordered[0]
        if kind and work.kind_id != kind.pk:
            changed.append((work.pk, kind.pk, kind.weight))
    update_rows(Work, ["kind_id", "weight"], changed)
