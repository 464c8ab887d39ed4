"""The months of statements and their due day (W21)."""

from datetime import date

import pytest

from journal_plugin.calendar import months


def test_forms_of_a_month_are_due_on_the_fifth_of_the_next():
    assert months.due_on(date(2026, 10, 1)) == date(2026, 11, 5)
    assert months.due_on(date(2026, 12, 1)) == date(2027, 1, 5)


def test_period_is_the_month_and_of_the_running_month_what_has_been_held():
    assert months.period_of(date(2026, 2, 1), date(2026, 11, 20)) == (date(2026, 2, 1), date(2026, 2, 28))
    assert months.period_of(date(2026, 11, 1), date(2026, 11, 20)) == (date(2026, 11, 1), date(2026, 11, 20))


def test_months_between_are_latest_first_and_cross_the_year():
    assert months.months_between(date(2026, 11, 15), date(2027, 1, 3)) == [
        date(2027, 1, 1),
        date(2026, 12, 1),
        date(2026, 11, 1),
    ]
    assert months.month_before(date(2027, 1, 31)) == date(2026, 12, 1)
    assert months.month_before(date(2026, 11, 20)) == date(2026, 10, 1)


@pytest.mark.parametrize("text", ["", "2026", "2026-13", "2026-1", "вчера", "2026-10-01", "²026-10"])
def test_parse_refuses_what_is_no_month(text):
    assert months.parse(text) is None


def test_parse_reads_a_month():
    assert months.parse("2026-10") == date(2026, 10, 1)
