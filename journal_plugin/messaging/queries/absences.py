"""Named reads of notices: whom to tell, what has been told."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, F, Max, Min, OuterRef, Q, QuerySet
from django.utils import timezone

from journal_plugin.access.matrix import Area, Reach, Right, roles_with
from journal_plugin.access.models import RoleAssignment
from journal_plugin.attendance.queries import unexplained
from journal_plugin.lessons.models import Journal
from journal_plugin.messaging.enums import NoticeKind
from journal_plugin.messaging.models import Notice
from journal_plugin.people.models import Guardianship, Membership


def journals_with_news() -> QuerySet[Journal]:
    """Journals whose history has grown since it was turned into notices."""
    return Journal.objects.filter(Q(history_mark=None, version__gt=0) | Q(version__gt=F("history_mark__seq"))).order_by(
        "pk"
    )


def recipients_of(learners: Collection[int]) -> dict[int, set[int]]:
    """Learner -> persons who are told of his absence: his guardians and the curator of his group; two reads."""
    today = timezone.localdate()
    told: dict[int, set[int]] = defaultdict(set)
    guardians = Guardianship.objects.on(today).filter(learner__in=learners)
    for learner, person in guardians.values_list("learner_id", "guardian_id"):
        told[learner].add(person)
    roles = roles_with(Area.ABSENCE, Right.WRITE, Reach.OWN)
    curators = RoleAssignment.objects.on(today).filter(role__in=roles, group=OuterRef("group"))
    members = Membership.objects.on(today).filter(Exists(curators), learner__in=learners)
    groups = defaultdict(set)
    for learner, group in members.values_list("learner_id", "group_id"):
        groups[group].add(learner)
    led = RoleAssignment.objects.on(today).filter(role__in=roles, group__in=groups)
    for group, person in led.values_list("group_id", "person_id"):
        for learner in groups[group]:
            told[learner].add(person)
    return told


def cleared_up() -> QuerySet[Notice]:
    """Notices that stand although their absence does not any more, or has been explained."""
    still = unexplained().filter(lesson=OuterRef("lesson"), learner=OuterRef("learner"))
    return Notice.objects.filter(~Exists(still), kind=NoticeKind.UNEXPLAINED, withdrawn_at=None)


def to_guardians() -> QuerySet[Notice]:
    """Notices whose person is the learner's guardian today and has an address."""
    guards = Guardianship.objects.on(timezone.localdate()).filter(
        guardian=OuterRef("person"), learner=OuterRef("learner")
    )
    return Notice.objects.filter(Exists(guards), person__email__gt="")


@dataclass(frozen=True)
class Told:
    """What a learner's family knows of his absence of a day: when it was told, when somebody read it."""

    raised_at: datetime
    read_at: datetime | None


def told_about(learners: Collection[int], day: date) -> dict[int, Told]:
    """Learner -> what his guardians have been told of that day and has not been withdrawn; one read."""
    guards = Guardianship.objects.on(timezone.localdate()).filter(
        guardian=OuterRef("person"), learner=OuterRef("learner")
    )
    notices = Notice.objects.filter(Exists(guards), learner__in=learners, lesson__date=day, withdrawn_at=None)
    rows = notices.order_by().values("learner").annotate(first=Min("raised_at"), read=Max("read_at"))
    return {row["learner"]: Told(row["first"], row["read"]) for row in rows}
