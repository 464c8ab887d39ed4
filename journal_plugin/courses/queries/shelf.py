"""Courses on the desk: the shelf, where each is open, what may be opened to a journal."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, QuerySet

from journal_plugin.courses.body import read_body
from journal_plugin.courses.models import Course, CourseRun
from journal_plugin.courses.rules import may_read_course, may_read_run, may_write_course
from journal_plugin.institution.models import Institution
from journal_plugin.lessons.models import Journal
from journal_plugin.library.models import Resource


@dataclass(frozen=True)
class CourseLine:
    """A course in the list; ``opened``: to how many journals, ``own``: the reader writes it."""

    pk: int
    name: str
    element: str
    summary: str
    sections: int
    steps: int
    opened: int
    withdrawn: bool
    own: bool


def shelf_of(user, institution: Institution) -> tuple[CourseLine, ...]:
    """The courses of the institution that ``user`` reads, his own first, those put away last; one query."""
    own = Course.objects.filter(may_write_course(user), pk=OuterRef("pk"))
    rows = Course.objects.filter(may_read_course(user), institution=institution).select_related("element")
    rows = rows.annotate(own=Exists(own), opened=Count("runs")).order_by("withdrawn", "-own", "sort_key", "pk")
    return tuple(_line(row) for row in rows)


def _line(row) -> CourseLine:
    body = read_body(row.body)
    steps = sum(len(section.steps) for section in body)
    return CourseLine(
        row.pk, row.name, row.element.name, row.summary, len(body), steps, row.opened, row.withdrawn, row.own
    )


def opened_to(course: Course, user) -> tuple[tuple[int, int, str], ...]:
    """(journal, run, «ОН-24, 2026/2027») of the journals that ``user`` reads, where the course is open; one query."""
    runs = CourseRun.objects.filter(may_read_run(user), course=course).order_by("-journal__year__since", "pk")
    rows = runs.values_list("journal_id", "pk", "journal__group__name", "journal__year__name")
    return tuple((journal, run, f"{group}, {year}") for journal, run, group, year in rows)


def to_be_opened(journal: Journal) -> QuerySet[Course]:
    """Courses of the journal's element that are not open in it yet."""
    there = CourseRun.objects.filter(journal=journal, course=OuterRef("pk"))
    rows = Course.objects.filter(institution=journal.institution_id, element=journal.element_id, withdrawn=False)
    return rows.filter(~Exists(there)).exclude(body=[])


def is_behind(run: CourseRun) -> bool:
    """Whether the course of a run (fetched with its course and edition) says more by now than its learners see."""
    course, edition = run.course, run.edition
    return (course.name, course.summary, course.body) != (edition.name, edition.summary, edition.body)


def entries_for(course: Course) -> tuple[tuple[str, str], ...]:
    """(id, name) of the entries of the library that a step may name: those of the course's element first; one query."""
    mine = Resource.subjects.through.objects.filter(resource=OuterRef("pk"), studyelement=course.element_id)
    rows = Resource.objects.filter(institution=course.institution_id, withdrawn=False)
    found = rows.annotate(own=Exists(mine)).order_by("-own", "sort_key", "pk").values_list("pk", "name")
    return tuple((str(pk), name) for pk, name in found)
