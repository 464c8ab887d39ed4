"""The academic calendar as a list: free days and days of interim attestation (A08, A12)."""

from datetime import date

import pytest

from journal_plugin.calendar.models import AttestationPeriod, Holiday
from journal_plugin.curriculum.models import Programme
from journal_plugin.exchange.exporters import export_list
from journal_plugin.exchange.lists import context_of
from journal_plugin.lessons.models import Lesson
from journal_plugin.timetable.actions import enter_slots
from journal_plugin.timetable.cards import SlotCard
from tests.factories.exchange import plan, put, refusals

HEAD = "Что;Наименование;С;По;Программа;Курс;Локальный акт\n"
WINTER = "каникулы;Зимние каникулы;31.12.2026;08.01.2027;;;\n"
SESSION = "аттестация;Зимняя сессия;21.12.2026;28.12.2026;Сварка;3;приказ № 120-од\n"


@pytest.fixture
def programme(cast):
    return Programme.objects.create(institution=cast.institution, name="Сварка")


@pytest.mark.row("A08", "A12")
def test_free_days_and_attestations_come_for_a_programme_and_a_course_and_go_out_the_same(cast, programme):
    put(cast, "days", HEAD + WINTER + SESSION)
    assert Holiday.objects.filter(name="Зимние каникулы", since=date(2026, 12, 31), programme=None).count() == 1
    session = AttestationPeriod.objects.get()
    assert (session.programme, session.course, session.until, session.act) == (
        programme,
        3,
        date(2026, 12, 28),
        "приказ № 120-од",
    )
    out = export_list("days", context_of("days", cast.institution)).decode("utf-8-sig")
    assert "Зимняя сессия" in out
    assert plan(cast, "days", out).is_empty


@pytest.mark.row("A08")
def test_days_of_the_same_name_are_moved(cast, programme):
    put(cast, "days", HEAD + WINTER)
    put(cast, "days", HEAD + WINTER.replace("08.01.2027", "10.01.2027"))
    assert [row.until for row in Holiday.objects.filter(name="Зимние каникулы")] == [date(2027, 1, 10)]


def test_what_cannot_be_is_refused_with_the_cell(cast, programme):
    wrong = (
        ("каникулы;Весна;10.03.2027;01.03.2027;;;\n", "По"),
        ("каникулы;Весна;10.03.2029;12.03.2029;;;\n", "С"),
        ("аттестация;Сессия;21.12.2026;28.12.2026;;;\n", "Локальный акт"),
        ("каникулы;Весна;10.03.2027;12.03.2027;Пекарь;;\n", "Программа"),
        ("отпуск;Весна;10.03.2027;12.03.2027;;;\n", "Что"),
    )
    for line, column in wrong:
        assert [refusal[1] for refusal in refusals(cast, "days", HEAD + line)] == [column]
    assert not Holiday.objects.filter(name="Весна").exists()


@pytest.mark.row("A08")
def test_lessons_leave_the_days_of_the_list(cast):
    staff = cast.staff.external_id or cast.staff.person.full_name
    slot = SlotCard(week="", weekday=1, number=2, group=cast.group.name, element=cast.element.name, teachers=(staff,))
    enter_slots(term=cast.term, cards=[slot], since=date(2026, 11, 23))
    here = Lesson.objects.filter(slot__isnull=False, date=date(2026, 11, 30))
    assert here.count() == 1
    put(cast, "days", HEAD + "нерабочий день;День колледжа;30.11.2026;30.11.2026;;;\n")
    assert here.count() == 0
