"""Until when a record may be entered and by when it is due (pure; requirements §3, W1-W8)."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from journal_plugin.institution.enums import EntryDue


@dataclass(frozen=True)
class Window:
    """Whether a lesson's records may be written on a day; ``last_day`` is the last day on which they may."""

    first_day: date
    last_day: date
    today: date

    @property
    def is_open(self) -> bool:
        """From the day of the lesson to the last day, both included."""
        return self.first_day <= self.today <= self.last_day

    @property
    def is_ahead(self) -> bool:
        """The lesson has not come yet."""
        return self.today < self.first_day


def entry_window(*, lesson_date: date, days: int, today: date) -> Window:
    """The window of current records: ``days`` (21) from the date of the lesson in the timetable (W1, C10, E08)."""
    return Window(lesson_date, lesson_date + timedelta(days=days), today)


def final_window(*, term_since: date, term_until: date, days: int, today: date) -> Window:
    """The window of term marks: from the term's first day to ``days`` (31) after its end (W2)."""
    return Window(term_since, term_until + timedelta(days=days), today)


def due_at(rule: str, *, lesson_date: date, day_ends: time, zone: ZoneInfo) -> datetime:
    """The moment by which a lesson's record is due; ``day_ends`` is the end of the learners' last lesson that day."""
    if rule == EntryDue.HOUR:
        return datetime.combine(lesson_date, day_ends, zone) + timedelta(hours=1)
    shift = 1 if rule == EntryDue.NEXT_DAY else 0
    return datetime.combine(lesson_date + timedelta(days=shift + 1), time(), zone) - timedelta(seconds=1)
