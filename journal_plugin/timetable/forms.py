"""The form of a slot in the admin, and what the raster sends."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from journal_plugin.curriculum.enums import Activity
from journal_plugin.curriculum.forms import TermForm
from journal_plugin.institution.enums import Weekday
from journal_plugin.institution.models import Institution, Room
from journal_plugin.people.models import Staff
from journal_plugin.timetable.enums import Edit, Technology, Week

LATER = {"until", "room", "technology"}
"""What may still be changed in a slot that is in force and has lessons."""


class SlotForm(TermForm):
    """A slot; one that has begun and has lessons is ended by its last day, and a new one goes on."""

    def clean(self):
        """Refuse what would make the lessons of the past another's."""
        slot, changed = self.instance, set(self.changed_data) - LATER
        begun = slot.pk and slot.since < slot.term.year.institution.today()
        if begun and changed and slot.lessons.exists():
            raise ValidationError(
                _("Lessons have already been laid out from this slot: set its last day and add a new one.")
            )
        return super().clean()


class WishForm(forms.Form):
    """What the raster asks for: a verb, its key, the day from which it is in force, and only the fields that change."""

    what = forms.ChoiceField(choices=Edit.choices)
    key = forms.UUIDField()
    since = forms.DateField(required=False)
    slot = forms.IntegerField(required=False)
    version = forms.IntegerField(required=False)
    load = forms.IntegerField(required=False)
    week = forms.ChoiceField(choices=Week.choices, required=False)
    weekday = forms.TypedChoiceField(choices=Weekday.choices, coerce=int, required=False)
    number = forms.IntegerField(min_value=0, max_value=32_000, required=False)
    activity = forms.ChoiceField(choices=Activity.choices, required=False)
    technology = forms.ChoiceField(choices=Technology.choices, required=False)
    room = forms.ModelChoiceField(queryset=Room.objects.none(), required=False)
    teachers = forms.ModelMultipleChoiceField(queryset=Staff.objects.none(), required=False)
    until = forms.DateField(required=False)
    reason = forms.CharField(max_length=255, required=False)

    NEVER_EMPTY = ("weekday", "number", "activity", "technology", "teachers")
    PLACE = (*NEVER_EMPTY[:4], "week", "room", "until")

    def __init__(self, data: dict[str, Any], institution: Institution):
        super().__init__(data)
        self.fields["room"].queryset = Room.objects.filter(institution=institution)  # type: ignore[attr-defined]
        staff = Staff.objects.filter(institution=institution).select_related("person")
        self.fields["teachers"].queryset = staff  # type: ignore[attr-defined]

    def clean(self):
        """A change needs a day and its lesson; what is given and must not be empty is not."""
        values = super().clean()
        if any(name in self.data and not values.get(name) for name in self.NEVER_EMPTY):
            raise ValidationError(_("Name the day, the number and the teacher of the lesson."))
        if values.get("what") != Edit.UNDO and not values.get("since"):
            raise ValidationError(_("Name the day from which the change is in force."))
        return values

    @property
    def place(self) -> dict[str, Any]:
        """The fields that were given."""
        return {name: self.cleaned_data[name] for name in self.PLACE if name in self.data}

    @property
    def staff(self) -> list[Staff] | None:
        """The teachers, where they were given."""
        return list(self.cleaned_data["teachers"]) if "teachers" in self.data else None
