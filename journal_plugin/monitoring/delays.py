"""How late a lesson's records are: entered minus due, never typed by anybody (pure; D29, W3-W8)."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from journal_plugin.institution.models import InstitutionSettings
from journal_plugin.lessons.windows import due_at, marks_due_at

NO_DELAY = timedelta()


@dataclass(frozen=True)
class MarksEntered:
    """Marks of one work that were entered at one moment, for the first time."""

    at: datetime
    count: int
    written: bool
    monitoring: bool


@dataclass(frozen=True)
class LessonRecord:
    """When the records of a lesson were first made; None: not yet. ``day_ends``: the learners' last lesson of that day."""

    date: date
    day_ends: time
    topic_at: datetime | None
    checked_at: datetime | None
    marks: tuple[MarksEntered, ...] = ()


@dataclass(frozen=True)
class Delays:
    """What a lesson lacks, and the delays of what came late; of marks one for each."""

    no_topic: bool = False
    not_checked: bool = False
    topic: timedelta = NO_DELAY
    presence: timedelta = NO_DELAY
    marks: tuple[timedelta, ...] = ()

    @property
    def is_in_order(self) -> bool:
        """Everything that is due is there and came in time."""
        return not (self.no_topic or self.not_checked or self.all)

    @property
    def all(self) -> tuple[timedelta, ...]:
        """Every delay of the lesson."""
        return tuple(delay for delay in (self.topic, self.presence, *self.marks) if delay)


def delays_of(record: LessonRecord, *, settings: InstitutionSettings, zone: ZoneInfo, now: datetime) -> Delays:
    """The delays of one lesson that has been held; what is not due yet lacks nothing."""
    day, ends = record.date, record.day_ends
    topic_due = due_at(settings.entry_due, lesson_date=day, day_ends=ends, zone=zone)
    presence_due = due_at(settings.absence_due, lesson_date=day, day_ends=ends, zone=zone)
    late: list[timedelta] = []
    for entered in record.marks:
        due = marks_due_at(
            written=entered.written,
            monitoring=entered.monitoring,
            settings=settings,
            lesson_date=day,
            day_ends=ends,
            zone=zone,
        )
        if entered.at > due:
            late += [entered.at - due] * entered.count
    return Delays(
        no_topic=record.topic_at is None and now > topic_due,
        not_checked=record.checked_at is None and now > presence_due,
        topic=_late(record.topic_at, topic_due),
        presence=_late(record.checked_at, presence_due),
        marks=tuple(late),
    )


def _late(entered: datetime | None, due: datetime) -> timedelta:
    return max(entered - due, NO_DELAY) if entered else NO_DELAY


@dataclass
class Tally:
    """Sums over lessons."""

    lessons: int = 0
    in_order: int = 0
    no_topic: int = 0
    not_checked: int = 0
    late: list[timedelta] = field(default_factory=list)
    late_marks: int = 0

    def add(self, delays: Delays) -> None:
        """Counts one lesson more."""
        self.lessons += 1
        self.in_order += delays.is_in_order
        self.no_topic += delays.no_topic
        self.not_checked += delays.not_checked
        self.late_marks += len(delays.marks)
        self.late += delays.all

    @property
    def mean_delay(self) -> timedelta:
        """The mean of the delays of what came late; nothing where nothing did."""
        return sum(self.late, NO_DELAY) / len(self.late) if self.late else NO_DELAY

    @property
    def share(self) -> int:
        """Per cent of lessons in order; all of no lessons are."""
        return round(100 * self.in_order / self.lessons) if self.lessons else 100
