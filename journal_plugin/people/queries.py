"""Named reads about people."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from journal_plugin.core.models import active_on
from journal_plugin.people.enums import GroupKind
from journal_plugin.people.models import Guardianship, Learner, Membership, Person, Staff
from journal_plugin.people.rules import own_or_child


def person_of(user) -> Person | None:
    """The human behind a login, read once for the life of the user object; None for a login of nobody."""
    if not user.is_authenticated:
        return None
    if not hasattr(user, "_journal_person"):
        user._journal_person = Person.objects.filter(user_id=user.pk).first()
    return user._journal_person


@dataclass(frozen=True)
class Child:
    """A learner whose diary the reader may open."""

    pk: int
    first_name: str
    last_name: str
    institution_id: int
    group_id: int | None
    group_name: str


def children_of(user) -> tuple[Child, ...]:
    """The reader himself as a learner and his children, at every institution, by name; one query."""
    today = timezone.localdate()
    rows = (
        Membership.objects.filter(active_on(today), group__kind=GroupKind.GROUP)
        .filter(learner__in=Learner.objects.filter(own_or_child(user)))
        .order_by("learner__person__sort_key", "learner_id")
        .values_list(
            "learner_id",
            "learner__person__first_name",
            "learner__person__last_name",
            "learner__institution_id",
            "group_id",
            "group__name",
        )
    )
    return tuple(Child(*row) for row in rows)


@dataclass(frozen=True)
class Place:
    """A group in which a user is today, himself or through a child."""

    group_id: int
    institution_id: int
    as_guardian: bool


def places_of(user) -> tuple[Place, ...]:
    """The groups (never subgroups) of ``user`` as a learner and as a guardian today; one query, none for a guest."""
    if not user.is_authenticated:
        return ()
    today = timezone.localdate()
    guarded = Guardianship.objects.on(today).filter(guardian__user_id=user.pk, learner=OuterRef("learner"))
    rows = (
        Membership.objects.on(today)
        .filter(group__kind=GroupKind.GROUP)
        .annotate(as_guardian=Exists(guarded))
        .filter(Q(as_guardian=True) | Q(learner__person__user_id=user.pk))
        .order_by("pk")
        .values_list("group_id", "group__institution_id", "as_guardian")
    )
    return tuple(Place(*row) for row in rows)


def employers_of(user) -> frozenset[int]:
    """Ids of the institutions where ``user`` works today; one query, none for a guest."""
    if not user.is_authenticated:
        return frozenset()
    today = timezone.localdate()
    return frozenset(
        Staff.objects.on(today).filter(person__user_id=user.pk).values_list("institution_id", flat=True)
    )
