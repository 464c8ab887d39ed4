"""The editor's buttons under a work programme, in the words of its approval."""

from django.utils.translation import gettext as _
from wagtail.admin.action_menu import (
    ActionMenuItem,
    CancelWorkflowMenuItem,
    RestartWorkflowMenuItem,
    SubmitForModerationMenuItem,
    WorkflowMenuItem,
)
from wagtail.models import WorkflowState

from journal_plugin.curriculum.pages.programmes import WorkProgrammeIndexMixin, WorkProgrammeMixin


class SendMenuItem(SubmitForModerationMenuItem):
    """«Отправить на утверждение»."""

    def get_context_data(self, parent_context):
        """The same for the first time and after a return."""
        context = super().get_context_data(parent_context)
        state = context["page"].current_workflow_state if context.get("page") else None
        returned = state and state.status == WorkflowState.STATUS_NEEDS_CHANGES
        context["label"] = _("Send to approval again") if returned else _("Send to approval")
        return context


class TakeBackMenuItem(CancelWorkflowMenuItem):
    """«Отозвать с утверждения»."""

    def get_context_data(self, parent_context):
        """The label is said in the language of the reader."""
        return super().get_context_data(parent_context) | {"label": _("Take back from approval")}


OWN: dict[type, type[ActionMenuItem]] = {
    SubmitForModerationMenuItem: SendMenuItem,
    CancelWorkflowMenuItem: TakeBackMenuItem,
}


def say_approval(menu_items: list, request, context) -> None:
    """Wagtail speaks of workflows and publishing; sending anew from the beginning is the same as sending again."""
    place = context.get("page") or context.get("parent_page")
    if not isinstance(place, WorkProgrammeMixin | WorkProgrammeIndexMixin):
        return
    kept = [item for item in menu_items if not isinstance(item, RestartWorkflowMenuItem)]
    menu_items[:] = [OWN[type(item)](item.order) if type(item) in OWN else item for item in kept]
    for item in menu_items:
        if isinstance(item, WorkflowMenuItem):
            item.label = _APPROVING[item.name, item.launch_modal]()


_APPROVING = {
    ("reject", True): lambda: _("Return for changes"),
    ("approve", False): lambda: _("Approve and put into force"),
    ("approve", True): lambda: _("Approve with comment"),
}
