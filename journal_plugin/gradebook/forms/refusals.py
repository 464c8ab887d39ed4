"""Saying no to what was asked or proposed."""

from django import forms
from django.utils.translation import gettext_lazy as _


class RefusalForm(forms.Form):
    """Why a request or a proposal is refused."""

    answer = forms.CharField(
        label=_("Why not"),
        max_length=200,
        error_messages={"required": _("Say why not: the teacher reads it.")},
    )
