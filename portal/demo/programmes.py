"""The demo's work programmes: one page an element, published, so that its plan stands before the first lesson."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from itertools import groupby
from random import Random
from uuid import UUID

from django.db.models import Count

from journal_plugin.access.enums import Role
from journal_plugin.access.models import RoleAssignment
from journal_plugin.calendar.models import AcademicYear
from journal_plugin.core.slugs import free_slug
from journal_plugin.curriculum.models import ProgrammeEdition
from journal_plugin.curriculum.pages import WorkProgrammeIndexPage, WorkProgrammePage
from journal_plugin.lessons.models import Lesson
from portal.demo.topics import DemoLesson, programme_of

EVERY = 0.2
"""The share of lessons with a digital material."""
EXTRA = {
    "title": "Российская электронная школа: уроки по теме",
    "kind": "video",
    "url": "https://resh.edu.ru/",
    "resource": None,
}


def publish_programmes(
    *, year: AcademicYear, random: Random, by=None, progress: Callable[[int, int], None] = lambda done, all_: None
) -> int:
    """A work programme for every element that has lessons in ``year``; returns how many were published."""
    index = WorkProgrammeIndexPage.objects.descendant_of(year.institution.site.root_page).get()
    needs = _needs(year)
    for done, (element, name, counts) in enumerate(needs, start=1):
        lessons = programme_of(name, theory=counts.get("theory", 0), practice=counts.get("practice", 0), random=random)
        _publish(index, year, element, name, lessons, random, by)
        progress(done, len(needs))
    _sign(year)
    return len(needs)


def _sign(year: AcademicYear) -> None:
    """The deputy director approved them all before the year began."""
    deputy = RoleAssignment.objects.filter(institution=year.institution_id, role=Role.DEPUTY).first()
    day = datetime.combine(year.since - timedelta(days=2), time(15), year.institution.zone)
    editions = ProgrammeEdition.objects.filter(page__year=year)
    editions.update(approved_by=deputy and deputy.person_id, opened_at=day, approved_at=day)


def _needs(year: AcademicYear) -> list[tuple[int, str, dict[str, int]]]:
    """Elements with the largest number of lessons of each activity that a journal of theirs has."""
    rows = (
        Lesson.objects.filter(journal__year=year)
        .values_list("journal__element_id", "journal__element__name", "journal", "activity")
        .annotate(lessons=Count("pk"))
        .order_by("journal__element__sort_key", "journal__element_id")
    )
    needs: dict[int, tuple[str, dict[str, int]]] = {}
    for element, name, _journal, activity, lessons in rows:
        counts = needs.setdefault(element, (name, {}))[1]
        counts[activity] = max(counts.get(activity, 0), lessons)
    return [(element, name, counts) for element, (name, counts) in needs.items()]


def _publish(
    index: WorkProgrammeIndexPage,
    year: AcademicYear,
    element: int,
    name: str,
    lessons: list[DemoLesson],
    random: Random,
    by,
) -> None:
    page = WorkProgrammePage(
        title=name[:255],
        slug=free_slug(index, name),
        element_id=element,
        year=year,
        goals="Обучающийся знает основные понятия курса, применяет их на занятиях и в работе.",
        body=_body(lessons, year.institution.settings.lesson_hours, random),
    )
    index.add_child(instance=page)
    page.save_revision(user=by).publish(user=by)


def _body(lessons: list[DemoLesson], hours: int, random: Random) -> list[dict]:
    def block(kind: str, value) -> dict:
        return {"type": kind, "value": value, "id": str(UUID(int=random.getrandbits(128), version=4))}

    sections = []
    for title, members in groupby(lessons, key=lambda lesson: lesson.section):
        items = [
            block(
                "item",
                {
                    "topic": lesson.topic,
                    "hours": hours,
                    "activity": lesson.activity,
                    "work_kind": lesson.work_kind,
                    "homework": lesson.homework,
                    "materials": [block("item", dict(EXTRA))] if random.random() < EVERY else [],
                },
            )
            for lesson in members
        ]
        half = (len(items) + 1) // 2
        topics = [
            block("item", {"title": part[0]["value"]["topic"].split(". ", 1)[-1], "content": "", "lessons": part})
            for part in (items[:half], items[half:])
            if part
        ]
        sections.append(block("section", {"title": title, "topics": topics}))
    return sections
