"""What the term mark will be if nothing changes."""

from decimal import Decimal

import pytest

from journal_plugin.marks.forecast import Outlook, outlook, running

THRESHOLDS = {"five": Decimal("4.50"), "four": Decimal("3.50"), "three": Decimal("2.50")}


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ([("5", 1), ("5", 1)], Outlook()),
        ([("5", 1), ("5", 1), ("4", 1)], Outlook("5")),
        ([("4", 1), ("4", 1), ("4", 1)], Outlook("4", "5", 3)),
        ([("3", 1), ("3", 1), ("4", 1)], Outlook("3", "4", 1)),
        ([("2", 1), ("2", 1), ("2", 1)], Outlook("2", "3", 1)),
        ([("4", 3), ("4", 3), ("4", 3)], Outlook("4", "5", 9)),
        ([("4", 5), ("4", 5), ("4", 5)], Outlook("4")),
    ],
)
def test_outlook_names_the_mark_and_what_is_missing(marks: list[tuple[str, int]], expected: Outlook) -> None:
    assert outlook(marks, weighted=True, **THRESHOLDS) == expected


def test_outlook_without_weights_counts_each_mark_once() -> None:
    marks = [("4", 5), ("4", 5), ("4", 5)]
    assert outlook(marks, weighted=False, **THRESHOLDS) == Outlook("4", "5", 3)


def test_running_average_has_a_point_a_mark() -> None:
    assert running([("3", 1), ("5", 1), ("4", 2)], weighted=True) == (3.0, 4.0, 4.0)
