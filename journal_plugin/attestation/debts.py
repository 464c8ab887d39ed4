"""Until when a debt is cleared, and who may examine it (pure; 273-FZ, article 58, parts 5 and 6; F04)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

ATTEMPTS = 2
"""A debt is examined so many times at most (part 5)."""
COMMISSION = 3
"""So many examiners at least the last time: a commission (part 6)."""
FAILED = frozenset({"2", "а/з", "н/а"})
"""Results from which a debt arises, and which clear none (S0-3.4tch-b, S3-4.2.3); a college never sets 2."""
EXCUSED = "НПА"
"""Not passed for a good reason (E05): opens no debt, clears none, and is no attempt; days of illness are a pause."""


@dataclass(frozen=True)
class Pause:
    """Days that do not count: illness, academic or maternity leave (part 5)."""

    since: date
    until: date


def due_on(since: date, pauses: Iterable[Pause]) -> date:
    """The last day on which a debt of ``since`` may be cleared: a year, longer by the days of pauses that fall into it."""
    due = _year_after(since)
    for pause in _apart(pauses):
        first, last = max(pause.since, since), pause.until
        if first <= due and first <= last:
            due += last - first + timedelta(days=1)
    return due


def why_not_examined(number: int, examiners: Collection[object]) -> str:
    """A code of why an attempt may not be held so: "over" after the last one, "nobody", "commission"; empty if it may."""
    if number > ATTEMPTS:
        return "over"
    if not examiners:
        return "nobody"
    return "commission" if number == ATTEMPTS and len(examiners) < COMMISSION else ""


def _year_after(day: date) -> date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return date(day.year + 1, 2, 28)


def _apart(pauses: Iterable[Pause]) -> list[Pause]:
    """The pauses by time; those that meet are one."""
    found: list[Pause] = []
    for pause in sorted(pauses, key=lambda one: (one.since, one.until)):
        if found and pause.since <= found[-1].until + timedelta(days=1):
            found[-1] = Pause(found[-1].since, max(found[-1].until, pause.until))
        else:
            found.append(pause)
    return found
