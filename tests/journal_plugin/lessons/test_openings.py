"""What a leave to correct covers (pure)."""

from datetime import date

import pytest

from journal_plugin.lessons.enums import Scope
from journal_plugin.lessons.openings import Opening, Openings, scope_of

DAY = date(2026, 11, 21)


def leave(lesson=None, learner=None, term=None, until=DAY) -> Opening:
    return Opening(lesson, learner, term, until, "Замова З. З.", "опечатка")


@pytest.mark.parametrize(
    ("given", "place", "covered"),
    [
        (leave(), {"lesson": 5, "learner": 1}, True),
        (leave(), {"term": 2}, True),
        (leave(lesson=5), {"lesson": 5}, True),
        (leave(lesson=5), {"lesson": 5, "learner": 1}, True),
        (leave(lesson=5), {"lesson": 6}, False),
        (leave(lesson=5), {"term": 2}, False),
        (leave(lesson=5, learner=1), {"lesson": 5, "learner": 1}, True),
        (leave(lesson=5, learner=1), {"lesson": 5, "learner": 2}, False),
        (leave(lesson=5, learner=1), {"lesson": 5}, False),
        (leave(lesson=5, learner=1), {"lesson": 6, "learner": 1}, False),
        (leave(term=2), {"term": 2, "learner": 1}, True),
        (leave(term=2), {"term": 3}, False),
        (leave(term=2, learner=1), {"term": 2, "learner": 2}, False),
        (leave(term=2), {"lesson": 5}, False),
    ],
)
def test_leave_covers_its_place_and_what_lies_inside(given, place, covered):
    assert Openings([given]).until(**place) == (DAY if covered else None)


def test_longest_of_several_leaves_counts():
    leaves = Openings([leave(lesson=5), leave(lesson=5, learner=1, until=date(2026, 11, 25)), leave(until=DAY)])
    assert leaves.until(lesson=5, learner=1) == date(2026, 11, 25)
    assert leaves.until(lesson=5, learner=2) == DAY


def test_learners_whose_own_cell_is_open_are_known():
    leaves = Openings(
        [leave(lesson=5), leave(lesson=5, learner=1), leave(lesson=6, learner=2), leave(term=2, learner=3)]
    )
    assert (leaves.cells_of(5), leaves.finals_of(2)) == (frozenset({1}), frozenset({3}))


def test_both_people_and_both_reasons_stand_in_the_history():
    given = leave(lesson=5, learner=1)._replace(why="5 вместо 4")
    assert given.reason_of("пересмотр") == "пересмотр; разрешил(а) Замова З. З.: 5 вместо 4"
    assert given.reason_of("") == "разрешил(а) Замова З. З.: 5 вместо 4"
    assert len(given.reason_of("я" * 255)) == 255


@pytest.mark.parametrize(
    ("place", "scope"),
    [
        ((None, None, None), Scope.JOURNAL),
        ((5, None, None), Scope.LESSON),
        ((5, 1, None), Scope.CELL),
        ((None, None, 2), Scope.TERM),
        ((None, 1, 2), Scope.TERM_CELL),
    ],
)
def test_scope_is_read_from_the_place(place, scope):
    lesson, learner, term = place
    assert scope_of(lesson=lesson, learner=learner, term=term) == scope


def test_no_reason_of_the_writer_pushes_out_who_gave_the_leave():
    given = Opening(5, 1, None, DAY, "Замова З. З.", "о" * 200)
    said = given.reason_of("х" * 255)
    assert (len(said), said[-200:]) == (255, "о" * 200)
    assert said.startswith("ххх")
    assert "; разрешил(а) Замова З. З.: " in said
    assert Opening(5, 1, None, DAY, "З" * 300, "").reason_of("х") == ("разрешил(а) " + "З" * 300)[:255]


def test_reason_asked_for_a_whole_lesson_is_not_copied_to_each_childs_mark():
    assert leave(lesson=5)._replace(why="Борисову 2 вместо 5").reason_of("") == "разрешил(а) Замова З. З."
