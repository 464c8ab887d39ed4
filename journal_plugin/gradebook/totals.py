"""Totals of a row and of a column of the grid, ready to print (pure).

Twin: static/journal/js/gradebook/averages.js, which counts them while a teacher types.
"""

from journal_plugin.core.typography import NOTHING, decimal_comma
from journal_plugin.marks.averages import average, formula
from journal_plugin.marks.forecast import ENOUGH

Pairs = list[tuple[str, int]]
"""(code, weight) of marks."""
LOW = 3
"""An average below it is in trouble."""


def row_total(marks: Pairs, *, weighted: bool) -> dict[str, str]:
    """A learner's count, average, its formula and its look: "few", "low" or nothing; ready to print."""
    value = average(marks, weighted=weighted)
    if value is None:
        return {"count": "", "average": NOTHING, "formula": "", "look": ""}
    count = sum(code.isdigit() for code, _weight in marks)
    look = "few" if count < ENOUGH else "low" if value < LOW else ""
    how = f"{formula(marks, weighted=weighted)} = {decimal_comma(value)}"
    return {"count": str(count), "average": decimal_comma(value), "formula": how, "look": look}


def column_average(marks: Pairs, *, weighted: bool) -> str:
    """The average of a lesson's marks, one decimal; empty without marks."""
    value = average(marks, weighted=weighted)
    return "" if value is None else decimal_comma(value, 1)
