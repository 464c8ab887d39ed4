"""Problems of our own as FET files, and files with a solution put in (pure)."""

from dataclasses import replace

from journal_plugin.timetable import constraints as c
from journal_plugin.timetable.constraints import Party, Same, Who
from journal_plugin.timetable.fet.document import Element, read_document, write_document
from journal_plugin.timetable.fet.reading import problem_of
from journal_plugin.timetable.fet.writing import document_of, with_solution
from journal_plugin.timetable.problem import Room, Solution
from tests.factories.timetabling import IVANOVA, PLACED, small

RULES = (
    c.Unavailable(party=Party(Who.EVERYBODY), times=frozenset({3})),
    c.Unavailable(party=IVANOVA, times=frozenset({2})),
    c.Unavailable(party=Party(Who.STUDENTS, "Г1"), times=frozenset({2, 7})),
    c.MaxGaps(party=Party(Who.STUDENTS), limit=0),
    c.MaxGaps(party=IVANOVA, limit=1, daily=True),
    c.MaxHoursDaily(party=IVANOVA, limit=3),
    c.MinDays(weight=95, activities=(1, 2, 3), days=1),
    c.Together(activities=(1, 2, 3)),
    c.MaxDays(weight=99, activities=(1, 2), days=1),
    c.SameStart(weight=99, activities=(1, 2), same=Same.HOUR),
    c.StartingTimes(activities=(4,), times=frozenset({0, 1})),
    c.InRooms(activities=(1,), rooms=("101", "102")),
    c.Unavailable(party=Party(Who.ROOM, "101"), times=frozenset({0})),
)


def back(document):
    return problem_of(read_document(write_document(document)), fixed=False)


def test_problem_of_our_own_comes_back_from_its_file():
    problem = small(*RULES)
    problem = replace(problem, activities=tuple(replace(one, size=20) for one in problem.activities))
    found = back(document_of(problem)).problem
    assert set(found.constraints) == set(problem.constraints)
    assert replace(found, constraints=()) == replace(problem, constraints=())


def test_wish_for_few_free_hours_becomes_a_rule():
    wish = c.MaxGaps(weight=97, party=Party(Who.STUDENTS), limit=0)
    assert back(document_of(small(wish))).problem.constraints == (replace(wish, weight=100),)


def test_solution_comes_back_from_the_file():
    problem = small(c.InRooms(activities=(1,), rooms=("101",)))
    solution = Solution(PLACED, {1: "101"})
    found = back(document_of(problem, solution))
    assert (found.placed, found.problem.constraints) == (solution, problem.constraints)


def test_new_solution_takes_the_place_of_the_old_one_and_leaves_all_else():
    problem = small(c.InRooms(activities=(1,), rooms=("101",)))
    strange = Element("ConstraintMoonPhase", children=(Element("Weight_Percentage", "7"),))
    first = document_of(problem, Solution(PLACED, {1: "101"}))
    lists = (
        replace(part, children=(*part.children, strange)) if part.tag == "Time_Constraints_List" else part
        for part in first.root.children
    )
    first = replace(first, root=replace(first.root, children=tuple(lists)))
    moved = PLACED | {1: 9}
    second = back(with_solution(first, problem, Solution(moved, {1: "102"})))
    assert second.placed == Solution(moved, {1: "102"})
    assert second.problem.unknown == (("ConstraintMoonPhase", 1),)


def test_rooms_for_many_at_once_are_left_out_of_what_fet_must_keep():
    problem = small(c.InRooms(activities=(1,), rooms=("Палата",)), rooms=(Room("Палата", shared=True),))
    found = back(document_of(problem, Solution(PLACED, {1: "Палата"})))
    assert (found.problem.constraints, found.placed.rooms) == ((), {})
