"""Names: what a search compares, how a Russian reader sorts, how a person is called."""

import pytest

from journal_plugin.core.names import full_name, initials, search_key, sort_key, surname_and_name


def test_search_key_folds_case_yo_and_spaces():
    assert search_key("  ФЁДОРОВ   Пётр ") == "федоров петр"
    assert len(search_key("а" * 300)) == 255


def test_sort_key_puts_yo_beside_ye_and_numbers_by_value():
    names = ["Жуков", "Ёлкин", "Елкин", "Елкина", "Егоров"]
    assert sorted(names, key=sort_key) == ["Егоров", "Елкин", "Ёлкин", "Елкина", "Жуков"]
    assert sorted(["ОН-10", "ОН-2", "ОН-1"], key=sort_key) == ["ОН-1", "ОН-2", "ОН-10"]
    assert len(sort_key("ё" * 300)) == 255


@pytest.mark.parametrize(
    ("parts", "short", "whole", "listed"),
    [
        (("Ли", "Анна"), "Ли\u00a0А.", "Ли Анна", "Ли Анна"),
        (("Петров", "Пётр", "Ильич"), "Петров\u00a0П.\u00a0И.", "Петров Пётр Ильич", "Петров Пётр"),
        (("Мадонна", ""), "Мадонна", "Мадонна", "Мадонна"),
    ],
)
def test_person_is_called_in_three_ways(parts, short, whole, listed):
    assert (initials(*parts), full_name(*parts), surname_and_name(*parts[:2])) == (short, whole, listed)
