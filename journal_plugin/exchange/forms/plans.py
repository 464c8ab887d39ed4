"""A file with a table of topics, sent in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from journal_plugin.core.forms import FileForm


class PlanFileForm(FileForm):
    """The file with the table."""

    file = forms.FileField(
        label=_("File with the table"),
        help_text=_("Word (.docx), Excel (.xlsx) or CSV, up to 10 MB."),
    )
