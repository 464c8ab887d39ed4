"""What a FET document says, as a problem, and the placing that it holds (pure)."""

from collections import Counter, defaultdict
from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from journal_plugin.timetable.constraints import Constraint, InRooms, StartingTimes
from journal_plugin.timetable.fet.document import Document, Element
from journal_plugin.timetable.fet.meaning import MEANINGS, PLACED, SILENT, Names
from journal_plugin.timetable.problem import Activity, Problem, Room, Solution, Students

LISTS = ("Time_Constraints_List", "Space_Constraints_List")


@dataclass(frozen=True)
class Imported:
    """A file understood: its problem, and the places that the file itself gives to activities."""

    problem: Problem
    placed: Solution


def problem_of(document: Document, *, fixed: bool = True) -> Imported:
    """The problem of a file; without ``fixed`` the places that are not locked for ever are left out of its constraints.

    A constraint that is not understood is counted in ``unknown``. Raises ValidationError for a file of another mode than
    the official one and for one that names what it does not have.
    """
    mode = document.root.value("Mode", default="Official")
    if mode.lower() != "official":
        message = _("The file is made in the mode “%(mode)s” of FET; only the official mode is read.")
        raise ValidationError(message % {"mode": mode})
    bare = Problem(
        title=document.root.value("Institution_Name"),
        days=_names(document, "Days_List", "Day"),
        hours=_names(document, "Hours_List", "Hour"),
        teachers=_names(document, "Teachers_List", "Teacher"),
        subjects=_names(document, "Subjects_List", "Subject"),
        tags=_names(document, "Activity_Tags_List", "Activity_Tag"),
        rooms=tuple(_room(element) for element in document.part("Rooms_List") if element.tag == "Room"),
        students=tuple(_students(element) for element in document.part("Students_List") if element.tag == "Year"),
        activities=_activities(document),
    )
    if not bare.days or not bare.hours:
        raise ValidationError(_("The file names no days or no hours."))
    return _with_constraints(bare, document, fixed)


def _with_constraints(bare: Problem, document: Document, fixed: bool) -> Imported:
    names = Names(bare)
    known: list[Constraint] = []
    virtual = ("Virtual room" for room in document.part("Rooms_List") if room.flag("Virtual", default=False))
    unknown = Counter(virtual)
    times: dict[int, int] = {}
    rooms: dict[int, str] = {}
    for element in (one for title in LISTS for one in document.part(title)):
        if not element.flag("Active", default=True) or element.tag in SILENT:
            continue
        if element.tag not in MEANINGS:
            unknown[element.tag] += 1
            continue
        found = MEANINGS[element.tag](element, names)
        if element.tag in PLACED:
            for rule in (one for one in found if one.hard):
                if isinstance(rule, StartingTimes) and len(rule.times) == 1:
                    times |= dict.fromkeys(rule.activities, next(iter(rule.times)))
                elif isinstance(rule, InRooms) and len(rule.rooms) == 1:
                    rooms |= dict.fromkeys(rule.activities, rule.rooms[0])
            if not fixed and not element.flag("Permanently_Locked", default=True):
                continue
        known += found
    problem = replace(bare, constraints=tuple(known), unknown=tuple(sorted(unknown.items())))
    return Imported(problem, Solution(times, rooms))


def _names(document: Document, title: str, tag: str) -> tuple[str, ...]:
    """Names in a list of the file; old versions write a name as the text itself."""
    return tuple(
        element.value("Name", default=element.text)
        for element in document.part(title)
        if element.tag.lower() == tag.lower()
    )


def _room(element: Element) -> Room:
    return Room(element.value("Name"), element.value("Building"), element.number("Capacity", default=30000))


def _students(element: Element) -> Students:
    parts = element.all("Group", "Subgroup")
    return Students(
        element.value("Name"), element.number("Number_of_Students"), tuple(_students(part) for part in parts)
    )


def _activities(document: Document) -> tuple[Activity, ...]:
    found, parts = [], defaultdict(int)
    for element in document.part("Activities_List"):
        group = element.number("Activity_Group_Id")
        parts[group] += 1
        size = element.number("Number_Of_Students", default=-1)
        if element.flag("Active", default=True):
            found.append(
                Activity(
                    pk=element.number("Id"),
                    subject=element.value("Subject"),
                    teachers=tuple(name for name in element.values("Teacher") if name),
                    students=tuple(name for name in element.values("Students") if name),
                    tags=tuple(name for name in element.values("Activity_Tag") if name),
                    duration=element.number("Duration", default=1),
                    group=group,
                    component=parts[group] if group else 1,
                    size=None if size < 0 else size,
                )
            )
    return tuple(found)
