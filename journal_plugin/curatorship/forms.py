"""The reason of absence: one for all the ticked lessons."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ReasonForm(forms.Form):
    """Justified or not, in a word why, and at which lessons; ``lesson`` values are «lesson:version»."""

    excused = forms.TypedChoiceField(
        label=_("The reason is"),
        choices=[("yes", _("justified")), ("no", _("not justified"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether the reason is justified.")},
    )
    reason = forms.CharField(
        label=_("Explanation"),
        required=False,
        max_length=200,
        help_text=_("For example: a doctor's note, family matters"),
    )
    lesson = forms.TypedMultipleChoiceField(
        label=_("Lessons"),
        error_messages={
            "required": _("Tick at least one lesson."),
            "invalid_choice": _("Somebody has recorded this reason meanwhile. Look at the list and tick again."),
        },
    )

    def __init__(self, *args, lessons: list[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["lesson"].choices = [(value, value) for value in lessons]

    def expected(self) -> dict[int, int]:
        """Lesson id -> version of the reason that the curator saw."""
        pairs = (value.split(":") for value in self.cleaned_data["lesson"])
        return {int(lesson): int(version) for lesson, version in pairs}
