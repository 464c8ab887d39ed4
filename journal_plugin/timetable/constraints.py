"""What a timetable must keep (weight 100) and what is wished of it (less): one type for each kind (pure).

``activities`` are numbers of activities, ``times`` times of the problem, ``party`` whose lessons are meant.
"""

from dataclasses import dataclass
from enum import StrEnum

HARD = 100.0


class Who(StrEnum):
    """Whom a constraint is about."""

    TEACHER = "teacher"
    STUDENTS = "students"
    ROOM = "room"
    EVERYBODY = "everybody"


class Same(StrEnum):
    """What activities have in common."""

    TIME = "time"
    HOUR = "hour"
    DAY = "day"


@dataclass(frozen=True)
class Party:
    """A teacher, a set of students or a room; an empty name means each of them."""

    who: Who
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class Constraint:
    """``weight`` in percent: 100 must be kept, less is a wish that costs its weight where it is broken."""

    weight: float = HARD

    @property
    def hard(self) -> bool:
        """Whether it must be kept."""
        return self.weight >= HARD


@dataclass(frozen=True, kw_only=True)
class OfActivities(Constraint):
    """A constraint on named activities."""

    activities: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class OfParty(Constraint):
    """A constraint on what one teacher or student has."""

    party: Party


@dataclass(frozen=True, kw_only=True)
class Unavailable(OfParty):
    """Times at which the party has no lessons; a break is that of everybody."""

    times: frozenset[int]


@dataclass(frozen=True, kw_only=True)
class StartingTimes(OfActivities):
    """Each activity begins at one of the times."""

    times: frozenset[int]


@dataclass(frozen=True, kw_only=True)
class TimeSlots(OfActivities):
    """Each activity lies wholly within the times."""

    times: frozenset[int]


@dataclass(frozen=True, kw_only=True)
class MinDays(OfActivities):
    """Any two are at least ``days`` days apart."""

    days: int


@dataclass(frozen=True, kw_only=True)
class Together(OfActivities):
    """Two that fall on one day follow each other."""


@dataclass(frozen=True, kw_only=True)
class MaxDays(OfActivities):
    """The days of any two are at most ``days`` apart."""

    days: int


@dataclass(frozen=True, kw_only=True)
class SameStart(OfActivities):
    """They begin at the same time, hour or day."""

    same: Same


@dataclass(frozen=True, kw_only=True)
class Consecutive(OfActivities):
    """The second begins as the first ends; a break between them does not count."""


@dataclass(frozen=True, kw_only=True)
class Grouped(OfActivities):
    """Two or three activities stand in one row on one day, in any order."""


@dataclass(frozen=True, kw_only=True)
class Ordered(OfActivities):
    """The second comes later in the cycle than the first."""


@dataclass(frozen=True, kw_only=True)
class NotOverlapping(OfActivities):
    """No two at one time."""


@dataclass(frozen=True, kw_only=True)
class MinGapsBetween(OfActivities):
    """On one day at least ``gaps`` hours lie between any two."""

    gaps: int


@dataclass(frozen=True, kw_only=True)
class EndsDay(OfActivities):
    """Each is the last lesson of the day of its students."""


@dataclass(frozen=True, kw_only=True)
class MaxSimultaneous(OfActivities):
    """At each of the times at most ``limit`` of them are held."""

    times: frozenset[int]
    limit: int


@dataclass(frozen=True, kw_only=True)
class OccupyMaxTimes(OfActivities):
    """Of the times at most ``limit`` are taken by any of them."""

    times: frozenset[int]
    limit: int


@dataclass(frozen=True, kw_only=True)
class MaxHoursDaily(OfParty):
    """At most ``limit`` hours a day, with ``tag`` of that kind."""

    limit: int
    tag: str = ""


@dataclass(frozen=True, kw_only=True)
class MinHoursDaily(OfParty):
    """At least ``limit`` hours on a day with lessons; without ``empty_days`` on every day."""

    limit: int
    empty_days: bool = True


@dataclass(frozen=True, kw_only=True)
class MaxHoursContinuously(OfParty):
    """At most ``limit`` hours in a row, with ``tag`` of that kind."""

    limit: int
    tag: str = ""


@dataclass(frozen=True, kw_only=True)
class MaxGaps(OfParty):
    """At most ``limit`` free hours between lessons, in a cycle or on a day; hours at which there can be none do not count."""

    limit: int
    daily: bool = False


@dataclass(frozen=True, kw_only=True)
class MaxDaysOn(OfParty):
    """Lessons on at most ``limit`` days."""

    limit: int


@dataclass(frozen=True, kw_only=True)
class MinDaysOn(OfParty):
    """Lessons on at least ``limit`` days."""

    limit: int


@dataclass(frozen=True, kw_only=True)
class IntervalMaxDays(OfParty):
    """On at most ``limit`` days lessons from the hour ``first`` up to but without ``last``."""

    first: int
    last: int
    limit: int


@dataclass(frozen=True, kw_only=True)
class EarlyStart(OfParty):
    """A day of lessons begins at its first possible hour, on at most ``limit`` days at the second."""

    limit: int


@dataclass(frozen=True, kw_only=True)
class InRooms(OfActivities):
    """Each is held in one of the rooms; ``home`` rooms count only where nothing else is said of the activity's room."""

    rooms: tuple[str, ...]
    home: bool = False


@dataclass(frozen=True, kw_only=True)
class MaxRooms(OfActivities):
    """They use at most ``limit`` different rooms."""

    limit: int
