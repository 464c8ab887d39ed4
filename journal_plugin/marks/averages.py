"""Averages of marks (pure): weighted or plain, always with two decimals, half up.

Twin: static/journal/js/gradebook/averages.js, which counts them while a teacher types.
"""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

_STEP = Decimal("0.01")


def average(marks: Iterable[tuple[str, int]], *, weighted: bool = True) -> Decimal | None:
    """The average of (code, weight) pairs: Σ(mark x weight) / Σ weight, or plain; None without marks (requirements E18).

    5, 5, 4 with weights 3, 1, 5 make 4.44. Codes that are not numbers do not count.
    """
    total = weights = 0
    for code, weight in marks:
        if code.isdigit():
            share = weight if weighted else 1
            total += int(code) * share
            weights += share
    return mean(total, weights)


def mean(total: int, weights: int) -> Decimal | None:
    """``total`` / ``weights`` with two decimals, half up: of sums that the database has made; None without marks."""
    return (Decimal(total) / weights).quantize(_STEP, ROUND_HALF_UP) if weights else None


def formula(marks: Iterable[tuple[str, int]], *, weighted: bool = True) -> str:
    """How the average was counted, ready to print: «(5·3 + 5·1 + 4·5) / 9»; empty without marks."""
    counted = [(code, weight) for code, weight in marks if code.isdigit()]
    if not counted:
        return ""
    if weighted and any(weight != 1 for _, weight in counted):
        terms = " + ".join(f"{code}·{weight}" for code, weight in counted)
        return f"({terms}) / {sum(weight for _, weight in counted)}"
    return f"({' + '.join(code for code, _ in counted)}) / {len(counted)}"


def proposed(value: Decimal | None, *, five: Decimal, four: Decimal, three: Decimal) -> str:
    """The mark that the institution's thresholds propose for an average; a teacher sets the final mark himself."""
    if value is None:
        return ""
    return next((code for code, least in (("5", five), ("4", four), ("3", three)) if value >= least), "2")
