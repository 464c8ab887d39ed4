"""Who records the reason of an absence (D15; requirements §5: the curator, for his own group)."""

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from journal_plugin.access.matrix import Area, Reach, Right, roles_with
from journal_plugin.access.models import RoleAssignment
from journal_plugin.people.models import Membership


def reasons_given_by(person_id: int) -> Q:
    """Attendance of learners who were, on the day of the lesson, in a group that the person leads today."""
    roles = roles_with(Area.ABSENCE, Right.WRITE, Reach.OWN)
    led = RoleAssignment.objects.on(timezone.localdate()).filter(role__in=roles, person=person_id)
    in_group = Membership.objects.on(OuterRef("lesson__date")).filter(
        learner=OuterRef("learner"), group__in=led.values("group")
    )
    return Q(Exists(in_group))
