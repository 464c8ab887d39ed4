"""What a client may send to be saved, read strictly: anything else is no batch at all."""

import json
import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from journal_plugin.core.spreadsheet import SpreadsheetError, check_size
from journal_plugin.gradebook.actions import Target
from journal_plugin.gradebook.queries.parallel import ParallelLesson
from journal_plugin.gradebook.results import Entry
from journal_plugin.lessons.actions import MOST_DAYS, WIDER, Place
from journal_plugin.lessons.enums import JournalKind, Scope
from journal_plugin.lessons.models import Work
from journal_plugin.lessons.operations import Operation
from journal_plugin.people.models import Staff

MOST_OPERATIONS = 500
MOST_BYTES = 512 * 1024
MOST_RESULTS = 1024 * 1024
"""The results of one group; unpacking a larger workbook would keep the server busy for everybody."""
_LARGEST_ID = 2**63 - 1
_LONGEST_ID = 19
_LENGTHS = {"what": 16, "value": 5000}
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


class DaysForm(forms.Form):
    """Whose lessons, from which day to which."""

    staff = forms.ModelChoiceField(Staff.objects.none(), label=gettext_lazy("Teacher"))
    since = forms.DateField(
        label=gettext_lazy("From"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    until = forms.DateField(
        label=gettext_lazy("To and including"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args, staff: QuerySet[Staff], **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["staff"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = staff

    def clean(self):
        """The days in their order."""
        said = super().clean()
        if said.get("since") and said.get("until") and said["until"] < said["since"]:
            self.add_error("until", _("The last day lies before the first."))
        return said


class SubstituteForm(DaysForm):
    """Who takes the lessons of a journal, and by which order."""

    order_no = forms.CharField(
        label=gettext_lazy("Order number"),
        max_length=64,
        error_messages={"required": gettext_lazy("A substitute is named by an order: write its number.")},
    )
    key = forms.UUIDField(widget=forms.HiddenInput)


class EndForm(forms.Form):
    """Whose substitution ends."""

    staff = forms.ModelChoiceField(Staff.objects.none())
    key = forms.UUIDField()

    def __init__(self, *args, staff: QuerySet[Staff], **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["staff"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = staff


class KindForm(forms.Form):
    """How a journal is kept."""

    kind = forms.ChoiceField(label=gettext_lazy("The journal is kept"), choices=JournalKind.choices)


_PLACED = re.compile(r"(\d{1,18}):(\d{0,18})")


class PartsForm(forms.Form):
    """A part for every learner of the group from a day on: one field a learner; ``seen`` is what stood before."""

    since = forms.DateField(widget=forms.HiddenInput)
    key = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput, max_length=40_000, required=False)

    def __init__(self, *args, learners: Mapping[int, int | None], parts: Mapping[int, str], **kwargs):
        super().__init__(*args, **kwargs)
        self.learners = learners
        choices = [(str(pk), name) for pk, name in parts.items()]
        for learner, part in learners.items():
            field = forms.ChoiceField(choices=[*choices, ("", "")], required=False, initial=str(part or ""))
            self.fields[self.name_of(learner)] = field

    @staticmethod
    def name_of(learner: int) -> str:
        """The name of the learner's field."""
        return f"part-{learner}"

    @staticmethod
    def seen_of(learners: Mapping[int, int | None]) -> str:
        """A composition as ``seen`` keeps it."""
        return ",".join(f"{learner}:{part or ''}" for learner, part in learners.items())

    def clean_seen(self) -> dict[int, int | None]:
        """Learner -> part, as the page was printed."""
        text = self.cleaned_data["seen"]
        found = [_PLACED.fullmatch(one) for one in text.split(",")] if text else []
        if None in found:
            raise forms.ValidationError(_("Open the page again."))
        return {int(one[1]): int(one[2]) if one[2] else None for one in found if one}

    def clean(self):
        """What the page itself put in cannot be mended by its reader."""
        if self.errors:
            raise forms.ValidationError(_("This page cannot be sent. Open it again."))
        return super().clean()

    def parts(self) -> dict[int, int | None]:
        """Learner -> the chosen part."""
        chosen = ((learner, self.cleaned_data[self.name_of(learner)]) for learner in self.learners)
        return {learner: int(part) if part else None for learner, part in chosen}


class SettleForm(forms.Form):
    """From which day a proposed composition is in force."""

    since = forms.DateField(
        label=gettext_lazy("In force from"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": gettext_lazy("Choose a day."), "invalid": gettext_lazy("This is no day.")},
    )


@dataclass(frozen=True)
class ParallelAsked:
    """Which lessons get the homework, and whether the topic goes with it."""

    targets: tuple[Target, ...]
    with_topic: bool
    key: UUID


def read_parallel(fields: QueryDict, lessons: Iterable[ParallelLesson]) -> ParallelAsked:
    """What was ticked among ``lessons``, with the versions that were seen; one unseen counts as never written."""
    chosen = set(fields.getlist("to"))
    targets = []
    for one in lessons:
        if str(one.lesson) in chosen:
            homework, _dash, topic = fields.get(f"seen-{one.lesson}", "").partition("-")
            targets.append(Target(one.journal, one.lesson, _version(homework), _version(topic)))
    try:
        key = UUID(fields.get("key", ""))
    except ValueError:
        key = uuid4()
    return ParallelAsked(tuple(targets), "topic" in fields, key)


def _version(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < _LONGEST_ID else 0


class ResultsForm(forms.Form):
    """A spreadsheet of results, and the column of the lesson that it is for."""

    work = forms.ModelChoiceField(label=gettext_lazy("Column"), queryset=Work.objects.none(), empty_label=None)
    file = forms.FileField(
        label=gettext_lazy("File"), help_text=gettext_lazy("XLSX or CSV, up to 1 MB, the first sheet is read.")
    )

    def __init__(self, *args, works: QuerySet[Work], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["work"].queryset = works
        self.fields["work"].label_from_instance = lambda work: (
            f"{work.kind.name}{f' «{work.title}»' if work.title else ''}"
        )

    @property
    def work_id(self) -> int:
        """The chosen column, not looked for yet; 0 is none."""
        return _version(self.data.get("work", ""))

    def clean_file(self):
        """Refuses a file that is too big before it is read."""
        file = self.cleaned_data["file"]
        try:
            check_size(file.size, MOST_RESULTS)
        except SpreadsheetError as error:
            raise ValidationError(str(error)) from error
        return file


def read_entries(fields: QueryDict, learners: Container[int]) -> list[Entry]:
    """The confirmed lines; raises NotABatch."""
    entries = {}
    for entry in fields.getlist("entry")[:MOST_OPERATIONS]:
        learner, version, value = (*entry.split(":", 2), "", "")[:3]
        if _version(learner) not in learners or not value or len(value) > _LENGTHS["value"]:
            raise NotABatch(_("This is no batch of entries."))
        entries[_version(learner)] = Entry(_version(learner), _version(version), value)
    return list(entries.values())
