"""Who enters the Wagtail admin: staff, by a role or by work at an institution; never by a hand-made auth group."""

from django.contrib.auth import get_user_model
from django.contrib.auth.backends import BaseBackend
from django.utils import timezone

from journal_plugin.access.queries import roles_of
from journal_plugin.access.rules import ENTER_ADMIN
from journal_plugin.core.models import active_on


class StaffEntersAdmin(BaseBackend):
    """Grants the entrance alone; what is inside is decided by policies, page permissions and collections."""

    def has_perm(self, user_obj, perm, obj=None) -> bool:
        """Whether ``user_obj`` holds a role or works somewhere today; learners and parents never enter."""
        return perm == ENTER_ADMIN and user_obj.is_active and not user_obj.is_anonymous and _is_staff(user_obj)


def _is_staff(user) -> bool:
    if not hasattr(user, "_journal_enters_admin"):
        user._journal_enters_admin = bool(roles_of(user).rows) or _works(user)
    return user._journal_enters_admin


def _works(user) -> bool:
    works = active_on(timezone.localdate(), "journal_person__staff__")
    return get_user_model().objects.filter(works, pk=user.pk).exists()
