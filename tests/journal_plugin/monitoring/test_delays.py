"""How late a lesson's records are (pure; D29)."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from journal_plugin.institution.enums import EntryDue
from journal_plugin.institution.models import InstitutionSettings
from journal_plugin.monitoring.delays import Delays, LessonRecord, MarksEntered, Tally, delays_of

PERM = ZoneInfo("Asia/Yekaterinburg")
DAY = date(2026, 11, 16)
SETTINGS = InstitutionSettings(entry_due=EntryDue.SAME_DAY, absence_due=EntryDue.NEXT_DAY)
IN_TIME = datetime(2026, 11, 16, 18, 0, tzinfo=PERM)


def delays(*, now=datetime(2026, 11, 20, 12, 0, tzinfo=PERM), settings=SETTINGS, **record) -> Delays:
    record = {"topic_at": IN_TIME, "checked_at": IN_TIME} | record
    return delays_of(LessonRecord(DAY, time(13, 50), **record), settings=settings, zone=PERM, now=now)


def test_what_came_in_time_is_in_order():
    assert delays().is_in_order is True


@pytest.mark.row("D29")
def test_delay_is_entered_minus_due():
    found = delays(
        topic_at=datetime(2026, 11, 18, 23, 59, 59, tzinfo=PERM),
        checked_at=datetime(2026, 11, 18, 11, 59, 59, tzinfo=PERM),
    )
    assert (found.topic, found.presence, found.is_in_order) == (timedelta(days=2), timedelta(hours=12), False)


@pytest.mark.row("D29")
def test_each_late_mark_counts_by_the_due_time_of_its_work():
    at = datetime(2026, 11, 22, 10, 0, tzinfo=PERM)
    found = delays(
        marks=(
            MarksEntered(at, 2, written=False, monitoring=False),
            MarksEntered(at, 3, written=True, monitoring=False),
            MarksEntered(at, 1, written=True, monitoring=True),
        )
    )
    assert [round(delay / timedelta(days=1), 1) for delay in found.marks] == [5.4, 5.4, 2.4]


def test_what_is_missing_counts_once_it_is_due():
    empty = {"topic_at": None, "checked_at": None}
    evening, next_day = datetime(2026, 11, 16, 20, 0, tzinfo=PERM), datetime(2026, 11, 17, 20, 0, tzinfo=PERM)
    assert [
        (found.no_topic, found.not_checked) for found in (delays(now=evening, **empty), delays(now=next_day, **empty))
    ] == [
        (False, False),
        (True, False),
    ]
    assert delays(**empty).not_checked is True


def test_hour_after_the_learners_last_lesson():
    hourly = InstitutionSettings(entry_due=EntryDue.HOUR)
    found = delays(settings=hourly, topic_at=datetime(2026, 11, 16, 15, 50, tzinfo=PERM))
    assert found.topic == timedelta(hours=1)


def test_sums_count_lessons_and_mean_of_what_was_late():
    tally = Tally()
    tally.add(delays())
    tally.add(delays(topic_at=None))
    tally.add(delays(topic_at=datetime(2026, 11, 17, 23, 59, 59, tzinfo=PERM)))
    tally.add(delays(topic_at=datetime(2026, 11, 19, 23, 59, 59, tzinfo=PERM)))
    assert (tally.lessons, tally.in_order, tally.no_topic, tally.share) == (4, 1, 1, 25)
    assert tally.mean_delay == timedelta(days=2)
    assert (Tally().share, Tally().mean_delay) == (100, timedelta())
