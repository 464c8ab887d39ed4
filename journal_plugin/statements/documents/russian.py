"""Dates of official papers: Russian whatever the language of the interface (pure)."""

from datetime import date

MONTHS = (
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
)
MONTHS_ALONE = (
    "январь",
    "февраль",
    "март",
    "апрель",
    "май",
    "июнь",
    "июль",
    "август",
    "сентябрь",
    "октябрь",
    "ноябрь",
    "декабрь",
)


def long_date(day: date) -> str:
    """«5 ноября 2026 г.»."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year} г."


def period(since: date, until: date) -> str:
    """«1–31 октября 2026 г.»; over months «15 сентября – 10 октября 2026 г.»."""
    if since == until:
        return long_date(since)
    if (since.year, since.month) == (until.year, until.month):
        return f"{since.day}–{long_date(until)}"
    first = long_date(since) if since.year != until.year else f"{since.day} {MONTHS[since.month - 1]}"
    return f"{first} – {long_date(until)}"


def month(day: date) -> str:
    """«октябрь 2026»."""
    return f"{MONTHS_ALONE[day.month - 1]} {day.year}"
