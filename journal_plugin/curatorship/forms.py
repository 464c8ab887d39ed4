"""The reason of absence, one for all the ticked lessons; what a curator confirms as a year begins; consents of families."""

from django import forms
from django.utils.translation import gettext_lazy as _

from journal_plugin.core.forms import DayInput, KeyedForm
from journal_plugin.people.enums import Duty
from journal_plugin.people.models import HOW_LENGTH, SAID_LENGTH


class ReasonForm(forms.Form):
    """Justified or not, in a word why, and at which lessons; ``lesson`` values are «lesson:version»."""

    excused = forms.TypedChoiceField(
        label=_("The reason is"),
        choices=[("yes", _("justified")), ("no", _("not justified"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether the reason is justified.")},
    )
    reason = forms.CharField(
        label=_("Explanation"),
        required=False,
        max_length=200,
        help_text=_("For example: a doctor's note, family matters"),
    )
    lesson = forms.TypedMultipleChoiceField(
        label=_("Lessons"),
        error_messages={
            "required": _("Tick at least one lesson."),
            "invalid_choice": _("Somebody has recorded this reason meanwhile. Look at the list and tick again."),
        },
    )

    def __init__(self, *args, lessons: list[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["lesson"].choices = [(value, value) for value in lessons]

    def expected(self) -> dict[int, int]:
        """Lesson id -> version of the reason that the curator saw."""
        pairs = (value.split(":") for value in self.cleaned_data["lesson"])
        return {int(lesson): int(version) for lesson, version in pairs}


class DutyForm(KeyedForm):
    """A duty done; its words are asked only where they are needed, its day only of the instruction."""

    duty = forms.ChoiceField(choices=Duty.choices)
    seen = forms.CharField(max_length=32)
    day = forms.DateField(label=_("Day of the instruction"), widget=DayInput, required=False)
    said = forms.CharField(
        label=_("Note"), max_length=SAID_LENGTH, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args, duty: str, **kwargs):
        super().__init__(*args, auto_id=f"{duty}-%s", **kwargs)
        if duty == Duty.CHANNELS:
            self.fields["said"].label = _("Where families write and are written to")
            self.fields["said"].help_text = _("A group chat, a list of addresses, a page")
        if duty != Duty.INSTRUCTION:
            del self.fields["day"]
        else:
            self.fields["said"].help_text = _("For example: parents' meeting, 24 of 25 families")


class ConsentsForm(KeyedForm):
    """Consents of one day, on papers of one kind; ``giver`` values are «learner:person»."""

    giver = forms.TypedMultipleChoiceField(
        label=_("Who has consented"),
        coerce=lambda value: tuple(int(part) for part in value.split(":")),
        error_messages={
            "required": _("Tick at least one person."),
            "invalid_choice": _("The list has changed meanwhile. Nothing is recorded: look at it and tick again."),
        },
    )
    given_on = forms.DateField(label=_("Day on the papers"), widget=DayInput)
    how = forms.CharField(
        label=_("Paper"),
        max_length=HOW_LENGTH,
        required=False,
        help_text=_("For example: a form of the college, kept in the learner's file"),
    )

    def __init__(self, *args, values: list[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["giver"].choices = [(value, value) for value in values]


class WithdrawalForm(forms.Form):
    """Why a consent is withdrawn."""

    why = forms.CharField(
        label=_("Why it is withdrawn"),
        max_length=HOW_LENGTH,
        help_text=_("For example: the mother's statement of 3 March"),
        error_messages={"required": _("Say why the consent is withdrawn: for example, by a statement and its day.")},
    )
