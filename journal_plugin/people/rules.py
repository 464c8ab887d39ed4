"""Who may see whom: the only statement of access to people and groups."""

from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from journal_plugin.access.grants import EVERYTHING, NOTHING, granted, granted_somewhere
from journal_plugin.access.matrix import Area, Reach, Right, roles_with
from journal_plugin.access.models import RoleAssignment
from journal_plugin.access.queries import roles_of
from journal_plugin.people.enums import GroupKind
from journal_plugin.people.models import Group, Guardianship, Learner, Membership, Staff


def own_or_child(user) -> Q:
    """Learners whose diary ``user`` reads: himself, and the children whose guardian he is today (G01, M05)."""
    if not user.is_authenticated:
        return NOTHING
    # A union of ids, not «own or exists»: databases read the few rows by their keys instead of asking every learner.
    own = Learner.objects.filter(person__user_id=user.pk).order_by().values("pk")
    guarded = Guardianship.objects.on(timezone.localdate()).filter(guardian__user_id=user.pk).order_by()
    return Q(pk__in=own.union(guarded.values("learner")))


def may_read_learner(user) -> Q:
    """Learners whose card ``user`` reads as staff: of the whole institution by role, of the own group as curator (§5)."""
    roles = roles_of(user)
    led = Membership.objects.on(timezone.localdate()).filter(learner=OuterRef("pk"), group__in=roles.groups())
    return Q(institution__in=roles.institutions(*roles_with(Area.CONTINGENT, Right.READ))) | Q(Exists(led))


def may_read_group(user) -> Q:
    """Groups that ``user`` may look at: members, their guardians, and the staff of the institution."""
    if not user.is_authenticated:
        return NOTHING
    today = timezone.localdate()
    employed = Staff.objects.on(today).filter(person__user_id=user.pk, institution=OuterRef("institution"))
    kin = Learner.objects.filter(own_or_child(user)).order_by().values("pk")
    member = Membership.objects.on(today).filter(group=OuterRef("pk"), learner__in=kin)
    # In this order PostgreSQL asks nothing about the group's learners where a colleague reads.
    return Q(institution__in=roles_of(user).institutions()) | Exists(employed) | Exists(member)


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


def follows_groups(user) -> Q:
    """Groups, never their parts, in whose desk and records ``user`` looks: those of ``led_groups``."""
    return Q(kind=GroupKind.GROUP) & led_groups(user)


def leads_groups(user) -> Q:
    """Groups, never their parts, whose curator ``user`` is."""
    return Q(kind=GroupKind.GROUP, pk__in=roles_of(user).curated())


def leads(user, group: Group) -> bool:
    """Whether ``leads_groups`` lets this group through: what its pages offer."""
    return group.pk in roles_of(user).curated()


def reads_contingent(user, path: str = "institution") -> Q:
    """Groups, learners and guardianships that ``user`` reads in the admin's lists: the whole institution by role."""
    return granted(user, Area.CONTINGENT, Right.READ, path)


def keeps_contingent(user, path: str = "institution") -> Q:
    """Groups, learners and guardianships that ``user`` keeps: content administrator and secretary (§5, I06)."""
    return granted(user, Area.CONTINGENT, Right.WRITE, path)


def keeps_some_contingent(user) -> bool:
    """Whether ``user`` keeps the contingent anywhere: shows the menu entry of those admitted (A17)."""
    return granted_somewhere(user, Area.CONTINGENT, Right.WRITE)


def offered_groups(user) -> Q:
    """Groups that the forms of ``user`` may offer: also to the dispatcher, who places lessons, and to who gives roles."""
    return reads_contingent(user) | granted(user, Area.TIMETABLE, Right.READ) | granted(user, Area.ROLES, Right.WRITE)


def known_at(institutions) -> Q:
    """Persons who are somebody at one of ``institutions`` (ids): staff, learner, guardian of a learner, holder of a role."""
    institutions = [pk for pk in institutions if pk is not None]
    ties = (
        Staff.objects.filter(person=OuterRef("pk"), institution__in=institutions),
        Learner.objects.filter(person=OuterRef("pk"), institution__in=institutions),
        Guardianship.objects.filter(guardian=OuterRef("pk"), learner__institution__in=institutions),
        RoleAssignment.objects.filter(person=OuterRef("pk"), institution__in=institutions),
    )
    return reduce(or_, (Q(Exists(tie)) for tie in ties))


def known_elsewhere(institutions) -> Q:
    """Persons who are somebody at an institution that is not one of ``institutions`` (ids)."""
    ties = (
        Staff.objects.filter(person=OuterRef("pk")).exclude(institution__in=institutions),
        Learner.objects.filter(person=OuterRef("pk")).exclude(institution__in=institutions),
        Guardianship.objects.filter(guardian=OuterRef("pk")).exclude(learner__institution__in=institutions),
        RoleAssignment.objects.filter(person=OuterRef("pk")).exclude(institution__in=institutions),
    )
    return reduce(or_, (Q(Exists(tie)) for tie in ties))


def reads_persons(user) -> Q:
    """Persons whose card ``user`` reads in the admin: those known at an institution whose contingent or staff he reads."""
    roles = roles_of(user)
    if roles.is_superuser:
        return EVERYTHING
    areas = (Area.CONTINGENT, Area.DIRECTORIES)
    return known_at(roles.institutions(*frozenset().union(*(roles_with(area, Right.READ) for area in areas))))


def keeps_persons(user) -> Q:
    """Persons whose names and contacts ``user`` changes: known at his institutions and nowhere else (L03)."""
    roles = roles_of(user)
    if roles.is_superuser:
        return EVERYTHING
    own = roles.institutions(*roles_with(Area.CONTINGENT, Right.WRITE))
    return known_at(own) & ~known_elsewhere(own)


def of_group(group_id: int) -> Q:
    """Learners who are or once were in the group: those whom its journals may name."""
    return Q(Exists(Membership.objects.filter(learner=OuterRef("pk"), group=group_id)))


def stays_in(group_id: int, day: date, path: str = "pk") -> Q:
    """Rows whose learner, reached by ``path``, is in the group on ``day`` or is to come into it."""
    return Q(Exists(Membership.objects.between(day, date.max).filter(learner=OuterRef(path), group=group_id)))


def reads_consents(user) -> Q:
    """Groups (never their parts) whose consents ``user`` reads (M01): of the whole institution by role, as curator his own."""
    return _of_consents({"person__user": user.pk}, Right.READ) if user.is_authenticated else NOTHING


def collects_consents(user) -> Q:
    """Groups whose consents ``user`` records and takes back as withdrawn (M01)."""
    return _of_consents({"person__user": user.pk}, Right.WRITE) if user.is_authenticated else NOTHING


def consents_collected_by(person_id: int) -> Q:
    """``collects_consents`` of a human, who may have no login."""
    return _of_consents({"person": person_id}, Right.WRITE)


def _of_consents(who: dict[str, int], right: Right) -> Q:
    held = RoleAssignment.objects.on(timezone.localdate()).filter(**who).order_by()
    everywhere = held.filter(role__in=roles_with(Area.CONSENTS, right)).values("institution")
    own = held.filter(role__in=roles_with(Area.CONSENTS, right, Reach.OWN), group__isnull=False).values("group")
    return Q(kind=GroupKind.GROUP) & (Q(institution__in=everywhere) | Q(pk__in=own))
