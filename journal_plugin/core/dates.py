"""Dates and times as a reader says them: «14 октября», «14 окт.», «сегодня», «10:15–11:50»."""

from datetime import date, datetime, time, tzinfo
from functools import lru_cache

from django.utils.translation import get_language, gettext_lazy, pgettext_lazy

from journal_plugin.core.typography import DASH, NBSP

YEAR_BEGINS_IN_MONTH = 9
"""The study year begins on 1 September."""

MONTHS_OF_DAY = (
    pgettext_lazy("after a day", "January"),
    pgettext_lazy("after a day", "February"),
    pgettext_lazy("after a day", "March"),
    pgettext_lazy("after a day", "April"),
    pgettext_lazy("after a day", "May"),
    pgettext_lazy("after a day", "June"),
    pgettext_lazy("after a day", "July"),
    pgettext_lazy("after a day", "August"),
    pgettext_lazy("after a day", "September"),
    pgettext_lazy("after a day", "October"),
    pgettext_lazy("after a day", "November"),
    pgettext_lazy("after a day", "December"),
)
MONTHS_SHORT = (
    pgettext_lazy("after a day", "Jan."),
    pgettext_lazy("after a day", "Feb."),
    pgettext_lazy("after a day", "Mar."),
    pgettext_lazy("after a day", "Apr."),
    pgettext_lazy("after a day, short", "May"),
    pgettext_lazy("after a day", "Jun."),
    pgettext_lazy("after a day", "Jul."),
    pgettext_lazy("after a day", "Aug."),
    pgettext_lazy("after a day", "Sep."),
    pgettext_lazy("after a day", "Oct."),
    pgettext_lazy("after a day", "Nov."),
    pgettext_lazy("after a day", "Dec."),
)
MONTHS_ALONE = (
    pgettext_lazy("alone", "January"),
    pgettext_lazy("alone", "February"),
    pgettext_lazy("alone", "March"),
    pgettext_lazy("alone", "April"),
    pgettext_lazy("alone", "May"),
    pgettext_lazy("alone", "June"),
    pgettext_lazy("alone", "July"),
    pgettext_lazy("alone", "August"),
    pgettext_lazy("alone", "September"),
    pgettext_lazy("alone", "October"),
    pgettext_lazy("alone", "November"),
    pgettext_lazy("alone", "December"),
)
WEEKDAYS = (
    pgettext_lazy("weekday", "Monday"),
    pgettext_lazy("weekday", "Tuesday"),
    pgettext_lazy("weekday", "Wednesday"),
    pgettext_lazy("weekday", "Thursday"),
    pgettext_lazy("weekday", "Friday"),
    pgettext_lazy("weekday", "Saturday"),
    pgettext_lazy("weekday", "Sunday"),
)
WEEKDAYS_SHORT = (
    pgettext_lazy("weekday", "Mo"),
    pgettext_lazy("weekday", "Tu"),
    pgettext_lazy("weekday", "We"),
    pgettext_lazy("weekday", "Th"),
    pgettext_lazy("weekday", "Fr"),
    pgettext_lazy("weekday", "Sa"),
    pgettext_lazy("weekday", "Su"),
)
NEAR = (gettext_lazy("yesterday"), gettext_lazy("today"), gettext_lazy("tomorrow"))
_TABLES = {
    "day": MONTHS_OF_DAY,
    "short": MONTHS_SHORT,
    "alone": MONTHS_ALONE,
    "weekday": WEEKDAYS,
    "weekday short": WEEKDAYS_SHORT,
    "near": NEAR,
}


@lru_cache(maxsize=8)
def _tables(language: str) -> dict[str, tuple[str, ...]]:
    """The names in a language, translated once: a page says dozens of them, and a translation costs ten times finding it."""
    return {key: tuple(str(name) for name in names) for key, names in _TABLES.items()}


def _name(table: str, index: int) -> str:
    return _tables(get_language() or "")[table][index]


def study_year(day: date) -> int:
    """The calendar year in which the study year of ``day`` began."""
    return day.year if day.month >= YEAR_BEGINS_IN_MONTH else day.year - 1


def long_day(day: date, today: date) -> str:
    """«14 октября»; with the year when it is not the study year of ``today``."""
    return _with_year(f"{day.day}{NBSP}{_name('day', day.month - 1)}", day, today)


def short_day(day: date, today: date) -> str:
    """«14 окт.»; with the year when it is not the study year of ``today``."""
    return _with_year(f"{day.day}{NBSP}{month_short(day)}", day, today)


def relative_day(day: date, today: date) -> str:
    """«сегодня», «вчера», «завтра», then the long day."""
    near = _tables(get_language() or "")["near"]
    shift = (day - today).days + 1
    return near[shift] if 0 <= shift < len(near) else long_day(day, today)


def weekday(day: date) -> str:
    """«понедельник»."""
    return _name("weekday", day.weekday())


def weekday_short(day: date) -> str:
    """«пн»."""
    return _name("weekday short", day.weekday())


def month_short(day: date) -> str:
    """«окт.»."""
    return _name("short", day.month - 1)


def month_year(day: date) -> str:
    """«Октябрь 2026», a heading."""
    return f"{_name('alone', day.month - 1)}{NBSP}{day.year}"


def clock(moment: time | datetime) -> str:
    """«8:30»: no zero before the hour; a datetime must be local already."""
    return f"{moment.hour}:{moment.minute:02}"


def moment(at: datetime, zone: tzinfo | None, today: date) -> str:
    """«вчера, 18:05» by the clocks of ``zone``."""
    local = at.astimezone(zone)
    return f"{relative_day(local.date(), today)}, {clock(local)}"


def clock_range(start: time | datetime, end: time | datetime) -> str:
    """«10:15–11:50» that never breaks over two lines."""
    return f"{clock(start)}{DASH}{clock(end)}"


def day_range(first: date, last: date, today: date) -> str:
    """«5–10 октября», «28 сентября — 3 октября»; one day is that day."""
    if first == last:
        return long_day(first, today)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}{DASH}{long_day(last, today)}"
    return f"{long_day(first, today)}{NBSP}— {long_day(last, today)}"


def _with_year(text: str, day: date, today: date) -> str:
    return text if study_year(day) == study_year(today) else f"{text}{NBSP}{day.year}"
