"""Approval of work programmes by Wagtail's workflow: whoever approves is asked of the rule, not of a group (B04)."""

from django import forms
from django.db import models
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.locks import BaseLock, WorkflowLock
from wagtail.models import Page, Task, TaskState

from journal_plugin.calendar.closing import why_closed
from journal_plugin.curriculum.rules import approving_at


class ApprovalForm(forms.Form):
    """The word of who approves; Wagtail shows it in the history of the page."""

    comment = forms.CharField(label=gettext_lazy("Comment"), required=False, widget=forms.Textarea({"rows": 3}))


class ReturnForm(forms.Form):
    """Why a programme comes back: its author reads it in the history, in the letter and above the editor."""

    comment = forms.CharField(
        label=gettext_lazy("What is to be changed"),
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": gettext_lazy("Write what is to be changed: the author reads it in the letter.")},
    )


class WaitingLock(WorkflowLock):
    """While the programme waits only who approves it writes in it."""

    def get_message(self, user):
        """To others: what it waits for."""
        if not self.for_user(user):
            return None
        return _(
            "The programme waits for approval, so it is locked. When it is approved or comes back, you get a letter. "
            "To go on writing, take it back: «Take back from approval» in the menu below."
        )


class ApprovedLock(BaseLock):
    """A programme in force is not changed silently: a change is opened first, with its reason (B13)."""

    def __init__(self, page: Page, url: str):
        super().__init__(page)
        self.url = url

    def for_user(self, user) -> bool:
        """For everybody."""
        return True

    def get_message(self, user):
        """The way to change it."""
        return format_html(
            # nosemgrep: translation-no-new-style-formatting (new-style only w/ format_html)
            _(
                "The programme is approved and in force, so it is locked. To change it, <a href='{url}'>open a change</a> "
                "and say why: what is in force stays until the change is approved."
            ),
            url=self.url,
        )

    def get_locked_by(self, user) -> str:
        """Instead of a name."""
        return _("Approved")

    def get_description(self, user) -> str:
        """In the panel of the page's state."""
        return _("To change what is in force, open a change.")


class ClosedYearLock(BaseLock):
    """A programme of a closed year is read only, until the year is opened again."""

    def for_user(self, user) -> bool:
        """For everybody."""
        return True

    def get_message(self, user) -> str:
        """Who has closed the year, and who opens it again."""
        return why_closed(self.object.year)

    def get_locked_by(self, user) -> str:
        """Instead of a name."""
        return _("The study year is closed")

    def get_description(self, user) -> str:
        """In the panel of the page's state."""
        return why_closed(self.object.year)


class ProgrammeApprovalTask(Task):
    """The step of approval at one institution; approved means published, and the thematic plan follows."""

    institution = models.ForeignKey(
        "journal.Institution", models.PROTECT, related_name="+", verbose_name=gettext_lazy("institution")
    )

    lock_class = WaitingLock
    admin_form_fields = [*Task.admin_form_fields, "institution"]
    admin_form_readonly_on_edit_fields = [*Task.admin_form_readonly_on_edit_fields, "institution"]

    class Meta:
        verbose_name = gettext_lazy("approval of work programmes")
        verbose_name_plural = gettext_lazy("approvals of work programmes")

    def approved_by(self, user) -> bool:
        """Whether ``user`` approves programmes of this institution."""
        return user.is_superuser or self.institution_id in approving_at(user)

    def user_can_access_editor(self, obj, user) -> bool:
        """Who approves reads and comments in the editor, also without own programmes."""
        return self.approved_by(user)

    def locked_for_user(self, obj, user) -> bool:
        """The author waits."""
        return not self.approved_by(user)

    def get_actions(self, obj, user) -> list:
        """Back with a reason, or into force; nothing in a closed year."""
        if not self.approved_by(user) or obj.specific.year.closed_at is not None:
            return []
        return [
            ("reject", _("Return for changes"), True),
            ("approve", _("Approve"), False),
            ("approve", _("Approve with comment"), True),
        ]

    def get_form_for_action(self, action: str) -> type[forms.Form]:
        """A reason is needed only to return."""
        return ReturnForm if action == "reject" else ApprovalForm

    def get_task_states_user_can_moderate(self, user, **kwargs):
        """What waits for ``user``."""
        if not self.approved_by(user):
            return TaskState.objects.none()
        return self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)

    @classmethod
    def get_description(cls) -> str:
        """In the list of kinds of step."""
        return _("By the deputy director, the methodist or the administrator of the institution")
