"""A term's load as a timetabling problem, and its placing as slots (pure)."""

from dataclasses import replace
from datetime import time

from journal_plugin.curriculum.cards import LoadCard
from journal_plugin.timetable import constraints as c
from journal_plugin.timetable.cards import SlotCard
from journal_plugin.timetable.checking import breaches
from journal_plugin.timetable.conflicts import conflicts
from journal_plugin.timetable.constraints import Party, Who
from journal_plugin.timetable.fet.reading import problem_of
from journal_plugin.timetable.fet.writing import document_of
from journal_plugin.timetable.planning import GroupFacts, TermFacts, cards_of, plan
from journal_plugin.timetable.problem import Room, Solution
from journal_plugin.timetable.solving.propose import Outcome, propose

BELLS = {1: (time(8, 30), time(10)), 2: (time(10, 15), time(11, 45))}
FACTS = TermFacts(
    title="Колледж",
    load=(
        LoadCard("ОН-24", "Химия", "П01", lessons_per_cycle=3),
        LoadCard("ОН-24", "Химия", "П02", lessons_per_cycle=3),
        LoadCard("ОН-24-П1", "Химия", "П01", "practice", 2),
        LoadCard("ОН-24-П2", "Физика", "П03", lessons_per_cycle=1),
        LoadCard("ОН-24", "Физика", "П03"),
        LoadCard("нет такой", "Физика", "П03", lessons_per_cycle=1),
    ),
    groups=(
        GroupFacts("ОН-24", 25, bells=BELLS, last_weekday=2),
        GroupFacts("ОН-24-П1", 12, "ОН-24", bells=BELLS, last_weekday=2),
        GroupFacts("ОН-24-П2", 13, "ОН-24", bells=BELLS, last_weekday=1),
    ),
    rooms=(Room("108", "К", 30), Room("12", "К", 1), Room("Палата", "Больница", None, shared=True)),
    members={"ОН-24": frozenset({1, 2, 3}), "ОН-24-П1": frozenset({1}), "ОН-24-П2": frozenset({2})},
    slots=(
        SlotCard("", 1, 1, "ОН-24", "Химия", "theory", "108", ("П01", "П02")),
        SlotCard("B", 2, 2, "ОН-24-П1", "Химия", "practice", "Палата", ("П01",)),
    ),
    weekdays=("Понедельник", "Вторник"),
)


def test_every_lesson_of_the_cycle_is_one_activity_held_by_all_its_teachers():
    planned = plan(FACTS)
    kept = [(one.pk, one.subject, one.teachers, one.students, one.tags) for one in planned.problem.activities]
    assert kept == [
        *((pk, "Химия", ("П01", "П02"), ("ОН-24",), ("theory",)) for pk in (1, 2, 3)),
        *((pk, "Химия", ("П01",), ("ОН-24-П1",), ("practice",)) for pk in (4, 5)),
        (6, "Физика", ("П03",), ("ОН-24-П2",), ("theory",)),
    ]
    assert planned.problem.days == ("A-Понедельник", "A-Вторник", "B-Понедельник", "B-Вторник")
    assert planned.problem.hours == ("1", "2")


def test_parts_overlap_their_group_and_not_each_other():
    attending = plan(FACTS).problem.attending
    assert attending[1] & attending[4]
    assert attending[1] & attending[6]
    assert not attending[4] & attending[6]
    both = replace(FACTS, members={**FACTS.members, "ОН-24-П2": frozenset({1, 2})})
    assert plan(both).problem.attending[4] & plan(both).problem.attending[6]


def test_group_has_lessons_only_on_days_and_at_numbers_of_its_mode():
    shut = [rule for rule in plan(FACTS).problem.constraints if isinstance(rule, c.Unavailable)]
    assert shut == [c.Unavailable(party=Party(Who.STUDENTS, "ОН-24-П2"), times=frozenset({2, 3, 6, 7}))]


def test_lesson_may_be_where_its_learners_find_room_or_where_it_was():
    rooms = plan(FACTS).problem.allowed_rooms
    assert (rooms[1], rooms[4], rooms[6]) == (("108",), ("108", "12", "Палата"), ("108", "12"))


def test_present_slots_place_the_lessons():
    assert plan(FACTS).standing == Solution({1: 0, 2: 4, 4: 7}, {1: "108", 2: "108", 4: "Палата"})


def test_same_place_of_both_weeks_is_one_slot():
    cards = cards_of(plan(FACTS), Solution({1: 0, 2: 4, 3: 3, 6: 5}, {1: "108", 2: "108"}))
    assert cards == (
        SlotCard("", 1, 1, "ОН-24", "Химия", "theory", "108", ("П01", "П02")),
        SlotCard("A", 2, 2, "ОН-24", "Химия", "theory", "", ("П01", "П02")),
        SlotCard("B", 1, 2, "ОН-24-П2", "Физика", "theory", "", ("П03",)),
    )


def test_proposal_for_a_term_has_no_clash_by_the_timetables_own_count():
    planned = plan(FACTS)
    found = propose(planned.problem, seconds=10)
    assert found.outcome == Outcome.VALID
    cards = cards_of(planned, found.solution)
    assert sum(len(card.weeks) for card in cards) == 6
    parents = {group.name: group.parent for group in FACTS.groups}
    assert list(conflicts(cards, parents, FACTS.members, {"Палата"})) == []


def test_term_goes_to_fet_and_back():
    planned = plan(FACTS)
    found = problem_of(document_of(planned.problem, planned.standing), fixed=False)
    assert found.problem.activities == planned.problem.activities
    assert found.problem.attending == planned.problem.attending
    assert found.placed.times == planned.standing.times
    assert breaches(found.problem, Solution(found.placed.times))
