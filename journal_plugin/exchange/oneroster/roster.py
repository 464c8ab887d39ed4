"""Rows of a package about the institution, its calendar, courses, classes and who is in them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from journal_plugin.calendar.models import Term
from journal_plugin.curriculum.models import StudyElement, TeachingAssignment
from journal_plugin.exchange.oneroster.scope import Row, Scope
from journal_plugin.exchange.oneroster.spec import OWN
from journal_plugin.exchange.oneroster.words import (
    HOMEROOM,
    SCHEDULED,
    SCHOOL_YEAR,
    SESSIONS,
    STUDENT,
    TEACHER,
    after,
    listed,
)
from journal_plugin.institution.models import Department
from journal_plugin.lessons.models import Journal
from journal_plugin.people.models import Group, Membership

CHUNK = 2000
"""Rows that are in memory at once while a long file is written."""

GROUPS = "Группы"
"""The course of which the groups themselves are classes: the binding wants one of every class."""


def orgs(scope: Scope) -> Iterator[Row]:
    """The institution and its departments."""
    yield {"sourcedId": scope.school, "name": scope.institution.name, "type": "school"}
    for row in Department.objects.filter(institution=scope.institution).order_by("sort_key", "pk"):
        yield {
            "sourcedId": scope.guid("department", row.pk),
            "name": row.name,
            "type": "department",
            "identifier": row.external_id,
            "parentSourcedId": scope.school,
        }


def academic_sessions(scope: Scope) -> Iterator[Row]:
    """The study year and its periods."""
    year = scope.guid("year", scope.year.pk)
    common = {"schoolYear": scope.year.until.year}
    yield common | {
        "sourcedId": year,
        "title": scope.year.name,
        "type": SCHOOL_YEAR,
        "startDate": scope.year.since.isoformat(),
        "endDate": after(scope.year.until),
    }
    for term in Term.objects.filter(year=scope.year):
        yield common | {
            "sourcedId": scope.guid("term", term.pk),
            "title": term.name,
            "type": SESSIONS[term.kind],
            "startDate": term.since.isoformat(),
            "endDate": after(term.until),
            "parentSourcedId": year,
            f"{OWN}kind": term.kind,
            f"{OWN}number": term.number,
            f"{OWN}course": term.course or "",
        }


def courses(scope: Scope) -> Iterator[Row]:
    """Study elements, and the course of which groups are classes."""
    yield {"sourcedId": scope.guid("course", "groups"), "title": GROUPS, "orgSourcedId": scope.school}
    for row in StudyElement.objects.filter(institution=scope.institution).order_by("sort_key", "pk"):
        yield {
            "sourcedId": scope.guid("element", row.pk),
            "title": row.name,
            "courseCode": row.code,
            "orgSourcedId": scope.school,
            f"{OWN}kind": row.kind,
            f"{OWN}level": row.level,
            f"{OWN}module": scope.guid("element", row.module_id) if row.module_id else "",
            f"{OWN}code": row.external_id,
        }


@dataclass(frozen=True)
class Taught:
    """A group that studies an element: one class of a package; the periods in which it has a load."""

    group: int
    element: int
    title: str
    terms: tuple[int, ...]


def taught_of(scope: Scope) -> tuple[Taught, ...]:
    """Every journal and every load of the scope; two queries."""
    titles: dict[tuple[int, int], str] = {}
    terms: dict[tuple[int, int], list[int]] = {}
    names = ("group_id", "element_id", "group__name", "element__name")
    for group, element, *name in Journal.objects.filter(year=scope.year).order_by("pk").values_list(*names):
        titles[group, element] = ", ".join(reversed(name))
    for group, element, *name, term in _load(scope).values_list(*names, "term_id"):
        titles.setdefault((group, element), ", ".join(reversed(name)))
        terms.setdefault((group, element), []).append(term)
    return tuple(
        Taught(*key, title, tuple(dict.fromkeys(terms.get(key, ()))))
        for key, title in sorted(titles.items(), key=lambda item: item[0])
    )


def class_guid(scope: Scope, group: int, element: int) -> str:
    """The sourcedId of a group that studies an element in the scope's year."""
    return scope.guid("class", group, element, scope.year.pk)


def groups_of(scope: Scope) -> list[Group]:
    """Groups and their parts on the scope's day and later; one query."""
    rows = Group.objects.between(scope.day, date.max).filter(institution=scope.institution)
    return list(rows.select_related("mode").order_by("sort_key", "since", "pk"))


def classes(scope: Scope, groups: list[Group], taught: tuple[Taught, ...]) -> Iterator[Row]:
    """Groups as homerooms; what each of them studies as scheduled classes."""
    year = scope.guid("year", scope.year.pk)
    known = {group.pk for group in groups}
    for group in groups:
        yield {
            "sourcedId": scope.guid("group", group.pk),
            "title": group.name,
            "grades": group.course,
            "courseSourcedId": scope.guid("course", "groups"),
            "classType": HOMEROOM,
            "schoolSourcedId": scope.school,
            "termSourcedIds": year,
            f"{OWN}kind": group.kind,
            f"{OWN}group": scope.guid("group", group.parent_id) if group.parent_id in known else "",
            f"{OWN}places": "" if group.places is None else group.places,
            f"{OWN}department": scope.guid("department", group.department_id) if group.department_id else "",
            f"{OWN}mode": group.mode.name if group.mode else "",
            f"{OWN}code": group.external_id,
        }
    for one in taught:
        yield {
            "sourcedId": class_guid(scope, one.group, one.element),
            "title": one.title,
            "courseSourcedId": scope.guid("element", one.element),
            "classType": SCHEDULED,
            "schoolSourcedId": scope.school,
            "termSourcedIds": listed(scope.guid("term", term) for term in one.terms) or year,
            f"{OWN}group": scope.guid("group", one.group) if one.group in known else "",
        }


def enrollments(
    scope: Scope, groups: list[Group], taught: tuple[Taught, ...], learners: frozenset[int]
) -> Iterator[Row]:
    """Who of ``learners`` (ids of persons) is in a group and so in its classes, and who teaches them; two queries."""
    known = {group.pk for group in groups}
    studied: dict[int, list[int]] = {}
    for one in taught:
        studied.setdefault(one.group, []).append(one.element)
    rows = Membership.objects.between(scope.since, date.max).filter(learner__institution=scope.institution)
    names = ("pk", "group_id", "learner__person_id", "since", "until", "order_no")
    for pk, group, person, since, until, order_no in rows.order_by("pk").values_list(*names).iterator(CHUNK):
        if person not in learners:
            continue
        common = {
            "schoolSourcedId": scope.school,
            "userSourcedId": scope.guid("person", person),
            "role": STUDENT,
            "beginDate": since.isoformat(),
            "endDate": after(until),
        }
        if group in known:
            yield common | {
                "sourcedId": scope.guid("membership", pk),
                "classSourcedId": scope.guid("group", group),
                f"{OWN}orderNo": order_no,
            }
        for element in studied.get(group, ()):
            yield common | {
                "sourcedId": scope.guid("seat", pk, element),
                "classSourcedId": class_guid(scope, group, element),
            }
    yield from _teachers(scope)


def _teachers(scope: Scope) -> Iterator[Row]:
    led: set[tuple[int, int]] = set()
    for row in _load(scope).select_related("staff").order_by("pk").iterator(CHUNK):
        place = (row.group_id, row.element_id)
        yield {
            "sourcedId": scope.guid("load", row.pk),
            "classSourcedId": class_guid(scope, *place),
            "schoolSourcedId": scope.school,
            "userSourcedId": scope.guid("person", row.staff.person_id),
            "role": TEACHER,
            "primary": "false" if place in led else "true",
            "beginDate": row.since.isoformat(),
            "endDate": after(row.until),
            f"{OWN}activity": row.activity,
            f"{OWN}hours": row.hours,
            f"{OWN}lessonsPerCycle": row.lessons_per_cycle,
        }
        led.add(place)


def _load(scope: Scope):
    rows = TeachingAssignment.objects.filter(term__year=scope.year)
    return rows.filter(term=scope.term) if scope.term else rows
