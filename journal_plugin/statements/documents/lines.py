"""The right page of a journal as lines of a monospaced face over one drawn grid: long texts are divided here (pure).

Why no table: documents/leaf.py.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import wrap

from journal_plugin.statements.documents.leaf import WIDTH

CHARACTER, LINE, HEAD = 1.44, 3.15, 4.2
"""Millimetres: a character, a line, the line of the head; print.css sets the face to them."""
MOST = 53
"""Lines of a page."""
TOGETHER = 3
"""At least so many rows stand above the signatures."""


@dataclass(frozen=True)
class Lines:
    """A page ready to print: the head, the text, the paths of its grid in millimetres."""

    head: str
    text: str
    thin: str
    thick: str
    width: str
    height: str


def pages(heads: Sequence[tuple[str, int]], rows: Sequence[Sequence[str]], closing: int) -> Iterator[Lines]:
    """The pages of rows under ``heads`` (text, characters with a margin on each side).

    The last page keeps ``closing`` lines free for what is signed under it, and some rows with them.
    """
    widths = [width for _text, width in heads]
    head = "".join(f"{text:^{width}}" for text, width in heads)
    for page in _paged([piece for row in rows for piece in _pieces(row, widths)], closing):
        yield _page(head, widths, page)


def _pieces(row: Sequence[str], widths: list[int]) -> Iterator[list[str]]:
    """The lines of a row; one longer than a page goes on on the next."""
    columns = [_divided(text, width - 2) for text, width in zip(row, widths, strict=True)]
    lines = [
        "".join(
            f" {(column[at] if at < len(column) else ''):<{width - 1}}"
            for column, width in zip(columns, widths, strict=True)
        )
        for at in range(max(map(len, columns)))
    ]
    for first in range(0, len(lines), MOST):
        yield lines[first : first + MOST]


def _divided(text: str, width: int) -> list[str]:
    return [line for part in text.splitlines() for line in wrap(part, width) or [""]] or [""]


def _paged(rows: list[list[str]], closing: int) -> list[list[list[str]]]:
    pages: list[list[list[str]]] = [[]]
    for row in rows:
        if pages[-1] and _taken(pages[-1]) + len(row) > MOST:
            pages.append([])
        pages[-1].append(row)
    if len(pages[-1]) > 1 and _taken(pages[-1]) + closing > MOST:
        pages.append([pages[-1].pop()])
    if len(pages) > 1:
        before, last = pages[-2:]
        while len(last) < TOGETHER < len(before) and _taken(last) + len(before[-1]) + closing <= MOST:
            last.insert(0, before.pop())
    return pages


def _taken(rows: list[list[str]]) -> int:
    return sum(map(len, rows))


def _page(head: str, widths: list[int], rows: list[list[str]]) -> Lines:
    bottom = HEAD + _taken(rows) * LINE
    edges = [sum(widths[: place + 1]) * CHARACTER for place in range(len(widths) - 1)]
    downs = [HEAD + _taken(rows[:place]) * LINE for place in range(1, len(rows))]
    thin = [f"M{edge:.2f} 0V{bottom:.2f}" for edge in edges] + [f"M0 {down:.2f}H{WIDTH}" for down in downs]
    return Lines(
        head=head,
        text="\n".join(line.rstrip() for row in rows for line in row),
        thin="".join(thin),
        thick=f"M0 0H{WIDTH}V{bottom:.2f}H0ZM0 {HEAD}H{WIDTH}",
        width=f"{WIDTH:.2f}",
        height=f"{bottom:.2f}",
    )
