"""What each constraint of a FET file means: its name -> the constraints of a problem (pure)."""

from collections.abc import Callable, Iterable
from functools import partial

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from journal_plugin.timetable import constraints as c
from journal_plugin.timetable.constraints import Constraint, Party, Same, Who
from journal_plugin.timetable.fet.document import Element
from journal_plugin.timetable.problem import Activity, Problem

Meaning = Callable[[Element, "Names"], tuple[Constraint, ...]]

TEACHER = ("Teacher", "Teacher_Name")
STUDENTS = ("Students", "Students_Name", "Students_Set_Name")
SUBJECT = ("Subject", "Subject_Name")
TAG = ("Activity_Tag", "Activity_Tag_Name")

SILENT = frozenset({"ConstraintBasicCompulsoryTime", "ConstraintBasicCompulsorySpace"})
"""Said of every problem: nobody and no room in two places at once, and room for all."""

PLACED = ("ConstraintActivityPreferredStartingTime", "ConstraintActivityPreferredRoom")
"""In these FET writes the timetable that it has found."""


class Names:
    """The problem's days, hours and activities by their names in the file."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.days = {name: place for place, name in enumerate(problem.days)}
        self.hours = {name: place for place, name in enumerate(problem.hours)}

    def day(self, name: str) -> int:
        """Raises ValidationError for a day that the file does not have."""
        if name not in self.days:
            raise ValidationError(_("The file has no day “%(name)s”.") % {"name": name})
        return self.days[name]

    def hour(self, name: str) -> int:
        """Raises ValidationError for an hour that the file does not have."""
        if name not in self.hours:
            raise ValidationError(_("The file has no hour “%(name)s”.") % {"name": name})
        return self.hours[name]

    def times(self, element: Element) -> frozenset[int]:
        """Every time that stands in a constraint as an element with a day and an hour."""
        pairs = ((_ending(one, "Day"), _ending(one, "Hour")) for one in element.children if one.children)
        width = len(self.problem.hours)
        return frozenset(self.day(day) * width + self.hour(hour) for day, hour in pairs if day and hour)

    def activities(self, element: Element) -> tuple[int, ...]:
        """Numbers of the activities that a constraint names, without those that are switched off."""
        tags = ("Activity_Id", "First_Activity_Id", "Second_Activity_Id", "Third_Activity_Id")
        return tuple(int(text) for text in element.values(*tags) if text.isdigit() and int(text) in self.problem.by_pk)

    def chosen(self, element: Element) -> tuple[int, ...]:
        """Numbers of the activities with the teacher, students, subject, tag, duration and part that a constraint names."""
        return tuple(one.pk for one in self.problem.activities if self._fits(one, element))

    def _fits(self, one: Activity, element: Element) -> bool:
        students = element.value(*STUDENTS)
        shared = not students or self.problem.attending[one.pk] & self.problem.leaves.get(students, frozenset())
        wanted: Iterable[tuple[str, Iterable[str]]] = (
            (element.value(*TEACHER), one.teachers),
            (element.value(*SUBJECT), (one.subject,)),
            (element.value(*TAG), one.tags),
            (element.value("Duration"), (str(one.duration),)),
            (element.value("Component_Number"), (str(one.component),)),
        )
        return bool(shared) and all(not value or value in own for value, own in wanted)


def _ending(element: Element, word: str) -> str:
    return next((child.text for child in element.children if child.tag.endswith(word)), "")


def _weight(element: Element) -> float:
    text = element.value("Weight_Percentage", "Weight", default="100")
    try:
        return float(text)
    except ValueError:
        raise ValidationError(_("“%(text)s” is no weight in percent.") % {"text": text}) from None


def _party(who: Who, element: Element) -> Party:
    return Party(who, element.value(*(TEACHER if who == Who.TEACHER else STUDENTS)))


def _limited(kind, who: Who, tag: str, element: Element, _names: Names, **more) -> tuple[Constraint, ...]:
    """A number at most or at least, of one party or of each."""
    if element.find(*TAG):
        more["tag"] = element.value(*TAG)
    return (kind(weight=_weight(element), party=_party(who, element), limit=element.number(tag), **more),)


def _min_hours(who: Who, element: Element, names: Names) -> tuple[Constraint, ...]:
    empty = element.flag("Allow_Empty_Days", default=who == Who.TEACHER)
    return _limited(c.MinHoursDaily, who, "Minimum_Hours_Daily", element, names, empty_days=empty)


def _interval(who: Who, element: Element, names: Names) -> tuple[Constraint, ...]:
    first = names.hour(element.value("Interval_Start_Hour"))
    end = element.value("Interval_End_Hour")
    last = names.hour(end) if end else len(names.problem.hours)
    return _limited(c.IntervalMaxDays, who, "Max_Days_Per_Week", element, names, first=first, last=last)


def _unavailable(who: Who, tags: tuple[str, ...], element: Element, names: Names) -> tuple[Constraint, ...]:
    party = Party(who, element.value(*tags)) if tags else Party(who)
    return (c.Unavailable(weight=_weight(element), party=party, times=names.times(element)),)


def _starting_time(element: Element, names: Names) -> tuple[Constraint, ...]:
    day, hour = element.value("Preferred_Day", "Day"), element.value("Preferred_Hour", "Hour")
    problem = names.problem
    days = [names.day(day)] if day else range(len(problem.days))
    hours = [names.hour(hour)] if hour else range(len(problem.hours))
    times = frozenset(one * len(problem.hours) + other for one in days for other in hours)
    return (c.StartingTimes(weight=_weight(element), activities=names.activities(element), times=times),)


def _at_times(kind, chosen: bool, element: Element, names: Names, limit: str = "") -> tuple[Constraint, ...]:
    """Activities, named or chosen, and times."""
    activities = names.chosen(element) if chosen else names.activities(element)
    more = {"limit": element.number(limit)} if limit else {}
    return (kind(weight=_weight(element), activities=activities, times=names.times(element), **more),)


def _of_activities(kind, element: Element, names: Names, least: int = 2, **more) -> tuple[Constraint, ...]:
    activities = names.activities(element)
    return (kind(weight=_weight(element), activities=activities, **more),) if len(activities) >= least else ()


def _min_days(element: Element, names: Names) -> tuple[Constraint, ...]:
    """Where it says so, two on one day follow each other: that FET keeps always, whatever the weight."""
    apart = _of_activities(c.MinDays, element, names, days=element.number("MinDays", "Min_Days"))
    if apart and element.flag("Consecutive_If_Same_Day", default=False):
        return (*apart, c.Together(activities=names.activities(element)))
    return apart


def _number_of(kind, field: str, *tags: str) -> Meaning:
    def read(element: Element, names: Names) -> tuple[Constraint, ...]:
        return _of_activities(kind, element, names, **{field: element.number(*tags)})

    return read


def _ends_day(chosen: bool, element: Element, names: Names) -> tuple[Constraint, ...]:
    activities = names.chosen(element) if chosen else names.activities(element)
    return (c.EndsDay(weight=_weight(element), activities=activities),)


def _in_rooms(chosen: bool, element: Element, names: Names) -> tuple[Constraint, ...]:
    activities = names.chosen(element) if chosen else names.activities(element)
    rooms = element.values("Preferred_Room", "Room")
    return (c.InRooms(weight=_weight(element), activities=activities, rooms=rooms),) if activities else ()


def _home_rooms(who: Who, element: Element, names: Names) -> tuple[Constraint, ...]:
    """Home rooms are those of activities of that teacher alone, or of those students alone."""
    name = element.value(*(TEACHER if who == Who.TEACHER else STUDENTS))
    own = (one.teachers if who == Who.TEACHER else one.students for one in names.problem.activities)
    activities = tuple(one.pk for one, whose in zip(names.problem.activities, own, strict=True) if whose == (name,))
    rooms = element.values("Preferred_Room", "Room")
    return (c.InRooms(weight=_weight(element), activities=activities, rooms=rooms, home=True),) if activities else ()


def _each(pattern: str, kind, tag: str, *, of: str = "both", **more) -> dict[str, Meaning]:
    """The constraint for one teacher, every teacher, one set of students, all students: ``pattern`` with their names put in."""
    found: dict[str, Meaning] = {}
    if of in ("both", "teachers"):
        for name in ("Teacher", "Teachers"):
            found["Constraint" + pattern.format(name)] = partial(_limited, kind, Who.TEACHER, tag, **more)
    if of in ("both", "students"):
        for name in ("StudentsSet", "Students"):
            found["Constraint" + pattern.format(name)] = partial(_limited, kind, Who.STUDENTS, tag, **more)
    return found


_WHO = {"Teacher": Who.TEACHER, "Teachers": Who.TEACHER, "StudentsSet": Who.STUDENTS, "Students": Who.STUDENTS}

MEANINGS: dict[str, Meaning] = {
    "ConstraintBreakTimes": partial(_unavailable, Who.EVERYBODY, ()),
    "ConstraintTeacherNotAvailableTimes": partial(_unavailable, Who.TEACHER, TEACHER),
    "ConstraintStudentsSetNotAvailableTimes": partial(_unavailable, Who.STUDENTS, STUDENTS),
    "ConstraintRoomNotAvailableTimes": partial(_unavailable, Who.ROOM, ("Room",)),
    "ConstraintActivityPreferredStartingTime": _starting_time,
    "ConstraintActivityPreferredStartingTimes": partial(_at_times, c.StartingTimes, False),
    "ConstraintActivitiesPreferredStartingTimes": partial(_at_times, c.StartingTimes, True),
    "ConstraintSubactivitiesPreferredStartingTimes": partial(_at_times, c.StartingTimes, True),
    "ConstraintActivityPreferredTimeSlots": partial(_at_times, c.TimeSlots, False),
    "ConstraintActivitiesPreferredTimeSlots": partial(_at_times, c.TimeSlots, True),
    "ConstraintSubactivitiesPreferredTimeSlots": partial(_at_times, c.TimeSlots, True),
    "ConstraintMinDaysBetweenActivities": _min_days,
    "ConstraintMaxDaysBetweenActivities": _number_of(c.MaxDays, "days", "MaxDays", "Max_Days"),
    "ConstraintMinGapsBetweenActivities": _number_of(c.MinGapsBetween, "gaps", "MinGaps", "Min_Gaps"),
    "ConstraintActivitiesSameStartingTime": partial(_of_activities, c.SameStart, same=Same.TIME),
    "ConstraintActivitiesSameStartingHour": partial(_of_activities, c.SameStart, same=Same.HOUR),
    "ConstraintActivitiesSameStartingDay": partial(_of_activities, c.SameStart, same=Same.DAY),
    "ConstraintTwoActivitiesConsecutive": partial(_of_activities, c.Consecutive),
    "ConstraintTwoActivitiesGrouped": partial(_of_activities, c.Grouped),
    "ConstraintThreeActivitiesGrouped": partial(_of_activities, c.Grouped, least=3),
    "ConstraintTwoActivitiesOrdered": partial(_of_activities, c.Ordered),
    "ConstraintActivitiesNotOverlapping": partial(_of_activities, c.NotOverlapping),
    "ConstraintActivityEndsStudentsDay": partial(_ends_day, False),
    "ConstraintActivitiesEndStudentsDay": partial(_ends_day, True),
    "ConstraintActivitiesMaxSimultaneousInSelectedTimeSlots": partial(
        _at_times, c.MaxSimultaneous, False, limit="Max_Number_of_Simultaneous_Activities"
    ),
    "ConstraintActivitiesOccupyMaxTimeSlotsFromSelection": partial(
        _at_times, c.OccupyMaxTimes, False, limit="Max_Number_of_Occupied_Time_Slots"
    ),
    **_each("{}MaxHoursDaily", c.MaxHoursDaily, "Maximum_Hours_Daily"),
    **_each("{}ActivityTagMaxHoursDaily", c.MaxHoursDaily, "Maximum_Hours_Daily"),
    **_each("{}MaxHoursContinuously", c.MaxHoursContinuously, "Maximum_Hours_Continuously"),
    **_each("{}ActivityTagMaxHoursContinuously", c.MaxHoursContinuously, "Maximum_Hours_Continuously"),
    **_each("{}MaxGapsPerWeek", c.MaxGaps, "Max_Gaps"),
    **_each("{}MaxGapsPerDay", c.MaxGaps, "Max_Gaps", daily=True),
    **_each("{}MaxDaysPerWeek", c.MaxDaysOn, "Max_Days_Per_Week"),
    **_each("{}MinDaysPerWeek", c.MinDaysOn, "Minimum_Days_Per_Week", of="teachers"),
    **_each("{}EarlyMaxBeginningsAtSecondHour", c.EarlyStart, "Max_Beginnings_At_Second_Hour", of="students"),
    **{f"Constraint{name}MinHoursDaily": partial(_min_hours, who) for name, who in _WHO.items()},
    **{f"Constraint{name}IntervalMaxDaysPerWeek": partial(_interval, who) for name, who in _WHO.items()},
    **{
        f"Constraint{name}PreferredRoom{plural}": partial(_in_rooms, name != "Activity")
        for name in ("Activity", "Subject", "SubjectActivityTag", "ActivityTag")
        for plural in ("", "s")
    },
    **{
        f"Constraint{name}HomeRoom{plural}": partial(_home_rooms, who)
        for name, who in (("Teacher", Who.TEACHER), ("StudentsSet", Who.STUDENTS))
        for plural in ("", "s")
    },
    "ConstraintActivitiesOccupyMaxDifferentRooms": _number_of(c.MaxRooms, "limit", "Max_Number_of_Different_Rooms"),
}
