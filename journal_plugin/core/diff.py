"""Two states of a list compared (pure): what is new in it, what has changed, what stays."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar


class Keyed(Protocol):
    """A frozen dataclass of plain values: one line of a list."""

    @property
    def key(self) -> Hashable:
        """What keeps the line's identity from list to list."""


Line = TypeVar("Line", bound=Keyed)


@dataclass(frozen=True)
class Counts:
    """How many rows an action made, changed and left as they were."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0


@dataclass(frozen=True)
class Diff(Generic[Line]):
    """New lines, changed ones as (before, after), and the number of the same."""

    created: tuple[Line, ...]
    changed: tuple[tuple[Line, Line], ...]
    unchanged: int

    @property
    def counts(self) -> Counts:
        """The sizes of the three parts."""
        return Counts(len(self.created), len(self.changed), self.unchanged)


def compare(current: Mapping[Any, Line], wanted: Iterable[Line]) -> Diff[Line]:
    """The difference between the lines in force and those of a list; lines that the list does not name are left out."""
    lines = tuple(wanted)
    created = tuple(line for line in lines if line.key not in current)
    changed = tuple((current[line.key], line) for line in lines if line.key in current and current[line.key] != line)
    return Diff(created, changed, len(lines) - len(created) - len(changed))
