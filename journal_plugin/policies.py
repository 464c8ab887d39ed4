"""Every list of the admin and its rule on one screen: only registrations, made in ready()."""

from collections.abc import Callable
from functools import partial

from django.db.models import Model
from wagtail.permissions import policy_registry, register_permission_policy

from journal_plugin.access.matrix import Area
from journal_plugin.access.models import RoleAssignment
from journal_plugin.access.policies import RulePolicy
from journal_plugin.access.rules import reads_roles, writes_roles
from journal_plugin.calendar.closing import why_closed_days, why_closed_of
from journal_plugin.calendar.models import AcademicYear, AttestationPeriod, BellSchedule, Holiday, StayMode, Term
from journal_plugin.courses.models import Course
from journal_plugin.courses.rules import may_read_course
from journal_plugin.curriculum.models import (
    ContentElement,
    ControlForm,
    Curriculum,
    IndividualCurriculum,
    Programme,
    StudyElement,
    TeachingAssignment,
)
from journal_plugin.curriculum.rules import keeps_content, reads_content
from journal_plugin.institution.models import Building, Department, Institution, Room
from journal_plugin.institution.rules import keeps_directories, offered_directories, reads_directories
from journal_plugin.lessons.models import WorkKind
from journal_plugin.library.models import Resource
from journal_plugin.library.rules import keeps_library, offered_resources, reads_library
from journal_plugin.people.models import Group, Guardianship, Learner, Membership, Move, Person, Staff
from journal_plugin.people.queries import why_group_shut
from journal_plugin.people.rules import (
    keeps_contingent,
    keeps_persons,
    known_at,
    offered_groups,
    reads_contingent,
    reads_persons,
)
from journal_plugin.timetable.models import Slot
from journal_plugin.timetable.rules import keeps_timetable, reads_timetable

DIRECTORIES = {
    Institution: "pk",
    Department: "institution",
    Building: "institution",
    Room: "institution",
    AcademicYear: "institution",
    Term: "year__institution",
    Holiday: "institution",
    AttestationPeriod: "institution",
    BellSchedule: "institution",
    StayMode: "institution",
    Programme: "institution",
    StudyElement: "institution",
    ControlForm: "institution",
    Curriculum: "institution",
    WorkKind: "institution",
}
RELATED: dict[type[Model], tuple[str, ...]] = {Term: ("year",)}


SHUT: dict[type[Model], Callable[..., str]] = {
    AcademicYear: lambda year: why_closed_of(pk=year.pk),
    Term: lambda row: why_closed_of(pk=row.year_id),
    Holiday: lambda row: why_closed_days(row.institution_id, row.since, row.until),
    AttestationPeriod: lambda row: why_closed_days(row.institution_id, row.since, row.until),
    Curriculum: lambda row: why_closed_of(pk=row.year_id),
    IndividualCurriculum: lambda row: why_closed_of(pk=row.year_id),
    TeachingAssignment: lambda row: why_closed_of(terms=row.term_id),
    Slot: lambda row: why_closed_of(terms=row.term_id),
    Group: why_group_shut,
}
"""Rows of a study year, and groups that end in it, which nobody writes when it is closed."""


def register_policies() -> None:
    """Tell Wagtail the rule of every model that has a list in the admin."""
    for model, path in DIRECTORIES.items():
        rules = {
            "reads": partial(reads_directories, path=path),
            "writes": partial(keeps_directories, path=path),
            "offers": partial(offered_directories, path=path),
        }
        _register(model, area=Area.DIRECTORIES, path=path, related=RELATED.get(model, ()), **rules)
    _register(
        Staff,
        area=Area.DIRECTORIES,
        reads=reads_directories,
        writes=keeps_directories,
        offers=offered_directories,
        related=("person",),
    )
    _register(Person, area=Area.CONTINGENT, reads=reads_persons, writes=keeps_persons, path="", within=_known_at_one)
    _register(Group, area=Area.CONTINGENT, reads=reads_contingent, writes=keeps_contingent, offers=offered_groups)
    _register(Learner, area=Area.CONTINGENT, reads=reads_contingent, writes=keeps_contingent, related=("person",))
    for model in (Membership, Move, Guardianship, IndividualCurriculum):
        path = "learner__institution"
        rules = {"reads": partial(reads_contingent, path=path), "writes": partial(keeps_contingent, path=path)}
        _register(model, area=Area.CONTINGENT, path=path, **rules)
    timetable = {"reads": reads_timetable, "writes": keeps_timetable, "path": "term__year__institution"}
    for dated in (Slot, TeachingAssignment):
        _register(dated, area=Area.TIMETABLE, **timetable)
    _register(ContentElement, area=Area.PROGRAMMES, reads=reads_content, writes=keeps_content, related=("element",))
    _register(Resource, area=Area.PROGRAMMES, reads=reads_library, writes=keeps_library, offers=offered_resources)
    _register(Course, area=Area.PROGRAMMES, reads=may_read_course)
    _register(RoleAssignment, area=Area.ROLES, reads=reads_roles, writes=writes_roles)


def _register(model, **rules) -> None:
    rules |= {"shut": SHUT[model]} if model in SHUT else {}
    register_permission_policy(model, RulePolicy(model, **rules), exact_class=True)


def _known_at_one(institution_id: int | None):
    return known_at([institution_id])


def logged_models() -> list:
    """Models whose lines of the audit log belong to an institution."""
    return [model for model, policy in policy_registry.values_by_exact_class.items() if isinstance(policy, RulePolicy)]
