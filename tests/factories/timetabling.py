"""A small timetabling problem, and for each kind of constraint a placing that keeps it and one that breaks it."""

from dataclasses import dataclass, replace

from journal_plugin.timetable import constraints as c
from journal_plugin.timetable.constraints import Constraint, Party, Same, Who
from journal_plugin.timetable.problem import Activity, Problem, Room, Solution, Students

IVANOVA, GROUP = Party(Who.TEACHER, "Иванова"), Party(Who.STUDENTS, "Г2")

PLACED = {1: 0, 2: 4, 3: 8, 4: 1, 5: 5}
"""Three days of four hours: Иванова has the first lesson of every day, on the second day two more right after it."""


def small(*rules: Constraint, **fields) -> Problem:
    """Иванова teaches Г1 three times and Г2 a pair of hours, Петров teaches Г2 once."""
    lesson = Activity(pk=1, subject="Химия", teachers=("Иванова",), students=("Г1",), tags=("лекция",))
    activities = (
        lesson,
        replace(lesson, pk=2),
        replace(lesson, pk=3),
        replace(lesson, pk=4, subject="Физика", teachers=("Петров",), students=("Г2",), tags=("практика",)),
        replace(lesson, pk=5, students=("Г2",), tags=(), duration=2),
    )
    fields = {
        "title": "Колледж",
        "days": ("Пн", "Вт", "Ср"),
        "hours": ("1", "2", "3", "4"),
        "teachers": ("Иванова", "Петров"),
        "subjects": ("Химия", "Физика"),
        "tags": ("лекция", "практика"),
        "rooms": (Room("101", "Корпус", 30), Room("102", "Корпус", 10)),
        "students": (
            Students("Г1", 20, (Students("Г1-П1", 10), Students("Г1-П2", 10))),
            Students("Г2", 20),
        ),
        "activities": activities,
        "constraints": rules,
    } | fields
    return Problem(**fields)


@dataclass(frozen=True)
class Case:
    """``good`` and ``bad`` are what differs from PLACED; ``amount`` how often the bad one breaks the rule."""

    rule: Constraint
    good: dict[int, int]
    bad: dict[int, int]
    amount: int = 1

    def solution(self, moved: dict[int, int]) -> Solution:
        """A whole placing."""
        return Solution(PLACED | moved)


CASES = (
    Case(c.Unavailable(party=IVANOVA, times=frozenset({2})), {}, {1: 2}),
    Case(c.StartingTimes(activities=(1,), times=frozenset({0, 1})), {}, {1: 2}),
    Case(c.TimeSlots(activities=(5,), times=frozenset({5, 6, 7})), {5: 6}, {5: 9}),
    Case(c.MinDays(activities=(1, 2, 3), days=1), {}, {2: 1}),
    Case(c.MaxDays(activities=(1, 3), days=1), {3: 7}, {}),
    Case(c.SameStart(activities=(1, 2), same=Same.HOUR), {}, {2: 7}),
    Case(c.SameStart(activities=(1, 4), same=Same.TIME), {4: 0}, {}),
    Case(c.SameStart(activities=(1, 4), same=Same.DAY), {}, {4: 11}),
    Case(c.Together(activities=(1, 2)), {2: 1}, {2: 2}),
    Case(c.Consecutive(activities=(1, 2)), {2: 1}, {1: 1, 2: 0}),
    Case(c.Grouped(activities=(1, 2)), {1: 1, 2: 0}, {2: 2}),
    Case(c.Grouped(activities=(1, 2, 3)), {2: 2, 3: 1}, {2: 1, 3: 3}),
    Case(c.Ordered(activities=(1, 2)), {}, {1: 9}),
    Case(c.NotOverlapping(activities=(1, 4)), {}, {4: 0}),
    Case(c.MinGapsBetween(activities=(1, 2), gaps=1), {2: 2}, {2: 1}),
    Case(c.EndsDay(activities=(4,)), {}, {4: 4}),
    Case(c.MaxSimultaneous(activities=(1, 4), times=frozenset({0}), limit=1), {}, {4: 0}),
    Case(c.OccupyMaxTimes(activities=(1, 4), times=frozenset({0, 1}), limit=1), {4: 0}, {}),
    Case(c.MaxHoursDaily(party=IVANOVA, limit=2), {2: 1}, {}),
    Case(c.MaxHoursDaily(party=IVANOVA, limit=1, tag="лекция"), {}, {2: 1}),
    Case(c.MinHoursDaily(party=IVANOVA, limit=2), {3: 1}, {}, 2),
    Case(c.MinHoursDaily(party=IVANOVA, limit=1, empty_days=False), {}, {3: 1}),
    Case(c.MaxHoursContinuously(party=IVANOVA, limit=2), {2: 1}, {}),
    Case(c.MaxGaps(party=IVANOVA, limit=0), {}, {2: 3}, 2),
    Case(c.MaxGaps(party=IVANOVA, limit=1, daily=True), {2: 2}, {2: 3}),
    Case(c.MaxDaysOn(party=IVANOVA, limit=2), {3: 1}, {}),
    Case(c.MinDaysOn(party=IVANOVA, limit=3), {}, {3: 1}),
    Case(c.IntervalMaxDays(party=IVANOVA, first=0, last=1, limit=2), {3: 9}, {}),
    Case(c.EarlyStart(party=IVANOVA, limit=0), {}, {1: 1}),
    Case(c.EarlyStart(party=IVANOVA, limit=1), {1: 1}, {1: 2}),
)
