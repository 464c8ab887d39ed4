"""Choosing a group and a month; correcting the curator's cells of Form 2."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from journal_plugin.calendar import months
from journal_plugin.core.dates import month_year
from journal_plugin.core.typography import decimal_comma
from journal_plugin.statements.corrections import COLUMNS, PERCENTS, TOTALS, Address, Number, cells
from journal_plugin.statements.documents import form2
from journal_plugin.statements.spans import Span


class ChoiceForm(forms.Form):
    """Group and month, from those that the reader may open."""

    group = forms.TypedChoiceField(label=_("Group"), coerce=int)
    month = forms.ChoiceField(label=_("Month"))

    def __init__(self, *args, groups: tuple[tuple[int, str], ...], choices: list[date], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["group"].choices = groups
        self.fields["month"].choices = [(f"{first:%Y-%m}", month_year(first)) for first in choices]

    def clean_month(self) -> date:
        """The first day of the month."""
        return months.parse(self.cleaned_data["month"]) or date.min


class SpanForm(forms.Form):
    """The days of the pages to print: a month, a study period or the year."""

    period = forms.ChoiceField(label=_("Period"))

    def __init__(self, *args, spans: tuple[Span, ...], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["period"].choices = [(span.key, span.name) for span in spans]


class HoursField(forms.IntegerField):
    """Academic hours in a cell of the paper; an empty cell is none."""

    def __init__(self, label: str):
        widget = forms.TextInput(attrs={"inputmode": "numeric", "aria-label": label, "autocomplete": "off"})
        super().__init__(label=label, min_value=0, max_value=999_999, required=False, widget=widget)

    def clean(self, value):
        return super().clean("".join(str(value or "").split())) or 0


class PercentField(forms.DecimalField):
    """Percents with one decimal, comma or point; «–» or nothing is no number."""

    def __init__(self, label: str):
        widget = forms.TextInput(attrs={"inputmode": "decimal", "aria-label": label, "autocomplete": "off"})
        super().__init__(
            label=label, min_value=0, max_value=100, max_digits=4, decimal_places=1, required=False, widget=widget
        )

    def clean(self, value):
        text = str(value or "").strip().replace(",", ".")
        number = super().clean("" if text in {"–", "-"} else text)
        return None if number is None else number.quantize(Decimal("0.1"))


class CorrectionsForm(forms.Form):
    """The cells of Form 2 that the curator may correct, pre-filled as computed, and why."""

    why = forms.CharField(
        label=_("Why the values were corrected"),
        required=False,
        max_length=255,
        help_text=_("Kept with the statement together with your name and the old values."),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, paper: form2.Paper, seen: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.computed = cells(paper)
        self.fields["seen"].initial = seen
        for address, value in self.computed.items():
            field, index = address
            name = TOTALS[field] if index is None else f"{COLUMNS[field]}: {paper.rows[index].name}"
            made = PercentField(name) if field in PERCENTS else HoursField(name)
            shown = decimal_comma(value, 1) if field in PERCENTS else value or ("" if index is not None else 0)
            self.fields[self.key(address)] = made
            made.initial = shown

    @staticmethod
    def key(address: Address) -> str:
        """The name of an address's field."""
        field, index = address
        return field if index is None else f"{field}-{index}"

    def entered(self) -> dict[Address, Number]:
        """The entered values by address."""
        return {address: self.cleaned_data[self.key(address)] for address in self.computed}

    def is_corrected(self) -> bool:
        """Whether a value differs from what was computed."""
        return self.entered() != self.computed

    def in_place(self, context: dict[str, Any]) -> dict[str, Any]:
        """The context of the paper with inputs where the curator's cells are."""
        rows = [
            (*row[:4], self[self.key(("excused", index))], self[self.key(("unexcused", index))])
            for index, row in enumerate(context["rows"])
        ]
        first, second = context["totals"]
        return {
            **context,
            "rows": rows,
            "man_hours": self["man_hours"],
            "totals": (
                (first[0], self["missed_hours"], first[2], self["missed_percent"]),
                (second[0], self["unexcused_hours"], second[2], self["unexcused_percent"]),
            ),
        }
