"""What the forms of every room are made of."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError


class DayInput(forms.DateInput):
    """A day, chosen in the browser's own calendar."""

    input_type = "date"

    def __init__(self, attrs: dict | None = None):
        super().__init__(attrs, format="%Y-%m-%d")


class KeyedForm(forms.Form):
    """A form that is accepted once: its key is made when it is shown."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


@contextmanager
def showing_refusals(form: forms.BaseForm) -> Iterator[None]:
    """What an action refuses inside is shown in the form; the code goes on after the block."""
    try:
        yield
    except ValidationError as problem:
        form.add_error(None, problem)
