"""A published work programme becomes the thematic plan that teachers take topics from (B04, B06, B13)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from journal_plugin.curriculum.models import ContentElement, PlannedContent, PlannedLesson, StudyElement, ThematicPlan
from journal_plugin.curriculum.programme import ProgrammeSection
from journal_plugin.curriculum.signals import plan_derived


@transaction.atomic
def derive_plan(
    *,
    element: StudyElement,
    year_id: int,
    page_id: int,
    sections: Sequence[ProgrammeSection],
    published_at: datetime,
) -> ThematicPlan:
    """Writes the plan of a programme page: lessons keep their identity by block, those left out are withdrawn.

    A lesson that a register already used is never deleted: its topic stays as it was given. Codes of content elements
    that the codifier of ``element`` does not have are left out (B05). Eight statements.
    """
    plan, _created = ThematicPlan.objects.update_or_create(
        page_id=page_id, defaults={"element": element, "year_id": year_id, "published_at": published_at}
    )
    rows = [
        PlannedLesson(
            plan=plan,
            block=lesson.block,
            position=lesson.number,
            section=section.title,
            topic=lesson.topic,
            hours=lesson.hours,
            activity=lesson.activity,
            work_kind_code=lesson.work_kind,
            homework=lesson.homework,
            materials=[[material.kind, material.title, material.url] for material in lesson.materials],
        )
        for section in sections
        for topic in section.topics
        for lesson in topic.lessons
    ]
    plan.lessons.update(withdrawn=True)
    PlannedLesson.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["plan", "block"],
        update_fields=[
            "position",
            "section",
            "topic",
            "hours",
            "activity",
            "work_kind_code",
            "homework",
            "materials",
            "withdrawn",
        ],
    )
    lessons = [lesson for section in sections for topic in section.topics for lesson in topic.lessons]
    _link_content(plan, {lesson.block: lesson.codes for lesson in lessons})
    plan_derived.send(sender=ThematicPlan, plan=plan)
    return plan


def _link_content(plan: ThematicPlan, codes: Mapping[UUID, tuple[str, ...]]) -> None:
    known = dict(ContentElement.objects.filter(element=plan.element_id).values_list("code", "pk"))
    lessons = dict(plan.lessons.filter(withdrawn=False).values_list("block", "pk"))
    PlannedContent.objects.filter(lesson__plan=plan).delete()
    links = [
        PlannedContent(lesson_id=lessons[block], content_id=known[code])
        for block, of_lesson in codes.items()
        for code in of_lesson
        if code in known
    ]
    PlannedContent.objects.bulk_create(links, batch_size=500)
