"""What a list would do (pure): new rows, changed fields, refused rows; a digest that says whether it still would."""

import hashlib
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from journal_plugin.calendar.models import AcademicYear, Term
from journal_plugin.core.diff import Counts, compare
from journal_plugin.core.names import search_key
from journal_plugin.exchange.columns import Column, Refusal, Table, Value
from journal_plugin.exchange.enums import Listing
from journal_plugin.institution.models import Institution

Card = Any
"""A line of some room's list: a frozen dataclass with a ``key``; each kind of list has its own."""


@dataclass(frozen=True)
class Context:
    """Where a list goes: the institution, its year and study period, the first day of what the list makes new."""

    institution: Institution
    year: AcademicYear | None
    term: Term | None
    since: date
    by: object = None


@dataclass(frozen=True)
class Reading:
    """The cards that a list gives, each with the number of its row, and the rows that name what does not exist."""

    cards: tuple[tuple[int, Card], ...]
    refused: tuple[Refusal, ...] = ()


@dataclass(frozen=True)
class Importer:
    """One kind of list: its columns, how rows become cards, what stands now, and the verb that writes.

    ``covers`` names the columns of those card fields that have no column of their own name; a field whose columns the
    file does not have keeps its value. A required column named there is in every file: without a column of its own the
    field takes its default, not its old value.
    """

    listing: Listing
    columns: tuple[Column, ...]
    sample: tuple[tuple[str, ...], ...]
    read: Callable[[Context, Table], Reading]
    current: Callable[[Context], Mapping[Any, Card]]
    write: Callable[[Context, Iterable[Card]], Counts]
    row_of: Callable[[Card], Mapping[str, Value]]
    label: Callable[[Card], str]
    covers: Mapping[str, tuple[str, ...]]
    leaving: Callable[[Mapping[Any, Card], Iterable[Card]], Iterable[Card]] = lambda current, cards: ()
    needs_term: bool = False
    needs_year: bool = False


@dataclass(frozen=True)
class Created:
    """A row that will be made."""

    row: int
    label: str
    details: str


@dataclass(frozen=True)
class FieldChange:
    """One field of a changed row, as the list writes it."""

    heading: str
    old: str
    new: str


@dataclass(frozen=True)
class Changed:
    """A row that will be changed."""

    row: int
    label: str
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True)
class Plan:
    """What importing the list would do now; with ``refused`` rows it may not be done."""

    listing: Listing
    created: tuple[Created, ...]
    changed: tuple[Changed, ...]
    removed: tuple[str, ...]
    unchanged: int
    refused: tuple[Refusal, ...]
    ignored: tuple[str, ...]
    cards: tuple[Card, ...]
    digest: str

    @property
    def is_empty(self) -> bool:
        """Whether nothing would change."""
        return not (self.created or self.changed or self.removed)


def make_plan(importer: Importer, context: Context, table: Table) -> Plan:
    """The plan of ``table``: pure, given what ``importer.read`` and ``importer.current`` have read.

    Two rows with the same identity, and a new row that only repeats an old one without its code, are refused.
    """
    reading = importer.read(context, table)
    current = importer.current(context)
    refused = [*table.refused, *reading.refused]
    rows: dict[Hashable, int] = {}
    wanted: dict[Hashable, Card] = {}
    codeless = {search_key(importer.label(card)): key for key, card in current.items() if _code(card) == ""}
    for row, card in reading.cards:
        same = importer.label(card)
        if card.key in wanted:
            reason = _("The same stands in row %(row)s already.") % {"row": rows[card.key]}
            refused.append(Refusal(row, table.columns[0].heading, same, reason))
            continue
        if card.key not in current and _code(card) and search_key(same) in codeless:
            refused.append(Refusal(row, table.columns[0].heading, same, _("This name is known without a code.")))
            continue
        wanted[card.key] = _keep(importer, table, card, current.get(card.key))
        rows[card.key] = row
    diff = compare(current, wanted.values())
    leaving = tuple(importer.leaving(current, wanted.values()))
    state = repr(([(card.key, card) for card in diff.created], diff.changed, leaving))
    return Plan(
        listing=importer.listing,
        created=tuple(_created(importer, rows[card.key], card) for card in diff.created),
        changed=tuple(_changed(importer, rows[new.key], old, new) for old, new in diff.changed),
        removed=tuple(importer.label(card) for card in leaving),
        unchanged=diff.unchanged,
        refused=tuple(sorted(refused, key=lambda refusal: refusal.row)),
        ignored=table.ignored,
        cards=tuple(wanted.values()),
        digest=hashlib.sha256(state.encode()).hexdigest(),
    )


def _code(card: Card) -> str | None:
    return getattr(card, "external_id", None)


def _keep(importer: Importer, table: Table, card: Card, old: Card | None) -> Card:
    """``card`` with the old values of the fields that the file has no column for."""
    if old is None:
        return card
    kept = {
        field.name: getattr(old, field.name)
        for field in fields(card)
        if not table.has(*importer.covers.get(field.name, (field.name,)))
    }
    return replace(card, **kept)


def _written(importer: Importer, card: Card) -> dict[str, str]:
    row = importer.row_of(card)
    return {column.heading: column.write(row[column.name]) for column in importer.columns if column.name in row}


def _created(importer: Importer, row: int, card: Card) -> Created:
    details = "; ".join(f"{heading}: {value}" for heading, value in _written(importer, card).items() if value)
    return Created(row, importer.label(card), details)


def _changed(importer: Importer, row: int, old: Card, new: Card) -> Changed:
    before, after = _written(importer, old), _written(importer, new)
    return Changed(
        row,
        importer.label(new),
        tuple(FieldChange(name, before[name], after[name]) for name in after if before[name] != after[name]),
    )


def own_columns(importer_columns: tuple[Column, ...]) -> Callable[[Card], Mapping[str, Value]]:
    """The plainest ``row_of``: every column shows the card's field of its name."""
    return lambda card: {column.name: getattr(card, column.name) for column in importer_columns}
