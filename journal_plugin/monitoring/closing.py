"""What a report on the closing of a year says: counts first, behind them who owes what and where it is mended (pure)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from journal_plugin.access.matrix import Area, Right


@dataclass(frozen=True)
class Left:
    """A journal, group, task or learner with something that stands open: how much, who owes it, the place that mends it.

    ``place`` is the name of an address, its arguments and its query; ``group`` is whose record it is.
    """

    what: str
    place: tuple[str, tuple, str]
    owes: tuple[str, ...] = ()
    count: int = 1
    group: str = ""


@dataclass(frozen=True)
class Item:
    """One kind of what may stand open; who has ``right`` in ``area`` is led to the places, who reads it sees which they are."""

    title: str
    area: Area
    lines: tuple[Left, ...] = ()
    note: str = ""
    right: Right = Right.READ

    @property
    def count(self) -> int:
        """How much stands open."""
        return sum(line.count for line in self.lines)


@dataclass(frozen=True)
class Section:
    """Items that belong together."""

    title: str
    items: tuple[Item, ...]

    @property
    def count(self) -> int:
        """How much stands open in all of them."""
        return sum(item.count for item in self.items)


@dataclass(frozen=True)
class Pile:
    """What stands open with one person or in one group, each line with the title of its item."""

    name: str
    lines: tuple[tuple[str, Left], ...]

    @property
    def count(self) -> int:
        """How much in all."""
        return sum(line.count for _title, line in self.lines)


def in_words(sections: Iterable[Section]) -> str:
    """«Занятия без темы: 3; …» of what stands open; empty where nothing does."""
    items = (item for section in sections for item in section.items if item.lines)
    return "; ".join(f"{item.title}: {item.count}" for item in items)


def by_people(items: Iterable[Item], nobody: str) -> tuple[Pile, ...]:
    """The same by who owes it, the most first; what two people owe stands with both, what no one does with ``nobody``."""
    return _piled(items, lambda line: line.owes or (nobody,))


def by_groups(items: Iterable[Item]) -> tuple[Pile, ...]:
    """The same by group or part of one, the most first."""
    return _piled(items, lambda line: (line.group,))


def _piled(items: Iterable[Item], names: Callable[[Left], tuple[str, ...]]) -> tuple[Pile, ...]:
    piles: dict[str, list[tuple[str, Left]]] = {}
    for item in items:
        for line in item.lines:
            for name in names(line):
                piles.setdefault(name, []).append((item.title, line))
    found = (Pile(name, tuple(lines)) for name, lines in piles.items())
    return tuple(sorted(found, key=lambda one: (-one.count, one.name)))
