"""Results of a test from a spreadsheet (pure): lines of a list become marks of learners, or reasons why not."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from django.utils.translation import gettext as _

from journal_plugin.core.spreadsheet import Cell, Sheet
from journal_plugin.gradebook.naming import folded, means
from journal_plugin.lessons.enums import What
from journal_plugin.lessons.operations import Operation

_NAMES = frozenset(
    {
        *("фио", "ф и о", "фамилия", "имя", "отчество", "фамилия имя", "фамилия и имя", "фамилия имя отчество"),
        *("обучающийся", "учащийся", "студент", "ученик"),
    }
)
_VALUES = ("оценка", "отметка", "результат", "итог")
"""Headings, folded: they are what stands in people's files, not interface."""


@dataclass(frozen=True)
class Member:
    """A learner of the group on the day of the lesson, and what stands at the work: sign of absence, mark, its version."""

    learner: int
    last: str
    first: str
    patronymic: str
    absence: str
    value: str
    version: int


@dataclass(frozen=True)
class Result:
    """A line of the list: whose it is, what it gives, what stands; ``why`` it is left out."""

    row: int
    name: str
    value: str
    member: Member | None = None
    why: str = ""

    @property
    def is_new(self) -> bool:
        """Something is to be entered."""
        return not self.why and self.member is not None and self.member.value != self.value

    @property
    def entry(self) -> str:
        """The line for the form: learner, version that was seen, value."""
        return f"{self.member.learner}:{self.member.version}:{self.value}" if self.member else ""


def read_results(sheet: Sheet, members: Sequence[Member], codes: Collection[str]) -> tuple[Result, ...]:
    """The lines of ``sheet`` in their order; nobody is met twice. A list may come with headings or without."""
    seen: set[int] = set()
    results = []
    for row, name, value in _lines(sheet):
        found = [member for member in members if name and means(name, member.last, member.first, member.patronymic)]
        member = found[0] if len(found) == 1 else None
        why = _why(name, value, found, seen, codes)
        if member:
            seen.add(member.learner)
        results.append(Result(row, name or "–", value, member, why))
    return tuple(results)


class Entry(NamedTuple):
    """A confirmed line: whose mark, the version that was seen, the mark."""

    learner: int
    version: int
    value: str


def operation_of(entry: Entry, *, key: UUID, lesson: int, work: int) -> Operation:
    """A mark over the version that was seen."""
    return Operation(key, What.MARK, entry.value, entry.version, lesson=lesson, work=work, learner=entry.learner)


def _why(name: str, value: str, found: Sequence[Member], seen: Collection[int], codes: Collection[str]) -> str:
    if not name or not found:
        return _("not in the list")
    if len(found) > 1:
        return _("two learners fit this name")
    if found[0].learner in seen:
        return _("stands above already")
    if not value:
        return _("nothing to enter")
    if value not in codes:
        return _("there is no such mark")
    return _("was absent, clear the absence first") if found[0].absence else ""


def _lines(sheet: Sheet) -> Iterable[tuple[int, str, str]]:
    """(row, name, value) of each line; without both known headings the value is the last cell, the name the cells with words."""
    headings = [" ".join(folded(heading)) for heading in sheet.headings]
    names = [at for at, heading in enumerate(headings) if heading in _NAMES]
    values = [headings.index(heading) for heading in _VALUES if heading in headings]
    if names and values:
        for row, cells in sheet.rows:
            yield row, " ".join(_text(cells, at) for at in names).strip(), _text(cells, values[0])
        return
    width = max([len(sheet.headings), *(len(cells) for _row, cells in sheet.rows)])
    top = () if names or values else ((1, sheet.headings),)
    for row, cells in (*top, *sheet.rows):
        words = (_text(cells, at) for at in range(width - 1))
        yield (
            row,
            " ".join(word for word in words if any(len(part) > 1 for part in folded(word))),
            _text(cells, width - 1),
        )


def _text(cells: Sequence[Cell], at: int) -> str:
    return " ".join(str(cells[at]).split()) if at < len(cells) and cells[at] is not None else ""
