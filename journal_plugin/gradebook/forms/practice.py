"""The form that adds to the schedule of a practice (B11)."""

from collections.abc import Mapping
from datetime import date, time, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from journal_plugin.core.dates import clock_range
from journal_plugin.core.forms import DayInput, KeyedForm
from journal_plugin.lessons.visits import MOST_WEEKS, Visit, weekly
from journal_plugin.timetable.enums import VisitKind


class VisitForm(KeyedForm):
    """A consultation or a visit, once or in several weeks on end."""

    kind = forms.ChoiceField(
        label=_("What"), choices=VisitKind.choices, widget=forms.RadioSelect, initial=VisitKind.VISIT
    )
    day = forms.DateField(
        label=_("Day"),
        widget=DayInput,
        error_messages={"required": _("Choose a day."), "invalid": _("This is no day.")},
    )
    number = forms.TypedChoiceField(label=_("Lesson"), coerce=int)
    weeks = forms.IntegerField(
        label=_("Weeks on end"),
        min_value=1,
        max_value=MOST_WEEKS,
        initial=1,
        help_text=_("2 and more repeat it on the same weekday."),
    )
    place = forms.CharField(
        label=_("Place of practice"), max_length=200, required=False, help_text=_("The organisation that is visited.")
    )
    topic = forms.CharField(
        label=_("Topic"),
        max_length=500,
        required=False,
        help_text=_("Without one the journal is offered what is done and where."),
    )

    def __init__(self, *args, bells: Mapping[int, tuple[time, time]], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["number"].choices = [
            (number, f"{number} ({clock_range(*times)})") for number, times in sorted(bells.items())
        ]
        self.fields["place"].widget.attrs["list"] = "places"
        for name in ("day", "number", "weeks", "place", "topic"):
            self.fields[name].widget.attrs["class"] = "input"

    def clean_day(self) -> date:
        """A day after which there are weeks enough in the calendar."""
        day = self.cleaned_data["day"]
        if day > date.max - timedelta(weeks=MOST_WEEKS):
            raise ValidationError(_("This is no day."))
        return day

    def visits(self) -> tuple[Visit, ...]:
        """What the form asks for, week by week."""
        said = self.cleaned_data
        kind = VisitKind(said["kind"])
        return weekly(Visit(said["day"], said["number"], kind, said["place"], said["topic"]), said["weeks"])
