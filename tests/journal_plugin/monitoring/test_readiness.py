"""Whether the year is ready: each check finds what is missing, and stops when it is there."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from journal_plugin.access.enums import Role
from journal_plugin.calendar.actions import open_year
from journal_plugin.calendar.cards import TermCard
from journal_plugin.calendar.models import AttestationPeriod
from journal_plugin.curriculum.models import PlannedLesson, ThematicPlan
from journal_plugin.curriculum.pages import WorkProgrammeIndexPage, WorkProgrammePage
from journal_plugin.institution.models import Room
from journal_plugin.monitoring.queries.readiness import stages_of
from journal_plugin.monitoring.readiness import MOST, Missing, check
from journal_plugin.people.models import Guardianship, Membership
from journal_plugin.people.starting import due_in
from journal_plugin.timetable.models import Slot
from tests.factories.curriculum import add_line, assign, make_curriculum, make_element
from tests.factories.institution import give_role, make_institution, make_user, make_year
from tests.factories.people import make_group, make_learner, make_person, make_staff
from tests.words import words_of


def missing(year) -> dict[str, list[str]]:
    """Title of a check -> what it misses."""
    return {line.title: [one.what for one in line.missing] for stage in stages_of(year) for line in stage.checks}


@pytest.mark.row("A20")
@pytest.mark.row("A19")
def test_an_empty_institution_misses_everything(db, today):
    institution = make_institution()
    terms = [TermCard("1 семестр", "semester", date(2026, 9, 1), date(2026, 12, 28), 1)]
    year = open_year(
        institution=institution, name="2026/2027", since=date(2026, 9, 1), until=date(2027, 6, 30), terms=terms
    )

    found = missing(year)

    assert found["Учреждение"] == [
        "учредитель: стоит в шапке ведомостей",
        "город: стоит на ведомостях",
        "номер и дата приказа о ведении электронного журнала",
    ]
    assert found["Календарный учебный график"] == [
        "локальный акт, которым утверждён график", "каникулы", "периоды промежуточной аттестации",
    ]  # fmt: skip
    assert found["Звонки и режимы пребывания"] == [
        "время звонков", "режим пребывания: учебные дни, смена, звонки",
    ]  # fmt: skip
    assert (found["Кабинеты"], found["Сотрудники"], found["Группы и их состав"]) == (
        ["кабинеты"], ["сотрудники"], ["группы"],
    )  # fmt: skip
    assert found["Ответственные"] == [
        "заместитель директора", "секретарь учебной части", "диспетчер по расписанию",
    ]  # fmt: skip


def test_what_the_cast_has_is_not_missing(cast):
    found = missing(cast.year)
    assert (found["Звонки и режимы пребывания"], found["Ответственные"]) == ([], [])
    assert found["Группы и их состав"] == []


def test_a_school_needs_no_attestation_period(db, today):
    school = make_institution(preset="school-mastergrad")
    assert "периоды промежуточной аттестации" not in missing(make_year(school))["Календарный учебный график"]


def test_an_attestation_period_and_an_act_end_their_lines(cast):
    before = missing(cast.year)["Календарный учебный график"]
    AttestationPeriod.objects.create(
        institution=cast.institution, name="Сессия", act="№ 1", since=cast.term.until, until=cast.term.until
    )
    cast.year.act = "Приказ № 40"
    cast.year.save()
    assert before == ["локальный акт, которым утверждён график", "периоды промежуточной аттестации"]
    assert missing(cast.year)["Календарный учебный график"] == []


def test_groups_without_people_and_without_a_curator(cast):
    title = f"У каждой группы есть {cast.institution.settings.curator_title}"
    before = missing(cast.year)
    make_group(cast.institution, "ОН-26")
    make_group(cast.institution, "ОН-22", until=date(2026, 10, 1))
    after = missing(cast.year)
    assert after["Группы и их состав"] == ["ОН-26: в группе никого нет"]
    assert set(after[title]) - set(before[title]) == {"ОН-26"}


def test_a_minor_needs_a_representative_and_a_grown_up_does_not(cast):
    young = make_learner(cast.group, "Юный Юрий", person=make_person("Юный Юрий", birth_date=date(2010, 1, 1)))
    make_learner(cast.group, "Взрослый Влас", person=make_person("Взрослый Влас", birth_date=date(2007, 1, 1)))
    found = missing(cast.year)["Представители обучающихся до 18 лет"]
    assert ("Юный Юрий" in found, "Взрослый Влас" in found) == (True, False)
    Guardianship.objects.create(
        learner=young, guardian=make_person("Юная Юлия"), since=date(2026, 9, 1), relation="mother"
    )
    assert "Юный Юрий" not in missing(cast.year)["Представители обучающихся до 18 лет"]


def test_a_teacher_without_a_login_is_named(cast):
    cast.staff.person.user = None
    cast.staff.person.save()
    assert missing(cast.year)["Логины преподавателей"] == [cast.staff.person.short_name]


def test_curriculum_load_and_timetable_follow_each_other(cast):
    group = make_group(cast.institution, "ОН-26")
    element = make_element(cast.institution, "Гидравлика")
    line = "ОН-26, Гидравлика, 1 семестр"
    assert "ОН-26: нет учебного плана" in missing(cast.year)["Учебные планы"]

    curriculum = make_curriculum(cast.year, "УП ОН-26", groups=(group,))
    found = missing(cast.year)
    assert ("ОН-26: нет учебного плана" in found["Учебные планы"], "УП ОН-26: в плане нет строк" in found["Учебные планы"]) == (
        False, True,
    )  # fmt: skip

    add_line(curriculum, element, cast.term, 32)
    assert (
        missing(cast.year)["Нагрузка по учебным планам"],
        missing(cast.year)["Учебные планы"].count("УП ОН-26: в плане нет строк"),
    ) == ([line], 0)

    part = make_group(cast.institution, "ОН-26-1", parent=group)
    assign(cast.staff, part, element, cast.term)
    found = missing(cast.year)
    assert found["Нагрузка по учебным планам"] == []
    assert "ОН-26-1, Гидравлика, 1 семестр" in found["Расписание по нагрузке"]

    Slot.objects.create(
        term=cast.term, weekday=1, number=1, group=part, element=element, activity="theory", since=cast.term.since
    )
    assert "ОН-26-1, Гидравлика, 1 семестр" not in missing(cast.year)["Расписание по нагрузке"]


def test_load_of_a_stream_is_load_of_its_groups(cast):
    group = make_group(cast.institution, "ОН-26")
    learner = make_learner(group, "Потоков Павел")
    element = make_element(cast.institution, "История")
    add_line(make_curriculum(cast.year, "УП ОН-26", groups=(group,)), element, cast.term, 32)
    stream = make_group(cast.institution, "Поток 1", kind="stream")
    assign(cast.staff, stream, element, cast.term)
    assert missing(cast.year)["Нагрузка по учебным планам"] == ["ОН-26, История, 1 семестр"]
    Membership.objects.create(learner=learner, group=stream, since=date(2026, 9, 1))
    assert missing(cast.year)["Нагрузка по учебным планам"] == []


def test_a_programme_is_owed_by_its_teacher_and_its_hours_are_compared(cast):
    title, hours = "Рабочая программа есть у всего, что преподаётся", "Часы программ совпадают с планами"
    owed = next(line for stage in stages_of(cast.year) for line in stage.checks if line.title == title)
    by_name = {one.what: one.owes for one in owed.missing}
    assert cast.staff.person.short_name in by_name["Материаловедение"]

    plan = ThematicPlan.objects.create(
        element=cast.element, year=cast.year, page_id=7, published_at="2026-08-30T10:00:00Z"
    )
    PlannedLesson.objects.create(
        plan=plan,
        block="7b1a7c52-4a50-4b8a-8f4e-0d4b8b6f7a11",
        position=1,
        section="Р",
        topic="Т",
        hours=2,
        activity="theory",
    )
    add_line(make_curriculum(cast.year, groups=(cast.group,)), cast.element, cast.term, 32, 16)
    found = missing(cast.year)
    assert "Материаловедение" not in found[title]
    assert found[hours] == ["Материаловедение: в программе 2 ч, в плане 48"]
    PlannedLesson.objects.update(hours=48)
    assert missing(cast.year)[hours] == []


def test_rooms_without_a_kind_are_named(cast):
    Room.objects.update(kind="лаборатория")
    room = Room.objects.earliest("pk")
    Room.objects.filter(pk=room.pk).update(kind="")
    assert missing(cast.year)["Кабинеты"] == [f"{room.name}: вид кабинета"]


def test_only_the_first_are_named_and_all_are_counted():
    line = check("Кабинеты", "directories", [Missing(str(number)) for number in range(MOST + 5)])
    assert (len(line.missing), line.counted, line.rest, line.is_done) == (MOST, MOST + 5, 5, False)


@pytest.mark.parametrize(
    ("begins", "due"), [(date(2026, 9, 1), date(2026, 8, 28)), (date(2027, 1, 11), date(2026, 8, 28))]
)
def test_the_day_is_in_the_august_before_the_year(begins, due):
    assert due_in(begins, 28) == due


# The page


@pytest.mark.row("A20")
def test_each_line_leads_who_may_mend_it_to_its_place(client, cast):
    room = Room.objects.earliest("pk")
    Room.objects.filter(pk=room.pk).update(kind="")
    url, place = reverse("journal:readiness"), reverse("journal_room:edit", args=[room.pk])
    for user, mends in ((cast.admin, True), (cast.deputy, False), (cast.secretary, False)):
        client.force_login(user)
        page = client.get(url).content.decode()
        assert (f'href="{place}"' in page, f"{room.name}: вид кабинета" in page) == (mends, True)


def test_learners_are_named_only_to_who_reads_the_contingent(client, cast):
    make_learner(cast.group, "Юный Юрий", person=make_person("Юный Юрий", birth_date=date(2010, 1, 1)))
    seen = {}
    for name in ("secretary", "deputy", "dispatcher", "system"):
        client.force_login(getattr(cast, name))
        text = words_of(client.get(reverse("journal:readiness")))
        seen[name] = ("Юный Юрий" in text, "Представители обучающихся до 18 лет замечаний" in text)
    assert seen == {
        "secretary": (True, True),
        "deputy": (True, True),
        "dispatcher": (False, True),
        "system": (False, True),
    }


def test_the_programme_is_mended_on_its_shelf(client, cast):
    shelf = cast.institution.site.root_page.add_child(instance=WorkProgrammeIndexPage(title="Полка", slug="shelf"))
    methodist = make_staff(cast.institution, "Методистова Майя").person
    give_role(methodist, cast.institution, Role.METHODIST)
    client.force_login(make_user("methodist", person=methodist))
    place = reverse("wagtailadmin_pages:add", args=["journal", "workprogrammepage", shelf.pk])
    assert f'href="{place}"' in client.get(reverse("journal:readiness")).content.decode()


def test_a_programme_that_is_written_but_not_approved_is_said_to_wait(cast):
    shelf = cast.institution.site.root_page.add_child(instance=WorkProgrammeIndexPage(title="П", slug="programmes"))
    page = WorkProgrammePage(title="М", element=cast.element, year=cast.year, live=False)
    shelf.add_child(instance=page)
    page.save_revision(user=cast.teacher)
    shown = [one for lines in missing(cast.year).values() for one in lines if one.startswith("Материаловедение")]
    shelf.get_workflow().start(page, cast.teacher)
    shown += [one for lines in missing(cast.year).values() for one in lines if one.startswith("Материаловедение")]

    assert shown == ["Материаловедение: черновик", "Материаловедение: ждёт утверждения"]


def test_what_is_late_is_said_with_its_day(client, cast):
    client.force_login(cast.admin)
    assert "срок прошёл: 28 августа" in words_of(client.get(reverse("journal:readiness")))


def test_a_foreign_year_is_not_shown(client, cast):
    school = make_institution("school.example", default=False, short_name="Школа")
    foreign = make_year(school, "СЕКРЕТ")
    client.force_login(cast.admin)
    assert "СЕКРЕТ" not in words_of(client.get(reverse("journal:readiness"), {"year": foreign.pk}))


def test_queries_do_not_grow_with_what_is_missing(cast):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            stages_of(cast.year)
        return len(queries)

    one = asked()
    for number in range(3):
        group = make_group(cast.institution, f"НГ-{number}")
        make_learner(group, f"Новый{number} Никита")
        element = make_element(cast.institution, f"Новое {number}")
        add_line(make_curriculum(cast.year, f"УП {number}", groups=(group,)), element, cast.term, 32)
        make_staff(cast.institution, f"Новиков{number} Николай", position="")
    assert asked() == one


@pytest.mark.row("A21")
def test_documents_are_asked_for_seven_days_before(client, cast):
    terms = [TermCard("1 семестр", "semester", date(2027, 9, 1), date(2027, 12, 28), 1)]
    coming = open_year(
        institution=cast.institution, name="2027/2028", since=date(2027, 9, 1), until=date(2028, 6, 30), terms=terms
    )
    client.force_login(cast.deputy)
    text = words_of(client.get(reverse("journal:readiness"), {"year": coming.pk}))
    assert "срок: 28 августа, документы – до 21 августа" in text
