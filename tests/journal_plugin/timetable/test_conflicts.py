"""Clashes of a timetable (pure)."""

from dataclasses import replace

from journal_plugin.timetable.cards import SlotCard
from journal_plugin.timetable.conflicts import conflicts, share_learners

PARENTS = {"ОН-24-П1": "ОН-24", "ОН-24-Б1": "ОН-24"}
SLOT = SlotCard(week="A", weekday=1, number=1, group="ОН-24", element="Химия", room="108", teachers=("П01", "П02"))
OTHER = SlotCard(week="A", weekday=1, number=1, group="ОН-25", element="Физика", room="201", teachers=("П03",))


def found(*slots, **options):
    """(kind, name) of every clash."""
    return [(clash.kind, clash.name) for clash in conflicts(slots, PARENTS, **options)]


def test_different_people_and_places_do_not_clash():
    assert found(SLOT, OTHER) == []


def test_each_shared_teacher_and_room_clashes():
    assert found(SLOT, replace(OTHER, teachers=("П02", "П03"), room="108")) == [("teacher", "П02"), ("room", "108")]


def test_shared_room_holds_several_groups():
    assert found(SLOT, replace(OTHER, room="108"), shared_rooms={"108"}) == []


def test_weeks_meet_only_in_the_same_or_in_every_week():
    same = replace(OTHER, room="108")
    assert found(SLOT, replace(same, week="B")) == []
    assert found(SLOT, replace(same, week="")) == [("room", "108")]


def test_other_time_does_not_clash():
    same = replace(OTHER, room="108")
    assert found(SLOT, replace(same, number=2), replace(same, weekday=2)) == []


def test_group_clashes_with_itself_and_its_parts():
    assert found(SLOT, replace(OTHER, group="ОН-24")) == [("group", "ОН-24")]
    assert found(SLOT, replace(OTHER, group="ОН-24-П1")) == [("group", "ОН-24")]


def test_parts_clash_only_through_a_learner_of_both():
    one, other = replace(SLOT, group="ОН-24-П1"), replace(OTHER, group="ОН-24-Б1")
    assert found(one, other) == []
    members = {"ОН-24-П1": frozenset({1, 2}), "ОН-24-Б1": frozenset({2, 3})}
    assert found(one, other, members=members) == [("group", "ОН-24-П1")]
    assert share_learners("ОН-24-П1", "ОН-24-Б1", PARENTS, {**members, "ОН-24-Б1": frozenset({3})}) is False
