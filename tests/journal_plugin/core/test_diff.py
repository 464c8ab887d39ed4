"""Two states of a list: what is new, what has changed, what stays, what the list does not name."""

from dataclasses import dataclass

from journal_plugin.core.diff import Counts, compare


@dataclass(frozen=True)
class Line:
    """A number and its name."""

    key: int
    name: str


def test_compare_tells_new_changed_and_same_lines_apart():
    current = {line.key: line for line in (Line(1, "а"), Line(2, "б"), Line(3, "в"))}
    found = compare(current, iter([Line(1, "а"), Line(2, "Б"), Line(4, "г")]))
    assert found.created == (Line(4, "г"),)
    assert found.changed == ((Line(2, "б"), Line(2, "Б")),)
    assert found.counts == Counts(created=1, changed=1, unchanged=1)


def test_compare_of_nothing_is_nothing():
    assert compare({1: Line(1, "а")}, []).counts == Counts()
