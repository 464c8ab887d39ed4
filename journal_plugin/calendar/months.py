"""The months for which statements are made, and by when they are due (pure; W21)."""

from calendar import monthrange
from datetime import date

DUE_DAY = 5
"""Forms 1 and 2 are handed in by the 5th of the next month (W21)."""


def first_of(day: date) -> date:
    """The first day of the month of ``day``."""
    return day.replace(day=1)


def next_month(first: date) -> date:
    """The first day of the month after ``first``."""
    return date(first.year + first.month // 12, first.month % 12 + 1, 1)


def month_before(day: date) -> date:
    """The first day of the month before that of ``day``."""
    return date(day.year - (day.month == 1), (day.month - 2) % 12 + 1, 1)


def due_on(first: date) -> date:
    """The day by which the statements of a month are due."""
    return next_month(first).replace(day=DUE_DAY)


def period_of(first: date, today: date) -> tuple[date, date]:
    """First and last day of a month; of the running month the days up to today: what has not been held is not counted."""
    last = first.replace(day=monthrange(first.year, first.month)[1])
    return first, min(last, today) if first <= today else last


def months_between(since: date, until: date) -> list[date]:
    """The first days of the months from that of ``since`` to that of ``until``, latest first."""
    months = []
    month = first_of(since)
    while month <= until:
        months.append(month)
        month = next_month(month)
    return months[::-1]


def parse(text: str) -> date | None:
    """«2026-10» -> 1 October 2026; None for anything else."""
    try:
        return date.fromisoformat(f"{text}-01") if len(text) == len("2026-10") else None
    except ValueError:
        return None
