"""A curriculum as a table: elements by study periods, sums, and two tables side by side (pure; B01, B02)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from journal_plugin.curriculum.controls import Control
from journal_plugin.curriculum.enums import Counted, ElementKind


@dataclass(frozen=True)
class Period:
    """A study period of the table and how many weeks of lessons it has."""

    pk: int
    name: str
    weeks: float


@dataclass(frozen=True)
class Entry:
    """A line of a curriculum as it is read: an element in a study period (its id)."""

    element: int
    name: str
    kind: str
    code: str
    module: int | None
    period: int
    theory: int
    practice: int
    control: Control | None
    own: bool = False
    """It stands in the learner's individual curriculum and not in the group's."""
    excluded: bool = False
    """The individual curriculum takes the element out of that period."""


@dataclass(frozen=True)
class Cell:
    """An element in a study period: academic hours and the form of control at its end."""

    theory: int
    practice: int
    control: Control | None
    own: bool = False
    excluded: bool = False

    @property
    def hours(self) -> int:
        """Hours of theory and practice together."""
        return 0 if self.excluded else self.theory + self.practice

    @property
    def form(self) -> Control | None:
        """The form of control; None where there is none or the element is not studied."""
        return None if self.excluded else self.control


@dataclass(frozen=True)
class Row:
    """An element with its cells, one for each study period; a module stands over its parts, which are ``inside``."""

    element: int
    name: str
    kind: str
    code: str
    cells: tuple[Cell | None, ...]
    inside: bool = False
    is_module: bool = False
    hours: int = 0
    """Of the whole year; of a module with all its parts."""

    @property
    def kind_label(self) -> str:
        """«дисциплина»."""
        return str(ElementKind(self.kind).label)


@dataclass(frozen=True)
class Total:
    """The sums of a study period."""

    theory: int
    practice: int
    exams: int
    credits: int
    weeks: float

    @property
    def hours(self) -> int:
        """Hours of theory and practice together."""
        return self.theory + self.practice

    @property
    def weekly(self) -> float | None:
        """Hours in a study week, to a tenth; None for a period without study weeks."""
        return round(self.hours / self.weeks, 1) if self.weeks else None


@dataclass(frozen=True)
class Table:
    """A whole curriculum."""

    periods: tuple[Period, ...]
    rows: tuple[Row, ...]
    totals: tuple[Total, ...]

    @property
    def hours(self) -> int:
        """Of the whole year."""
        return sum(total.hours for total in self.totals)

    @property
    def legend(self) -> tuple[Control, ...]:
        """The forms of control whose short names are not the full ones, in the order of the table."""
        forms = (cell.form for row in self.rows for cell in row.cells if cell and cell.form)
        return tuple(dict.fromkeys(form for form in forms if form.short != form.name))

    @property
    def has_codes(self) -> bool:
        """Whether any element has a code."""
        return any(row.code for row in self.rows)


def table_of(periods: Sequence[Period], entries: Iterable[Entry], modules: Mapping[int, Entry]) -> Table:
    """The table of ``entries``, in their order; ``modules`` are the heads of modules that may have no line of their own."""
    cells: dict[int, dict[int, Cell]] = {}
    known: dict[int, Entry] = {}
    for entry in entries:
        known.setdefault(entry.element, entry)
        cell = Cell(entry.theory, entry.practice, entry.control, entry.own, entry.excluded)
        cells.setdefault(entry.element, {})[entry.period] = cell
    for entry in [*known.values()]:
        if entry.module is not None:
            known.setdefault(entry.module, modules[entry.module])
    rows = {pk: _row(entry, cells.get(pk, {}), periods) for pk, entry in known.items()}
    parts: dict[int, list[Row]] = {}
    for pk, entry in known.items():
        if entry.module is not None:
            parts.setdefault(entry.module, []).append(replace(rows[pk], inside=True))
    ordered: list[Row] = []
    for pk in sorted((pk for pk, entry in known.items() if entry.module is None), key=parts.__contains__):
        inside = parts.get(pk, [])
        hours = rows[pk].hours + sum(row.hours for row in inside)
        ordered += [replace(rows[pk], is_module=bool(inside), hours=hours), *inside]
    return Table(tuple(periods), tuple(ordered), tuple(_total(period, i, ordered) for i, period in enumerate(periods)))


def _row(entry: Entry, cells: Mapping[int, Cell], periods: Sequence[Period]) -> Row:
    hours = sum(cell.hours for cell in cells.values())
    placed = tuple(cells.get(period.pk) for period in periods)
    return Row(entry.element, entry.name, entry.kind, entry.code, placed, hours=hours)


def _total(period: Period, column: int, rows: Sequence[Row]) -> Total:
    cells = [cell for row in rows if (cell := row.cells[column]) and not cell.excluded]
    return Total(
        theory=sum(cell.theory for cell in cells),
        practice=sum(cell.practice for cell in cells),
        exams=_counted(cells, Counted.EXAM),
        credits=_counted(cells, Counted.CREDIT),
        weeks=period.weeks,
    )


def _counted(cells: Iterable[Cell], what: str) -> int:
    return sum(cell.form is not None and cell.form.counts == what for cell in cells)


@dataclass(frozen=True)
class Pair:
    """An element in two curricula; ``differs`` where hours or forms of control are not the same."""

    name: str
    one: str
    other: str
    differs: bool


def side_by_side(one: Table, other: Table) -> tuple[Pair, ...]:
    """The elements of both tables by name, each with its hours and forms of control in both; «» where it is not there."""
    first, second = (_said(table) for table in (one, other))
    names = list(dict.fromkeys([*first, *second]))
    return tuple(
        Pair(name, first.get(name, ""), second.get(name, ""), first.get(name) != second.get(name)) for name in names
    )


def _said(table: Table) -> dict[str, str]:
    """Element -> «64, экзамен», by periods: «32 + 32, экзамен»."""
    said = {}
    for row in table.rows:
        cells = [cell for cell in row.cells if cell and not cell.excluded]
        hours = " + ".join(str(cell.hours) for cell in cells if cell.hours) or ("0" if cells else "")
        controls = [cell.form.name for cell in cells if cell.form]
        if cells:
            said[row.name] = ", ".join([hours, *controls])
    return said
