"""Who records the reason of an absence and who announces one (D14, D15; requirements §5).

A guardian announces for his child, the curator for the learners of his own group; a learner for nobody.
"""

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from journal_plugin.access.grants import NOTHING
from journal_plugin.access.matrix import Area, Reach, Right, roles_with
from journal_plugin.access.models import RoleAssignment
from journal_plugin.people.models import Guardianship, Learner, Membership


def reasons_given_by(person_id: int) -> Q:
    """Attendance of learners who were, on the day of the lesson, in a group that the person leads today."""
    in_group = Membership.objects.on(OuterRef("lesson__date")).filter(
        learner=OuterRef("learner"), group__in=_led({"person": person_id})
    )
    return Q(Exists(in_group))


def guarded_by(person_id: int) -> Q:
    """Learners whose guardian the person is today."""
    return _guarded({"guardian": person_id})


def led_by(person_id: int) -> Q:
    """Learners of the groups that the person leads today."""
    return _in_groups({"person": person_id})


def may_announce(user) -> Q:
    """Learners whose absence ``user`` announces in the diary: his children, not himself (G06)."""
    return _guarded({"guardian__user": user.pk}) if user.is_authenticated else NOTHING


def withdrawn_by(person_id: int) -> Q:
    """Notices that a person takes back: those of his child's guardians, as curator all of his group's learners."""
    children, own = (Learner.objects.filter(rule(person_id)) for rule in (guarded_by, led_by))
    return Q(by_curator=False, learner__in=children) | Q(learner__in=own)


def may_withdraw(user) -> Q:
    """The same for the door of the diary: notices of the guardians of his children."""
    return Q(by_curator=False, learner__in=Learner.objects.filter(may_announce(user)))


def _led(who: dict):
    """The groups that somebody leads today as curator."""
    roles = roles_with(Area.ABSENCE, Right.WRITE, Reach.OWN)
    held = RoleAssignment.objects.on(timezone.localdate()).filter(role__in=roles, group__isnull=False, **who)
    return held.values("group")


def _guarded(who: dict) -> Q:
    rows = Guardianship.objects.on(timezone.localdate()).filter(learner=OuterRef("pk"), **who)
    return Q(Exists(rows))


def _in_groups(who: dict) -> Q:
    rows = Membership.objects.on(timezone.localdate()).filter(learner=OuterRef("pk"), group__in=_led(who))
    return Q(Exists(rows))
