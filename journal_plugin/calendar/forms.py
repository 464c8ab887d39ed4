"""Forms of the academic calendar in the admin."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from journal_plugin.access.forms import FormWithLines
from journal_plugin.calendar.enums import TermKind
from journal_plugin.calendar.models import Bell, Term
from journal_plugin.institution.enums import InstitutionKind
from journal_plugin.institution.models import Institution


class YearForm(FormWithLines):
    """A year with its study periods, which are quarters at a school and semesters elsewhere unless said otherwise."""

    line_model = Term
    line_fields = ("name", "kind", "number", "since", "until", "course")

    def __init__(self, data=None, *args, **kwargs):
        super().__init__(data, *args, **kwargs)
        is_school = Institution.objects.filter(pk=self.institution_id, kind=InstitutionKind.SCHOOL).exists()
        for line in self.lines.extra_forms:
            line.fields["kind"].initial = TermKind.QUARTER if is_school else TermKind.SEMESTER

    def is_valid(self) -> bool:
        """Every study period lies inside its year."""
        valid = super().is_valid()
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if not valid or not since or not until:
            return valid
        for line in self.lines.forms:
            first, last = line.cleaned_data.get("since"), line.cleaned_data.get("until")
            if first and last and not line.cleaned_data.get("DELETE") and not since <= first <= last <= until:
                line.add_error("since", ValidationError(_("The study period is not inside the year.")))
                valid = False
        return valid


class BellScheduleForm(FormWithLines):
    """A schedule with its bells."""

    line_model = Bell
    line_fields = ("number", "starts", "ends")
