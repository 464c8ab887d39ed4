"""The demo school (pure): four classes, their load, and a timetable without a clash."""

from dataclasses import dataclass
from random import Random

CLASSES = (("5 «А»", 5, 25), ("7 «Б»", 7, 24), ("9 «А»", 9, 26), ("11 «А»", 11, 22))
"""Name, grade, places."""

BELLS = (
    (1, "08:30", "09:10"), (2, "09:25", "10:05"), (3, "10:25", "11:05"), (4, "11:25", "12:05"), (5, "12:20", "13:00"),
    (6, "13:10", "13:50"), (7, "14:00", "14:40"),
)  # fmt: skip

_WEEK = {
    "Русский язык": (5, 4, 3, 2),
    "Литература": (3, 2, 3, 3),
    "Английский язык": (3, 3, 3, 3),
    "Математика": (5, 6, 6, 6),
    "Информатика": (0, 1, 1, 2),
    "История": (2, 2, 3, 2),
    "Обществознание": (0, 1, 1, 2),
    "География": (1, 2, 2, 1),
    "Биология": (1, 2, 2, 1),
    "Физика": (0, 2, 3, 3),
    "Химия": (0, 0, 2, 2),
    "Физическая культура": (3, 2, 2, 3),
    "Труд (технология)": (2, 2, 1, 0),
}
SUBJECTS = tuple(_WEEK)
DAYS = ("Понедельник", "Вторник", "Среда", "Четверг", "Пятница")
_TEACHERS = {
    "Русский язык": "У01", "Литература": "У02", "Английский язык": "У03", "Математика": "У04", "Информатика": "У05",
    "История": "У06", "Обществознание": "У06", "География": "У07", "Биология": "У08", "Физика": "У09", "Химия": "У08",
    "Физическая культура": "У10", "Труд (технология)": "У11",
}  # fmt: skip
_ROOMS = {
    "Физическая культура": "Спортзал", "Труд (технология)": "Мастерская", "Информатика": "31", "Физика": "32",
    "Химия": "33", "Биология": "34",
}  # fmt: skip
CONTROLS = {
    "Русский язык": "контрольная работа", "Математика": "контрольная работа", "Труд (технология)": "защита проекта",
    "Физическая культура": "зачёт",
}  # fmt: skip
"""Subjects whose half-year does not end by the marks that have accumulated."""

TEACHERS = tuple(sorted(set(_TEACHERS.values())))


@dataclass(frozen=True)
class Load:
    """Hours a week of a subject in a class with its teacher."""

    group: str
    subject: str
    teacher: str
    hours: int


@dataclass(frozen=True)
class Placed:
    """A lesson of the week."""

    day: str
    number: int
    load: Load
    room: str


def load() -> list[Load]:
    """The load of every class."""
    return [
        Load(name, subject, _TEACHERS[subject], hours[index])
        for index, (name, _grade, _places) in enumerate(CLASSES)
        for subject, hours in _WEEK.items()
        if hours[index]
    ]


def programme(grade: int) -> str:
    """The programme of general education that a grade belongs to."""
    return "Среднее общее образование" if grade > 9 else "Основное общее образование"


def rooms() -> list[tuple[str, int]]:
    """Rooms with capacities: a room of its own for each class, and the special ones."""
    return [(f"2{index}", 28) for index in range(1, len(CLASSES) + 1)] + [
        (room, 28) for room in dict.fromkeys(_ROOMS.values())
    ]


def timetable(random: Random) -> list[Placed]:
    """Every lesson of the load in the week: no class, teacher or room twice at once, no subject three times a day."""
    while True:
        placed = _try(random)
        if placed is not None:
            return placed


def _try(random: Random) -> list[Placed] | None:
    taken: set[tuple[str, str, int]] = set()
    placed = []
    for index, (name, _grade, _places) in enumerate(CLASSES, start=1):
        left = [row for row in load() if row.group == name for _ in range(row.hours)]
        per_day = -(-len(left) // len(DAYS))
        for day in DAYS:
            today: list[str] = []
            for number in range(1, min(per_day, len(BELLS)) + 1):
                row = _choose(left, taken, today, day, number, index, random)
                if row is None:
                    break
                left.remove(row)
                today.append(row.subject)
                room = _ROOMS.get(row.subject, f"2{index}")
                taken.update({(row.teacher, day, number), (room, day, number)})
                placed.append(Placed(day, number, row, room))
        if left:
            return None
    return placed


def _choose(
    left: list[Load],
    taken: set[tuple[str, str, int]],
    today: list[str],
    day: str,
    number: int,
    index: int,
    random: Random,
) -> Load | None:
    free = [
        row
        for row in left
        if (row.teacher, day, number) not in taken
        and (_ROOMS.get(row.subject, f"2{index}"), day, number) not in taken
        and today.count(row.subject) < 2
    ]
    if not free:
        return None
    most = {row.subject: sum(other.subject == row.subject for other in left) for row in free}
    return max(free, key=lambda row: (most[row.subject] - 2 * today.count(row.subject), random.random()))
