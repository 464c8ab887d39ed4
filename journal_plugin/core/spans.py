"""Spans of days (pure), and whether a dated fact was in force; no last day means until further notice.

In SQL: core/models.py.
"""

from datetime import date, timedelta


def covers(since: date, until: date | None, day: date) -> bool:
    """In force on ``day``, both ends included."""
    return since <= day and (until is None or day <= until)


def days_between(first: date, last: date) -> list[date]:
    """Every day from ``first`` to ``last``."""
    return [first + timedelta(days=shift) for shift in range((last - first).days + 1)]


def meets(since: date, until: date | None, first: date, last: date) -> bool:
    """In force on at least one day of ``first``..``last``."""
    return since <= last and (until is None or first <= until)
