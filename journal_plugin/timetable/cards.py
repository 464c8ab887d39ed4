"""One line of the list of timetable slots (pure)."""

from dataclasses import dataclass

from journal_plugin.curriculum.enums import Activity
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
        return frozenset((Week.A, Week.B)) if self.week == Week.EVERY else frozenset((self.week,))
