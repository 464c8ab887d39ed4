"""What a teacher types to give and to check a task, and a learner to hand in; the same with and without scripts."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from journal_plugin.assignments.enums import VERDICTS
from journal_plugin.assignments.models import COMMENT_LENGTH, TEXT_LENGTH, TITLE_LENGTH
from journal_plugin.core.forms import DayInput, KeyedForm
from journal_plugin.files.forms import FilesField

Choices = Iterable[tuple[object, str]]


class _TaskTexts(KeyedForm):
    """What both giving and changing ask."""

    title = forms.CharField(
        label=_("Title"),
        max_length=TITLE_LENGTH,
        error_messages={"required": _("Name the task: learners see it by its name.")},
    )
    text = forms.CharField(
        label=_("What is to be done"),
        required=False,
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    due = forms.DateField(
        label=_("Due"),
        widget=DayInput(),
        error_messages={"required": _("Choose the day until which it is to be done.")},
    )
    due_time = forms.TimeField(
        label=_("Until what time"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=_("Without a time: until the end of the day"),
    )
    files = FilesField(label=_("Materials"))

    def said(self) -> dict[str, Any]:
        """What was typed, in the words of the actions."""
        return {name: self.cleaned_data[name] for name in ("key", "title", "text", "due", "due_time", "files")}


class GroupTaskForm(_TaskTexts):
    """A new task for the whole group, to which something is handed in."""

    lesson = forms.TypedChoiceField(label=_("Given at"), coerce=int)
    kind = forms.TypedChoiceField(
        label=_("Mark for"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("The mark lands in the column of this kind at the lesson; where there is none, one is added."),
    )

    def __init__(self, *args, lessons: Choices, kinds: Choices, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["lesson"].choices = lessons
        self.fields["kind"].choices = [("", _("without a mark")), *kinds]

    def said(self) -> dict[str, Any]:
        """The task in the words of ``give_task``."""
        return super().said() | {"kind_id": self.cleaned_data["kind"]}


class TaskForm(GroupTaskForm):
    """A new task; ``learners`` count only where it is for chosen ones."""

    answered = forms.TypedChoiceField(
        label=_("What learners do"),
        choices=[("yes", _("hand in a text or files")), ("no", _("read and prepare, nothing is handed in"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        initial="yes",
    )
    whom = forms.ChoiceField(
        label=_("For whom"),
        choices=[("group", _("the whole group")), ("chosen", _("chosen learners"))],
        widget=forms.RadioSelect,
        initial="group",
    )
    learners = forms.TypedMultipleChoiceField(
        label=_("Learners"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )

    field_order = ["title", "text", "files", "lesson", "due", "due_time", "answered", "kind", "whom", "learners"]

    def __init__(self, *args, learners: Choices, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["learners"].choices = learners

    def clean(self):
        """Learners must be chosen where the task is for chosen ones."""
        data = super().clean()
        if data.get("whom") == "chosen" and not data.get("learners") and "learners" not in self.errors:
            self.add_error("learners", _("Choose at least one learner."))
        return data

    def said(self) -> dict[str, Any]:
        """The task in the words of ``give_task``."""
        data = self.cleaned_data
        learners = data["learners"] if data["whom"] == "chosen" else None
        return super().said() | {"answered": data["answered"], "learners": learners}


class TaskEditForm(_TaskTexts):
    """A task changed; ``dropped`` are ids of materials to take away, ``version`` is the one that was seen."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    dropped = forms.TypedMultipleChoiceField(
        label=_("Take away"), required=False, coerce=str, widget=forms.CheckboxSelectMultiple
    )

    field_order = ["title", "text", "due", "due_time", "dropped", "files"]

    def __init__(self, *args, materials: Choices, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["dropped"].choices = materials
        if not self.fields["dropped"].choices:
            del self.fields["dropped"]
        self.fields["files"].label = _("Add materials")

    def said(self) -> dict[str, Any]:
        """The change in the words of ``change_task``."""
        dropped = [UUID(pk) for pk in self.cleaned_data.get("dropped", ())]
        return super().said() | {"expected": self.cleaned_data["version"], "dropped": dropped}


class VerdictForm(KeyedForm):
    """What the teacher says to a work; ``seen`` verdicts and the mark's ``version`` are those that were shown."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)
    comment = forms.CharField(
        label=_("Comment for the learner"),
        required=False,
        max_length=COMMENT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    mark = forms.ChoiceField(label=_("Mark"), required=False, widget=forms.RadioSelect)
    state = forms.ChoiceField(choices=[(state, state.label) for state in VERDICTS])

    def __init__(self, *args, codes: Iterable[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["mark"].choices = [*((code, code) for code in codes), ("", _("without a mark"))]
        if not tuple(codes):
            del self.fields["mark"]

    def said(self) -> dict[str, Any]:
        """The verdict in the words of ``check_work``."""
        data = self.cleaned_data
        return data | {"mark": data.get("mark", ""), "version": data["version"] or 0}


class HandInForm(KeyedForm):
    """A learner's work."""

    text = forms.CharField(
        label=_("Answer"), required=False, max_length=TEXT_LENGTH, widget=forms.Textarea(attrs={"rows": 6})
    )
    files = FilesField(label=_("Files"))
