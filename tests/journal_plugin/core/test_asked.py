"""What an address asks for, and nonsense in it."""

from datetime import date

import pytest

from journal_plugin.core.asked import day_in, number_in


@pytest.mark.parametrize(
    ("text", "number"),
    [("7", 7), ("0", 0), ("9" * 18, 10**18 - 1), ("9" * 19, None), ("9" * 5000, None), ("-1", None), ("", None)],
)
def test_number_is_digits_that_a_database_holds(text, number):
    assert number_in(text) == number


@pytest.mark.parametrize(("text", "day"), [("2026-11-20", date(2026, 11, 20)), ("2026-11-31", None), ("", None)])
def test_day_is_one_of_the_calendar(text, day):
    assert day_in(text) == day
