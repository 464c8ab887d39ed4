"""Thematic plans over lessons: one plan of an element for all its groups, whatever kind of element it is (B09, B10, B12)."""

from datetime import date
from uuid import uuid4

import pytest

from journal_plugin.curriculum.models import PlannedLesson, StudyElement, ThematicPlan
from journal_plugin.lessons.actions.planning import follow_plans
from journal_plugin.lessons.models import Journal, Lesson
from tests.factories.curriculum import make_element
from tests.factories.lessons import make_journal, make_lesson

DAYS = (date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 25))


def make_plan(cast, element: StudyElement, *topics: str | tuple[str, str]) -> ThematicPlan:
    """A plan of ``topics``: of theory, unless (topic, activity)."""
    plan = ThematicPlan.objects.create(
        element=element, year=cast.year, page_id=element.pk, published_at="2026-08-30T10:00:00Z"
    )
    for position, said in enumerate(topics):
        topic, activity = said if isinstance(said, tuple) else (said, "theory")
        PlannedLesson.objects.create(
            plan=plan, block=uuid4(), position=position, section="Раздел", topic=topic, activity=activity
        )
    return plan


def topics_of(journal: Journal) -> list[str]:
    """The topics that the lessons of ``journal`` follow, in order."""
    rows = Lesson.objects.filter(journal=journal).order_by("date", "number")
    return list(rows.values_list("planned__topic", flat=True))


@pytest.mark.row("B10")
@pytest.mark.parametrize("kind", ["discipline", "mdk", "course-work", "project", "study-practice"])
def test_the_topics_of_a_journal_follow_the_plan_of_its_element(cast, kind):
    element = make_element(cast.institution, "Гидравлика", kind=kind)
    journal = make_journal(cast.group, element, cast.year)
    for day in DAYS:
        make_lesson(journal, day)
    make_plan(cast, element, "Введение", "Насосы", "Трубы")

    assert follow_plans(year=cast.year, element_id=element.pk) == 3

    assert topics_of(journal) == ["Введение", "Насосы", "Трубы"]


@pytest.mark.row("B09")
def test_parallel_groups_share_one_plan_each_by_its_own_timetable(cast):
    element = make_element(cast.institution, "Гидравлика")
    ours, parallel = (make_journal(group, element, cast.year) for group in (cast.group, cast.foreign_group))
    for day in DAYS:
        make_lesson(ours, day)
    make_lesson(parallel, DAYS[1])
    make_plan(cast, element, "Введение", "Насосы", "Трубы")

    follow_plans(year=cast.year, element_id=element.pk)

    assert (topics_of(ours), topics_of(parallel)) == (["Введение", "Насосы", "Трубы"], ["Введение"])


@pytest.mark.row("B12")
def test_a_consultation_takes_its_own_topic_from_the_plan(cast):
    element = make_element(cast.institution, "Гидравлика")
    journal = make_journal(cast.group, element, cast.year)
    make_lesson(journal, DAYS[0])
    make_lesson(journal, DAYS[1], activity="consultation")
    make_lesson(journal, DAYS[2])
    make_plan(cast, element, "Введение", "Насосы", ("Консультация к экзамену", "consultation"))

    follow_plans(year=cast.year, element_id=element.pk)

    assert topics_of(journal) == ["Введение", "Консультация к экзамену", "Насосы"]
