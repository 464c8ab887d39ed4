"""Asking for a shut place of the register, opening it."""

from collections.abc import Mapping
from datetime import date, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from journal_plugin.core.forms import DayInput, KeyedForm
from journal_plugin.lessons.actions import MOST_DAYS, WIDER, Place
from journal_plugin.lessons.enums import Scope


class AskForm(KeyedForm):
    """Why a shut place should be opened, and which: the places that the reader came with, the narrowest first."""

    scope = forms.ChoiceField(label=_("What should be opened"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("What is wrong and what it should be"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For example: a 4 for the test was entered as a 3. The family reads this too."),
        error_messages={"required": _("Say what is wrong.")},
    )

    def __init__(self, *args, places: dict[Scope, Place], **kwargs):
        super().__init__(*args, **kwargs)
        self.places = places
        self.fields["scope"].choices = [(scope.value, scope.label) for scope in places]

    def place(self) -> Place:
        """The chosen place."""
        return self.places[Scope(self.cleaned_data["scope"])]


class UntilForm(forms.Form):
    """The last day on which a place is open for correction."""

    until = forms.DateField(
        label=_("Open until the end of"),
        widget=DayInput(),
        error_messages={"required": _("Choose a day."), "invalid": _("This is no day.")},
    )

    def __init__(self, *args, today: date, days: int, initial: Mapping[str, object], **kwargs):
        super().__init__(*args, initial={"until": today + timedelta(days=days), **initial}, **kwargs)
        last = today + timedelta(days=MOST_DAYS)
        self.fields["until"].widget.attrs |= {"min": today.isoformat(), "max": last.isoformat()}


class OpenForm(AskForm, UntilForm):
    """Opening a place that nobody has asked for."""


class ShutForm(forms.Form):
    """Why a leave ends before its last day."""

    reason = forms.CharField(
        label=_("Why it is shut again"), max_length=200, error_messages={"required": _("Say why it is shut again.")}
    )


class LeaveForm(UntilForm):
    """The answer to a request: how much is opened and until when."""

    scope = forms.ChoiceField(label=_("What is opened"), widget=forms.RadioSelect)
    answer = forms.CharField(label=_("A word to the teacher"), max_length=200, required=False)

    field_order = ("scope", "until", "answer")

    def __init__(self, *args, asked: Scope, **kwargs):
        super().__init__(*args, initial={"scope": asked}, **kwargs)
        self.fields["scope"].choices = [(scope.value, scope.label) for scope in WIDER[asked]]
