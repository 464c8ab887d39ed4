"""Substitutes at the lessons of a journal, and how the journal is kept."""

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from journal_plugin.core.forms import DayInput, KeyedForm
from journal_plugin.lessons.enums import JournalKind
from journal_plugin.people.models import Staff


class _StaffForm(forms.Form):
    """Somebody out of ``staff``."""

    staff = forms.ModelChoiceField(
        Staff.objects.none(),
        label=_("Teacher"),
        empty_label=_("Choose"),
        error_messages={"required": _("Choose a teacher.")},
    )

    def __init__(self, *args, staff: QuerySet[Staff], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["staff"].queryset = staff


class DaysForm(_StaffForm):
    """Whose lessons, from which day to which."""

    since = forms.DateField(label=_("From"), widget=DayInput(), error_messages={"required": _("Choose a day.")})
    until = forms.DateField(
        label=_("To and including"), widget=DayInput(), error_messages={"required": _("Choose a day.")}
    )

    def clean(self):
        """The days in their order."""
        said = super().clean()
        if said.get("since") and said.get("until") and said["until"] < said["since"]:
            self.add_error("until", _("The last day lies before the first."))
        return said


class SubstituteForm(KeyedForm, DaysForm):
    """Who takes the lessons of a journal, and by which order."""

    order_no = forms.CharField(
        label=_("Order number"),
        max_length=64,
        error_messages={"required": _("A substitute is named by an order: write its number.")},
    )


class EndForm(KeyedForm, _StaffForm):
    """Whose substitution ends."""


class KindForm(forms.Form):
    """How a journal is kept."""

    kind = forms.ChoiceField(label=_("The journal is kept"), choices=JournalKind.choices)
