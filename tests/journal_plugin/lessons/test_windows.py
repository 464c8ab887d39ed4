"""Windows and due times of requirements §3 (pure)."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from journal_plugin.institution.enums import EntryDue
from journal_plugin.institution.models import InstitutionSettings
from journal_plugin.lessons.windows import due_at, entry_window, final_window, marks_due_at

PERM = ZoneInfo("Asia/Yekaterinburg")
DAY = date(2026, 9, 14)


@pytest.mark.row("E08", "C10")
@pytest.mark.parametrize(("shift", "is_open"), [(-1, False), (0, True), (21, True), (22, False)])
def test_current_records_are_open_for_21_days_from_the_lesson(shift, is_open):
    settings = InstitutionSettings(mark_window_days=21)
    window = entry_window(lesson_date=DAY, settings=settings, today=DAY + timedelta(days=shift))
    assert (window.is_open, window.is_ahead, window.is_shut) == (is_open, shift < 0, shift > 21)


@pytest.mark.parametrize(
    ("today", "is_open"),
    [(date(2026, 8, 31), False), (date(2026, 9, 1), True), (date(2027, 1, 28), True), (date(2027, 1, 29), False)],
)
def test_term_marks_are_open_to_31_days_after_the_term(today, is_open):
    since, until = date(2026, 9, 1), date(2026, 12, 28)
    settings = InstitutionSettings(final_window_days=31)
    assert final_window(term_since=since, term_until=until, settings=settings, today=today).is_open == is_open


@pytest.mark.row("D26")
@pytest.mark.parametrize(
    ("rule", "due"),
    [
        (EntryDue.HOUR, datetime(2026, 9, 14, 14, 50, tzinfo=PERM)),
        (EntryDue.SAME_DAY, datetime(2026, 9, 14, 23, 59, 59, tzinfo=PERM)),
        (EntryDue.NEXT_DAY, datetime(2026, 9, 15, 23, 59, 59, tzinfo=PERM)),
    ],
)
def test_records_are_due_by_the_institutions_rule(rule, due):
    assert due_at(rule, lesson_date=DAY, day_ends=time(13, 50), zone=PERM) == due


@pytest.mark.parametrize(
    ("written", "monitoring", "day"), [(False, False, 14), (True, False, 21), (True, True, 17), (False, True, 17)]
)
def test_marks_of_written_works_and_of_monitoring_are_due_later(written, monitoring, day):
    due = marks_due_at(
        written=written,
        monitoring=monitoring,
        settings=InstitutionSettings(),
        lesson_date=DAY,
        day_ends=time(13, 50),
        zone=PERM,
    )
    assert due == datetime(2026, 9, day, 23, 59, 59, tzinfo=PERM)
