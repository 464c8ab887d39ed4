"""What is wrong with a package, place by place (pure): so many places are told, all are counted."""

from collections.abc import Iterator
from dataclasses import dataclass, field

MOST = 200
"""So many places are told, and so many notes."""


class PackageError(Exception):
    """The package cannot be read at all; the text says why and what to do, in the reader's language."""


@dataclass(frozen=True)
class Finding:
    """A wrong place: the file (without «.csv»), the line in it or 0 for the whole file, the field, what stands there."""

    file: str
    line: int
    field: str
    value: str
    reason: str


@dataclass
class Findings:
    """The wrong places, and notes: what is taken otherwise than it is written, or not at all."""

    told: list[Finding] = field(default_factory=list)
    count: int = 0
    notes: dict[str, None] = field(default_factory=dict)
    spoilt: set[str] = field(default_factory=set)
    """Files that could not be read to their end: whatever points into them is not judged."""

    def add(self, file: str, line: int, name: str, value: str, reason: str) -> None:
        """Notes a wrong place down."""
        self.count += 1
        if len(self.told) < MOST:
            self.told.append(Finding(file, line, name, value[:120], reason))

    def spoil(self, file: str, reason: str, *, line: int = 0) -> None:
        """Notes down that a file cannot be read (further)."""
        self.spoilt.add(file)
        self.add(file, line, "", "", reason)

    def note(self, text: str) -> None:
        """Notes a remark down, once."""
        if len(self.notes) < MOST:
            self.notes[text] = None

    def lines(self) -> Iterator[str]:
        """The wrong places as lines of a report."""
        for one in self.told:
            where = f"{one.file}.csv" + (f", {one.line}" if one.line else "") + (f", {one.field}" if one.field else "")
            yield f"! {where}: " + (f"«{one.value}»: " if one.value else "") + one.reason
