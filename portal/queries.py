"""Named reads about groups for the portal's pages."""

import datetime
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import gettext

from journal_plugin.access.enums import Role
from journal_plugin.access.models import RoleAssignment
from journal_plugin.core.models import active_on
from journal_plugin.core.names import initials
from journal_plugin.curriculum.models import Programme
from journal_plugin.institution.enums import InstitutionKind
from journal_plugin.institution.models import Institution
from journal_plugin.people.models import Group, Membership


def course_word(institution: Institution | None) -> str:
    """«курс» of a college, «класс» of a school, after a number."""
    is_school = institution is not None and institution.kind == InstitutionKind.SCHOOL
    return gettext("grade") if is_school else gettext("course")


@dataclass(frozen=True)
class Leader:
    """Who leads a group."""

    full_name: str
    letters: str


@dataclass(frozen=True)
class GroupFacts:
    """The head of a group's page."""

    name: str
    programme: str
    course: int
    learners: int
    leaders: tuple[Leader, ...]
    leader_title: str
    learner_word: str


@dataclass(frozen=True)
class GroupLine:
    """A line of the list of groups."""

    group_id: int
    course: int
    learners: int
    leader: str


def facts_of(group: Group, day: datetime.date) -> GroupFacts:
    """Programme, number of learners and curator of ``group`` on ``day``; three queries and the institution's settings."""
    people = (
        RoleAssignment.objects.on(day)
        .filter(role=Role.CURATOR, group=group)
        .order_by("since", "pk")
        .values_list("person__last_name", "person__first_name", "person__patronymic")
    )
    programme = Programme.objects.filter(curricula__groups=group).order_by("-curricula__year__since").first()
    settings = getattr(group.institution, "settings", None)
    return GroupFacts(
        name=group.name,
        programme=f"{programme.code} {programme.name}".strip() if programme else "",
        course=group.course,
        learners=Membership.objects.on(day).filter(group=group).count(),
        leaders=tuple(
            Leader(" ".join(part for part in (last, first, middle) if part), f"{first[:1]}{last[:1]}")
            for last, first, middle in people
        ),
        leader_title=settings.curator_title if settings else "",
        learner_word=settings.learner_word if settings else "",
    )


def lines_of(groups, day: datetime.date) -> dict[int, GroupLine]:
    """Course, number of learners and curator for each of ``groups`` (ids); two queries."""
    rows = (
        Group.objects.filter(pk__in=groups)
        .annotate(learners=Count("memberships", filter=active_on(day, "memberships__")))
        .values_list("pk", "course", "learners")
    )
    leaders: dict[int, str] = {}
    people = RoleAssignment.objects.on(day).filter(Q(role=Role.CURATOR), group__in=groups).order_by("-since", "pk")
    for group_id, *name in people.values_list(
        "group_id", "person__last_name", "person__first_name", "person__patronymic"
    ):
        leaders[group_id] = initials(*name)
    return {pk: GroupLine(pk, course, learners, leaders.get(pk, "")) for pk, course, learners in rows}
