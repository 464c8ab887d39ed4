"""How far programmes are fulfilled: hours asked for, given and still to come, and what will be missing (pure; B18)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

Key = TypeVar("Key")


@dataclass(frozen=True)
class Hours:
    """Academic hours of a study period: by the load, given up to today, still in the timetable; lessons without a topic."""

    planned: int = 0
    given: int = 0
    ahead: int = 0
    no_topic: int = 0

    def __add__(self, other: "Hours") -> "Hours":
        return Hours(
            self.planned + other.planned,
            self.given + other.given,
            self.ahead + other.ahead,
            self.no_topic + other.no_topic,
        )

    @property
    def lag(self) -> int:
        """Hours that will be missing at the end of the period, if nothing is added to the timetable; 0 for none."""
        return max(0, self.planned - self.given - self.ahead)

    @property
    def beyond(self) -> int:
        """Hours that the timetable gives beyond the load; 0 where no load is entered."""
        return max(0, self.given + self.ahead - self.planned) if self.planned else 0

    @property
    def is_in_order(self) -> bool:
        """Whether nothing is missing, nothing is too much and every lesson has its topic."""
        return not (self.lag or self.beyond or self.no_topic)


@dataclass(frozen=True)
class Line:
    """A journal, a teacher, a group or an element with its hours; ``journal`` leads to its topics."""

    name: str
    hours: Hours
    detail: str = ""
    journal: int = 0


def added_up(rows: Iterable[tuple[Key, Hours]]) -> dict[Key, Hours]:
    """The hours of each key together, in the order in which keys come."""
    sums: dict[Key, Hours] = {}
    for key, hours in rows:
        sums[key] = sums.get(key, Hours()) + hours
    return sums
