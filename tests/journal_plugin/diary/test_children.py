"""The group of a child on a day, also between two groups."""

from datetime import date

import pytest

from journal_plugin.diary.queries.children import Child, School, Spell

SCHOOL = School(1, "Колледж", "Asia/Yekaterinburg", 1, None, None)
SPELLS = (
    Spell(1, "ОН-24", "group", 1, date(2025, 9, 1), date(2026, 6, 30)),
    Spell(2, "ОН-24-1", "subgroup", 1, date(2025, 9, 1), None),
    Spell(3, "ОН-25", "group", 2, date(2026, 9, 1), None),
)


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2025, 8, 1), "ОН-24"),
        (date(2026, 3, 1), "ОН-24"),
        (date(2026, 7, 15), "ОН-24"),
        (date(2026, 9, 1), "ОН-25"),
        (date(2027, 1, 1), "ОН-25"),
    ],
)
def test_group_on_a_day_is_that_of_the_day_or_the_last_before_it(day: date, name: str) -> None:
    group = Child(1, "Анна", "Андреева", SCHOOL, SPELLS).group_on(day)
    assert group is not None
    assert group.name == name


def test_child_of_no_group_has_none() -> None:
    assert Child(1, "Анна", "Андреева", SCHOOL, ()).group_on(date(2026, 9, 1)) is None
