"""What follows a study year."""

from datetime import date

import pytest

from journal_plugin.calendar.following import group_name_after, name_after, year_later


def test_a_day_comes_a_year_later_and_the_leap_day_on_the_28th():
    assert year_later(date(2026, 9, 1)) == date(2027, 9, 1)
    assert year_later(date(2028, 2, 29)) == date(2029, 2, 28)


def test_the_name_of_the_year_grows():
    assert name_after("2026/2027") == "2027/2028"


@pytest.mark.parametrize(
    ("name", "course", "after"),
    [
        ("СД21", 2, "СД31"),
        ("ЛД101", 1, "ЛД201"),
        ("5А", 5, "6А"),
        ("10Б", 10, "11Б"),
        ("ОН-24", 3, "ОН-24"),  # admitted in 2024
        ("ОН-25", 2, "ОН-25"),
        ("Сварщики", 1, "Сварщики"),
    ],
)
def test_a_group_takes_its_course_along_and_keeps_its_year_of_admission(name, course, after):
    assert group_name_after(name, course, 2026) == after
