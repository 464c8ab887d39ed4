"""Days made of lessons."""

from datetime import date, time

from journal_plugin.timetable.days import Held, days_of, week_of

DAY = date(2026, 11, 20)


def held(pk: int, number: int = 1, element: str = "Анатомия", **fields) -> Held:
    values = {
        "pk": pk,
        "date": DAY,
        "number": number,
        "starts": time(8 + number, 30),
        "ends": time(9 + number, 50),
        "element": element,
        "group": "ОН-24",
        "part": "",
        "room": "108",
        "building": "",
        "cancelled": False,
        "distant": False,
        "teachers": ("Петров П. П.",),
    } | fields
    return Held(**values)


def lines(*lessons: Held, now: time | None = None):
    (day,) = days_of(DAY, DAY, lessons, DAY, now)
    return day.lines


def test_subgroups_with_one_element_make_one_line() -> None:
    (line,) = lines(held(1, part="ОН-24-2", room="309"), held(2, part="ОН-24-1", room="311"))
    assert (line.in_parts, [part.name for part in line.parts], line.rooms) == (
        True,
        ["ОН-24-1", "ОН-24-2"],
        "311, 309",
    )


def test_subgroups_with_different_elements_make_two_lines_of_one_number() -> None:
    found = lines(held(1, part="1"), held(2, element="Латынь", part="2"))
    assert [(line.number, line.element) for line in found] == [(1, "Анатомия"), (1, "Латынь")]


def test_line_is_cancelled_only_when_every_part_is() -> None:
    (half,) = lines(held(1, part="1", cancelled=True), held(2, part="2"))
    (whole,) = lines(held(1, cancelled=True))
    assert (half.cancelled, whole.cancelled, half.rooms, whole.rooms) == (False, True, "108", "")


def test_lesson_goes_on_from_its_first_minute_to_the_one_before_its_end() -> None:
    states = {
        moment: (line.is_now, line.is_over)
        for moment in (time(9, 29), time(9, 30), time(10, 49), time(10, 50))
        for line in lines(held(1), now=moment)
    }
    assert list(states.values()) == [(False, False), (True, False), (True, False), (False, True)]


def test_every_day_of_the_week_is_there() -> None:
    first, last = week_of(DAY)
    days = days_of(first, last, [held(1)], DAY, None)
    assert ([day.date.day for day in days], [len(day.lines) for day in days]) == (
        [16, 17, 18, 19, 20, 21, 22],
        [0, 0, 0, 0, 1, 0, 0],
    )


def test_week_may_begin_on_sunday() -> None:
    assert week_of(DAY, 7) == (date(2026, 11, 15), date(2026, 11, 21))
