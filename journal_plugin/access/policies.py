"""Wagtail's permission policies made of the rooms' rules: Wagtail asks the same rule as every list and door."""

from collections.abc import Callable

from django.contrib.auth import get_user_model
from django.core.exceptions import ImproperlyConfigured
from django.db.models import Model, Q, QuerySet
from django.utils import timezone
from wagtail.permission_policies import BasePermissionPolicy
from wagtail.permissions import policy_registry

from journal_plugin.access.grants import granted_somewhere
from journal_plugin.access.matrix import Right, roles_with
from journal_plugin.access.models import RoleAssignment
from journal_plugin.access.queries import roles_of

Rule = Callable[..., Q]

READING = frozenset({"view", "choose", "usage", "inspect"})


class RulePolicy(BasePermissionPolicy):
    """``reads`` and ``writes`` are a room's rules (user -> Q) over ``model``; ``area`` is its line of the matrix.

    ``path`` leads from a row to its institution; a human may be known at several, and has ``within`` (id -> Q) instead.
    A model without ``writes`` is read only in the admin; ``offers`` is for choices in forms, where it is wider than
    ``reads``. ``related`` is what the rows' names need. ``shut`` says why a row, as it stands or as it is to be, may not be
    written by anybody now; nothing where it may.
    """

    def __init__(
        self,
        model: type[Model],
        *,
        area: str,
        reads: Rule,
        writes: Rule | None = None,
        offers: Rule | None = None,
        path: str = "institution",
        within: Callable[[int | None], Q] | None = None,
        related: tuple[str, ...] = (),
        shut: Callable[[Model], str] = lambda row: "",
    ):
        super().__init__(model)
        self.area = area
        self.reads = reads
        self.writes = writes
        self.offers = offers or reads
        self.path = path
        self.within = within or (lambda institution_id: Q(**{path: institution_id}))
        self.related = related
        self.shut = shut

    def rule(self, user, action: str) -> Q:
        """The condition under which ``user`` may do ``action`` to a row."""
        if not user.is_active:
            return Q(pk__in=())
        if action == "choose":
            return self.offers(user)
        if action in READING:
            return self.reads(user)
        return self.writes(user) if self.writes else Q(pk__in=())

    def rows(self, user, action: str) -> QuerySet:
        """The rows to which ``user`` may do ``action``."""
        return self.model._default_manager.filter(self.rule(user, action))

    def user_has_permission(self, user, action) -> bool:
        """Whether ``user`` may do ``action`` at some institution: opens the list, shows the menu entry."""
        right = self._right(action)
        return bool(user.is_active and right is not None and granted_somewhere(user, self.area, right))

    def user_has_permission_for_instance(self, user, action, instance) -> bool:
        """Whether the rule lets ``user`` do ``action`` to this row."""
        return self.rows(user, action).filter(pk=instance.pk).exists()

    def instances_user_has_any_permission_for(self, user, actions) -> QuerySet:
        """The rows to which ``user`` may do one of ``actions``."""
        rule = Q(pk__in=())
        for action in actions:
            rule |= self.rule(user, action)
        return self.model._default_manager.filter(rule)

    def institutions_of(self, user) -> frozenset[int]:
        """Ids of the institutions whose rows ``user`` reads by his roles."""
        return roles_of(user).institutions(*roles_with(self.area, Right.READ))

    def users_with_any_permission(self, actions) -> QuerySet:
        """Users whose role in force today gives one of ``actions``."""
        rights = [right for right in map(self._right, actions) if right is not None]
        roles = frozenset().union(*(roles_with(self.area, right) for right in rights))
        holders = RoleAssignment.objects.on(timezone.localdate()).filter(role__in=roles).values("person__user_id")
        return get_user_model().objects.filter(Q(pk__in=holders) | Q(is_superuser=True), is_active=True)

    def _right(self, action: str) -> Right | None:
        if action in READING:
            return Right.READ
        return Right.WRITE if self.writes else None

    def institution_id_of(self, row: Model) -> int | None:
        """The institution that a row belongs to; None for a human."""
        *steps, last = self.path.split("__") if self.path else [""]
        for step in steps:
            row = getattr(row, step)
        if not last:
            return None
        return row.pk if last == "pk" else getattr(row, f"{last}_id")


def policy_of(model: type[Model]) -> RulePolicy:
    """The registered policy of ``model``; a model without one is closed, so asking for it is a mistake of the code."""
    policy = policy_registry.get_by_type(model, fallback=False)
    if not isinstance(policy, RulePolicy):
        raise ImproperlyConfigured(f"{model._meta.label} has no rule in journal_plugin/policies.py")
    return policy


def rows_for_choice(model: type[Model], user, institution_id: int | None) -> QuerySet:
    """The rows of one institution that ``user`` reads: what a form, filter or chooser may offer (M05)."""
    policy = policy_of(model)
    return policy.rows(user, "choose").filter(policy.within(institution_id)).select_related(*policy.related)
