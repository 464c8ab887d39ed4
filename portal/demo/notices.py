"""The demo's notices: absences announced in advance, and one today that nobody has explained."""

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from journal_plugin.access.enums import Role
from journal_plugin.access.models import RoleAssignment
from journal_plugin.attendance.actions import announce_absence
from journal_plugin.attendance.enums import AbsenceKind, Presence
from journal_plugin.gradebook.actions import enter
from journal_plugin.institution.models import Institution
from journal_plugin.lessons.enums import What
from journal_plugin.lessons.models import Lesson, LessonTeacher
from journal_plugin.lessons.operations import Operation
from journal_plugin.people.models import Guardianship, Learner

_ENTERED = timedelta(minutes=12)
"""So long ago today's absence was entered: longer than the grace of notices."""


def announce_absences(
    *,
    institution: Institution,
    now: datetime,
    random: Random,
    progress: Callable[[int, int], None] = lambda done, all_: None,
) -> None:
    """In the first group a parent announces an illness and the curator a competition; one learner is missed today."""
    curator = (
        RoleAssignment.objects.filter(institution=institution, role=Role.CURATOR).order_by("group__sort_key").first()
    )
    if curator is None:
        return
    members = Learner.objects.filter(memberships__group=curator.group_id).order_by("person__sort_key")
    guarded = Guardianship.objects.filter(learner__in=members).order_by("learner__external_id", "pk").first()
    today = now.date()
    if guarded:
        announce_absence(
            actor=guarded.guardian,
            learner_id=guarded.learner_id,
            key=_key(random),
            since=today + timedelta(days=2),
            until=today + timedelta(days=4),
            kind=AbsenceKind.ILLNESS,
            text="плановая операция, справку принесём",
            now=now,
        )
    sportsman = members.exclude(pk=guarded.learner_id if guarded else 0).first()
    if sportsman:
        announce_absence(
            actor=curator.person,
            learner_id=sportsman.pk,
            key=_key(random),
            since=today,
            until=today + timedelta(days=1),
            kind=AbsenceKind.OTHER,
            text="соревнования по лыжам, приказ № 118",
            as_curator=True,
            now=now,
        )
    _miss_today(institution, members, now, random)
    progress(1, 1)


def _miss_today(institution: Institution, members, now: datetime, random: Random) -> None:
    """The last of the group's learners who is not mentioned at its latest lesson of today is absent from it."""
    at = now - _ENTERED
    group = members.first().memberships.filter(group__parent=None).values("group")
    begun = Lesson.objects.filter(journal__group__in=group, date=now.date(), starts__lt=at.time(), cancelled=False)
    lesson = begun.order_by("-starts").first()
    if lesson is None:
        return
    said = members.filter(attendance__lesson=lesson) | members.filter(marks__work__lesson=lesson)
    missed = members.exclude(pk__in=said.values("pk")).last()
    teacher = LessonTeacher.objects.filter(lesson=lesson).select_related("staff__person").first()
    if missed and teacher:
        sign = Operation(_key(random), What.ATTENDANCE, Presence.ABSENT, 0, lesson=lesson.pk, learner=missed.pk, at=at)
        enter(journal_id=lesson.journal_id, actor=teacher.staff.person, operations=[sign], now=now)


def _key(random: Random) -> UUID:
    return UUID(int=random.getrandbits(128), version=4)
