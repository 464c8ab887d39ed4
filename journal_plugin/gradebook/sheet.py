"""A page of the register as plain values (pure): columns are lessons with their works, rows are members by date."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from journal_plugin.core.spans import covers
from journal_plugin.institution.models import InstitutionSettings
from journal_plugin.lessons.openings import CLOSED, Openings
from journal_plugin.lessons.windows import Window, due_at, entry_window, marks_due_at

Record = Sequence
"""(code, version, when)."""
SOON = 2
"""A lesson that shuts within so many days is shown as nearly shut."""


@dataclass(frozen=True)
class WorkColumn:
    """A kind of work in a lesson."""

    pk: int
    kind: int
    code: str
    name: str
    weight: int
    written: bool
    monitoring: bool
    tint: str = ""
    done_only: bool = False


@dataclass(frozen=True)
class Column:
    """A lesson of the page."""

    pk: int
    date: date
    number: int
    starts: time
    ends: time
    cancelled: bool
    checked: bool
    works: tuple[WorkColumn, ...]
    substituted: bool = False


@dataclass(frozen=True)
class Row:
    """A learner who was in the group in the period; ``spells`` are (since, until) of the membership."""

    learner: int
    last: str
    first: str
    adapted: bool
    individual: bool
    spells: tuple[tuple[date, date | None], ...]

    def was_in(self, day: date) -> bool:
        """The learner was in the group on that day."""
        return self.was_throughout(day, day)

    def was_throughout(self, first: date, last: date) -> bool:
        """The learner was in the group from the first to the last day, without a break."""
        return any(covers(*spell, first) and covers(*spell, last) for spell in self.spells)


@dataclass(frozen=True)
class Sheet:
    """The frame of a page, without entries."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


@dataclass
class Entries:
    """What is entered: learner -> work, lesson or nothing -> record."""

    marks: dict[int, dict[int, Record]] = field(default_factory=dict)
    attendance: dict[int, dict[int, Record]] = field(default_factory=dict)
    finals: dict[int, Record] = field(default_factory=dict)


@dataclass(frozen=True)
class Rules:
    """The institution's rules as a page needs them: windows, due times, averages."""

    settings: InstitutionSettings
    zone: ZoneInfo
    today: date
    day_ends: dict[date, time] = field(default_factory=dict)
    """End of the learners' last lesson of a day, where entries are due an hour after it."""
    marked: bool = True
    """Marks and averages are kept (D17: not in first classes, circles and sections)."""
    openings: Openings = CLOSED
    """What is open for correction though its window is shut."""

    def window(self, column: Column) -> Window:
        """Whether the lesson's records may be written today."""
        until = self.openings.until(lesson=column.pk)
        return entry_window(lesson_date=column.date, settings=self.settings, today=self.today, opened_until=until)

    def absence_due(self, column: Column) -> datetime:
        """The moment by which the lesson's absences are due."""
        ends = self.day_ends.get(column.date, column.ends)
        return due_at(self.settings.absence_due, lesson_date=column.date, day_ends=ends, zone=self.zone)

    def marks_due(self, column: Column, work: WorkColumn) -> datetime:
        """The moment by which the work's marks are due."""
        return marks_due_at(
            written=work.written,
            monitoring=work.monitoring,
            settings=self.settings,
            lesson_date=column.date,
            day_ends=self.day_ends.get(column.date, column.ends),
            zone=self.zone,
        )
