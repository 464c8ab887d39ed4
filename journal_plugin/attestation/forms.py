"""What is typed of a debt: a measure, days that do not count, an attempt."""

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from journal_plugin.attestation.models import TEXT_LENGTH
from journal_plugin.core.forms import DayInput, KeyedForm
from journal_plugin.curriculum.models import ControlForm
from journal_plugin.people.models import Staff


class MeasureForm(KeyedForm):
    """What was done to clear the debt."""

    day = forms.DateField(label=_("Day"), widget=DayInput)
    text = forms.CharField(
        label=_("What was done"),
        max_length=TEXT_LENGTH,
        help_text=_("For example: a consultation, a talk with the family, a task was given"),
    )


class PlanForm(KeyedForm):
    """When and in which form the material is passed."""

    day = forms.DateField(label=_("Day"), widget=DayInput)
    form = forms.ModelChoiceField(label=_("Form of control"), queryset=None)

    def __init__(self, *args, controls: QuerySet[ControlForm], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["form"].queryset = controls

    def clean_form(self) -> int:
        """Its id."""
        return self.cleaned_data["form"].pk


class ChargeForm(KeyedForm):
    """Who answers for the debt being cleared."""

    staff = forms.ModelChoiceField(label=_("Responsible"), queryset=None)

    def __init__(self, *args, staff: QuerySet[Staff], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["staff"].queryset = staff

    def clean_staff(self) -> int:
        """The id."""
        return self.cleaned_data["staff"].pk


class PauseForm(KeyedForm):
    """Days that do not count: illness, academic leave, maternity leave (273-FZ, article 58, part 5)."""

    since = forms.DateField(label=_("First day"), widget=DayInput)
    until = forms.DateField(label=_("Last day"), widget=DayInput)
    why = forms.CharField(
        label=_("Why these days do not count"),
        max_length=TEXT_LENGTH,
        help_text=_("Illness, academic leave, maternity leave: the paper and its number"),
    )


class AttemptForm(KeyedForm):
    """A repeated attestation."""

    day = forms.DateField(label=_("Day"), widget=DayInput)
    result = forms.ChoiceField(label=_("Result"))
    examiners = forms.ModelMultipleChoiceField(
        label=_("Who examined"), queryset=None, widget=forms.SelectMultiple(attrs={"size": 8})
    )

    def __init__(self, *args, codes: tuple[str, ...], staff: QuerySet[Staff], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["result"].choices = [("", _("choose")), *((code, code) for code in codes)]
        self.fields["examiners"].queryset = staff

    def clean_examiners(self) -> list[int]:
        """Their ids."""
        return [staff.pk for staff in self.cleaned_data["examiners"]]
