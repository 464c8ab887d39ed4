"""What a curator types of an event: what is planned, what came of it, why it is cancelled, whose plan is taken over."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from journal_plugin.core.asked import number_in
from journal_plugin.core.forms import DayInput, KeyedForm
from journal_plugin.extracurricular.enums import Direction
from journal_plugin.extracurricular.models import MOST_LEARNERS, NAME_LENGTH, TEXT_LENGTH, TITLE_LENGTH, GroupEvent
from journal_plugin.extracurricular.plan import Planned
from journal_plugin.extracurricular.queries import Source


class EventForm(KeyedForm):
    """An event of the plan; one day where no last day is given."""

    title = forms.CharField(label=_("Event"), max_length=TITLE_LENGTH)
    direction = forms.ChoiceField(label=_("Direction"), choices=[("", _("choose")), *Direction.choices])
    since = forms.DateField(label=_("Day"), widget=DayInput)
    until = forms.DateField(
        label=_("Last day"),
        widget=DayInput,
        required=False,
        help_text=_("If it lasts several days, or the day within a month is not settled yet"),
    )
    place = forms.CharField(label=_("Place"), max_length=NAME_LENGTH, required=False)
    responsible = forms.CharField(
        label=_("Who answers for it"),
        max_length=NAME_LENGTH,
        required=False,
        help_text=_("If it is not the curator"),
    )

    def said(self) -> Planned:
        """What a valid form says."""
        fields = {name: value for name, value in self.cleaned_data.items() if name not in ("key", "version")}
        return Planned(**fields | {"until": fields["until"] or fields["since"]})


class VersionedForm(KeyedForm):
    """A write to an event as it was seen."""

    version = forms.IntegerField(min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)

    def words(self) -> dict[str, object]:
        """What the action of a valid form is told."""
        return self.cleaned_data


class ChangeForm(EventForm, VersionedForm):
    """An event said anew."""

    def words(self) -> dict[str, object]:
        """The event as one."""
        return {name: self.cleaned_data[name] for name in ("key", "version")} | {"said": self.said()}


class HeldForm(VersionedForm):
    """What came of an event; read by the group and the families too."""

    held_on = forms.DateField(label=_("Held on"), widget=DayInput)
    attended = forms.IntegerField(label=_("Learners who took part"), min_value=0, max_value=MOST_LEARNERS)
    outcome = forms.CharField(
        label=_("What came of it"),
        max_length=TEXT_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The group and the families read it."),
    )


class CancelForm(VersionedForm):
    """Why an event will not be."""

    why = forms.CharField(
        label=_("Why it is cancelled"),
        max_length=TEXT_LENGTH,
        help_text=_("The event stays in the plan, crossed out, with this reason. The group and the families read it."),
    )


class BareForm(VersionedForm):
    """An act that needs no words: an event removed from the plan, or returned to it."""


class SourceForm(forms.Form):
    """Whose plan is looked through."""

    source = forms.ChoiceField(label=_("Plan"))

    def __init__(self, *args, sources: tuple[Source, ...], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["source"].choices = [
            (source.value, _("%(name)s (events: %(n)s)") % {"name": source.name, "n": source.events})
            for source in sources
        ]

    def chosen(self) -> tuple[int, int]:
        """Ids of the group and of the year of a valid form."""
        group, year = self.cleaned_data["source"].split("-")
        return int(group), int(year)


class IdsField(forms.TypedMultipleChoiceField):
    """Ids of rows; the action decides which of them are to be had."""

    def valid_value(self, value: str) -> bool:
        """Whether it is a number at all."""
        return number_in(value) is not None


class CopyForm(KeyedForm):
    """Which of the offered events are taken over."""

    events = IdsField(
        label=_("Events"),
        coerce=int,
        error_messages={"required": _("Tick at least one event.")},
    )


def shown(event: GroupEvent, today: date) -> dict[str, object]:
    """What the forms of an event begin with: a single day has no last one; it was held on its last day that has come."""
    said = {name: getattr(event, name) for name in ("title", "direction", "since", "place", "responsible")}
    held = {"held_on": event.held_on or min(event.until, today), "attended": event.attended, "outcome": event.outcome}
    return said | held | {"until": event.until if event.until != event.since else None}
