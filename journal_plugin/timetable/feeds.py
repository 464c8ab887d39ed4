"""What a subscription gives to a calendar program: digests of tokens, lessons as entries (pure)."""

from datetime import date, datetime, timedelta
from hashlib import sha256

from django.utils.translation import gettext as _

from journal_plugin.core.ical import Entry
from journal_plugin.timetable.days import Held

BACK = timedelta(days=14)
"""So long a lesson stays in the calendar after its day."""
AHEAD = timedelta(days=60)


def digest_of(token: str) -> str:
    """What the database keeps of a token."""
    return sha256(token.encode()).hexdigest()


def span_of(today: date) -> tuple[date, date]:
    """First and last day of the lessons that a subscription gives."""
    return today - BACK, today + AHEAD


def entry_of(lesson: Held, words: str, host: str, stamp: datetime) -> Entry:
    """``lesson`` as an entry that stays the same one from reading to reading; ``words`` say with whom it is."""
    place = ", ".join(part for part in (lesson.room, lesson.building) if part)
    return Entry(
        uid=f"lesson-{lesson.pk}@{host}",
        title=lesson.element,
        date=lesson.date,
        last_day=lesson.date,
        time=lesson.starts,
        until_time=lesson.ends,
        place=place or (_("remotely") if lesson.distant else ""),
        stamp=stamp,
        text="\n".join(filter(None, (lesson.off or lesson.note, words))),
        cancelled=lesson.cancelled,
    )
