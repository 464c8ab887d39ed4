"""The form of an institution's settings."""

from typing import ClassVar

from django import forms

from journal_plugin.core.forms import DayInput
from journal_plugin.institution.models import InstitutionSettings
from journal_plugin.institution.sections import SECTIONS


class SettingsForm(forms.ModelForm):
    """All settings of one institution; who only reads them gets the form with every field shut (A22, A23).

    It carries what it was opened with: what somebody else has changed meanwhile is no change of its own.
    """

    class Meta:
        model = InstitutionSettings
        fields: ClassVar[list[str]] = [name for section in SECTIONS for name in section.fields]
        widgets: ClassVar[dict[str, forms.Widget]] = {"register_order_date": DayInput()}

    def __init__(self, *args, shut: bool, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.disabled = shut
            field.show_hidden_initial = True

    def changes(self) -> dict[str, object]:
        """Field -> value of what was changed in this form since it was opened."""
        return {name: self.cleaned_data[name] for name in self.changed_data}

    def sections(self) -> list[tuple[object, list[forms.BoundField]]]:
        """Each section with its fields."""
        return [(section, [self[name] for name in section.fields]) for section in SECTIONS]
