"""Who may what in the curriculum (requirements §5)."""

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from journal_plugin.access.enums import Role
from journal_plugin.access.queries import roles_of
from journal_plugin.core.models import active_on
from journal_plugin.curriculum.models import TeachingAssignment


def may_write_programme(user) -> Q:
    """Study elements whose work programme ``user`` writes: own ones (B04), or all for who keeps programmes."""
    if not user.is_authenticated:
        return Q(pk__in=())
    today = timezone.localdate()
    teaches = TeachingAssignment.objects.on(today).filter(
        active_on(today, "staff__"), staff__person__user_id=user.pk, element=OuterRef("pk")
    )
    keepers = roles_of(user).institutions(Role.EDITOR, Role.ADMIN, Role.METHODIST)
    return Q(institution__in=keepers) | Q(Exists(teaches))
