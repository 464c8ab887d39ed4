"""Forms of the closing of a study year."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from journal_plugin.core.forms import DayInput


class ClosingForm(forms.Form):
    """The order by which a year is closed; ``left`` is what stands open now, and what whoever closes must have read."""

    order_no = forms.CharField(label=_("Number of the order on the closing of the year"), max_length=64)
    order_date = forms.DateField(label=_("Date of the order"), widget=DayInput)
    read = forms.BooleanField(
        label=_("I have read what stays open, and close the year all the same"),
        error_messages={"required": _("Confirm that you have read what stays open.")},
    )

    def __init__(self, *args, left: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.left = left
        if not left:
            del self.fields["read"]

    def clean(self):
        """What was read is what stands open now."""
        if self.data.get("seen", "") != self.left:
            raise ValidationError(
                _("What stands open has changed meanwhile. The year is not closed: read the list again.")
            )
        return super().clean()


class ReopeningForm(forms.Form):
    """Why a closed year is opened again."""

    reason = forms.CharField(
        label=_("Why the year is opened again"),
        max_length=200,
        help_text=_("The reason stands in the history beside your name, and the administrators are told of it."),
        error_messages={"required": _("Write the reason: it stands in the history.")},
    )
