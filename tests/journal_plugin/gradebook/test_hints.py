"""Hints in the lesson's panel and the reminder of the monthly mark (D10, E13)."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from journal_plugin.calendar.models import Holiday
from journal_plugin.gradebook.queries.hints import hints_of
from journal_plugin.gradebook.queries.today import today_of
from journal_plugin.institution.enums import InstitutionKind
from journal_plugin.lessons.actions import add_work
from journal_plugin.lessons.enums import JournalKind
from journal_plugin.lessons.models import Journal, Lesson, WorkKind
from tests.factories.curriculum import make_element
from tests.factories.gradebook import mark, save_as, save_one, text
from tests.factories.lessons import make_journal, make_lesson, make_work
from tests.factories.people import make_group

TODAY = date(2026, 11, 20)


def hints(cast, lesson=None):
    journal = Journal.objects.select_related("institution__settings", "group").get(pk=cast.journal.pk)
    return hints_of(journal, Lesson.objects.get(pk=(lesson or cast.lesson).pk))


def panel(client, cast, lesson=None) -> str:
    address = reverse("journal:grid-lesson", args=[cast.journal.pk, (lesson or cast.lesson).pk])
    return client.get(address, headers={"X-Requested-With": "fetch"}).content.decode()


@pytest.fixture
def monthly(cast):
    """Monthly marks are given; the lesson ahead, of 23 November, is cancelled: today's is the last of the month."""
    settings = cast.institution.settings
    settings.monthly_marks = True
    settings.save()
    Lesson.objects.filter(pk=cast.lessons[4].pk).update(cancelled=True)
    return cast


def add_monthly(cast):
    kind = WorkKind.objects.get(institution=cast.institution, monthly=True)
    return add_work(lesson=cast.lesson, kind_id=kind.pk, actor=cast.teacher.journal_person, key=uuid4())


@pytest.mark.row("D10")
def test_record_in_another_language_is_taken_and_pointed_out(cast, client):
    client.force_login(cast.teacher)
    assert "на русском языке" not in panel(client, cast).replace("\xa0", " ")
    for what, value in (("topic", "Present Simple"), ("homework", "Exercise 5")):
        assert save_one(cast.teacher, cast.journal, text(what, cast.lesson, value)).status == "accepted"
    said = hints(cast)
    assert (len(said.topic), len(said.homework)) == (1, 1)
    assert panel(client, cast).replace("\xa0", " ").count("Записи ведутся на русском языке") == 2
    save_one(cast.teacher, cast.journal, text("topic", cast.lesson, "Настоящее время (Present Simple)", 1))
    assert (hints(cast).topic, len(hints(cast).homework)) == ((), 1)


def test_hints_are_for_who_writes_the_lesson(cast, client):
    save_one(cast.teacher, cast.journal, text("topic", cast.lesson, "Present Simple"))
    client.force_login(cast.deputy)
    assert "на русском языке" not in panel(client, cast).replace("\xa0", " ")


def test_homework_over_holidays_of_the_own_course_is_pointed_out(cast):
    save_one(cast.teacher, cast.journal, text("homework", cast.lesson, "§ 14, читать"))
    assert hints(cast).homework == ()
    days = {"since": date(2026, 11, 21), "until": date(2026, 11, 22), "institution": cast.institution}
    other = Holiday.objects.create(name="Каникулы первого курса", course=cast.group.course + 1, **days)
    assert hints(cast).homework == ()
    other.course = cast.group.course
    other.save()
    (said,) = hints(cast).homework
    assert "праздники" in said
    Lesson.objects.filter(pk=cast.lessons[4].pk).update(date=date(2026, 11, 21))
    assert hints(cast).homework == ()


def test_homework_for_the_weekend_is_pointed_out_in_schools_only(cast):
    save_one(cast.teacher, cast.journal, text("homework", cast.lesson, "§ 14, читать"))
    assert hints(cast).homework == ()
    cast.institution.kind = InstitutionKind.SCHOOL
    cast.institution.save()
    assert len(hints(cast).homework) == 1
    cast.group.course = 7
    cast.group.save()
    assert hints(cast).homework == ()


def test_too_many_tests_of_the_term_are_pointed_out_at_a_test(cast):
    make_work(cast.lesson, "КР", position=2)
    assert hints(cast).works == ()
    make_work(cast.lessons[2], "КР", position=1)
    (said,) = hints(cast).works
    assert said.replace("\xa0", " ") == "Контрольных в этом периоде 2 на 5 занятий — больше 10 %."
    assert hints(cast, cast.lessons[1]).works == ()


def test_second_test_of_the_same_learners_on_a_day_is_pointed_out(cast):
    make_work(cast.lesson, "КР", position=2)
    part, sibling = (make_group(cast.institution, f"ОН-24-{number}", parent=cast.group) for number in (1, 2))
    for group, name in ((cast.group, "Математика"), (part, "Физика"), (cast.foreign_group, "Чужая")):
        journal = make_journal(group, make_element(cast.institution, name), cast.year)
        make_work(make_lesson(journal, TODAY, 2, teachers=[cast.staff]), "КР", position=1)
    (said,) = hints(cast).works
    assert said.replace("\xa0", " ") == "В этот день у группы уже есть контрольная: Математика, Физика."
    journal = make_journal(sibling, make_element(cast.institution, "Химия"), cast.year)
    lesson = make_lesson(journal, TODAY, 3, teachers=[cast.staff])
    make_work(lesson, "КР", position=1)
    (said,) = hints_of(journal, lesson).works
    assert said.replace("\xa0", " ").endswith(": Математика, Материаловедение.")


@pytest.mark.row("E13")
def test_last_lesson_of_the_month_asks_for_the_monthly_mark_until_it_has_its_column(monthly, client):
    kind = WorkKind.objects.get(institution=monthly.institution, monthly=True)
    client.force_login(monthly.teacher)
    assert f'data-add-monthly="{kind.pk}"' in panel(client, monthly)
    assert "data-add-monthly" not in panel(client, monthly, monthly.lessons[2])
    assert hints(monthly, monthly.lessons[1]).monthly == kind.pk
    page = client.get(reverse("journal:grid-lesson", args=[monthly.journal.pk, monthly.lesson.pk]))
    assert "контрольную точку (МИУД)" in page.content.decode().replace("\xa0", " ")
    add_monthly(monthly)
    assert "data-add-monthly" not in panel(client, monthly)


@pytest.mark.parametrize("why", ["later", "off", "unmarked", "cancelled"])
def test_monthly_mark_is_not_asked_for(monthly, why):
    if why == "later":
        Lesson.objects.filter(pk=monthly.lessons[4].pk).update(cancelled=False)
    elif why == "off":
        monthly.institution.settings.monthly_marks = False
        monthly.institution.settings.save()
    elif why == "unmarked":
        Journal.objects.filter(pk=monthly.journal.pk).update(kind=JournalKind.UNMARKED)
    else:
        Lesson.objects.filter(pk=monthly.lesson.pk).update(cancelled=True)
    assert hints(monthly).monthly is None
    assert wanted(monthly) == []


def wanted(cast) -> list[str]:
    """What of today's lesson the page «Today» calls for, as far as it is about the monthly mark."""
    page = today_of(cast.teacher.journal_person, cast.institution, timezone.now())
    lines = [line.text for line in page.due if line.lesson == cast.lesson.pk]
    return [part for line in lines for part in line.replace("\xa0", " ").split(", ") if "МИУД" in part]


@pytest.mark.row("E13")
def test_today_counts_the_monthly_mark_as_missing_until_everybody_has_it(monthly):
    today = monthly.lesson.date
    assert wanted(monthly) == ["контрольная точка (МИУД)"]
    work = add_monthly(monthly)
    assert wanted(monthly) == ["контрольная точка (МИУД)"]
    save_as(monthly.teacher, monthly.journal, mark(work, monthly.learners[0], "5"))
    assert wanted(monthly) == ["отметки за МИУД: 2 человека"]
    save_as(monthly.teacher, monthly.journal, *(mark(work, one, "4") for one in monthly.learners[1:]))
    assert (wanted(monthly), today) == ([], TODAY)


def test_lesson_of_a_colleague_later_in_the_month_is_the_last_one(monthly):
    colleague = monthly.foreign_teacher.journal_person.staff.get()
    make_lesson(monthly.journal, date(2026, 11, 30), teachers=[colleague])
    assert (hints(monthly).monthly, wanted(monthly)) == (None, [])


def test_monthly_marks_cost_today_one_read_and_nothing_where_they_are_not_given(monthly):
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            today_of(monthly.teacher.journal_person, monthly.institution, timezone.now())
        return len(queries)

    cost()
    with_them = cost()
    for day in (17, 18):
        make_lesson(monthly.journal, date(2026, 11, day), teachers=[monthly.staff])
    assert cost() == with_them
    monthly.institution.settings.monthly_marks = False
    assert cost() == with_them - 1
