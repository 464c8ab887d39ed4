"""The form by which a list is sent in."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from journal_plugin.calendar.models import Term
from journal_plugin.core.forms import FileForm
from journal_plugin.exchange.lists import IMPORTERS, is_dated
from journal_plugin.institution.models import Institution


class SendInForm(FileForm):
    """A file, and from which day (and for which study period) it holds."""

    file = forms.FileField(label=_("File"), help_text=_("XLSX or CSV, up to 10 MB, the first sheet is read."))
    since = forms.DateField(
        label=_("In force from"),
        required=False,
        widget=AdminDateInput,
        help_text=_("Empty: from the beginning of the year for the first list, from today for a later one."),
    )
    term = forms.ModelChoiceField(label=_("Study period"), queryset=Term.objects.none(), required=False)

    def __init__(self, *args, institution: Institution, what: str, **kwargs):
        super().__init__(*args, **kwargs)
        if not is_dated(what):
            del self.fields["since"]
        if IMPORTERS[what].needs_term:
            open_years = Term.objects.parts().filter(year__institution=institution, year__closed_at=None)
            self.fields["term"].queryset = open_years
            self.fields["term"].help_text = _("Empty: the current one.")
        else:
            del self.fields["term"]
