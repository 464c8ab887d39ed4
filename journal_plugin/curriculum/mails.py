"""Letters about programmes that wait for approval; those about the decision are Wagtail's own, to the author."""

from django.contrib.auth import get_user_model
from django.utils import timezone
from wagtail.admin.mail import BaseGroupApprovalTaskStateEmailNotifier
from wagtail.models import TaskState

from journal_plugin.access.matrix import Area, Right, roles_with
from journal_plugin.access.models import RoleAssignment
from journal_plugin.curriculum.pages import ProgrammeApprovalTask


class ApprovalMail(BaseGroupApprovalTaskStateEmailNotifier):
    """To the methodists of the institution and, where there are none, to its other approvers: a programme waits."""

    notification = "submitted"

    def can_handle(self, instance, **kwargs) -> bool:
        """Our own step only."""
        return isinstance(instance, TaskState) and isinstance(instance.task.specific, ProgrammeApprovalTask)

    def get_recipient_users(self, task_state: TaskState, **kwargs):
        """Users; whoever sent the programme gets no letter about it."""
        holders = RoleAssignment.objects.on(timezone.localdate()).filter(
            institution=task_state.task.specific.institution_id
        )
        sent_by = kwargs.get("user")
        for right in (Right.CONTROL | Right.SET_UP, Right.CONTROL, Right.SET_UP):
            roles = roles_with(Area.PROGRAMMES, right)
            users = get_user_model().objects.filter(
                pk__in=holders.filter(role__in=roles).values("person__user_id"), is_active=True
            )
            if users.exists():
                return users.exclude(pk=getattr(sent_by, "pk", None))
        return get_user_model().objects.none()
