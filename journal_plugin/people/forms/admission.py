"""The form that places those admitted into groups."""

from collections.abc import Iterable, Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from journal_plugin.core.forms import DayInput
from journal_plugin.people.models import Learner
from journal_plugin.people.queries import TakingGroup


class AdmissionForm(forms.Form):
    """An order, its day, and a group for each learner; who gets none goes on waiting."""

    order_no = forms.CharField(label=_("Number of the order"), max_length=64)
    day = forms.DateField(label=_("First day in the group"), widget=DayInput)

    def __init__(
        self, *args, learners: Iterable[Learner], groups: Iterable[TakingGroup], proposed: Mapping[int, int], **kwargs
    ):
        super().__init__(*args, **kwargs)
        self.learners = list(learners)
        choices = [("", _("waits")), *((group.pk, group.name) for group in groups)]
        for field in self.fields.values():
            field.widget.attrs["class"] = "input"
        for learner in self.learners:
            self.fields[_name(learner)] = forms.TypedChoiceField(
                choices=choices,
                coerce=int,
                empty_value=None,
                required=False,
                initial=proposed.get(learner.pk, ""),
                label=learner.person.full_name,
                widget=forms.Select(attrs={"class": "input"}),
            )

    @property
    def lines(self) -> list[tuple[Learner, forms.BoundField]]:
        """Each learner with his field."""
        return [(learner, self[_name(learner)]) for learner in self.learners]

    @property
    def general(self) -> list[forms.BoundField]:
        """The order and its day."""
        return [self["order_no"], self["day"]]

    def places(self) -> dict[int, int]:
        """Learner -> group, for those who got one."""
        chosen = {learner.pk: self.cleaned_data[_name(learner)] for learner in self.learners}
        return {learner: group for learner, group in chosen.items() if group}

    def clean(self) -> dict:
        """Refuses an order about nobody."""
        cleaned = super().clean()
        if not any(cleaned.get(_name(learner)) for learner in self.learners):
            self.add_error(None, _("Choose a group for at least one learner."))
        return cleaned


def _name(learner: Learner) -> str:
    return f"group-{learner.pk}"
