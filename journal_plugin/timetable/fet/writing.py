"""A problem of our own as a FET document; a document with the places of a solution in it (pure)."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from journal_plugin.timetable import constraints as c
from journal_plugin.timetable.constraints import Constraint, Same, Who
from journal_plugin.timetable.fet.document import VERSION, Document, Element
from journal_plugin.timetable.fet.meaning import PLACED
from journal_plugin.timetable.fet.reading import LISTS
from journal_plugin.timetable.problem import Activity, Problem, Room, Solution, Students


def document_of(problem: Problem, solution: Solution | None = None) -> Document:
    """The problem, and the places of ``solution`` as FET keeps them, in the format of FET 6.

    A shared room becomes as large as FET allows, and is left out of the rooms that lessons must have: FET knows no such rooms.
    A wish for few free hours becomes a rule: FET refuses one of less than 100 %.
    """
    shared = {room.name for room in problem.rooms if room.shared}
    rules = [_written(rule, problem, shared) for rule in problem.constraints]
    space = [one for rule, found in zip(problem.constraints, rules, strict=True) for one in found if _is_space(rule)]
    time = [one for rule, found in zip(problem.constraints, rules, strict=True) for one in found if not _is_space(rule)]
    root = Element(
        "fet",
        children=(
            Element("Mode", "Official"),
            Element("Institution_Name", problem.title),
            Element("Comments"),
            _list("Days_List", [Element("Number_of_Days", str(len(problem.days))), *_named("Day", problem.days)]),
            _list("Hours_List", [Element("Number_of_Hours", str(len(problem.hours))), *_named("Hour", problem.hours)]),
            _list("Subjects_List", _named("Subject", problem.subjects)),
            _list("Activity_Tags_List", _named("Activity_Tag", problem.tags)),
            _list("Teachers_List", _named("Teacher", problem.teachers)),
            _list("Students_List", [_students("Year", one) for one in problem.students]),
            _list("Activities_List", [_activity(one, problem) for one in problem.activities]),
            _list("Buildings_List", _named("Building", sorted({room.building for room in problem.rooms} - {""}))),
            _list("Rooms_List", [_room(room) for room in problem.rooms]),
            _list(LISTS[0], [_constraint("ConstraintBasicCompulsoryTime", c.HARD, ()), *time]),
            _list(LISTS[1], [_constraint("ConstraintBasicCompulsorySpace", c.HARD, ()), *space]),
        ),
    )
    document = Document(VERSION, root)
    if solution is None:
        return document
    kept = {one: room for one, room in solution.rooms.items() if room not in shared}
    return with_solution(document, problem, replace(solution, rooms=kept))


def with_solution(document: Document, problem: Problem, solution: Solution) -> Document:
    """The document with the places of a solution in place of those that it had, as FET writes what it has found.

    Places that are locked for ever stay; everything else of the file stays too, understood or not.
    """
    times = [
        _constraint(
            PLACED[0],
            c.HARD,
            [
                ("Activity_Id", pk),
                ("Preferred_Day", problem.days[problem.day(time)]),
                ("Preferred_Hour", problem.hours[problem.hour(time)]),
                ("Permanently_Locked", "false"),
            ],
        )
        for pk, time in solution.times.items()
    ]
    rooms = [
        _constraint(PLACED[1], c.HARD, [("Activity_Id", pk), ("Room", name), ("Permanently_Locked", "false")])
        for pk, name in solution.rooms.items()
    ]
    found = {LISTS[0]: times, LISTS[1]: rooms}
    children = tuple(
        replace(part, children=(*(one for one in part.children if not _is_found(one)), *found[part.tag]))
        if part.tag in found
        else part
        for part in document.root.children
    )
    return replace(document, root=replace(document.root, children=children))


def _is_found(element: Element) -> bool:
    """Whether the element is a place that a program has found, and nobody has locked."""
    return element.tag in PLACED and not element.flag("Permanently_Locked", default=True)


def _is_space(rule: Constraint) -> bool:
    room = isinstance(rule, c.Unavailable) and rule.party.who == Who.ROOM
    return isinstance(rule, c.InRooms | c.MaxRooms) or room


def _list(tag: str, children: Iterable[Element]) -> Element:
    return Element(tag, children=tuple(children))


def _named(tag: str, names: Iterable[str]) -> list[Element]:
    return [Element(tag, children=(Element("Name", name),)) for name in names]


def _values(pairs: Iterable[tuple[str, object]]) -> tuple[Element, ...]:
    return tuple(value if isinstance(value, Element) else Element(tag, str(value)) for tag, value in pairs)


def _students(tag: str, one: Students) -> Element:
    inner = {"Year": "Group", "Group": "Subgroup"}.get(tag, "Subgroup")
    head = _values([("Name", one.name), ("Number_of_Students", one.size)])
    return Element(tag, children=(*head, *(_students(inner, part) for part in one.parts)))


def _room(room: Room) -> Element:
    size = 30000 if room.capacity is None else room.capacity
    return Element("Room", children=_values([("Name", room.name), ("Building", room.building), ("Capacity", size)]))


def _activity(one: Activity, problem: Problem) -> Element:
    total = (
        sum(other.duration for other in problem.activities if other.group == one.group) if one.group else one.duration
    )
    pairs: list[tuple[str, object]] = [("Teacher", name) for name in one.teachers]
    pairs += [("Subject", one.subject), *(("Activity_Tag", tag) for tag in one.tags)]
    pairs += [("Students", name) for name in one.students]
    pairs += [("Duration", one.duration), ("Total_Duration", total), ("Id", one.pk), ("Activity_Group_Id", one.group)]
    if one.size is not None:
        pairs.append(("Number_Of_Students", one.size))
    return Element("Activity", children=_values([*pairs, ("Active", "true"), ("Comments", "")]))


def _constraint(tag: str, weight: float, pairs: Iterable[tuple[str, object]]) -> Element:
    values = _values([("Weight_Percentage", f"{weight:g}"), *pairs, ("Active", "true"), ("Comments", "")])
    return Element(tag, children=values)


def _activities(rule: c.OfActivities) -> list[tuple[str, object]]:
    return [("Number_of_Activities", len(rule.activities)), *(("Activity_Id", one) for one in rule.activities)]


def _times(problem: Problem, tag: str, times: Iterable[int]) -> list[tuple[str, object]]:
    found = sorted(times)
    pairs = [[("Day", problem.days[problem.day(time)]), ("Hour", problem.hours[problem.hour(time)])] for time in found]
    elements = [(tag, Element(tag, children=_values(pair))) for pair in pairs]
    return [(f"Number_of_{tag}s", len(found)), *elements]


Pairs = list[tuple[str, object]]


def _unavailable(rule: c.Unavailable, problem: Problem) -> list[tuple[str, Pairs]]:
    if rule.party.who == Who.EVERYBODY:
        return [("ConstraintBreakTimes", _times(problem, "Break_Time", rule.times))]
    word = {Who.TEACHER: "Teacher", Who.STUDENTS: "Students", Who.ROOM: "Room"}[rule.party.who]
    name = "ConstraintStudentsSetNotAvailableTimes" if word == "Students" else f"Constraint{word}NotAvailableTimes"
    return [(name, [(word, rule.party.name), *_times(problem, "Not_Available_Time", rule.times)])]


def _party(pattern: str, tag: str) -> Callable:
    """A limit of one teacher or set of students, or of all."""

    def write(rule, _problem: Problem) -> list[tuple[str, Pairs]]:
        teacher, name = rule.party.who == Who.TEACHER, rule.party.name
        one, every, field = ("Teacher", "Teachers", "Teacher") if teacher else ("StudentsSet", "Students", "Students")
        pairs: Pairs = [(field, name)] if name else []
        return [(f"Constraint{one if name else every}{pattern}", [*pairs, (tag, rule.limit)])]

    return write


def _gaps(rule: c.MaxGaps, problem: Problem) -> list[tuple[str, Pairs]]:
    return _party("MaxGapsPerDay" if rule.daily else "MaxGapsPerWeek", "Max_Gaps")(rule, problem)


def _min_days(rule: c.MinDays, problem: Problem) -> list[tuple[str, Pairs]]:
    """Two on one day must follow each other where a rule of its own says so of the same activities."""
    together = any(isinstance(one, c.Together) and one.activities == rule.activities for one in problem.constraints)
    pairs: Pairs = [("Consecutive_If_Same_Day", str(together).lower()), *_activities(rule), ("MinDays", rule.days)]
    return [("ConstraintMinDaysBetweenActivities", pairs)]


def _same_start(rule: c.SameStart, _problem: Problem) -> list[tuple[str, Pairs]]:
    word = {Same.TIME: "Time", Same.HOUR: "Hour", Same.DAY: "Day"}[rule.same]
    return [(f"ConstraintActivitiesSameStarting{word}", _activities(rule))]


def _starting_times(rule: c.StartingTimes, problem: Problem) -> list[tuple[str, Pairs]]:
    times = _times(problem, "Preferred_Starting_Time", rule.times)
    elements = [(tag, _renamed(value) if isinstance(value, Element) else value) for tag, value in times]
    return [("ConstraintActivityPreferredStartingTimes", [("Activity_Id", one), *elements]) for one in rule.activities]


def _renamed(time: Element) -> Element:
    return replace(time, children=tuple(replace(one, tag=f"Preferred_Starting_{one.tag}") for one in time.children))


_WRITERS: dict[type[Constraint], Callable] = {
    c.Unavailable: _unavailable,
    c.MaxHoursDaily: _party("MaxHoursDaily", "Maximum_Hours_Daily"),
    c.MaxGaps: _gaps,
    c.MinDays: _min_days,
    c.MaxDays: lambda rule, _problem: [
        ("ConstraintMaxDaysBetweenActivities", [*_activities(rule), ("MaxDays", rule.days)])
    ],
    c.SameStart: _same_start,
    c.StartingTimes: _starting_times,
    c.Together: lambda _rule, _problem: [],  # goes with MinDays of the same activities
}


def _written(rule: Constraint, problem: Problem, shared: set[str]) -> list[Element]:
    """A constraint as FET writes it. Raises KeyError for a kind that no problem of our own has."""
    if isinstance(rule, c.InRooms):
        if shared & set(rule.rooms):
            return []
        rooms = [("Number_of_Preferred_Rooms", len(rule.rooms)), *(("Preferred_Room", name) for name in rule.rooms)]
        return [
            _constraint("ConstraintActivityPreferredRooms", rule.weight, [("Activity_Id", one), *rooms])
            for one in rule.activities
        ]
    weight = c.HARD if isinstance(rule, c.MaxGaps) else rule.weight
    return [_constraint(tag, weight, pairs) for tag, pairs in _WRITERS[type(rule)](rule, problem)]
