"""Whose debts are whose (requirements §5, «Exam sheets, debts»; F04): the family's, the group's, the department's, all."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.utils import timezone

from journal_plugin.access.enums import Role
from journal_plugin.access.grants import NOTHING, granted
from journal_plugin.access.matrix import Area, Right, roles_with
from journal_plugin.access.models import RoleAssignment
from journal_plugin.access.queries import roles_of
from journal_plugin.lessons.models import Journal
from journal_plugin.lessons.rules import journals_entered_by, may_enter_journal, may_read_journal
from journal_plugin.people.models import Group, Membership
from journal_plugin.people.rules import led_groups


def may_read_debt(user) -> Q:
    """Debts that ``user`` reads as staff: of the journals that he reads, and of who has come to the groups that he leads."""
    if not user.is_authenticated:
        return NOTHING
    led = Group.objects.filter(led_groups(user))
    return Q(journal__in=Journal.objects.filter(may_read_journal(user))) | _of_members(led)


def may_settle_debt(user) -> Q:
    """Debts whose deadline and attempts ``user`` records: of the whole institution by role."""
    return granted(user, Area.EXAMS, Right.WRITE, "journal__institution")


def may_measure_debt(user) -> Q:
    """Debts of which ``user`` records what is done to clear them: their settlers, the group's curator, the teacher (F04)."""
    if not user.is_authenticated:
        return NOTHING
    led = roles_of(user).curated()
    own = Q(journal__group__in=led) | Q(journal__group__parent__in=led) | _of_members(led)
    taught = Q(journal__in=Journal.objects.filter(may_enter_journal(user)))
    return may_settle_debt(user) | own | taught


def debts_settled_by(person_id: int) -> Q:
    """``may_settle_debt`` for actions, which know people and not logins."""
    return Q(
        journal__institution__in=_held_by(person_id)
        .filter(role__in=roles_with(Area.EXAMS, Right.WRITE))
        .values("institution")
    )


def debts_measured_by(person_id: int) -> Q:
    """``may_measure_debt`` for actions."""
    led = _held_by(person_id).filter(role=Role.CURATOR, group__isnull=False).values("group")
    own = Q(journal__group__in=led) | Q(journal__group__parent__in=led) | _of_members(led)
    return debts_settled_by(person_id) | own | Q(journal__in=journals_entered_by(person_id).values("pk"))


def _of_members(groups: Iterable[int] | QuerySet) -> Q:
    """Debts of who is in ``groups`` today, wherever they arose: a learner brings his along."""
    members = Membership.objects.on(timezone.localdate()).filter(group__in=groups)
    return Q(learner__in=members.order_by().values("learner"))


def _held_by(person_id: int) -> QuerySet[RoleAssignment]:
    return RoleAssignment.objects.on(timezone.localdate()).filter(person=person_id)  # type: ignore[attr-defined]
