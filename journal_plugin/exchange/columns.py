"""Columns of a list (pure): Russian headings with their aliases, and cells read into values.

Headings and the words of choices are Russian literals: they are what stands in the institutions' files, not interface.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from journal_plugin.core.spreadsheet import Cell, Sheet, SpreadsheetError

Value = Any
"""What a cell is read into, which its column decides: str, int, date, time, a tuple of str, or None."""


class CellRefused(ValueError):
    """A cell that cannot be read; the text says why."""


_MOST, _LONGEST = 12, 40
"""So many headings of a wrong file are told, and so many letters of each."""


@dataclass(frozen=True)
class Column:
    """A column: the attribute that it fills, its heading, other headings that mean the same, how a cell is read."""

    name: str
    heading: str
    read: Callable[[Cell], Value]
    aliases: tuple[str, ...] = ()
    required: bool = False
    write: Callable[[Value], str] = field(default=lambda value: "" if value is None else str(value))


@dataclass(frozen=True)
class Refusal:
    """Why a row is not taken: number of the row in the file, heading of the column, what stands there."""

    row: int
    column: str
    value: str
    reason: str


@dataclass(frozen=True)
class Line:
    """A row of a list read by its columns; a column that the file does not have is not in ``values``."""

    row: int
    values: Mapping[str, Value]


@dataclass(frozen=True)
class Table:
    """A whole list: the rows that could be read, the refused ones, the headings that mean nothing here.

    ``columns`` are all that there may be; those that the file has are called as there.
    """

    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    refused: tuple[Refusal, ...]
    ignored: tuple[str, ...]
    present: frozenset[str]
    headings: tuple[str, ...] = ()
    """All headings of the file, in their order."""

    def has(self, *names: str) -> bool:
        """Whether the file has a column that fills one of ``names``."""
        return bool(self.present.intersection(names))

    def heading(self, name: str) -> str:
        """The heading of the column that fills ``name``."""
        return next((column.heading for column in self.columns if column.name == name), name)


def fold(text: str) -> str:
    """``text`` as headings and words are compared: lower case, ё as е, no signs but letters and digits."""
    return re.sub(r"[^0-9a-zа-я]+", " ", text.casefold().replace("ё", "е")).strip()


def read_table(sheet: Sheet, columns: Sequence[Column]) -> Table:
    """The rows of ``sheet`` by ``columns``. Raises SpreadsheetError when a required column is missing or stands twice."""
    named = {fold(name): column for column in columns for name in (column.heading, *column.aliases)}
    places: dict[int, Column] = {}
    own: dict[str, Column] = {}
    ignored = []
    for at, heading in enumerate(sheet.headings):
        column = named.get(fold(heading))
        if column is None:
            ignored += [heading] if heading else []
        elif column.name in own:
            raise SpreadsheetError(_("There are two columns «%(name)s».") % {"name": column.heading})
        else:
            own[column.name] = places[at] = replace(column, heading=heading)
    if not places:
        raise SpreadsheetError(
            _(
                "This is another list, or no list at all: none of its columns is known. The first row must name %(names)s."
            )
            % {"names": ", ".join(f"«{column.heading}»" for column in columns if column.required)}
        )
    missing = [column.heading for column in columns if column.required and column.name not in own]
    if missing:
        raise no_columns(missing, sheet.headings)
    lines, refused = [], []
    for row, cells in sheet.rows:
        values, wrong = _read_row(row, cells, places)
        refused += wrong
        if not wrong:
            lines.append(Line(row, values))
    called = tuple(own.get(column.name, column) for column in columns)
    return Table(called, tuple(lines), tuple(refused), tuple(ignored), frozenset(own), sheet.headings)


def no_columns(missing: Sequence[str], headings: Sequence[str]) -> SpreadsheetError:
    """The refusal of a file that lacks columns, with those that it has."""
    return SpreadsheetError(
        ngettext(
            "The list has no column %(names)s. Its columns are: %(found)s.",
            "The list has no columns %(names)s. Its columns are: %(found)s.",
            len(missing),
        )
        % {"names": ", ".join(f"«{name}»" for name in missing), "found": _found(headings)}
    )


def _found(headings: Sequence[str]) -> str:
    """The headings of a file in a sentence of bearable length, whatever the file is."""
    names = [f"«{Truncator(name).chars(_LONGEST)}»" for name in headings if name]
    told = ", ".join(names[:_MOST]) or "—"
    return _("%(names)s and others") % {"names": told} if len(names) > _MOST else told


def _read_row(row: int, cells: Sequence[Cell], places: Mapping[int, Column]) -> tuple[dict[str, Value], list[Refusal]]:
    values: dict[str, Value] = {}
    wrong = []
    for at, column in places.items():
        cell = cells[at] if at < len(cells) else None
        try:
            if column.required and as_text(cell) == "":
                raise CellRefused(_("The cell is empty."))
            values[column.name] = column.read(cell)
        except CellRefused as refused:
            wrong.append(Refusal(row, column.heading, as_text(cell), str(refused)))
    return values, wrong


def as_text(cell: Cell) -> str:
    """The cell as it is shown: single spaces, dates as дд.мм.гггг."""
    if cell is None:
        return ""
    if isinstance(cell, date):
        return f"{cell:%d.%m.%Y}"
    if isinstance(cell, time):
        return f"{cell:%H:%M}"
    return " ".join(str(cell).split())


def text(longest: int = 255) -> Callable[[Cell], str]:
    """Reads a text of at most ``longest`` characters."""

    def read(cell: Cell) -> str:
        value = as_text(cell)
        if len(value) > longest:
            raise CellRefused(_("The text is longer than %(limit)s characters.") % {"limit": longest})
        return value

    return read


def whole(least: int = 0, most: int = 32_000) -> Callable[[Cell], int | None]:
    """Reads a whole number from ``least`` to ``most``; an empty cell is None."""

    def read(cell: Cell) -> int | None:
        value = as_text(cell)
        if not value:
            return None
        if not re.fullmatch(r"[0-9]{1,9}", value):
            raise CellRefused(_("This is not a whole number."))
        if not least <= int(value) <= most:
            raise CellRefused(_("The number must be from %(least)s to %(most)s.") % {"least": least, "most": most})
        return int(value)

    return read


def day(cell: Cell) -> date | None:
    """Reads a date дд.мм.гггг or a date cell; an empty cell is None."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    value = as_text(cell)
    if not value:
        return None
    found = re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", value) or re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", value)
    if not found:
        raise CellRefused(_("This is not a date like 01.09.2026."))
    parts = [int(part) for part in found.groups()]
    try:
        return date(*parts) if parts[0] > 31 else date(*reversed(parts))
    except ValueError:
        raise CellRefused(_("There is no such day in the calendar.")) from None


def clock(cell: Cell) -> time | None:
    """Reads a time чч:мм or a time cell; an empty cell is None."""
    if isinstance(cell, datetime):
        return cell.time()
    if isinstance(cell, time):
        return cell.replace(second=0, microsecond=0)
    value = as_text(cell)
    if not value:
        return None
    found = re.fullmatch(r"(\d{1,2})[:.](\d{2})(?::00)?", value)
    if not found or int(found[1]) > 23 or int(found[2]) > 59:
        raise CellRefused(_("This is not a time like 08:30."))
    return time(int(found[1]), int(found[2]))


def choice(words: Mapping[str, Value]) -> Callable[[Cell], Value]:
    """Reads one of ``words`` (written as the reader likes: «Теория», «теория»); an empty cell is the word ""."""
    folded = {fold(word): value for word, value in words.items()}

    def read(cell: Cell) -> Value:
        value = fold(as_text(cell))
        if value not in folded:
            raise CellRefused(_("Write one of: %(words)s.") % {"words": ", ".join(word for word in words if word)})
        return folded[value]

    return read


def word_of(words: Mapping[str, Value]) -> Callable[[Value], str]:
    """Writes a value as the first of ``words`` that means it."""

    def write(value: Value) -> str:
        return next((word for word, meaning in words.items() if meaning == value), "")

    return write


def names(cell: Cell) -> tuple[str, ...]:
    """Reads several names separated by commas or semicolons."""
    return tuple(dict.fromkeys(name for part in re.split(r"[,;]", as_text(cell)) if (name := part.strip())))


def write_names(value: Value) -> str:
    """Writes several names with commas."""
    return ", ".join(value) if isinstance(value, tuple) else ""


def write_day(value: Value) -> str:
    """Writes a date as дд.мм.гггг."""
    return f"{value:%d.%m.%Y}" if isinstance(value, date) else ""


def write_clock(value: Value) -> str:
    """Writes a time as чч:мм."""
    return f"{value:%H:%M}" if isinstance(value, time) else ""


def email(cell: Cell) -> str:
    """Reads an e-mail address."""
    value = text(254)(cell)
    if value and not re.fullmatch(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>]+", value):
        raise CellRefused(_("This is not an e-mail address."))
    return value


def phone(cell: Cell) -> str:
    """Reads a telephone number as it is written."""
    value = text(32)(cell)
    if value and (re.search(r"[^0-9+()\-\s.]", value) or sum(sign.isdigit() for sign in value) < 5):
        raise CellRefused(_("This is not a telephone number."))
    return value
