"""Numbers and days that an address or a field asks for; anything else asks for nothing."""

from datetime import date

_LONGEST = 18
"""Digits that every database holds; Python itself refuses to read thousands of them."""


def number_in(text: str) -> int | None:
    """A number as an address gives one: digits only; None for anything else."""
    return int(text) if text.isdecimal() and len(text) <= _LONGEST else None


def day_in(text: str) -> date | None:
    """A day as a browser sends it, 2026-11-20; None for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
