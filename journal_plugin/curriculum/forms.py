"""Forms of the curriculum in the admin."""

from django import forms
from django.utils.translation import gettext_lazy as _

from journal_plugin.access.forms import ClosedForm, FormWithLines
from journal_plugin.calendar.models import Term
from journal_plugin.curriculum.models import CurriculumLine, IndividualLine


class TermChoice(forms.ModelChoiceField):
    """Study periods of several years have the same names, so each is offered with its year."""

    def label_from_instance(self, obj: Term) -> str:
        """2026/2027, 1 семестр."""
        return f"{obj.year.name}, {obj.name}"


class TermForm(ClosedForm):
    """A form of a row that stands in a study period."""

    term = TermChoice(queryset=Term.objects.all(), label=_("Study period"))


class CurriculumForm(FormWithLines):
    """A curriculum with its lines."""

    line_model = CurriculumLine
    line_form = TermForm
    line_fields = ("element", "term", "theory_hours", "practice_hours", "control")


class IndividualForm(FormWithLines):
    """An individual curriculum with what differs; whose it is and of which year never changes."""

    line_model = IndividualLine
    line_form = TermForm
    line_fields = ("element", "term", "theory_hours", "practice_hours", "control", "excluded")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            for name in ("learner", "year"):
                self.fields[name].disabled = True
