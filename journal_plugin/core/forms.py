"""What the forms of every room are made of."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from journal_plugin.core.spreadsheet import SpreadsheetError, check_size


class DayInput(forms.DateInput):
    """A day, chosen in the browser's own calendar."""

    input_type = "date"

    def __init__(self, attrs: dict | None = None):
        super().__init__(attrs, format="%Y-%m-%d")


class KeyedForm(forms.Form):
    """A form that is accepted once: its key is made when it is shown."""

    key = forms.UUIDField(
        widget=forms.HiddenInput,
        initial=uuid4,
        error_messages=dict.fromkeys(
            ("required", "invalid"), _("The page came incomplete, nothing is recorded. Open it anew and send again.")
        ),
    )


class FileForm(forms.Form):
    """A form whose ``file`` is a list or a table; ``most`` is its largest size in bytes, None that of any list."""

    most: int | None = None

    def clean_file(self):
        """Refuses a file that is too big before it is read."""
        file = self.cleaned_data["file"]
        try:
            check_size(file.size, self.most)
        except SpreadsheetError as error:
            raise ValidationError(str(error)) from error
        return file


@contextmanager
def showing_refusals(form: forms.BaseForm) -> Iterator[None]:
    """What an action refuses inside is shown in the form; the code goes on after the block."""
    try:
        yield
    except ValidationError as problem:
        form.add_error(None, problem)
