"""A notice of absence in advance, as a parent fills it in and as a curator does."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from journal_plugin.attendance.enums import AbsenceKind
from journal_plugin.attendance.models import NOTICE_LENGTH
from journal_plugin.core.forms import DayInput, KeyedForm

MOST_LESSONS = 12
"""More lessons a day has nobody."""


class NoticeForm(KeyedForm):
    """Days, lessons, reason; ``key`` makes a form sent twice one notice. What the days may be, the action decides."""

    learner = forms.TypedChoiceField(
        label=_("Who"), coerce=int, error_messages={"required": _("Choose who will be absent.")}
    )
    since = forms.DateField(label=_("First day"), error_messages={"required": _("Choose the first day.")})
    until = forms.DateField(label=_("Last day"), required=False, help_text=_("Leave empty for a single day"))
    first_number = forms.TypedChoiceField(label=_("From lesson"), required=False, coerce=int, empty_value=None)
    last_number = forms.TypedChoiceField(label=_("Up to lesson"), required=False, coerce=int, empty_value=None)
    kind = forms.ChoiceField(
        label=_("Reason"),
        choices=AbsenceKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the reason.")},
    )
    text = forms.CharField(
        label=_("Explanation"),
        required=False,
        max_length=NOTICE_LENGTH,
        help_text=_("In a few words. Teachers and the curator see it."),
    )

    def __init__(
        self, *args, today: date, earliest: date | None = None, learners: tuple[tuple[int, str], ...] = (), **kwargs
    ):
        kwargs.setdefault("initial", {"since": today})
        super().__init__(*args, **kwargs)
        if learners:
            self.fields["learner"].choices = [("", _("Choose")), *learners]
        else:
            del self.fields["learner"]
        last = today + timedelta(days=365)
        for name in ("since", "until"):
            days = {"min": (earliest or today).isoformat(), "max": last.isoformat()}
            self.fields[name].widget = DayInput(days)
        numbers = [("", _("whole day")), *((number, str(number)) for number in range(1, MOST_LESSONS + 1))]
        for name in ("first_number", "last_number"):
            self.fields[name].choices = numbers

    def said(self) -> dict[str, Any]:
        """The notice in the words of the action; a single day where there is no last one."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "learner"}
        return said | {"until": said["until"] or said["since"]}
