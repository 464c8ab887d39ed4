"""Who records the reason of an absence (D15; requirements §5: the curator, for his own group)."""

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from journal_plugin.access.enums import Role
from journal_plugin.access.models import RoleAssignment
from journal_plugin.people.models import Membership


def _curated(who: dict) -> Q:
    """Attendance of learners who were, on the day of the lesson, in a group that ``who`` leads today."""
    groups = RoleAssignment.objects.on(timezone.localdate()).filter(role=Role.CURATOR, **who).values("group")
    in_group = Membership.objects.filter(
        learner=OuterRef("learner"), group__in=groups, since__lte=OuterRef("lesson__date")
    ).filter(Q(until__isnull=True) | Q(until__gte=OuterRef("lesson__date")))
    return Q(Exists(in_group))


def may_give_reason(user) -> Q:
    """Rows of attendance whose reason ``user`` records."""
    return _curated({"person__user_id": user.pk}) if user.is_authenticated else Q(pk__in=())


def reasons_given_by(person_id: int) -> Q:
    """The same for actions, which know people and not logins."""
    return _curated({"person_id": person_id})
