"""Every kind of list: what it creates, changes, refuses; a refused row means that nothing is written."""

from datetime import date, time
from time import perf_counter

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from journal_plugin.calendar.models import Bell
from journal_plugin.curriculum.enums import ControlForm, ElementKind
from journal_plugin.curriculum.models import CurriculumLine, StudyElement, TeachingAssignment
from journal_plugin.exchange.actions import ListRefused, apply_list
from journal_plugin.exchange.exporters import export_list
from journal_plugin.exchange.importers.timetable import DAYS
from journal_plugin.exchange.lists import context_of, plan_list
from journal_plugin.exchange.spreadsheet import SpreadsheetError
from journal_plugin.people.models import Group, Guardianship, Learner, Membership, Person, Staff
from journal_plugin.timetable.models import Slot
from tests.factories.institution import make_institution, make_year


def plan(cast, what, text, **options):
    """What the list would do."""
    return plan_list(what, context_of(what, cast.institution, **options), text.encode())


def put(cast, what, text, **options):
    """The plan that was done."""
    return apply_list(what=what, context=context_of(what, cast.institution, **options), data=text.encode())


def refusals(cast, what, text):
    """(row, column, value, reason) of every refused row; proves that applying such a list writes nothing."""
    before = tables()
    with pytest.raises(ListRefused) as refused:
        put(cast, what, text)
    assert str(refused.value) == "В списке есть неверные строки. Ничего не записано."
    assert tables() == before
    return [(row.row, row.column, row.value, row.reason) for row in refused.value.plan.refused]


def tables() -> dict[str, int]:
    """Rows of every table of the journal."""
    return {model.__name__: model.objects.count() for model in apps.get_app_config("journal").get_models()}


@pytest.mark.row("A07")
def test_learners_come_with_groups_subgroups_and_guardians(cast):
    put(cast, "subgroups", "Группа;Подгруппа\nОН-24;ОН-24-П1\nОН-24;ОН-24-Б2\n")
    done = put(
        cast,
        "learners",
        "Код;ФИО;Дата рождения;Группа;Подгруппы;Форма обучения;Телефон;Зачислен;Приказ;"
        "Родитель 1;Представитель 1: кем приходится;Телефон родителя 1;Родитель 2\n"
        "77;Гусев Глеб Олегович;14.03.2009;он-24;ОН-24-П1, ОН-24-Б2;очно-заочная;+7 900 000-00-01;05.10.2026;12-к;"
        "Гусева Ольга Ивановна;мать;+7 900 000-00-02;Гусев Олег\n",
    )
    assert [(row.row, row.label) for row in done.created] == [(2, "Гусев Глеб Олегович")]
    learner = Learner.objects.get(external_id="77")
    assert (str(learner.person), learner.person.birth_date) == ("Гусев Глеб Олегович", date(2009, 3, 14))
    assert learner.study_form == "part-time"
    places = learner.memberships.order_by("group__sort_key").values_list("group__name", "since", "until", "order_no")
    assert list(places) == [
        ("ОН-24", date(2026, 10, 5), None, "12-к"),
        ("ОН-24-Б2", date(2026, 10, 5), None, "12-к"),
        ("ОН-24-П1", date(2026, 10, 5), None, "12-к"),
    ]
    guardians = learner.guardianships.order_by("guardian__sort_key")
    assert [(str(row.guardian), row.relation, row.guardian.phone) for row in guardians] == [
        ("Гусев Олег", "guardian", ""),
        ("Гусева Ольга Ивановна", "mother", "+7 900 000-00-02"),
    ]


def test_guardian_of_two_children_is_one_person(cast):
    rows = "Гусев Глеб;ОН-24;Гусева Ольга;{0}\nГусева Ганна;ОН-24;Гусева Ольга;8 (900) 000-00-02\n"
    head = "ФИО;Группа;Родитель 1;Телефон родителя 1\n"
    put(cast, "learners", head + rows.format("+7 900 000-00-02"))
    assert Person.objects.filter(last_name="Гусева", first_name="Ольга").count() == 1
    assert Guardianship.objects.filter(guardian__first_name="Ольга").count() == 2


def test_namesakes_with_other_contacts_are_two_guardians(cast):
    head = "ФИО;Группа;Родитель 1;Телефон родителя 1\n"
    put(
        cast, "learners", head + "Гусев Глеб;ОН-24;Гусева Ольга;89000000002\nУткин Юра;ОН-24;Гусева Ольга;89000000003\n"
    )
    assert Person.objects.filter(last_name="Гусева", first_name="Ольга").count() == 2


@pytest.mark.row("A16")
def test_learner_of_another_group_in_the_list_moves_today_and_the_past_stays(cast):
    done = put(cast, "learners", "Код;ФИО;Группа\n1;Андреева Анна Ильинична;ОН-25\n")
    assert [[(field.heading, field.old, field.new) for field in row.fields] for row in done.changed] == [
        [("Группа", "ОН-24", "ОН-25")]
    ]
    places = Membership.objects.filter(learner=cast.learners[0]).order_by("since")
    assert list(places.values_list("group__name", "since", "until")) == [
        ("ОН-24", date(2026, 9, 1), date(2026, 11, 19)),
        ("ОН-25", date(2026, 11, 20), None),
    ]


def test_code_keeps_identity_when_the_name_changes(cast):
    put(cast, "learners", "Код;ФИО;Группа\n1;Волкова Анна Ильинична;ОН-24\n")
    assert str(Learner.objects.get(external_id="1").person) == "Волкова Анна Ильинична"
    assert Learner.objects.get(external_id="1").pk == cast.learners[0].pk


def test_column_that_the_file_does_not_have_changes_nothing(cast):
    Person.objects.filter(pk=cast.learners[0].person_id).update(phone="12345")
    assert plan(cast, "learners", "Код;ФИО;Группа\n1;Андреева Анна Ильинична;ОН-24\n").unchanged == 1
    done = put(cast, "learners", "Код;ФИО;Группа;Телефон\n1;Андреева Анна Ильинична;ОН-24;\n")
    assert [field.old for field in done.changed[0].fields] == ["12345"]


def test_wrong_rows_of_learners_are_refused_and_nothing_is_written(cast):
    put(cast, "subgroups", "Группа;Подгруппа\nОН-25;ОН-25-П1\n")
    text = (
        "Код;ФИО;Группа;Подгруппы;Дата рождения;Почта\n"
        "901;Гусев Глеб;ОН-24;;;\n"
        "902;Гусева Ганна;ОН-99;;;\n"
        "903;Уткин Юрий;ОН-24;ОН-25-П1;;\n"
        "901;Уткина Юлия;ОН-24;;;\n"
        "905;Орлов Олег;ОН-24;;31.02.2009;\n"
        "906;Орлова Ольга;ОН-24;;;почта\n"
        "907;;ОН-24;;;\n"
    )
    assert refusals(cast, "learners", text) == [
        (3, "Группа", "ОН-99", "Группы ОН-99 нет."),
        (4, "Подгруппы", "ОН-25-П1", "ОН-25-П1 не входит в ОН-24."),
        (5, "ФИО", "Уткина Юлия", "То же самое уже есть в строке 2."),
        (6, "Дата рождения", "31.02.2009", "Такого дня нет в календаре."),
        (7, "Электронная почта", "почта", "Это не адрес электронной почты."),
        (8, "ФИО", "", "Ячейка пустая."),
    ]


@pytest.mark.parametrize(
    ("what", "column"),
    [
        ("rooms", "«Кабинет», «Корпус»"),
        ("bells", "«Пара», «Начало», «Окончание»"),
        ("staff", "«ФИО»"),
        ("groups", "«Группа»"),
        ("subgroups", "«Подгруппа», «Группа»"),
        ("learners", "«Группа»"),
        ("elements", "«Наименование»"),
        ("load", "«Группа или подгруппа», «Дисциплина», «Преподаватель»"),
        ("timetable", "«День», «Пара», «Группа или подгруппа», «Дисциплина»"),
    ],
)
def test_list_with_wrong_columns_is_refused_whole(cast, what, column):
    before = tables()
    with pytest.raises(SpreadsheetError) as error:
        put(cast, what, "Имя;Возраст\nАня;17\n")
    assert str(error.value).partition(". Есть")[0].removesuffix(".") == f"В списке нет столбца {column}"
    assert tables() == before


@pytest.mark.row("A06")
def test_staff_come_with_positions_and_departments(cast):
    text = (
        "Табельный номер;Фамилия;Имя;Отчество;Должность;Отделение;Почта;Принят\n"
        "17;Новикова;Нина;Павловна;мастер производственного обучения;Отделение технологий;nina@example.org;01.10.2026\n"
    )
    put(cast, "staff", text)
    staff = Staff.objects.get(external_id="17")
    assert (str(staff), staff.position, staff.department, staff.since, staff.person.email) == (
        "Новикова\u00a0Н.\u00a0П.",
        "мастер производственного обучения",
        cast.department,
        date(2026, 10, 1),
        "nina@example.org",
    )
    assert plan(cast, "staff", text).unchanged == 1


def test_list_of_codes_does_not_take_names_away(cast):
    put(cast, "staff", "Преподаватель\nП01\n")
    put(cast, "staff", "Код;ФИО\nП01;Новикова Нина Павловна\n")
    assert plan(cast, "staff", "Преподаватель\nП01\n").unchanged == 1
    assert Staff.objects.get(external_id="П01").person.last_name == "Новикова"


def test_name_that_is_known_without_a_code_is_refused_with_one(cast):
    assert refusals(cast, "staff", "Код;ФИО\n5;Петров Пётр Петрович\n") == [
        (2, "ФИО", "Петров Пётр Петрович", "Это имя уже есть в списке без кода.")
    ]


@pytest.mark.row("A15")
def test_groups_have_courses_places_and_parts(cast):
    put(cast, "groups", "Группа;Обучающихся;Отделение\nТМ301;25;Отделение технологий\n")
    put(cast, "subgroups", "Группа;Подгруппа;Вид;Обучающихся\nТМ301;ТМ301-1;бригада;12\nТМ301;ТМ301-Б2;;13\n")
    group = Group.objects.get(name="ТМ301")
    assert (group.course, group.places, group.department, group.since) == (3, 25, cast.department, date(2026, 11, 20))
    assert list(group.parts.order_by("name").values_list("name", "kind", "course", "places")) == [
        ("ТМ301-1", "brigade", 3, 12),
        ("ТМ301-Б2", "brigade", 3, 13),
    ]
    assert refusals(cast, "subgroups", "Группа;Подгруппа\nТМ302;ТМ302-1\n") == [
        (2, "Группа", "ТМ302", "Группы ТМ302 нет.")
    ]


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
        "Мой проект;индивидуальный проект;;\n",
    )
    module = StudyElement.objects.get(kind=ElementKind.MODULE)
    assert list(module.parts.values_list("code", "kind")) == [("МДК.01.01", "mdk"), ("УП.01", "study-practice")]
    assert refusals(cast, "elements", "Наименование;Вид;Модуль\nМДК.02;МДК;ПМ.02\n") == [
        (2, "Модуль", "ПМ.02", "Модуля «ПМ.02» нет.")
    ]


@pytest.mark.row("A03")
@pytest.mark.row("A04")
def test_subjects_of_two_levels_and_extra_courses_stand_apart(cast):
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
    assert StudyElement.objects.get(name="Робототехника").kind == ElementKind.EXTRA_COURSE
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
    assert list(lines.values_list("element__name", "term__name", "theory_hours", "practice_hours", "control")) == [
        ("Материаловедение", "1 семестр", 32, 16, ControlForm.EXAM),
        ("Психология", "2 семестр", 20, 0, ControlForm.CREDIT),
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
        (3, "Период", "лето", "Учебного периода лето нет."),
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


def test_bells_are_set_and_moved(cast):
    put(cast, "bells", "Урок;Начало;Конец;Звонки\n4;14:00;15:30;Основные\n1;8:40;10:00;Основные\n")
    assert list(Bell.objects.values_list("number", "starts", "ends"))[::3] == [
        (1, time(8, 40), time(10)),
        (4, time(14), time(15, 30)),
    ]
    assert refusals(cast, "bells", "Урок;Начало;Конец\n5;15:00;14:30\n") == [
        (2, "Окончание", "14:30", "Занятие кончается раньше, чем начинается.")
    ]


@pytest.mark.row("C04")
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
        (4, "Группа или подгруппа", "ОН-24", "В это время уже занято в строке 2."),
        (4, "Группа или подгруппа", "ОН-24", "В это время уже занято в строке 3."),
        (5, "Преподаватель", "Инов Игорь Игоревич", "В это время уже занято: ОН-25, Психология."),
        (6, "Пара", "9", "Для пары 9 нет звонка."),
        (7, "Начало", "10:00", "По звонкам пара 2 начинается в 10:10."),
        (
            8,
            "День",
            "Воскресение",
            f"Напишите одно из: {', '.join(DAYS)}.",
        ),
        (9, "Кабинет", "999", "Кабинета 999 нет."),
    ]


@pytest.mark.row("N03")
@pytest.mark.parametrize("what", ["rooms", "bells", "staff", "groups", "learners", "elements", "load"])
def test_list_taken_out_and_sent_in_changes_nothing(cast, what):
    context = context_of(what, cast.institution)
    again = plan_list(what, context, export_list(what, context))
    assert (again.created, again.changed, again.removed, again.refused) == ((), (), (), ())
    standing = {"rooms": 1, "bells": 3, "staff": 13, "groups": 2, "learners": 4, "elements": 2, "load": 2}
    assert again.unchanged == standing[what]


def test_cell_that_looks_like_a_formula_is_taken_out_harmless(cast):
    cast.group.name = "=cmd()"
    cast.group.save()
    context = context_of("groups", cast.institution)
    text = export_list("groups", context).decode("utf-8-sig")
    assert text.splitlines()[1].split(";")[0] == " =cmd()"


def test_lists_of_another_institution_are_not_taken_out(cast, other_college):
    context = context_of("learners", other_college)
    assert len(export_list("learners", context).decode().splitlines()) == 1


@pytest.fixture
def other_college(cast):
    """A second institution with a year and nobody."""
    institution = make_institution("other.example", default=False, short_name="Другой")
    make_year(institution)
    return institution


def test_group_of_another_institution_does_not_exist_here(cast, other_college):
    with pytest.raises(ListRefused) as refused:
        apply_list(
            what="learners",
            context=context_of("learners", other_college),
            data="ФИО;Группа\nГусев Глеб;ОН-24\n".encode(),
        )
    assert [row.reason for row in refused.value.plan.refused] == ["Группы ОН-24 нет."]


def test_queries_do_not_grow_with_rows(cast):
    def count(number: int, start: int) -> int:
        rows = "".join(
            f"{start + at};Гусев{start + at} Глеб;ОН-24;Гусева{start + at} Ольга;8900{start + at:07}\n"
            for at in range(number)
        )
        with CaptureQueriesContext(connection) as queries:
            put(cast, "learners", "Код;ФИО;Группа;Родитель 1;Телефон родителя 1\n" + rows)
        return len(queries)

    assert count(1, 100) == count(3, 200)


def test_thousand_learners_take_seconds(cast):
    rows = "".join(f"{at};Гусев{at} Глеб;ОН-24;Гусева{at} Ольга;8900{at:07}\n" for at in range(1000, 2000))
    began = perf_counter()
    put(cast, "learners", "Код;ФИО;Группа;Родитель 1;Телефон родителя 1\n" + rows)
    assert Learner.objects.count() == 1004
    assert perf_counter() - began < 10
