"""Deciding what was asked or proposed: two forms beside each other, one agrees, one refuses."""

from collections.abc import Callable

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _


class RefusalForm(forms.Form):
    """Why a request or a proposal is refused."""

    answer = forms.CharField(
        label=_("Why not"),
        max_length=200,
        error_messages={"required": _("Say why not: the teacher reads it.")},
    )


class Decision:
    """The two forms; only the one that was sent is filled with ``given``."""

    def __init__(self, given: QueryDict | None, agree: Callable[[QueryDict | None], forms.Form]):
        self.refuses = given is not None and "refuse" in given
        self.agree = agree(None if self.refuses else given)
        self.refuse = RefusalForm(given if self.refuses else None, prefix="no")

    @property
    def sent(self) -> forms.Form:
        """The form that was sent, unbound before anything is."""
        return self.refuse if self.refuses else self.agree
