"""The demo's lists as files (pure): what a college or a school would hand to the importers."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from journal_plugin.exchange.enums import Listing
from portal.demo import school
from portal.demo.data import FOLDER
from portal.demo.names import Human, family, invent, phone

SEMESTER, HALF = "семестр", "полугодие"
"""What the study periods of the college and of the school are called, after their number."""
FAMILY_NAME = "Воронцов"
"""The surname of the family that has a child at both institutions."""

_SPECIALITIES = {"ЛД": "Лечебное дело", "СД": "Сестринское дело", "ПЭ": "Технология эстетических услуг"}


@dataclass(frozen=True)
class File:
    """A list as it would be uploaded."""

    listing: Listing
    name: str
    content: bytes


def table(listing: Listing, headings: Sequence[str], rows: Iterable[Sequence[object]]) -> File:
    """A semicolon-separated UTF-8 file."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    writer.writerow(headings)
    writer.writerows(rows)
    return File(listing, f"{listing}.csv", text.getvalue().encode())


def college_rows(name: str) -> list[dict[str, str]]:
    """The rows of one of the real college's lists."""
    with (FOLDER / "college" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


@dataclass(frozen=True)
class Copies:
    """The real college taken several times over, until it has ``groups`` groups; copy 1 bears the real names."""

    groups: int

    def names(self) -> dict[int, frozenset[str]]:
        """Copy -> the groups of the real lists that it has."""
        real = [row["Группа"] for row in college_rows("groups")]
        return {
            copy + 1: frozenset(real[: self.groups - copy * len(real)]) for copy in range(-(-self.groups // len(real)))
        }

    def rows(self, name: str, *, by_group: str = "", prefixed: Sequence[str]) -> list[dict[str, str]]:
        """The list's rows for every copy: ``prefixed`` columns are told apart, rows of absent groups left out."""
        found = []
        for copy, groups in self.names().items():
            for row in college_rows(name):
                if by_group and row[by_group].split("-")[0] not in groups:
                    continue
                found.append({key: mark(value, copy) if key in prefixed else value for key, value in row.items()})
        return found


def mark(value: str, copy: int) -> str:
    """A name (or several, after commas) as it is called in that copy: «2ЛД101»; rooms, which begin with a digit, «2-1 К»."""
    if copy == 1:
        return value
    parts = (part.strip() for part in value.split(","))
    return ", ".join(f"{copy}-{part}" if part[:1].isdigit() else f"{copy}{part}" for part in parts)


def college(*, groups: int, random: Random, since: date) -> list[File]:
    """All lists of the college, in the order in which they are entered."""
    copies = Copies(groups)
    members = copies.rows("groups", by_group="Группа", prefixed=("Группа",))
    parts = copies.rows("subgroups", by_group="Группа", prefixed=("Группа", "Подгруппа"))
    load = copies.rows("load", by_group="Группа или подгруппа", prefixed=("Группа или подгруппа", "Преподаватель"))
    slots = copies.rows(
        "timetable", by_group="Группа или подгруппа", prefixed=("Группа или подгруппа", "Преподаватель", "Кабинет")
    )
    rooms = copies.rows("rooms", prefixed=("Кабинет", "Корпус"))
    staff = copies.rows("teachers", prefixed=("Преподаватель",))
    return [
        _plain(Listing.ROOMS, rooms),
        _bells([(number, start, _plus_ninety(start)) for number, start in _starts(slots)]),
        _staff([row["Преподаватель"] for row in staff], "преподаватель", random, since),
        table(
            Listing.GROUPS,
            ("Группа", "Курс", "Обучающихся", "Отделение"),
            [(row["Группа"], course(row["Группа"]), row["Обучающихся"], speciality(row["Группа"])) for row in members],
        ),
        _plain(Listing.SUBGROUPS, parts),
        _learners(members, parts, random, since, lambda name: 2026 - 16 - course(name)),
        _plain(Listing.ELEMENTS, college_rows("subjects")),
        _curricula(members, load),
        _plain(Listing.LOAD, load),
        _plain(Listing.TIMETABLE, slots),
    ]


def school_files(*, random: Random, since: date) -> list[File]:
    """All lists of the school."""
    classes = [{"Группа": name, "Обучающихся": str(places)} for name, _grade, places in school.CLASSES]
    grades = {name: grade for name, grade, _places in school.CLASSES}
    return [
        table(
            Listing.ROOMS,
            ("Кабинет", "Здание", "Вместимость"),
            [(room, "Школа", places) for room, places in school.rooms()],
        ),
        _bells(school.BELLS),
        _staff(school.TEACHERS, "учитель", random, since),
        table(Listing.GROUPS, ("Класс", "Параллель", "Обучающихся"), school.CLASSES),
        _learners(classes, [], random, since, lambda name: 2026 - 6 - grades[name]),
        table(
            Listing.ELEMENTS,
            ("Предмет", "Вид", "Уровень образования"),
            [(subject, "дисциплина", "") for subject in school.SUBJECTS],
        ),
        table(
            Listing.CURRICULA,
            ("Учебный план", "Программа", "Параллель", "Классы", "Предмет", "Период", "Часов теории", "Форма контроля"),
            [_in_curriculum(row, grades[row.group]) for row in school.load()],
        ),
        table(
            Listing.LOAD,
            ("Класс", "Предмет", "Учитель", "Вид занятий", "Уроков в неделю"),
            [(row.group, row.subject, row.teacher, "теория", row.hours) for row in school.load()],
        ),
        table(
            Listing.TIMETABLE,
            ("День", "Урок", "Класс", "Предмет", "Учитель", "Кабинет", "Вид занятий"),
            [
                (row.day, row.number, row.load.group, row.load.subject, row.load.teacher, row.room, "теория")
                for row in school.timetable(random)
            ],
        ),
    ]


def _in_curriculum(row: school.Load, grade: int) -> tuple[object, ...]:
    control = school.CONTROLS.get(row.subject, "накопительная оценка")
    own = (f"{row.group}, учебный план", school.programme(grade), grade, row.group)
    return (*own, row.subject, f"1 {HALF}", row.hours * 17, control)


def course(group: str) -> int:
    """The course that a group of the college is in: the first digit after its letters."""
    return int(next(letter for letter in group.lstrip("0123456789") if letter.isdigit()))


def speciality(group: str) -> str:
    """The speciality of a group of the college."""
    return _SPECIALITIES[group.lstrip("0123456789")[:2]]


def _plain(listing: Listing, rows: list[dict[str, str]]) -> File:
    return table(listing, list(rows[0]), [list(row.values()) for row in rows])


def _starts(slots: list[dict[str, str]]) -> list[tuple[int, str]]:
    return sorted({(int(row["Пара"]), row["Начало"]) for row in slots})


def _plus_ninety(start: str) -> str:
    hours, minutes = map(int, start.split(":"))
    return f"{(hours * 60 + minutes + 90) // 60:02d}:{(minutes + 90) % 60:02d}"


def _bells(rows: Iterable[Sequence[object]]) -> File:
    return table(Listing.BELLS, ("Пара", "Начало", "Окончание"), rows)


OFFICES = {
    "А01": "директор",
    "А02": "заместитель директора по учебной работе",
    "А03": "администратор электронного журнала",
    "А04": "заведующий отделением",
    "А05": "секретарь учебной части",
    "А06": "диспетчер по расписанию",
    "А07": "методист, редактор портала",
    "А08": "системный администратор",
}
"""Codes of the administration -> positions."""


def _staff(codes: Iterable[str], teaching: str, random: Random, since: date) -> File:
    rows = []
    for code, position in (*((code, teaching) for code in codes), *OFFICES.items()):
        human = invent(random, born_in=random.randint(1962, 1998), female=random.random() < 0.8)
        rows.append((code, human.last, human.first, human.patronymic, position, f"{since:%d.%m.%Y}", phone(random)))
    return table(Listing.STAFF, ("Код", "Фамилия", "Имя", "Отчество", "Должность", "Работает с", "Телефон"), rows)


def _learners(groups, parts, random: Random, since: date, born_in) -> File:
    headings = (
        "Код", "ФИО", "Дата рождения", "Группа", "Подгруппы", "Форма обучения", "Зачислен", "Приказ", "Почта", "Телефон",
        "Представитель 1", "Телефон родителя 1", "Почта родителя 1",
        "Представитель 2", "Телефон родителя 2", "Почта родителя 2",
    )  # fmt: skip
    rows, number = [], 0
    for group in groups:
        size = int(group["Обучающихся"])
        for place in range(size):
            number += 1
            child, parents = _family(random, born_in(group["Группа"]), first=number == 1)
            own = [part["Подгруппа"] for part in _parts_of(parts, group["Группа"], place)]
            contacts = [
                value
                for order, (parent, called) in enumerate(parents, start=1)
                for value in (parent.full, called, _mail(f"{parent.born:%d%m%Y}.{order}", number))
            ]
            rows.append(
                (
                    f"{since.year % 100}{number:04d}", child.full, f"{child.born:%d.%m.%Y}", group["Группа"],
                    ", ".join(own), "очная", f"{since:%d.%m.%Y}", f"{since.year}-к",
                    _mail(f"{child.born:%d%m%Y}.0", number), _own_phone(number, child),
                    *contacts, *[""] * (6 - len(contacts)),
                )
            )  # fmt: skip
    return table(Listing.LEARNERS, headings, rows)


def _mail(name: str, number: int) -> str:
    """An address that nobody owns; every thirtieth family has given none."""
    return "" if number % 30 == 29 else f"u{name}.{number}@example.org"


def _own_phone(number: int, child: Human) -> str:
    """The learner's, which no operator gives out; every fortieth has none."""
    return "" if number % 40 == 39 else f"+7 (000) {900 + number // 100}-{number % 100:02d}-{child.born.day:02d}"


def _parts_of(parts: list[dict[str, str]], group: str, place: int) -> list[dict[str, str]]:
    """The parts of the group that its learner number ``place`` is in: one subgroup and one brigade, filled in order."""
    found = []
    for letter in "ПБ":
        at = 0
        for part in parts:
            if part["Группа"] == group and f"-{letter}" in part["Подгруппа"]:
                at += int(part["Обучающихся"])
                if place < at:
                    found.append(part)
                    break
    return found


def _family(random: Random, born_in: int, *, first: bool) -> tuple[Human, list[tuple[Human, str]]]:
    """A family with phones; the first of each institution is the same family, with a child at both."""
    if not first:
        child, parents = family(random, born_in=born_in)
        return child, [(parent, phone(random)) for parent in parents]
    own = Random(2026)
    boy = invent(own, born_in=born_in, female=born_in > 2012, surname=FAMILY_NAME, father="Сергей")
    mother = Human(f"{FAMILY_NAME}а", "Ольга", "Викторовна", date(1984, 3, 12))
    return boy, [(mother, "+7 (000) 100-20-30")]


def _curricula(groups: list[dict[str, str]], load: list[dict[str, str]]) -> File:
    """A curriculum for each speciality and course: the hours of its elements follow from the load (17 weeks, pairs of two)."""
    hours: dict[tuple[str, int, str], dict[str, int]] = {}
    for row in load:
        group, _dash, part = row["Группа или подгруппа"].partition("-")
        if part.endswith(("2", "3")):
            continue
        key = (speciality(group), course(group), row["Дисциплина"])
        kinds = hours.setdefault(key, {"теория": 0, "практика": 0})
        kinds[row["Вид занятий"]] = max(kinds[row["Вид занятий"]], int(row["Пар за две недели"]) * 17)
    rows = []
    for (programme, year, element), kinds in hours.items():
        own = [
            row["Группа"] for row in groups if (speciality(row["Группа"]), course(row["Группа"])) == (programme, year)
        ]
        control = "экзамен" if kinds["теория"] + kinds["практика"] > 100 else "дифференцированный зачёт"
        rows.append(
            (
                f"{programme}, {year} курс",
                programme,
                year,
                ", ".join(own),
                element,
                f"1 {SEMESTER}",
                kinds["теория"],
                kinds["практика"],
                control,
            )
        )
    headings = (
        "Учебный план", "Программа", "Курс", "Группы", "Дисциплина", "Период", "Часов теории", "Часов практики",
        "Форма контроля",
    )  # fmt: skip
    return table(Listing.CURRICULA, headings, rows)
