"""Days and hours as a Russian reader says them."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from journal_plugin.core import dates

S = "\u00a0"
TODAY = date(2026, 10, 14)


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2026, 10, 14), f"14{S}октября"),
        (date(2027, 5, 9), f"9{S}мая"),
        (date(2026, 9, 1), f"1{S}сентября"),
        (date(2026, 8, 31), f"31{S}августа{S}2026"),
        (date(2027, 9, 1), f"1{S}сентября{S}2027"),
    ],
)
def test_long_day_names_the_year_of_another_study_year_only(day, text):
    assert dates.long_day(day, TODAY) == text


def test_short_day_shortens_as_russian_does():
    shown = [dates.short_day(date(2026, month, 1), date(2026, 2 if month < 9 else 10, 1)) for month in range(1, 13)]
    assert [text.split(S)[1] for text in shown] == [
        "янв.", "февр.", "марта", "апр.", "мая", "июня", "июля", "авг.", "сент.", "окт.", "нояб.", "дек.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("day", "text"),
    [(13, "вчера"), (14, "сегодня"), (15, "завтра"), (12, f"12{S}октября"), (16, f"16{S}октября")],
)
def test_relative_day_speaks_only_of_the_nearest_days(day, text):
    assert dates.relative_day(date(2026, 10, day), TODAY) == text


def test_weekday_has_a_long_and_a_short_name():
    assert (dates.weekday(TODAY), dates.weekday_short(TODAY)) == ("среда", "ср")
    assert (dates.weekday(date(2026, 10, 18)), dates.weekday_short(date(2026, 10, 18))) == ("воскресенье", "вс")


def test_month_year_is_a_heading():
    assert dates.month_year(TODAY) == f"Октябрь{S}2026"


def test_clock_range_is_joined_and_has_no_zero_before_the_hour():
    assert dates.clock_range(time(8, 30), time(10, 5)) == "8:30\u2060–\u206010:05"


def test_moment_is_told_by_the_clocks_of_its_place():
    at = datetime(2026, 10, 13, 20, 5, tzinfo=UTC)
    assert dates.moment(at, ZoneInfo("Asia/Yekaterinburg"), TODAY) == "сегодня, 1:05"
    assert dates.moment(at, UTC, TODAY) == "вчера, 20:05"


def test_clock_takes_a_local_datetime():
    assert dates.clock(datetime(2026, 10, 14, 9, 7)) == "9:07"  # noqa: DTZ001


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        (date(2026, 10, 5), date(2026, 10, 10), f"5\u2060–\u206010{S}октября"),
        (date(2026, 9, 28), date(2026, 10, 3), f"28{S}сентября{S}— 3{S}октября"),
        (date(2026, 10, 5), date(2026, 10, 5), f"5{S}октября"),
    ],
)
def test_day_range_says_the_month_once(first, last, text):
    assert dates.day_range(first, last, TODAY) == text
