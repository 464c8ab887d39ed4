"""What opening the next study year is asked to do, and what it did (pure; A19)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Way(StrEnum):
    """What becomes of a group."""

    UP = "up"
    ENDS = "ends"
    LATER = "later"


@dataclass(frozen=True)
class Plan:
    """The form, read: the year, the groups that go up with their names, those that graduate, what is copied."""

    name: str
    since: date
    until: date
    order_no: str
    names: dict[int, str]
    ending: tuple[int, ...]
    curricula: bool
    load: bool
    programmes: bool
    leaders: bool


@dataclass(frozen=True)
class Opened:
    """How much was done."""

    year: int
    raised: int
    graduated: int
    curricula: int
    load: int
    programmes: int
    leaders: int
