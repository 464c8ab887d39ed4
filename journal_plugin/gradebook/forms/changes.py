"""The forms of changes of the day: who takes a lesson, why it is cancelled, where it goes (C05, C06)."""

from collections.abc import Iterable
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from journal_plugin.core.asked import day_in, number_in
from journal_plugin.core.forms import DayInput, KeyedForm
from journal_plugin.gradebook.queries.free import Offer

SHOWN = 6
"""So many proposals stand open; the others are in a list."""


class ChangeForm(KeyedForm):
    """What every change carries: what its author has seen, and why he insists on a clash (shown after a refusal)."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    despite = forms.CharField(
        label=_("Put it so all the same, because"), max_length=120, required=False, widget=forms.TextInput
    )


class CancelForm(ChangeForm):
    """Why a lesson is cancelled."""

    reason = forms.CharField(label=_("Reason"), max_length=200, error_messages={"required": _("Say why.")})
    order_no = forms.CharField(label=_("Order number, if there is one"), max_length=64, required=False)


class _OfferForm(ChangeForm):
    """One of ``offers``: the first as buttons (``pick``), any in a list (``other``), which comes first."""

    missing = _("Choose one.")
    pick = forms.ChoiceField(required=False, widget=forms.RadioSelect)
    other = forms.ChoiceField(required=False)

    def __init__(self, *args, offers: Iterable[Offer], none: object = "", **kwargs):
        super().__init__(*args, **kwargs)
        offers = tuple(offers)
        self.proposed = [offer for offer in offers if offer.free][:SHOWN]
        self.fields["pick"].choices = [(offer.value, offer.name) for offer in self.proposed]
        groups = ((_("Free"), True), (_("Busy at that time"), False))
        listed = [
            (label, [(offer.value, f"{offer.name} — {offer.detail}") for offer in offers if offer.free == free])
            for label, free in groups
        ]
        self.fields["other"].choices = [
            ("", _("as chosen above") if self.proposed else _("Choose")),
            *([("none", none)] if none else []),
            *(part for part in listed if part[1]),
        ]

    def clean(self):
        """``chosen`` is the value of the one that was picked."""
        said = super().clean()
        chosen = said.get("other") or said.get("pick")
        if not chosen:
            raise ValidationError(self.missing)
        return said | {"chosen": None if chosen == "none" else number_in(chosen)}


class GiveForm(_OfferForm):
    """Who takes a lesson, and by which order."""

    missing = _("Choose a teacher.")
    order_no = forms.CharField(
        label=_("Order number"),
        max_length=64,
        error_messages={"required": _("A substitute is named by an order: write its number.")},
    )
    reason = forms.CharField(label=_("Reason, if it is to be in the list"), max_length=200, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["other"].label = _("Another teacher")


class RoomForm(_OfferForm):
    """Into which room a lesson goes."""

    missing = _("Choose a room.")
    reason = forms.CharField(label=_("Reason, if it is to be in the list"), max_length=200, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, none=_("without a room"), **kwargs)
        self.fields["other"].label = _("Another room")


class MoveForm(ChangeForm):
    """Where a lesson goes: a proposed place (``place``: day and number), or any day and number."""

    place = forms.CharField(required=False)
    day = forms.DateField(label=_("Another day"), widget=DayInput(), required=False)
    number = forms.IntegerField(label=_("Lesson number"), min_value=0, max_value=20, required=False)
    room = forms.ChoiceField(label=_("Room"), required=False)
    reason = forms.CharField(label=_("Reason"), max_length=200, error_messages={"required": _("Say why.")})
    order_no = forms.CharField(label=_("Order number, if there is one"), max_length=64, required=False)

    def __init__(self, *args, rooms: Iterable[tuple[str, str]], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["room"].choices = [("", _("the same room")), ("none", _("without a room")), *rooms]

    def clean(self):
        """``there`` is the day and number: the written ones before the proposed ones."""
        said = super().clean()
        day, number = said.get("day"), said.get("number")
        if day is None and number is None:
            there = _proposed(said.get("place") or "")
        else:
            there = (day, number) if day and number is not None else None
        if there is None:
            raise ValidationError(_("Choose a day and a lesson number."))
        return said | {"there": there}


def _proposed(text: str) -> tuple[date, int] | None:
    day, _space, number = text.partition(" ")
    parsed, lesson = day_in(day), number_in(number)
    return (parsed, lesson) if parsed and lesson is not None else None
