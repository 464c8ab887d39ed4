"""What the constraints of a FET file mean (pure)."""

import pytest
from django.core.exceptions import ValidationError

from journal_plugin.timetable import constraints as c
from journal_plugin.timetable.constraints import Party, Same, Who
from journal_plugin.timetable.fet.document import read_document
from journal_plugin.timetable.fet.reading import problem_of
from journal_plugin.timetable.problem import Room, Solution, Students

HEAD = """<fet version="6.8.5"><Mode>Official</Mode><Institution_Name>Колледж</Institution_Name>
<Days_List><Number_of_Days>2</Number_of_Days><Day><Name>Пн</Name></Day><Day><Name>Вт</Name></Day></Days_List>
<Hours_List><Number_of_Hours>3</Number_of_Hours>
<Hour><Name>1</Name></Hour><Hour><Name>2</Name></Hour><Hour><Name>3</Name></Hour></Hours_List>
<Subjects_List><Subject><Name>Химия</Name></Subject><Subject><Name>Физика</Name></Subject></Subjects_List>
<Activity_Tags_List><Activity_Tag><Name>лаб</Name></Activity_Tag></Activity_Tags_List>
<Teachers_List><Teacher><Name>Т1</Name></Teacher><Teacher><Name>Т2</Name></Teacher></Teachers_List>
<Students_List><Year><Name>Г</Name><Number_of_Students>20</Number_of_Students>
<Group><Name>Г-1</Name><Number_of_Students>10</Number_of_Students></Group>
<Group><Name>Г-2</Name><Number_of_Students>10</Number_of_Students></Group></Year></Students_List>
<Activities_List>{activities}</Activities_List>
<Rooms_List><Room><Name>А</Name><Building>К</Building><Capacity>30</Capacity></Room>
<Room><Name>Б</Name><Capacity>15</Capacity></Room></Rooms_List>
<Time_Constraints_List>{time}</Time_Constraints_List><Space_Constraints_List>{space}</Space_Constraints_List></fet>"""

ACTIVITY = """<Activity><Teacher>{teacher}</Teacher><Subject>{subject}</Subject>{tag}<Students>{students}</Students>
<Duration>{duration}</Duration><Total_Duration>2</Total_Duration><Id>{pk}</Id>
<Activity_Group_Id>{group}</Activity_Group_Id><Active>{active}</Active></Activity>"""


def activity(pk, teacher="Т1", subject="Химия", students="Г", tag="", duration=1, group=0, active="true"):
    tag = f"<Activity_Tag>{tag}</Activity_Tag>" if tag else ""
    return ACTIVITY.format(**locals())


ACTIVITIES = (
    activity(1, group=1)
    + activity(2, group=1)
    + activity(3, teacher="Т2", subject="Физика", students="Г-1", tag="лаб", duration=2)
    + activity(4, active="false")
)


def read(time="", space="", activities=ACTIVITIES, **options):
    return problem_of(read_document(HEAD.format(activities=activities, time=time, space=space).encode()), **options)


def meant(name, inside="", weight="100", where="time"):
    """What one constraint comes to."""
    text = f"<Constraint{name}><Weight_Percentage>{weight}</Weight_Percentage>{inside}<Active>true</Active></Constraint{name}>"
    return read(**{where: text}).problem.constraints


def one(tag, value):
    return f"<{tag}>{value}</{tag}>"


TWO = one("Activity_Id", 1) + one("Activity_Id", 2)


def at(tag, day="Вт", hour="2", prefix=""):
    return one(tag, one(f"{prefix}Day", day) + one(f"{prefix}Hour", hour))


def test_lists_are_read():
    problem = read().problem
    assert (problem.title, problem.days, problem.hours) == ("Колледж", ("Пн", "Вт"), ("1", "2", "3"))
    assert (problem.teachers, problem.subjects, problem.tags) == (("Т1", "Т2"), ("Химия", "Физика"), ("лаб",))
    assert problem.rooms == (Room("А", "К", 30), Room("Б", "", 15))
    assert problem.students == (Students("Г", 20, (Students("Г-1", 10), Students("Г-2", 10))),)
    assert [(one.pk, one.component, one.duration) for one in problem.activities] == [(1, 1, 1), (2, 2, 1), (3, 1, 2)]
    assert (problem.sizes, problem.attending[3]) == ({1: 20, 2: 20, 3: 10}, {"Г-1"})


@pytest.mark.parametrize(
    ("name", "inside", "expected"),
    [
        ("BreakTimes", at("Break_Time"), c.Unavailable(party=Party(Who.EVERYBODY), times=frozenset({4}))),
        (
            "TeacherNotAvailableTimes",
            one("Teacher", "Т1") + at("Not_Available_Time"),
            c.Unavailable(party=Party(Who.TEACHER, "Т1"), times=frozenset({4})),
        ),
        (
            "StudentsSetNotAvailableTimes",
            one("Students", "Г-1") + at("Not_Available_Time", "Пн", "3"),
            c.Unavailable(party=Party(Who.STUDENTS, "Г-1"), times=frozenset({2})),
        ),
        (
            "ActivityPreferredStartingTime",
            one("Activity_Id", 1) + one("Preferred_Day", "Вт") + one("Preferred_Hour", "2"),
            c.StartingTimes(activities=(1,), times=frozenset({4})),
        ),
        (
            "ActivityPreferredStartingTime",
            one("Activity_Id", 1) + one("Preferred_Day", "Вт"),
            c.StartingTimes(activities=(1,), times=frozenset({3, 4, 5})),
        ),
        (
            "ActivityPreferredStartingTimes",
            one("Activity_Id", 1) + at("Preferred_Starting_Time", prefix="Preferred_Starting_"),
            c.StartingTimes(activities=(1,), times=frozenset({4})),
        ),
        (
            "ActivitiesPreferredStartingTimes",
            one("Teacher_Name", "") + one("Subject_Name", "Химия") + at("Preferred_Starting_Time"),
            c.StartingTimes(activities=(1, 2), times=frozenset({4})),
        ),
        (
            "ActivitiesPreferredStartingTimes",
            one("Students_Name", "Г-2") + at("Preferred_Starting_Time"),
            c.StartingTimes(activities=(1, 2), times=frozenset({4})),
        ),
        (
            "SubactivitiesPreferredStartingTimes",
            one("Component_Number", 2) + at("Preferred_Starting_Time"),
            c.StartingTimes(activities=(2,), times=frozenset({4})),
        ),
        (
            "ActivityPreferredTimeSlots",
            one("Activity_Id", 3) + at("Preferred_Time_Slot", prefix="Preferred_"),
            c.TimeSlots(activities=(3,), times=frozenset({4})),
        ),
        (
            "ActivitiesPreferredTimeSlots",
            one("Activity_Tag_Name", "лаб") + one("Duration", 2) + at("Preferred_Time_Slot", prefix="Preferred_"),
            c.TimeSlots(activities=(3,), times=frozenset({4})),
        ),
        ("MaxDaysBetweenActivities", TWO + one("MaxDays", 3), c.MaxDays(activities=(1, 2), days=3)),
        ("MinGapsBetweenActivities", TWO + one("MinGaps", 1), c.MinGapsBetween(activities=(1, 2), gaps=1)),
        ("ActivitiesSameStartingTime", TWO, c.SameStart(activities=(1, 2), same=Same.TIME)),
        ("ActivitiesSameStartingHour", TWO, c.SameStart(activities=(1, 2), same=Same.HOUR)),
        ("ActivitiesSameStartingDay", TWO, c.SameStart(activities=(1, 2), same=Same.DAY)),
        ("ActivitiesNotOverlapping", TWO, c.NotOverlapping(activities=(1, 2))),
        (
            "TwoActivitiesConsecutive",
            one("First_Activity_Id", 2) + one("Second_Activity_Id", 1),
            c.Consecutive(activities=(2, 1)),
        ),
        (
            "TwoActivitiesGrouped",
            one("First_Activity_Id", 2) + one("Second_Activity_Id", 1),
            c.Grouped(activities=(2, 1)),
        ),
        (
            "TwoActivitiesOrdered",
            one("First_Activity_Id", 2) + one("Second_Activity_Id", 1),
            c.Ordered(activities=(2, 1)),
        ),
        (
            "ThreeActivitiesGrouped",
            one("First_Activity_Id", 1) + one("Second_Activity_Id", 2) + one("Third_Activity_Id", 3),
            c.Grouped(activities=(1, 2, 3)),
        ),
        ("ActivityEndsStudentsDay", one("Activity_Id", 1), c.EndsDay(activities=(1,))),
        ("ActivitiesEndStudentsDay", one("Subject_Name", "Физика"), c.EndsDay(activities=(3,))),
        (
            "ActivitiesMaxSimultaneousInSelectedTimeSlots",
            TWO + at("Selected_Time_Slot", prefix="Selected_") + one("Max_Number_of_Simultaneous_Activities", 1),
            c.MaxSimultaneous(activities=(1, 2), times=frozenset({4}), limit=1),
        ),
        (
            "ActivitiesOccupyMaxTimeSlotsFromSelection",
            TWO + at("Selected_Time_Slot", prefix="Selected_") + one("Max_Number_of_Occupied_Time_Slots", 1),
            c.OccupyMaxTimes(activities=(1, 2), times=frozenset({4}), limit=1),
        ),
        (
            "TeacherMaxHoursDaily",
            one("Teacher_Name", "Т1") + one("Maximum_Hours_Daily", 2),
            c.MaxHoursDaily(party=Party(Who.TEACHER, "Т1"), limit=2),
        ),
        ("StudentsMaxHoursDaily", one("Maximum_Hours_Daily", 2), c.MaxHoursDaily(party=Party(Who.STUDENTS), limit=2)),
        (
            "StudentsSetActivityTagMaxHoursDaily",
            one("Students", "Г") + one("Activity_Tag", "лаб") + one("Maximum_Hours_Daily", 2),
            c.MaxHoursDaily(party=Party(Who.STUDENTS, "Г"), limit=2, tag="лаб"),
        ),
        (
            "TeacherMinHoursDaily",
            one("Teacher_Name", "Т1") + one("Minimum_Hours_Daily", 2) + one("Allow_Empty_Days", "true"),
            c.MinHoursDaily(party=Party(Who.TEACHER, "Т1"), limit=2),
        ),
        (
            "StudentsMinHoursDaily",
            one("Minimum_Hours_Daily", 2) + one("Allow_Empty_Days", "false"),
            c.MinHoursDaily(party=Party(Who.STUDENTS), limit=2, empty_days=False),
        ),
        (
            "TeachersMaxHoursContinuously",
            one("Maximum_Hours_Continuously", 4),
            c.MaxHoursContinuously(party=Party(Who.TEACHER), limit=4),
        ),
        ("TeachersMaxGapsPerWeek", one("Max_Gaps", 1), c.MaxGaps(party=Party(Who.TEACHER), limit=1)),
        ("StudentsMaxGapsPerDay", one("Max_Gaps", 1), c.MaxGaps(party=Party(Who.STUDENTS), limit=1, daily=True)),
        ("TeachersMaxDaysPerWeek", one("Max_Days_Per_Week", 1), c.MaxDaysOn(party=Party(Who.TEACHER), limit=1)),
        ("TeachersMinDaysPerWeek", one("Minimum_Days_Per_Week", 1), c.MinDaysOn(party=Party(Who.TEACHER), limit=1)),
        (
            "TeacherIntervalMaxDaysPerWeek",
            one("Teacher_Name", "Т1")
            + one("Interval_Start_Hour", "2")
            + one("Interval_End_Hour", "")
            + one("Max_Days_Per_Week", 1),
            c.IntervalMaxDays(party=Party(Who.TEACHER, "Т1"), first=1, last=3, limit=1),
        ),
        (
            "StudentsEarlyMaxBeginningsAtSecondHour",
            one("Max_Beginnings_At_Second_Hour", 1),
            c.EarlyStart(party=Party(Who.STUDENTS), limit=1),
        ),
    ],
)
def test_constraint_on_times_is_understood(name, inside, expected):
    assert meant(name, inside) == (expected,)


@pytest.mark.parametrize(
    ("name", "inside", "expected"),
    [
        (
            "RoomNotAvailableTimes",
            one("Room", "А") + at("Not_Available_Time"),
            c.Unavailable(party=Party(Who.ROOM, "А"), times=frozenset({4})),
        ),
        ("ActivityPreferredRoom", one("Activity_Id", 1) + one("Room", "А"), c.InRooms(activities=(1,), rooms=("А",))),
        (
            "ActivityPreferredRooms",
            one("Activity_Id", 1) + one("Preferred_Room", "А") + one("Preferred_Room", "Б"),
            c.InRooms(activities=(1,), rooms=("А", "Б")),
        ),
        (
            "SubjectPreferredRoom",
            one("Subject", "Химия") + one("Room", "А"),
            c.InRooms(activities=(1, 2), rooms=("А",)),
        ),
        (
            "ActivityTagPreferredRoom",
            one("Activity_Tag", "лаб") + one("Room", "А"),
            c.InRooms(activities=(3,), rooms=("А",)),
        ),
        (
            "TeacherHomeRoom",
            one("Teacher", "Т1") + one("Room", "А"),
            c.InRooms(activities=(1, 2), rooms=("А",), home=True),
        ),
        (
            "StudentsSetHomeRooms",
            one("Students", "Г-1") + one("Preferred_Room", "А"),
            c.InRooms(activities=(3,), rooms=("А",), home=True),
        ),
        (
            "ActivitiesOccupyMaxDifferentRooms",
            TWO + one("Max_Number_of_Different_Rooms", 1),
            c.MaxRooms(activities=(1, 2), limit=1),
        ),
    ],
)
def test_constraint_on_rooms_is_understood(name, inside, expected):
    assert meant(name, inside, where="space") == (expected,)


def test_days_apart_may_ask_two_of_one_day_to_follow_each_other():
    inside = TWO + one("Consecutive_If_Same_Day", "true") + one("MinDays", 1)
    apart = c.MinDays(weight=95, activities=(1, 2), days=1)
    assert meant("MinDaysBetweenActivities", inside, "95") == (apart, c.Together(activities=(1, 2)))
    assert meant("MinDaysBetweenActivities", inside.replace("true", "false"), "95") == (apart,)


def test_activity_switched_off_is_in_no_constraint():
    assert meant("ActivitiesNotOverlapping", one("Activity_Id", 1) + one("Activity_Id", 4)) == ()


def test_constraint_switched_off_says_nothing_and_an_unknown_one_is_named():
    off = "<ConstraintBreakTimes><Active>false</Active></ConstraintBreakTimes>"
    strange = "<ConstraintMoonPhase><Active>true</Active></ConstraintMoonPhase>" * 2
    problem = read(time=off + strange).problem
    assert (problem.constraints, problem.unknown) == ((), (("ConstraintMoonPhase", 2),))


def test_places_of_a_solved_file_are_read_and_can_be_left_out():
    lock = one("Permanently_Locked", "{}")
    time = one(
        "ConstraintActivityPreferredStartingTime",
        one("Weight_Percentage", 100)
        + one("Activity_Id", 1)
        + one("Preferred_Day", "Вт")
        + one("Preferred_Hour", "2")
        + lock,
    )
    space = one(
        "ConstraintActivityPreferredRoom",
        one("Weight_Percentage", 100) + one("Activity_Id", 1) + one("Room", "А") + lock,
    )
    found = read(time=time.format("false"), space=space.format("false"), fixed=False)
    assert (found.placed, found.problem.constraints) == (Solution({1: 4}, {1: "А"}), ())
    assert len(read(time=time.format("true"), space=space.format("true"), fixed=False).problem.constraints) == 2


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("<Mode>Official</Mode>", "<Mode>Terms</Mode>", "Файл сделан в режиме FET «Terms»"),
        ("<Day><Name>Пн</Name></Day><Day><Name>Вт</Name></Day>", "", "В файле не названы дни или часы"),
        ("<Id>1</Id>", "<Id>раз</Id>", "«раз» — не целое число"),
    ],
)
def test_file_of_another_mode_or_with_nonsense_is_refused(old, new, message):
    text = HEAD.format(activities=ACTIVITIES, time="", space="").replace(old, new)
    with pytest.raises(ValidationError, match=message):
        problem_of(read_document(text.encode()))


def test_day_hour_and_weight_that_are_not_there_are_named():
    with pytest.raises(ValidationError, match="В файле нет дня «Ср»"):
        meant("BreakTimes", at("Break_Time", day="Ср"))
    with pytest.raises(ValidationError, match="В файле нет часа «9»"):
        meant("BreakTimes", at("Break_Time", hour="9"))
    with pytest.raises(ValidationError, match="«много» — не вес"):
        meant("ActivitiesNotOverlapping", TWO, weight="много")
