"""The left page of a journal as few boxes as a page can have: lines of text over one drawn grid (pure).

Every column is a whole number of characters of a monospaced face wide, so that a line of text fills a row of the table;
a table of the same cells costs a box, and a quarter of a millisecond and more, for each of them (docs/scale.md).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

CHARACTER = 1.7
"""Millimetres; print.css sets the face to it (0.6 of its size)."""
LEFT, WIDTH = 56.0, 265.0
"""Millimetres: where the columns begin, the width of the page."""
ROOM = int((WIDTH - LEFT) / CHARACTER)
NARROW, ROOMY, WIDE = 3, 5, 9
"""Characters of a column, of one where few stand on the page, of a result. Odd, so that a mark stands in the middle."""
FIGURE = "\u2007"
"""A space as wide as a figure."""
HEAD = 4.2
"""Millimetres of a line of the head."""
USUAL, CLOSE = (36, 4.2), (45, 3.4)
"""Most rows of a page, and millimetres of a row."""
LONG, LONGER, LONGEST = 36, 43, 54
"""Characters of a name that need a smaller face, a still smaller one, and the most that stand on a line."""


@dataclass(frozen=True)
class Column:
    """A column: over several of them, its head and sign, its cells; ``joined`` belongs to the lesson of the one before."""

    over: str
    head: str
    sign: str
    cells: tuple[str, ...]
    wide: bool = False
    joined: bool = False


@dataclass(frozen=True)
class Leaf:
    """A page ready to print: texts of its lines, paths of its grid in millimetres."""

    over: str
    heads: str
    signs: str
    names: tuple[tuple[str, str, str], ...]
    """(number, class of the face, name)."""
    cells: str
    thin: str
    thick: str
    width: str
    height: str
    roomy: bool
    close: bool


def leaves(names: Sequence[str], columns: Sequence[Column]) -> Iterator[Leaf]:
    """The pages of a table: few columns stand wide, many on several pages, evenly, with the names on each.

    A big group is divided evenly as well, so that no page holds two or three rows.
    """
    units = _units(columns)
    roomy = sum(_width(column, ROOMY) for column in columns) <= ROOM
    slot = ROOMY if roomy else NARROW
    most, height = CLOSE if USUAL[0] < len(names) <= CLOSE[0] else USUAL
    for first, last in _parts(len(names), most):
        for sheet in _sheets(units, slot):
            yield _leaf(names, sheet, range(first, last), slot, height)


def _units(columns: Sequence[Column]) -> list[list[Column]]:
    units: list[list[Column]] = []
    for column in columns:
        if column.joined:
            units[-1].append(column)
        else:
            units.append([column])
    return units


def _width(column: Column, slot: int) -> int:
    return WIDE if column.wide else slot


def _parts(rows: int, most: int) -> Iterator[tuple[int, int]]:
    pages = max(-(-rows // most), 1)
    for page in range(pages):
        yield rows * page // pages, rows * (page + 1) // pages


def _sheets(units: list[list[Column]], slot: int) -> list[list[Column]]:
    """Whole lessons to a page, as evenly as the fewest possible pages allow."""
    fewest = len(_filled(units, slot, ROOM))
    return next(sheets for limit in range(1, ROOM + 1) if len(sheets := _filled(units, slot, limit)) <= fewest)


def _filled(units: list[list[Column]], slot: int, limit: int) -> list[list[Column]]:
    sheets: list[list[Column]] = [[]]
    taken = 0
    for unit in units:
        width = sum(_width(column, slot) for column in unit)
        if taken and taken + width > limit:
            sheets.append([])
            taken = 0
        sheets[-1].extend(unit)
        taken += width
    return sheets


def _leaf(names: Sequence[str], columns: list[Column], rows: range, slot: int, height: float) -> Leaf:
    widths = [_width(column, slot) for column in columns]
    roomy = slot == ROOMY
    sized = list(zip(columns, widths, strict=True))
    runs = [(over, sum(width for _column, width in run)) for over, run in groupby(sized, lambda pair: pair[0].over)]
    has_signs = any(column.sign for column in columns)
    thin, thick = _grid(sized, [width for _over, width in runs], len(rows), height, has_signs=has_signs)
    return Leaf(
        over="".join(_over(over, width) for over, width in runs),
        heads="".join(f"{column.head:^{width}}"[:width] for column, width in sized),
        signs="".join(_sign(column.sign, width if roomy else width * 4 // 3) for column, width in sized)
        if has_signs
        else "",
        names=tuple((f"{row + 1:{FIGURE}>2}", *_name(names[row])) for row in rows),
        cells="\n".join("".join(f"{column.cells[row]:^{width}}" for column, width in sized) for row in rows),
        thin=thin,
        thick=thick,
        width=f"{LEFT + sum(widths) * CHARACTER:.2f}",
        height=f"{3 * HEAD + len(rows) * height:.2f}",
        roomy=roomy,
        close=height == CLOSE[1],
    )


def _over(text: str, width: int) -> str:
    """A month over its columns: whole where it fits, else three letters."""
    return f"{text if len(text) < width else text[:3]:^{width}}"


def _sign(text: str, width: int) -> str:
    return f"{text if len(text) <= width else text[: width - 1] + '…':^{width}}"


def _name(name: str) -> tuple[str, str]:
    if len(name) > LONGEST:
        name = name[: LONGEST - 1] + "…"
    return ("longer" if len(name) > LONGER else "long" if len(name) > LONG else "", name)


def _grid(
    sized: list[tuple[Column, int]], runs: list[int], rows: int, height: float, *, has_signs: bool
) -> tuple[str, str]:
    """SVG paths of the thin and of the thick lines: a lesson's works are divided by thin ones, months by thick ones."""
    width = LEFT + sum(size for _column, size in sized) * CHARACTER
    head = 3 * HEAD
    bottom = head + rows * height
    thin = [f"M4.4 0V{bottom:.2f}"]
    thin += [f"M0 {head + row * height:.2f}H{width:.2f}" for row in range(1, rows)]
    thin += [f"M{LEFT} {line * HEAD:.2f}H{width:.2f}" for line in ((1, 2) if has_signs else (1,))]
    at = LEFT
    for _column, size in sized[:-1]:
        at += size * CHARACTER
        thin.append(f"M{at:.2f} {HEAD:.2f}V{bottom:.2f}")
    thick = [f"M0 0H{width:.2f}V{bottom:.2f}H0ZM0 {head:.2f}H{width:.2f}M{LEFT} 0V{bottom:.2f}"]
    at = LEFT
    for size in runs[:-1]:
        at += size * CHARACTER
        thick.append(f"M{at:.2f} 0V{bottom:.2f}")
    thick += [f"M0 {head + row * height:.2f}H{width:.2f}" for row in range(5, rows, 5)]
    return "".join(thin), "".join(thick)
