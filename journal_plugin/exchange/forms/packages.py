"""The forms of OneRoster packages: what goes out, what comes in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from journal_plugin.calendar.models import Term
from journal_plugin.calendar.queries import current_year, years_of
from journal_plugin.core.forms import FileForm
from journal_plugin.exchange.oneroster.scope import Scope
from journal_plugin.institution.models import Institution


class TakeOutForm(forms.Form):
    """A study year or one period of it, with works and marks or without."""

    period = forms.ChoiceField(label=_("Study year or period"))
    marks = forms.BooleanField(
        label=_("With works and marks"),
        required=False,
        help_text=_("The marks of everybody for the year or period go into the file."),
    )

    def __init__(self, *args, institution: Institution, **kwargs):
        super().__init__(*args, **kwargs)
        self.institution = institution
        terms = list(Term.objects.parts().filter(year__institution=institution).select_related("year"))
        self.scopes: dict[str, Scope] = {}
        for year in years_of(institution):
            self.scopes[f"year-{year.pk}"] = Scope(institution, year)
            own = (term for term in terms if term.year_id == year.pk)
            self.scopes |= {f"term-{term.pk}": Scope(institution, year, term) for term in own}
        self.fields["period"].choices = [(key, _named(scope)) for key, scope in self.scopes.items()]
        today = current_year(institution)
        self.fields["period"].initial = f"year-{today.pk}" if today else None

    def scope(self) -> Scope:
        """What was chosen, after the form is valid."""
        return self.scopes[self.cleaned_data["period"]]


def _named(scope: Scope) -> str:
    return f"{scope.year}, {scope.term}" if scope.term else str(scope.year)


class SendPackageForm(FileForm):
    """A package from another system."""

    file = forms.FileField(
        label=_("Package"), help_text=_("A zip of OneRoster 1.2 CSV files with manifest.csv, up to 10 MB.")
    )
