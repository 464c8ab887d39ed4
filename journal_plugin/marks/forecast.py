"""What the term mark will be if nothing changes, and what is missing for a better one (pure; E19)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from journal_plugin.marks.averages import average, proposed

ENOUGH = 3
"""Fewer marks than this say nothing about a term."""
REACHABLE = 9
"""More fives than this are no advice."""


@dataclass(frozen=True)
class Outlook:
    """``mark`` that the thresholds propose now; ``better`` the next one and ``fives`` of weight 1 that lead to it.

    ``mark`` is empty where there are too few marks; ``better`` where nothing better is within reach.
    """

    mark: str = ""
    better: str = ""
    fives: int = 0


def outlook(
    marks: Sequence[tuple[str, int]], *, weighted: bool, five: Decimal, four: Decimal, three: Decimal
) -> Outlook:
    """The outlook of (code, weight) pairs at the institution's thresholds."""
    counted = [(int(code), weight if weighted else 1) for code, weight in marks if code.isdigit()]
    if len(counted) < ENOUGH:
        return Outlook()
    now = proposed(average(marks, weighted=weighted), five=five, four=four, three=three)
    goals = {"4": ("5", five), "3": ("4", four), "2": ("3", three)}
    if now not in goals:
        return Outlook(now)
    better, threshold = goals[now]
    total = sum(code * weight for code, weight in counted)
    weights = sum(weight for _code, weight in counted)
    fives = (
        int(((threshold * weights - total) / (5 - threshold)).to_integral_value(ROUND_CEILING)) if threshold < 5 else 0
    )
    return Outlook(now, better, fives) if 0 < fives <= REACHABLE else Outlook(now)


def running(marks: Sequence[tuple[str, int]], *, weighted: bool) -> tuple[float, ...]:
    """The average after each mark, for a line that shows the way to the present one."""
    total = weights = 0
    line = []
    for code, weight in marks:
        if code.isdigit():
            share = weight if weighted else 1
            total += int(code) * share
            weights += share
            line.append(total / weights)
    return tuple(line)
