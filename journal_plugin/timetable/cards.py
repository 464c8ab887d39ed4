"""A line of the list of timetable slots, and who cannot when (pure)."""

from dataclasses import dataclass

from journal_plugin.curriculum.enums import Activity
from journal_plugin.timetable.constraints import Who
from journal_plugin.timetable.enums import Week


@dataclass(frozen=True)
class SlotCard:
    """A repeating lesson: ``teachers`` are keys of staff in order, ``room`` empty or as in the directory."""

    week: str
    weekday: int
    number: int
    group: str
    element: str
    activity: str = Activity.THEORY
    room: str = ""
    teachers: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, int, int, str, str]:
        """Week, weekday, number, group and element."""
        return (self.week, self.weekday, self.number, self.group, self.element)

    @property
    def weeks(self) -> frozenset[str]:
        """The weeks of the cycle in which it is held."""
        return _weeks(self.week)


@dataclass(frozen=True)
class OffCard:
    """A lesson number at which a teacher (by key), a room or a group cannot or, by a wish, would rather not."""

    who: Who
    name: str
    week: str
    weekday: int
    number: int
    is_wish: bool = False

    @property
    def weeks(self) -> frozenset[str]:
        """The weeks of the cycle in which it is so."""
        return _weeks(self.week)


def _weeks(week: str) -> frozenset[str]:
    return frozenset((Week.A, Week.B)) if week == Week.EVERY else frozenset((week,))
