"""The composition of a group's subgroups."""

import re
from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from journal_plugin.core.forms import DayInput, KeyedForm

_PLACED = re.compile(r"(\d{1,18}):(\d{0,18})")


class CompositionForm(KeyedForm):
    """A part for every learner of the group from a day on: one field a learner; ``seen`` is what stood before."""

    since = forms.DateField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput, max_length=40_000, required=False)

    def __init__(self, *args, learners: Mapping[int, int | None], parts: Mapping[int, str], **kwargs):
        super().__init__(*args, **kwargs)
        self.learners = learners
        choices = [(str(pk), name) for pk, name in parts.items()]
        for learner, part in learners.items():
            field = forms.ChoiceField(choices=[*choices, ("", "")], required=False, initial=str(part or ""))
            self.fields[self.name_of(learner)] = field

    @staticmethod
    def name_of(learner: int) -> str:
        """The name of the learner's field."""
        return f"part-{learner}"

    @staticmethod
    def seen_of(learners: Mapping[int, int | None]) -> str:
        """A composition as ``seen`` keeps it."""
        return ",".join(f"{learner}:{part or ''}" for learner, part in learners.items())

    def clean_seen(self) -> dict[int, int | None]:
        """Learner -> part, as the page was printed."""
        text = self.cleaned_data["seen"]
        found = [_PLACED.fullmatch(one) for one in text.split(",")] if text else []
        if None in found:
            raise forms.ValidationError(_("Open the page again."))
        return {int(one[1]): int(one[2]) if one[2] else None for one in found if one}

    def clean(self):
        """What the page itself put in cannot be mended by its reader."""
        if self.errors:
            raise forms.ValidationError(_("This page cannot be sent. Open it again."))
        return super().clean()

    def parts(self) -> dict[int, int | None]:
        """Learner -> the chosen part."""
        chosen = ((learner, self.cleaned_data[self.name_of(learner)]) for learner in self.learners)
        return {learner: int(part) if part else None for learner, part in chosen}


class SettleForm(forms.Form):
    """From which day a proposed composition is in force."""

    since = forms.DateField(
        label=_("In force from"),
        widget=DayInput(),
        error_messages={"required": _("Choose a day."), "invalid": _("This is no day.")},
    )
