"""Lists of people and groups: what they create, change and refuse; a refused row means that nothing is written."""

from datetime import date
from time import perf_counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from journal_plugin.access.models import AuditEntry
from journal_plugin.calendar.actions import set_mode
from journal_plugin.people.models import Group, Guardianship, Learner, Membership, Person, Staff
from tests.factories.exchange import plan, put, refusals
from tests.factories.people import join, make_group


@pytest.mark.row("A07")
@pytest.mark.row("A15")
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


@pytest.mark.row("A07")
def test_learners_have_one_of_three_forms_of_study(cast):
    put(
        cast,
        "learners",
        "Код;ФИО;Группа;Форма обучения\n1;А А;ОН-24;заочная\n2;Б Б;ОН-24;очно-заочная\n3;В В;ОН-24;очная\n",
    )
    rows = Learner.objects.filter(external_id__in="123").order_by("external_id")
    assert [(row.study_form, row.get_study_form_display()) for row in rows] == [
        ("extramural", "заочная"),
        ("part-time", "очно-заочная"),
        ("full-time", "очная"),
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
        (7, "Почта", "почта", "Это не адрес электронной почты."),
        (8, "ФИО", "", "Ячейка пустая."),
    ]


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


@pytest.mark.row("A10")
def test_mode_of_stay_is_set_for_a_group_a_stream_and_a_learner(cast):
    set_mode(institution=cast.institution, name="Пятидневка", schedule="Основные", last_weekday=5)
    make_group(cast.institution, "Поток 1", kind="stream")
    put(cast, "groups", "Группа;Режим\nОН-24;Пятидневка\nПоток 1;Пятидневка\n")
    Learner.objects.filter(external_id="1").update(individual_plan=True)
    put(cast, "learners", "Код;ФИО;Группа;Режим\n1;Андреева Анна Ильинична;ОН-24;Пятидневка\n")
    modes = dict(Group.objects.values_list("name", "mode__name"))
    assert (modes["ОН-24"], modes["Поток 1"], modes["ОН-25"]) == ("Пятидневка", "Пятидневка", None)
    assert Group.objects.get(name="Поток 1").kind == "stream"
    learner = Learner.objects.get(external_id="1")
    assert (learner.individual_plan, learner.mode.name, learner.mode.last_weekday) == (True, "Пятидневка", 5)
    assert refusals(cast, "groups", "Группа;Режим\nОН-24;Вечерний\n") == [
        (2, "Режим", "Вечерний", "Режима пребывания Вечерний нет.")
    ]


def test_stream_is_not_left_when_the_group_changes(cast):
    stream = make_group(cast.institution, "Поток 1", kind="stream")
    join(cast.learners[0], stream)
    assert plan(cast, "learners", "Код;ФИО;Группа\n1;Андреева Анна Ильинична;ОН-24\n").unchanged == 1
    put(cast, "learners", "Код;ФИО;Группа\n1;Андреева Анна Ильинична;ОН-25\n")
    here = Membership.objects.filter(learner=cast.learners[0], until=None).order_by("group__name")
    assert [row.group.name for row in here] == ["ОН-25", "Поток 1"]


@pytest.mark.row("A15")
def test_list_makes_streams_and_elective_groups_and_puts_learners_there_with_a_date(cast):
    put(cast, "groups", "Группа;Вид\nПоток 1;поток\nОН-Робот;группа по выбору\n")
    put(cast, "subgroups", "Группа;Подгруппа\nОН-24;ОН-24-П1\n")
    kinds = Group.objects.exclude(kind="group").values_list("name", "kind", "parent__name").order_by("kind")
    assert list(kinds) == [
        ("ОН-Робот", "elective", None),
        ("Поток 1", "stream", None),
        ("ОН-24-П1", "subgroup", "ОН-24"),
    ]
    head = "Код;ФИО;Группа;Подгруппы\n1;Андреева Анна Ильинична;ОН-24;"
    done = put(cast, "learners", head + "ОН-24-П1, Поток 1, ОН-Робот\n")
    assert [[(field.old, field.new) for field in row.fields] for row in done.changed] == [
        [("", "ОН-24-П1, ОН-Робот, Поток 1")]
    ]
    assert plan(cast, "learners", head + "ОН-Робот, Поток 1, ОН-24-П1\n").is_empty
    rows = Membership.objects.filter(learner=cast.learners[0]).exclude(group=cast.group)
    Membership.objects.filter(pk__in=rows).update(since=date(2026, 10, 1))
    put(cast, "learners", head + "Поток 1\n")
    here = rows.order_by("group__sort_key").values_list("group__name", "since", "until", "movement")
    assert list(here) == [
        ("ОН-24-П1", date(2026, 10, 1), date(2026, 11, 19), "distributed"),
        ("ОН-Робот", date(2026, 10, 1), date(2026, 11, 19), "distributed"),
        ("Поток 1", date(2026, 10, 1), None, "distributed"),
    ]


@pytest.mark.row("A16")
def test_list_of_staff_leaves_old_and_new_position_in_the_log(cast):
    Staff.objects.filter(pk=cast.staff.pk).update(external_id="17")
    head = "Табельный номер;Фамилия;Имя;Отчество;Должность;Отделение;Почта\n"
    put(
        cast,
        "staff",
        head + "17;Петров;Пётр;Петрович;методист;Отделение сервиса;p@example.org\n18;Новый;Нил;;мастер;;\n",
    )
    entry = AuditEntry.objects.filter(action="journal.list", data__what="staff").get()
    assert entry.data == {
        "what": "staff",
        "created": 1,
        "changed": 1,
        "changes": {
            "17": {
                "position": ["преподаватель", "методист"],
                "department": ["Отделение технологий", "Отделение сервиса"],
            }
        },
    }
