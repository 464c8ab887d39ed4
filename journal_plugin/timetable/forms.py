"""The form of a slot in the admin, what the raster sends, who cannot when, and what is asked of a proposed timetable."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from journal_plugin.core.asked import number_in
from journal_plugin.core.forms import DayInput, KeyedForm
from journal_plugin.curriculum.enums import Activity
from journal_plugin.curriculum.forms import TermForm
from journal_plugin.institution.enums import Weekday
from journal_plugin.institution.models import Institution, Room
from journal_plugin.people.models import Staff
from journal_plugin.timetable.enums import Edit, Gaps, Off, Technology, Week

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
        super().__init__({name: _as_sent(name, value) for name, value in data.items()})
        self.fields["room"].queryset = Room.objects.filter(institution=institution)  # type: ignore[attr-defined]
        standing = Staff.objects.between(institution.today(), date.max)
        staff = standing.filter(institution=institution).select_related("person")
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


def _as_sent(name: str, value: object) -> object:
    """A value of JSON as a form is sent one, so that its fields read whatever stands there: a text, ids as texts, nothing."""
    if name == "teachers" and isinstance(value, list):
        return [text if number_in(text) else "" for text in map(str, value)]
    return value if value is None else str(value)


class OffForm(forms.Form):
    """A choice for every lesson of a week: ``places`` are (weekday, number), ``stands`` what is chosen now."""

    since = forms.DateField(label=gettext_lazy("In force from"), widget=DayInput)
    until = forms.DateField(
        label=gettext_lazy("Last day"),
        widget=DayInput,
        required=False,
        help_text=gettext_lazy("Empty: until you change it."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=255,
        required=False,
        help_text=gettext_lazy("Shown to who places a lesson there: studies at a university, second job."),
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        places: Iterable[tuple[int, int]],
        stands: Mapping[tuple[int, int], str],
        wishes: bool,
        today: date,
    ):
        super().__init__(data, initial={"since": today})
        self.places = tuple(places)
        choices = Off.choices if wishes else [one for one in Off.choices if one[0] != Off.WISH]
        for weekday, number in self.places:
            label = _("%(day)s, lesson %(number)s") % {"day": Weekday(weekday).label, "number": number}
            self.fields[self.name_of(weekday, number)] = forms.ChoiceField(
                choices=choices,
                required=False,
                label=label,
                initial=stands.get((weekday, number), Off.FREE),
                widget=forms.Select(attrs={"aria-label": label, "data-cell": ""}),
            )

    @staticmethod
    def name_of(weekday: int, number: int) -> str:
        """The field of a lesson."""
        return f"off-{weekday}-{number}"

    @property
    def cells(self) -> dict[tuple[int, int], str]:
        """What was chosen."""
        return {place: self.cleaned_data[self.name_of(*place)] for place in self.places}

    @property
    def days(self) -> dict[str, Any]:
        """The days and the reason."""
        return {name: self.cleaned_data[name] for name in ("since", "until", "reason")}


class ProposalForm(KeyedForm):
    """What a proposed timetable is to be: from when, for whom, how long to search, and what days are to look like."""

    LIMITS = (
        (60, gettext_lazy("1 minute")),
        (300, gettext_lazy("5 minutes")),
        (900, gettext_lazy("15 minutes")),
        (3600, gettext_lazy("1 hour")),
    )

    since = forms.DateField(label=gettext_lazy("In force from"), widget=DayInput)
    limit = forms.TypedChoiceField(label=gettext_lazy("Search for at most"), choices=LIMITS, coerce=int, initial=300)
    most_of_group = forms.IntegerField(
        label=gettext_lazy("Lessons a day of a group, at most"),
        min_value=1,
        max_value=20,
        required=False,
        help_text=gettext_lazy("Empty: as even as possible."),
    )
    most_of_teacher = forms.IntegerField(
        label=gettext_lazy("Lessons a day of a teacher, at most"),
        min_value=1,
        max_value=20,
        required=False,
        help_text=gettext_lazy("Empty: any number."),
    )
    gaps_of_group = forms.ChoiceField(
        label=gettext_lazy("Free lessons inside the day of a group"), choices=Gaps.choices, initial=Gaps.WISH
    )
    gaps_of_teacher = forms.ChoiceField(
        label=gettext_lazy("Free lessons inside the day of a teacher"), choices=Gaps.choices, initial=Gaps.ANY
    )
    groups = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Whose lessons are placed anew"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one group.")},
        help_text=gettext_lazy("The lessons of all other groups stay where they are."),
    )

    OPTIONS = ("most_of_group", "most_of_teacher", "gaps_of_group", "gaps_of_teacher")

    def __init__(self, data: Mapping[str, Any] | None, *, groups: Iterable[tuple[int, str, str]], **kwargs):
        super().__init__(data, **kwargs)
        self.fields["groups"].choices = [(pk, f"{name}, {note}") for pk, name, note in groups]  # type: ignore[attr-defined]

    @property
    def options(self) -> dict[str, Any]:
        """What days are to look like."""
        return {name: self.cleaned_data[name] for name in self.OPTIONS}
