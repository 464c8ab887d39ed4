"""Lists of elements, curricula, load, bells and the timetable; wrong columns."""

from datetime import date, time

import pytest
from django.urls import reverse

from journal_plugin.calendar.models import Bell
from journal_plugin.core.spreadsheet import SpreadsheetError
from journal_plugin.curriculum.enums import ElementKind
from journal_plugin.curriculum.models import CurriculumLine, StudyElement, TeachingAssignment
from journal_plugin.exchange.exporters import export_list
from journal_plugin.exchange.importers.timetable import DAYS, MOST_IN_ALL
from journal_plugin.exchange.lists import context_of
from journal_plugin.institution.models import Building, Room
from journal_plugin.lessons.models import Lesson
from journal_plugin.timetable.models import Slot
from tests.factories.curriculum import make_element
from tests.factories.exchange import plan, put, refusals, tables
from tests.factories.institution import make_room

STRANGE = "Это другой список или вовсе не список: ни один столбец не знаком. В первой строке нужны столбцы:"


@pytest.mark.parametrize(
    ("what", "says"),
    [
        ("rooms", f"{STRANGE} «Кабинет», «Корпус»"),
        ("bells", f"{STRANGE} «Пара», «Начало», «Окончание»"),
        ("staff", "В списке нет столбца «ФИО»"),
        ("groups", f"{STRANGE} «Группа»"),
        ("subgroups", f"{STRANGE} «Подгруппа», «Группа»"),
        ("learners", "В списке нет столбца «Группа»"),
        ("elements", f"{STRANGE} «Наименование»"),
        ("load", f"{STRANGE} «Группа или подгруппа», «Дисциплина», «Преподаватель»"),
        ("timetable", f"{STRANGE} «День», «Пара», «Группа или подгруппа», «Дисциплина»"),
    ],
)
def test_list_with_wrong_columns_is_refused_whole(cast, what, says):
    before = tables()
    with pytest.raises(SpreadsheetError) as error:
        put(cast, what, "Имя;Возраст\nАня;17\n")
    assert str(error.value).partition(". Есть")[0].removesuffix(".") == says
    assert tables() == before


@pytest.mark.row("A01")
@pytest.mark.row("A02")
def test_rooms_come_with_buildings_and_parameters(cast):
    text = (
        "Кабинет;Здание;Вместимость;Вид кабинета;Оборудование\n"
        "108;Новый корпус;30;лаборатория;вытяжка, весы\n"
        "Палата 3;Больница;;палата;\n"
    )
    put(cast, "rooms", text)
    rooms = Room.objects.order_by("building__name", "name")
    assert list(rooms.values_list("building__name", "name", "capacity", "kind", "equipment")) == [
        ("Больница", "Палата 3", None, "палата", ""),
        ("Главный корпус", "108", None, "", ""),
        ("Новый корпус", "108", 30, "лаборатория", "вытяжка, весы"),
    ]
    assert list(Building.objects.order_by("name").values_list("name", flat=True)) == [
        "Больница",
        "Главный корпус",
        "Новый корпус",
    ]
    assert plan(cast, "rooms", text).unchanged == 2


def test_room_whose_name_two_buildings_bear_is_named_with_its_building(cast):
    put(cast, "rooms", "Кабинет;Корпус\n108;Новый корпус\n")
    head = "День;Пара;Группа;Дисциплина;Кабинет;Корпус\n"
    assert refusals(cast, "timetable", head + "Пн;1;ОН-24;Психология;108;\n") == [
        (2, "Кабинет", "108", "Кабинета 108 нет.")
    ]
    put(cast, "timetable", head + "Пн;1;ОН-24;Психология;108;Новый корпус\n")
    assert Slot.objects.get().room.building.name == "Новый корпус"


@pytest.mark.row("A05")
def test_elements_are_typed_and_modules_contain_their_parts(cast):
    put(
        cast,
        "elements",
        "Наименование;Вид;Индекс;Модуль\n"
        "МДК.01.01 Технология;МДК;МДК.01.01;ПМ.01 Обработка\n"
        "УП.01 Учебная практика;учебная практика;УП.01;ПМ.01 Обработка\n"
        "ПМ.01 Обработка;ПМ;ПМ.01;\n"
        "Курсовой проект по технологии;курсовой проект;;\n"
        "Мой проект;индивидуальный проект;;\n"
        "Химия;дисциплина;;\n"
        "ПП.01 Работа на станках;производственная практика;ПП.01;ПМ.01 Обработка\n"
        "ПДП Практика в цехе;практика по профилю специальности;;\n"
        "Робототехника;учебный курс;;\n",
    )
    made = StudyElement.objects.exclude(pk__in=[cast.element.pk, cast.foreign_journal.element_id])
    assert sorted(made.values_list("name", "kind")) == [
        ("Курсовой проект по технологии", "course-work"),
        ("МДК.01.01 Технология", "mdk"),
        ("Мой проект", "project"),
        ("ПДП Практика в цехе", "profile-practice"),
        ("ПМ.01 Обработка", "pm"),
        ("ПП.01 Работа на станках", "work-practice"),
        ("Робототехника", "extra-course"),
        ("УП.01 Учебная практика", "study-practice"),
        ("Химия", "discipline"),
    ]
    module = StudyElement.objects.get(kind=ElementKind.MODULE)
    assert list(module.parts.values_list("code", "kind").order_by("code")) == [
        ("МДК.01.01", "mdk"),
        ("ПП.01", "work-practice"),
        ("УП.01", "study-practice"),
    ]
    assert refusals(cast, "elements", "Наименование;Вид;Модуль\nМДК.02;МДК;ПМ.02\n") == [
        (2, "Модуль", "ПМ.02", "Модуля «ПМ.02» нет.")
    ]


@pytest.mark.row("A03")
@pytest.mark.row("A04")
def test_subjects_of_two_levels_and_extra_courses_stand_apart(cast, client):
    text = (
        "Предмет;Вид;Уровень\n"
        "Алгебра;предмет;основное общее образование\n"
        "Алгебра;предмет;среднее общее образование\n"
        "Робототехника;учебный курс;\n"
    )
    put(cast, "elements", text)
    assert list(StudyElement.objects.filter(name="Алгебра").values_list("level", flat=True).order_by("level")) == [
        "основное общее образование",
        "среднее общее образование",
    ]
    assert set(StudyElement.objects.filter(name="Алгебра").values_list("kind", flat=True)) == {ElementKind.DISCIPLINE}
    client.force_login(cast.admin)
    listed = client.get(reverse("journal_studyelement:index"), {"kind": "extra-course"}).context["object_list"]
    assert [(element.name, element.kind) for element in listed] == [("Робототехника", ElementKind.EXTRA_COURSE)]
    assert plan(cast, "elements", text).unchanged == 3


@pytest.mark.row("B01")
def test_curricula_hold_hours_and_control_by_period(cast):
    head = "Учебный план;Специальность;Курс;Группы;Дисциплина;Семестр;Теория;Практика;Форма контроля\n"
    text = (
        head
        + "УП-24;Технология;3;ОН-24, ОН-25;Материаловедение;1 семестр;32;16;экзамен\n"
        + "УП-24;Технология;3;ОН-24, ОН-25;Психология;2 семестр;20;;зачёт\n"
    )
    put(cast, "curricula", text)
    lines = CurriculumLine.objects.order_by("element__sort_key")
    assert list(
        lines.values_list("element__name", "term__name", "theory_hours", "practice_hours", "control__name")
    ) == [
        ("Материаловедение", "1 семестр", 32, 16, "экзамен"),
        ("Психология", "2 семестр", 20, 0, "зачёт"),
    ]
    curriculum = lines[0].curriculum
    assert (curriculum.programme.name, curriculum.course, curriculum.year) == ("Технология", 3, cast.year)
    assert [group.name for group in curriculum.groups.order_by("name")] == ["ОН-24", "ОН-25"]
    assert plan(cast, "curricula", text).unchanged == 2
    done = put(cast, "curricula", text.replace("32;16", "34;16"))
    assert [[(field.old, field.new) for field in row.fields] for row in done.changed] == [[("32", "34")]]
    wrong = head + "УП-24;Технология;3;ОН-24;История;1 семестр;1;1;\nУП-24;Технология;2;ОН-24;Психология;лето;1;1;\n"
    assert refusals(cast, "curricula", wrong) == [
        (2, "Дисциплина", "История", "Дисциплины «История» нет."),
        (3, "Семестр", "лето", "Учебного периода лето нет."),
    ]


@pytest.mark.row("B03")
def test_load_gives_each_of_several_teachers_his_own_assignment(cast):
    text = (
        "Группа;Дисциплина;Преподаватель;Вид занятий;Пар за две недели;Часов\n"
        "ОН-24;Психология;Петров П. П., Инов;практика;3;48\n"
    )
    put(cast, "load", text)
    rows = TeachingAssignment.objects.filter(group=cast.group, element__name="Психология").order_by("staff")
    assert list(rows.values_list("staff__person__last_name", "activity", "lessons_per_cycle", "hours", "until")) == [
        ("Петров", "practice", 3, 48, cast.term.until),
        ("Инов", "practice", 3, 48, cast.term.until),
    ]
    assert plan(cast, "load", text).unchanged == 2
    assert refusals(cast, "load", "Группа;Дисциплина;Преподаватель\nОН-24;Психология;Сидоров\n") == [
        (2, "Преподаватель", "Сидоров", "Сотрудника Сидоров нет.")
    ]


@pytest.mark.row("B03")
def test_load_is_given_to_a_subgroup_and_counts_consultations(cast):
    put(cast, "subgroups", "Группа;Подгруппа\nОН-24;ОН-24-П1\n")
    head = "Группа;Дисциплина;Преподаватель;Вид занятий;Пар за две недели;Часов\n"
    text = head + "ОН-24-П1;Психология;Инов;практика;1;16\nОН-24;Психология;Инов;консультация;;4\n"
    put(cast, "load", text)
    rows = TeachingAssignment.objects.filter(
        group__in=[cast.group, *cast.group.parts.all()], element__name="Психология"
    )
    given = rows.order_by("hours").values_list("group__name", "activity", "hours", "term__name")
    assert list(given) == [
        ("ОН-24", "consultation", 4, "1 семестр"),
        ("ОН-24-П1", "practice", 16, "1 семестр"),
    ]
    assert plan(cast, "load", text).unchanged == 2
    assert (
        "ОН-24;Психология;Инов Игорь Игоревич;консультация;0;4"
        in export_list("load", context_of("load", cast.institution)).decode()
    )
    put(
        cast,
        "timetable",
        "День;Пара;Группа;Дисциплина;Преподаватель;Вид занятий\nСб;3;ОН-24;Психология;Инов;консультация\n",
    )
    held = Lesson.objects.filter(journal__group=cast.group, journal__element__name="Психология")
    assert set(held.values_list("activity", flat=True)) == {"consultation"}


def test_bells_are_set_and_moved(cast):
    put(cast, "bells", "Урок;Начало;Конец;Звонки\n4;14:00;15:30;Основные\n1;8:40;10:00;Основные\n")
    assert list(Bell.objects.values_list("number", "starts", "ends"))[::3] == [
        (1, time(8, 40), time(10)),
        (4, time(14), time(15, 30)),
    ]
    assert refusals(cast, "bells", "Урок;Начало;Конец\n5;15:00;14:30\n") == [
        (2, "Конец", "14:30", "Занятие кончается раньше, чем начинается.")
    ]


def test_timetable_takes_several_teachers_double_lessons_and_both_weeks(cast):
    text = (
        "Неделя;День;Пара;Начало;Группа;Дисциплина;Преподаватель;Кабинет;Вид занятий\n"
        "А;Понедельник;1-2;08:30;ОН-24;Материаловедение;Петров, Инов;108;практика\n"
        ";Вт;3;;ОН-24;Психология;Инов;;теория\n"
    )
    done = put(cast, "timetable", text)
    assert (len(done.created), done.unchanged) == (3, 0)
    rows = Slot.objects.order_by("weekday", "number")
    assert list(rows.values_list("week", "weekday", "number", "room__name", "activity")) == [
        ("A", 1, 1, "108", "practice"),
        ("A", 1, 2, "108", "practice"),
        ("", 2, 3, None, "theory"),
    ]
    assert [sorted(str(staff) for staff in row.teachers.all()) for row in rows] == [
        ["Инов\u00a0И.\u00a0И.", "Петров\u00a0П.\u00a0П."],
        ["Инов\u00a0И.\u00a0И.", "Петров\u00a0П.\u00a0П."],
        ["Инов\u00a0И.\u00a0И."],
    ]
    assert plan(cast, "timetable", text).unchanged == 3


def test_timetable_of_named_groups_is_replaced_from_today_and_others_stay(cast):
    head = "День;Пара;Группа;Дисциплина;Преподаватель\n"
    put(cast, "timetable", head + "Пн;1;ОН-24;Материаловедение;Петров\nПн;2;ОН-25;Психология;Инов\n")
    assert set(Slot.objects.values_list("since", flat=True)) == {cast.term.since}
    done = put(cast, "timetable", head + "Вт;1;ОН-24;Материаловедение;Петров\n")
    assert (len(done.created), len(done.changed), len(done.removed)) == (1, 0, 1)
    rows = Slot.objects.order_by("group", "weekday")
    assert list(rows.values_list("group__name", "weekday", "since", "until")) == [
        ("ОН-24", 1, cast.term.since, date(2026, 11, 19)),
        ("ОН-24", 2, date(2026, 11, 20), cast.term.until),
        ("ОН-25", 1, cast.term.since, cast.term.until),
    ]


def test_timetable_rows_that_clash_or_miss_the_bells_are_refused(cast):
    put(cast, "timetable", "День;Пара;Группа;Дисциплина;Преподаватель\nСр;1;ОН-25;Психология;Инов\n")
    text = (
        "Неделя;День;Пара;Начало;Группа;Дисциплина;Преподаватель;Кабинет\n"
        "А;Пн;1;;ОН-24;Материаловедение;Петров;108\n"
        "В;Пн;1;;ОН-24;Психология;Инов;108\n"
        ";Пн;1;;ОН-24;Психология;Петров;\n"
        ";Ср;1;;ОН-24;Психология;Инов;\n"
        ";Пн;9;;ОН-24;Психология;Инов;\n"
        ";Пн;2;10:00;ОН-24;Психология;Инов;\n"
        ";Воскресение;2;;ОН-24;Психология;Инов;\n"
        ";Чт;2;;ОН-24;Психология;Инов;999\n"
    )
    assert refusals(cast, "timetable", text) == [
        (4, "Преподаватель", "Петров Пётр Петрович", "В это время уже занято в строке 2."),
        (4, "Группа", "ОН-24", "В это время уже занято в строке 2."),
        (4, "Группа", "ОН-24", "В это время уже занято в строке 3."),
        (5, "Преподаватель", "Инов Игорь Игоревич", "В это время уже занято: ОН-25, Психология."),
        (6, "Пара", "9", "Для занятия 9 нет звонка."),
        (7, "Начало", "10:00", "По звонкам занятие 2 начинается в 10:10."),
        (
            8,
            "День",
            "Воскресение",
            f"Напишите одно из: {', '.join(DAYS)}.",
        ),
        (9, "Кабинет", "999", "Кабинета 999 нет."),
    ]


def test_list_that_clashes_everywhere_is_refused_without_a_line_for_every_two_rows(cast):
    """Three thousand rows on one lesson make nine million pairs."""
    for number in range(60):
        make_room(cast.institution, f"К{number}")
        make_element(cast.institution, f"Предмет {number}")
    rows = (f"Понедельник;1;ОН-24;Предмет {row % 60};К{row // 60}" for row in range(3000))
    text = "День;Пара;Группа;Дисциплина;Кабинет\n" + "\n".join(rows)
    clashes = [row for row in plan(cast, "timetable", text).refused if row.reason.startswith("В это время")]
    assert 0 < len(clashes) <= MOST_IN_ALL


def test_clash_is_refused_under_the_headings_of_the_file(cast):
    put(cast, "rooms", "Кабинет;Корпус;Вместимость\nСпортзал;Главный корпус;30\n")
    text = (
        "День;Урок;Класс;Предмет;Учитель;Аудитория\n"
        "Пн;1;ОН-24;Материаловедение;Петров;Спортзал\n"
        "Пн;1;ОН-25;Психология;Петров;Спортзал\n"
        "Пн;1;ОН-24;Психология;;\n"
        "Пн;2;ОН-24;Психология;Сидоров;\n"
    )
    assert refusals(cast, "timetable", text) == [
        (3, "Учитель", "Петров Пётр Петрович", "В это время уже занято в строке 2."),
        (3, "Аудитория", "Спортзал", "В это время уже занято в строке 2."),
        (4, "Класс", "ОН-24", "В это время уже занято в строке 2."),
        (5, "Учитель", "Сидоров", "Сотрудника Сидоров нет."),
    ]


@pytest.mark.row("A02")
def test_room_holds_two_groups_at_once_only_without_a_capacity(cast):
    timetable = (
        "День;Пара;Группа;Дисциплина;Преподаватель;Кабинет\n"
        "Пн;1;ОН-24;Материаловедение;Петров;Спортзал\n"
        "Пн;1;ОН-25;Психология;Инов;Спортзал\n"
    )
    put(cast, "rooms", "Кабинет;Корпус;Вместимость\nСпортзал;Главный корпус;30\n")
    assert refusals(cast, "timetable", timetable) == [(3, "Кабинет", "Спортзал", "В это время уже занято в строке 2.")]
    put(cast, "rooms", "Кабинет;Корпус;Вместимость\nСпортзал;Главный корпус;\n")
    put(cast, "timetable", timetable)
    assert list(Slot.objects.values_list("room__name", "group__name").order_by("group__name")) == [
        ("Спортзал", "ОН-24"),
        ("Спортзал", "ОН-25"),
    ]
