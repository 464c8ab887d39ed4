"""Until when a record may be entered and by when it is due (pure; requirements §3, W1-W8)."""

from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.utils.translation import gettext

from journal_plugin.core.dates import long_day
from journal_plugin.core.plurals import counted
from journal_plugin.institution.enums import EntryDue, FinalDue
from journal_plugin.institution.models import InstitutionSettings


class Window(NamedTuple):
    """Whether a lesson's records may be written on a day; ``last_day`` is the last day on which they may.

    ``opened_until`` is the last day of a leave to correct, where somebody gave one (E10).
    """

    first_day: date
    last_day: date
    today: date
    opened_until: date | None = None

    @property
    def is_open(self) -> bool:
        """From the day of the lesson to the last day, both included, or by a leave."""
        return not self.is_ahead and not self.is_shut

    @property
    def by_leave(self) -> bool:
        """The last day has passed, and a leave keeps the place open."""
        return self.last_day < self.today and not self.is_shut

    @property
    def shuts_on(self) -> date:
        """The last day on which the place may be written."""
        return max(self.last_day, self.opened_until) if self.opened_until else self.last_day

    @property
    def is_ahead(self) -> bool:
        """The lesson has not come yet."""
        return self.today < self.first_day

    @property
    def is_shut(self) -> bool:
        """The last day has passed, and no leave keeps the place open."""
        return self.shuts_on < self.today

    @property
    def shut_since(self) -> str:
        """Since when a lesson's records may be changed no more, and why, in a sentence."""
        return gettext("%(days)s have passed since %(day)s: the lesson has been shut since %(last)s.") % {
            "days": counted((self.last_day - self.first_day).days, "day"),
            "day": long_day(self.first_day, self.today),
            "last": long_day(self.last_day + timedelta(days=1), self.today),
        }

    @property
    def why_shut(self) -> str:
        """``shut_since``, and where to turn: for places that offer no request."""
        return f"{self.shut_since} {way_out()}"

    @property
    def why_shut_to_ask(self) -> str:
        """``shut_since``, and what the request beside it does."""
        return f"{self.shut_since} {way_out(may_ask=True)}"

    @property
    def why_ahead(self) -> str:
        """Why marks and absences may not be entered yet."""
        return gettext("The lesson of %(day)s has not come yet.") % {"day": long_day(self.first_day, self.today)}

    @property
    def why_final_shut(self) -> str:
        """Why a term mark may not be changed today, in a sentence."""
        return gettext("Term marks may be changed from %(first)s to %(last)s.") % {
            "first": long_day(self.first_day, self.today),
            "last": long_day(self.last_day, self.today),
        }


def way_out(*, may_ask: bool = False) -> str:
    """What whoever must correct a shut lesson does next, in a sentence; ``may_ask``: the request stands beside it (E10)."""
    if may_ask:
        return gettext("To correct it, ask for it here: the request goes to the deputy director.")
    return gettext("To correct it, turn to the study department.")


def entry_window(
    *, lesson_date: date, settings: InstitutionSettings, today: date, opened_until: date | None = None
) -> Window:
    """The window of current records: some days (21) from the date of the lesson in the timetable (W1, C10, E08)."""
    return Window(lesson_date, lesson_date + timedelta(days=settings.mark_window_days), today, opened_until)


def final_window(
    *,
    term_since: date,
    term_until: date,
    settings: InstitutionSettings,
    today: date,
    opened_until: date | None = None,
) -> Window:
    """The window of term marks: from the term's first day to some days (31) after its end (W2, A14)."""
    return Window(term_since, term_until + timedelta(days=settings.final_window_days), today, opened_until)


def due_at(rule: str, *, lesson_date: date, day_ends: time, zone: ZoneInfo) -> datetime:
    """The moment by which a lesson's record is due; ``day_ends`` is the end of the learners' last lesson that day."""
    if rule == EntryDue.HOUR:
        return datetime.combine(lesson_date, day_ends, zone) + timedelta(hours=1)
    shift = 1 if rule == EntryDue.NEXT_DAY else 0
    return end_of(lesson_date + timedelta(days=shift), zone)


def marks_due_at(
    *,
    written: bool,
    monitoring: bool,
    settings: InstitutionSettings,
    lesson_date: date,
    day_ends: time,
    zone: ZoneInfo,
) -> datetime:
    """The moment by which a work's marks are due: later for written works, less so for monitoring (W6-W8)."""
    if monitoring:
        return end_of(lesson_date + timedelta(days=settings.monitoring_due_days), zone)
    if written:
        return end_of(lesson_date + timedelta(days=settings.written_due_days), zone)
    return due_at(settings.entry_due, lesson_date=lesson_date, day_ends=day_ends, zone=zone)


def finals_due(
    rule: str, *, term_until: date, working_days_after: date, attestation_until: date | None
) -> tuple[date, date]:
    """The first and the last day on which term marks are expected (W9-W11).

    ``working_days_after`` lies the institution's working days after the term; ``attestation_until`` is the end of the
    attestation period, None where there is none.
    """
    if rule == FinalDue.LAST_WEEK:
        return term_until - timedelta(days=6), term_until
    if rule == FinalDue.LAST_DAY:
        return term_until, term_until
    last = working_days_after if attestation_until is None else min(working_days_after, attestation_until)
    return term_until, max(last, term_until)


def end_of(day: date, zone: ZoneInfo) -> datetime:
    """The last second of a day at the institution."""
    return datetime.combine(day + timedelta(days=1), time(), zone) - timedelta(seconds=1)
