"""The forms that change one or several fields of many rows: a tick says which."""

from collections.abc import Collection

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from journal_plugin.access.forms.closed import ClosedForm


class BulkForm(forms.Form):
    """The fields of ``sample`` (an unbound ClosedForm), none of them asked for, each with its tick ``set-<field>``."""

    def __init__(self, *args, sample: ClosedForm, **kwargs):
        super().__init__(*args, **kwargs)
        self.names = tuple(sample.fields)
        for name, field in sample.fields.items():
            self.fields[f"set-{name}"] = forms.BooleanField(
                required=False, label=_("Change: %(field)s") % {"field": field.label}
            )
            self.fields[name] = field
            field.required = False

    @property
    def lines(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The tick and the field of each."""
        return [(self[f"set-{name}"], self[name]) for name in self.names]

    def clean(self) -> dict:
        """Refuses a form in which nothing is ticked; whether a value fits is for the form of each row to say."""
        said = super().clean()
        if not self.chosen(said):
            raise forms.ValidationError(_("Tick what is to be changed."))
        for name in self.names:
            self.errors.pop(name, None)
        return said

    def chosen(self, said: dict) -> Collection[str]:
        """The names of the fields that are ticked."""
        return [name for name in self.names if said.get(f"set-{name}")]


class RowForm(ClosedForm):
    """One of the rows: the ticked fields must also agree with those that are not asked for, as its own form would say."""

    def validate_unique(self) -> None:
        """Nothing stands twice and days are in order, also by fields that are not in the form."""
        if self.errors:
            return
        try:
            self.instance.validate_unique()
            self.instance.validate_constraints()
        except ValidationError as refusal:
            self.add_error(None, refusal.messages)
