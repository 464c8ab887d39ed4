"""What authors type of a course, and teachers of its days."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from journal_plugin.assignments.forms import GroupTaskForm
from journal_plugin.core.forms import DayInput, KeyedForm
from journal_plugin.courses.body import Section, Step
from journal_plugin.courses.enums import FIELDS, StepKind
from journal_plugin.courses.models import TEXT_LENGTH, TITLE_LENGTH, Course
from journal_plugin.files.forms import OneFileField
from journal_plugin.library.models import WEB

MARKUP = _(
    "“## ” begins a heading, “- ” a line of a list, **two stars** make text bold; an empty line begins a paragraph."
)


class CourseForm(forms.ModelForm):
    """The head of a course; ``elements`` are those whose courses its author writes."""

    class Meta:
        model = Course
        fields = ("name", "element", "summary", "withdrawn")
        widgets = {"summary": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args, elements: QuerySet, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["element"].queryset = elements
        if self.instance._state.adding:
            del self.fields["withdrawn"]


class CopyForm(forms.Form):
    """A copy of a course: its name, its element."""

    name = forms.CharField(label=_("Name"), max_length=255)
    element = forms.ModelChoiceField(label=_("Study element"), queryset=None)

    def __init__(self, *args, elements: QuerySet, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["element"].queryset = elements


class SectionForm(forms.Form):
    """The title of a section."""

    title = forms.CharField(
        label=_("Title of the section"), max_length=TITLE_LENGTH, error_messages={"required": _("Name the section.")}
    )


class PartForm(forms.Form):
    """Which section or step a button is about."""

    part = forms.UUIDField()
    up = forms.BooleanField(required=False)


class StepForm(forms.Form):
    """A step of one kind: only the fields that the kind has. ``seen`` is the digest of the step as it was shown."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=16)
    title = forms.CharField(
        label=_("Title"),
        max_length=TITLE_LENGTH,
        error_messages={"required": _("Name the step: learners see its name.")},
    )
    url = forms.URLField(label=_("Address"), max_length=500, validators=[WEB], assume_scheme="https")
    resource = forms.TypedChoiceField(label=_("From the library"), required=False, coerce=UUID, empty_value=None)
    sent = OneFileField(label=_("or a new file, it is added to the library"))
    text = forms.CharField(
        required=False, max_length=TEXT_LENGTH, widget=forms.Textarea(attrs={"rows": 12}), help_text=MARKUP
    )

    _TEXTS = {StepKind.TEXT: _("Text"), StepKind.TASK: _("What is to be done")}

    def __init__(self, *args, kind: StepKind, entries: Iterable[tuple[str, str]] = (), **kwargs):
        super().__init__(*args, **kwargs)
        self.kind = kind
        for name in {"text", "url", "resource"} - FIELDS[kind]:
            del self.fields[name]
        if kind != StepKind.MATERIAL:
            del self.fields["sent"]
        self.fields["text"].label = self._TEXTS.get(kind, _("What to look at"))
        if kind == StepKind.TEXT:
            self.fields["text"].required = True
            self.fields["text"].error_messages["required"] = _("Write the text of the step.")
        elif kind != StepKind.TASK:
            self.fields["text"].widget.attrs["rows"] = 5
        if kind == StepKind.MATERIAL:
            self.fields["resource"].choices = [("", "—"), *entries]

    def clean(self) -> dict:
        """A material is something."""
        data = super().clean() or {}
        if self.kind == StepKind.MATERIAL and not self.errors and not (data["resource"] or data["sent"]):
            raise ValidationError(_("Choose an entry of the library or a file."))
        return data

    @property
    def step(self) -> Step:
        """What was typed, as a step."""
        data = self.cleaned_data
        said = {name: data[name] for name in ("text", "url", "resource") if name in data}
        return Step(id=data["id"], kind=self.kind, title=data["title"].strip(), **said)


class RunForm(KeyedForm):
    """The days of a course in a journal; a section without a day opens with the course."""

    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    since = forms.DateField(label=_("Opens"), widget=DayInput())
    until = forms.DateField(
        label=_("Last day"),
        required=False,
        widget=DayInput(),
        help_text=_("Empty: open till the end of the study year. After that day learners read and mark nothing."),
    )

    def __init__(self, *args, sections: Iterable[Section], **kwargs):
        super().__init__(*args, **kwargs)
        self.sections = tuple(sections)
        for section in self.sections:
            self.fields[section.id.hex] = forms.DateField(label=section.title, required=False, widget=DayInput())

    @property
    def lines(self) -> list[forms.BoundField]:
        """The days of sections, in their order."""
        return [self[section.id.hex] for section in self.sections]

    def said(self) -> dict[str, Any]:
        """The days in the words of the actions."""
        data = self.cleaned_data
        days: dict[UUID, date] = {one.id: data[one.id.hex] for one in self.sections if data[one.id.hex]}
        return {"key": data["key"], "since": data["since"], "until": data["until"], "days": days}


class RenewForm(KeyedForm):
    """Taking the newer edition: the version of the opened course that was seen."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class StudiedForm(KeyedForm):
    """A step that the learner has studied."""

    step = forms.UUIDField(widget=forms.HiddenInput)


class StepTaskForm(GroupTaskForm):
    """A new task for a step; ``seen`` is the task that the step had on the page."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def said(self) -> dict[str, Any]:
        """The task in the words of ``give_step_task``."""
        return super().said() | {"seen": self.cleaned_data["seen"]}


class TieForm(KeyedForm):
    """One of the journal's tasks for a step."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    task = forms.TypedChoiceField(
        label=_("Task"), coerce=int, error_messages={"required": _("Choose a task of this journal.")}
    )

    def __init__(self, *args, tasks: Iterable[tuple[int, str]], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["task"].choices = [("", "—"), *tasks]
