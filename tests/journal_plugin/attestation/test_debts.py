"""Until when a debt is cleared and who may examine it (273-FZ, article 58)."""

from datetime import date

import pytest

from journal_plugin.attestation.debts import Pause, due_on, why_not_examined

SINCE = date(2026, 12, 29)


def pause(first: tuple[int, int, int], last: tuple[int, int, int]) -> Pause:
    """Days that do not count."""
    return Pause(date(*first), date(*last))


@pytest.mark.parametrize(
    ("pauses", "due"),
    [
        ([], date(2027, 12, 29)),
        ([pause((2027, 2, 1), (2027, 2, 10))], date(2028, 1, 8)),
        ([pause((2027, 2, 1), (2027, 2, 10)), pause((2027, 2, 5), (2027, 2, 12))], date(2028, 1, 10)),
        ([pause((2026, 12, 1), (2026, 12, 30))], date(2027, 12, 31)),
        ([pause((2026, 1, 1), (2026, 12, 1))], date(2027, 12, 29)),
        ([pause((2028, 1, 2), (2028, 1, 3))], date(2027, 12, 29)),
        ([pause((2027, 12, 29), (2028, 1, 7)), pause((2028, 1, 8), (2028, 1, 8))], date(2028, 1, 9)),
    ],
)
def test_a_year_is_longer_by_the_days_that_do_not_count(pauses, due):
    assert due_on(SINCE, pauses) == due


def test_a_debt_of_29_february_is_due_on_the_28th():
    assert due_on(date(2028, 2, 29), []) == date(2029, 2, 28)


@pytest.mark.parametrize(
    ("number", "examiners", "why"),
    [(1, [1], ""), (1, [], "nobody"), (2, [1, 2], "commission"), (2, [1, 2, 3], ""), (3, [1, 2, 3], "over")],
)
def test_twice_and_the_second_time_before_a_commission(number, examiners, why):
    assert why_not_examined(number, examiners) == why
