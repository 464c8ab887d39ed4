"""What a client may send to be saved, read strictly: anything else is no batch at all."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from journal_plugin.lessons.actions import MOST_DAYS, WIDER, Place
from journal_plugin.lessons.enums import Scope
from journal_plugin.lessons.operations import Operation

MOST_OPERATIONS = 500
MOST_BYTES = 512 * 1024
_LARGEST_ID = 2**63 - 1
_LENGTHS = {"what": 16, "value": 5000, "reason": 255}
_TEXTS = frozenset(_LENGTHS)
_TITLE_LENGTH = 255
_IDS = frozenset({"lesson", "work", "learner", "term"})
_UNWRITABLE = re.compile("[\0\ud800-\udfff]")
"""What JSON can name and no database can hold: the zero sign and half a pair."""
_NEEDED = frozenset({"key", "what", "value", "expected"})
_KNOWN = _NEEDED | _TEXTS | _IDS


class NotABatch(Exception):
    """The body is not a batch of operations; the message says why."""


def read_batch(body: bytes) -> tuple[Operation, ...]:
    """The operations in a request's body; raises NotABatch."""
    if len(body) > MOST_BYTES:
        raise NotABatch(_("Too much at once."))
    try:
        data = json.loads(body)
    except (ValueError, RecursionError) as problem:
        raise NotABatch(_("This is no batch of entries.")) from problem
    if not isinstance(data, dict) or set(data) != {"operations"}:
        raise NotABatch(_("This is no batch of entries."))
    rows = data["operations"]
    if not isinstance(rows, list) or not 0 < len(rows) <= MOST_OPERATIONS:
        raise NotABatch(_("A batch has from 1 to %(most)s entries.") % {"most": MOST_OPERATIONS})
    operations = tuple(_operation(row) for row in rows)
    if len({operation.key for operation in operations}) != len(operations):
        raise NotABatch(_("Two entries have the same key."))
    return operations


@dataclass(frozen=True)
class WorkAsked:
    """A kind of work to add, or to give to the column ``work``; no ``title`` leaves the column's own."""

    key: UUID
    kind: int
    work: int | None
    title: str | None
    agreed: bool


def read_work(body: bytes) -> WorkAsked:
    """{key, kind, work?, title?, agreed?}; raises NotABatch."""
    try:
        data = json.loads(body)
        key, kind = UUID(data["key"]), int(data["kind"])
        work = int(data["work"]) if data.get("work") else None
        title = data.get("title")
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError) as problem:
        raise NotABatch(_("This is no kind of work.")) from problem
    if title is not None:
        if not isinstance(title, str) or len(title) > _TITLE_LENGTH or _UNWRITABLE.search(title):
            raise NotABatch(_("The text is too long or not a text."))
        title = " ".join(title.split())
    return WorkAsked(key, kind, work, title, bool(data.get("agreed")))


def _operation(row: object) -> Operation:
    if not isinstance(row, dict) or not _NEEDED <= row.keys() <= _KNOWN:
        raise NotABatch(_("This is no entry of the register."))
    for name in _TEXTS & row.keys():
        if not isinstance(row[name], str) or len(row[name]) > _LENGTHS[name] or _UNWRITABLE.search(row[name]):
            raise NotABatch(_("The text is too long or not a text."))
    for name in _IDS & row.keys():
        if row[name] is not None and not _is_number(row[name], least=1):
            raise NotABatch(_("This is no entry of the register."))
    if not _is_number(row["expected"], least=0):
        raise NotABatch(_("This is no entry of the register."))
    return Operation(**{**row, "key": _key(row["key"])})


def _is_number(value: object, *, least: int) -> bool:
    return type(value) is int and least <= value <= _LARGEST_ID


def _key(value: object) -> UUID:
    try:
        return UUID(value) if isinstance(value, str) else UUID("")
    except ValueError as problem:
        raise NotABatch(_("The key of an entry is no UUID.")) from problem


class AskForm(forms.Form):
    """Why a shut place should be opened, and which: the places that the reader came with, the narrowest first."""

    scope = forms.ChoiceField(label=gettext_lazy("What should be opened"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=gettext_lazy("What is wrong and what it should be"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("For example: a 4 for the test was entered as a 3. The family reads this too."),
        error_messages={"required": gettext_lazy("Say what is wrong.")},
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, places: dict[Scope, Place], **kwargs):
        super().__init__(*args, **kwargs)
        self.places = places
        self.fields["scope"].choices = [(scope.value, scope.label) for scope in places]

    def place(self) -> Place:
        """The chosen place."""
        return self.places[Scope(self.cleaned_data["scope"])]


class UntilForm(forms.Form):
    """The last day on which a place is open for correction."""

    until = forms.DateField(
        label=gettext_lazy("Open until the end of"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": gettext_lazy("Choose a day."), "invalid": gettext_lazy("This is no day.")},
    )

    def __init__(self, *args, today: date, days: int, initial: Mapping[str, object], **kwargs):
        super().__init__(*args, initial={"until": today + timedelta(days=days), **initial}, **kwargs)
        last = today + timedelta(days=MOST_DAYS)
        self.fields["until"].widget.attrs |= {"min": today.isoformat(), "max": last.isoformat()}


class OpenForm(AskForm, UntilForm):
    """Opening a place that nobody has asked for."""


class DecisionForm(UntilForm):
    """The answer to a request: how much is opened and until when, or why nothing is."""

    scope = forms.ChoiceField(label=gettext_lazy("What is opened"), widget=forms.RadioSelect)
    answer = forms.CharField(label=gettext_lazy("A word to the teacher"), max_length=200, required=False)

    field_order = ("scope", "until", "answer")

    def __init__(self, *args, asked: Scope, **kwargs):
        super().__init__(*args, initial={"scope": asked}, **kwargs)
        self.fields["scope"].choices = [(scope.value, scope.label) for scope in WIDER[asked]]


class RefusalForm(forms.Form):
    """Why nothing is opened."""

    answer = forms.CharField(
        label=gettext_lazy("Why not"),
        max_length=200,
        error_messages={"required": gettext_lazy("Say why not: the teacher reads it.")},
    )
