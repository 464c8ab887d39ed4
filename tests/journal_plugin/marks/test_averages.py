"""Averages plain and weighted."""

from decimal import Decimal

import pytest

from journal_plugin.marks.averages import average, formula, proposed

WEIGHTED = (("5", 3), ("5", 1), ("4", 5))


@pytest.mark.parametrize(
    ("marks", "weighted", "value", "how"),
    [
        (WEIGHTED, True, "4.44", "(5·3 + 5·1 + 4·5) / 9"),
        (WEIGHTED, False, "4.67", "(5 + 5 + 4) / 3"),
        ((("5", 1), ("4", 1)), True, "4.50", "(5 + 4) / 2"),
        ((("5", 1), ("", 1), ("н", 1)), True, "5.00", "(5) / 1"),
        ((("4", 1),) * 7 + (("5", 1),), True, "4.13", "(4 + 4 + 4 + 4 + 4 + 4 + 4 + 5) / 8"),
    ],
)
def test_average_and_its_formula(marks, weighted, value, how):
    assert average(marks, weighted=weighted) == Decimal(value)
    assert formula(marks, weighted=weighted) == how


def test_nothing_has_no_average():
    assert (average([]), formula([]), average([("", 1)])) == (None, "", None)


@pytest.mark.parametrize(
    ("value", "mark"), [("4.50", "5"), ("4.49", "4"), ("3.50", "4"), ("3.49", "3"), ("2.50", "3"), ("2.49", "2")]
)
def test_thresholds_propose_a_mark(value, mark):
    thresholds = {"five": Decimal("4.50"), "four": Decimal("3.50"), "three": Decimal("2.50")}
    assert proposed(Decimal(value), **thresholds) == mark
    assert proposed(None, **thresholds) == ""
