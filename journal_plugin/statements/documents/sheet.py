"""A paper as rows for a spreadsheet: values, not texts, so that numbers stay numbers (pure)."""

from dataclasses import dataclass
from decimal import Decimal

Value = str | int | Decimal | None


@dataclass(frozen=True)
class Column:
    """A column: its heading, the heading over several columns (``over``), width in characters."""

    heading: str
    width: float
    over: str = ""
    places: int = 0
    """Decimals of its numbers."""
    upright: bool = False
    """The heading stands vertically."""


@dataclass(frozen=True)
class Sheet:
    """One sheet: title, lines (label, value) above the table, the table, lines below it, the note."""

    name: str
    title: str
    appendix: str
    head: tuple[tuple[str, str], ...]
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    foot: tuple[tuple[Value, ...], ...]
    note: tuple[str, ...]
