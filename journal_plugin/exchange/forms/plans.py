"""A file with a table of topics, sent in."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from journal_plugin.core.spreadsheet import SpreadsheetError, check_size


class PlanFileForm(forms.Form):
    """The file with the table."""

    file = forms.FileField(
        label=_("File with the table"),
        help_text=_("Word (.docx), Excel (.xlsx) or CSV, up to 10 MB."),
    )

    def clean_file(self):
        """Refuses a file that is too big before it is read."""
        file = self.cleaned_data["file"]
        try:
            check_size(file.size)
        except SpreadsheetError as error:
            raise ValidationError(str(error)) from error
        return file
