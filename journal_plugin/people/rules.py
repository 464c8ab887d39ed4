"""Who may see whom: the only statement of access to people and groups."""

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from journal_plugin.access.enums import Role
from journal_plugin.access.queries import roles_of
from journal_plugin.core.models import active_on
from journal_plugin.people.models import Guardianship, Membership, Staff


def own_or_child(user) -> Q:
    """Learners whose diary ``user`` reads: himself, and the children whose guardian he is today (G01, M05)."""
    if not user.is_authenticated:
        return Q(pk__in=())
    today = timezone.localdate()
    guarded = Guardianship.objects.on(today).filter(guardian__user_id=user.pk, learner=OuterRef("pk"))
    return Q(person__user_id=user.pk) | Exists(guarded)


def may_read_learner(user) -> Q:
    """Learners whose card ``user`` reads as staff: whole institution by role, own department, own group (§5)."""
    roles = roles_of(user)
    wide = roles.readers_of() | roles.institutions(Role.SECRETARY)
    now_in = Membership.objects.on(timezone.localdate()).filter(learner=OuterRef("pk"))
    scoped = now_in.filter(Q(group__department__in=roles.departments()) | Q(group__in=roles.groups()))
    return Q(institution__in=wide) | Exists(scoped)


def may_write_learner(user) -> Q:
    """Learners whose card ``user`` edits: content administrator and secretary; the curator in his own group (§5, H18)."""
    roles = roles_of(user)
    now_in = Membership.objects.on(timezone.localdate()).filter(learner=OuterRef("pk"), group__in=roles.groups())
    return Q(institution__in=roles.institutions(Role.ADMIN, Role.SECRETARY)) | Exists(now_in)


def may_read_group(user) -> Q:
    """Groups that ``user`` may look at: members, their guardians, and the staff of the institution."""
    if not user.is_authenticated:
        return Q(pk__in=())
    today = timezone.localdate()
    member = Membership.objects.on(today).filter(group=OuterRef("pk"))
    guarded = active_on(today, "learner__guardianships__") & Q(learner__guardianships__guardian__user_id=user.pk)
    own = member.filter(Q(learner__person__user_id=user.pk) | guarded)
    employed = Staff.objects.on(today).filter(person__user_id=user.pk, institution=OuterRef("institution"))
    return Exists(own) | Exists(employed) | Q(institution__in=roles_of(user).institutions())


def led_groups(user) -> Q:
    """Groups (with their parts) that ``user`` leads as curator, reads as head of department, or as one who reads all."""
    roles = roles_of(user)
    return (
        Q(institution__in=roles.readers_of())
        | Q(pk__in=roles.groups())
        | Q(parent__in=roles.groups())
        | Q(department__in=roles.departments())
        | Q(parent__department__in=roles.departments())
    )
