"""Which column of a table of topics holds what, by its heading (pure)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from journal_plugin.curriculum.thematic.cards import Line

LOOKED_AT = 40
"""The heading stands in one of the first rows."""


class Column(StrEnum):
    """What a column holds."""

    NUMBER = "number"
    SECTION = "section"
    TOPIC = "topic"
    LESSON = "lesson"
    HOURS = "hours"
    THEORY = "theory"
    PRACTICE = "practice"
    ACTIVITY = "activity"
    WORK = "work"
    HOMEWORK = "homework"
    MATERIALS = "materials"
    CODES = "codes"


_HOURS = re.compile(r"час|объ[её]м|^кол")
_WORDS: tuple[tuple[Column | None, re.Pattern], ...] = (
    (None, re.compile(r"^дата|сроки?\b|компетенц|примечан|оборудован|^уровень")),
    (Column.HOMEWORK, re.compile(r"домашн|на дом|^д\W{0,2}з\b")),
    (Column.CODES, re.compile(r"кэс|элемент\w* содержания|кодификатор")),
    (Column.MATERIALS, re.compile(r"\bэор\b|\bцор\b|ресурс|ссылк|электронн|^материалы")),
    (Column.ACTIVITY, re.compile(r"(тип|вид|форма)\w*\s+(учебн\w+\s+)?(урок|занят)")),
    (Column.WORK, re.compile(r"контрол|вид\w*\s+работ")),
    (Column.SECTION, re.compile(r"^(раздел|модуль|(наименование|название)\s+(раздел|модул)\w*$)")),
    (Column.LESSON, re.compile(r"(?<!номер )(?<!№ )тем[аы]|содержание|наименование")),
    (Column.NUMBER, re.compile(r"^№|^n\b|^п/п|^номер")),
)
_ONE_LESSON = re.compile(r"урок|занят")


@dataclass(frozen=True)
class Heading:
    """The head of a table: how many rows it takes from ``first`` on, and where each column stands."""

    first: int
    rows: int
    names: tuple[str, ...]
    places: dict[Column, int]

    def cell(self, line: Line, column: Column) -> str:
        """The text of ``line`` in that column; empty where there is no such column."""
        at = self.places.get(column, len(line.cells))
        return line.cells[at] if at < len(line.cells) else ""


def heading_of(lines: Sequence[Line]) -> Heading | None:
    """The head of a table of topics: a row with a column of topics and another known one, over one or two rows."""
    for first, line in enumerate(lines[:LOOKED_AT]):
        places = _places(line.cells)
        if Column.LESSON not in places or len(places) < 2:
            continue
        found = Heading(first, 1, line.cells, places)
        if first + 1 < len(lines) and _goes_on(found, lines[first + 1]):
            names = tuple(_joined(line.cells, lines[first + 1].cells))
            found = Heading(first, 2, names, _places(names))
        return found
    return None


def _goes_on(heading: Heading, below: Line) -> bool:
    """Whether the row under a heading is its second row: «всего | практика» under «Часы»."""
    under = heading.cell(below, Column.LESSON)
    number = heading.cell(below, Column.NUMBER)
    same = under in ("", heading.names[heading.places[Column.LESSON]])
    return same and not number[:1].isdigit() and any(below.cells) and not any(cell.isdigit() for cell in below.cells)


def _joined(above: Sequence[str], below: Sequence[str]) -> list[str]:
    """«Часы» over «всего» is «Часы всего»; a merged heading whose right cells are empty stands over each of them."""
    names, last = [], ""
    for at in range(max(len(above), len(below))):
        over = above[at] if at < len(above) else ""
        under = below[at] if at < len(below) else ""
        last = over or last
        names.append(over if not under or under == over else f"{last} {under}".strip())
    return names


def _places(names: Sequence[str]) -> dict[Column, int]:
    places: dict[Column, int] = {}
    for at, name in enumerate(names):
        column = _column(" ".join(name.casefold().split()))
        if column is None:
            continue
        if column == Column.LESSON and column in places:
            _prefer_lesson(places, names, at)
        places.setdefault(column, at)
    return places


def _prefer_lesson(places: dict[Column, int], names: Sequence[str], at: int) -> None:
    """Of two columns of topics that of single lessons has the lessons, the other the topics."""
    stands = places[Column.LESSON]
    if Column.TOPIC in places:
        return
    if _ONE_LESSON.search(names[at].casefold()) and not _ONE_LESSON.search(names[stands].casefold()):
        places[Column.TOPIC], places[Column.LESSON] = stands, at
    elif _ONE_LESSON.search(names[stands].casefold()):
        places[Column.TOPIC] = at


def _column(name: str) -> Column | None:
    for column, words in _WORDS:
        if words.search(name):
            return column
    if not _HOURS.search(name) or "самост" in name:
        return None
    if re.search(r"практ|лаб", name):
        return Column.PRACTICE
    return Column.THEORY if re.search(r"теор|лекц", name) else Column.HOURS
