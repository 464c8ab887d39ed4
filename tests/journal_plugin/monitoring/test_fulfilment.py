"""Fulfilment of programmes (B18)."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from journal_plugin.curriculum.models import TeachingAssignment
from journal_plugin.lessons.models import Journal, Lesson
from journal_plugin.monitoring.fulfilment import Hours, added_up
from journal_plugin.monitoring.queries.fulfilment import of_elements, of_groups, of_journals, of_teachers
from tests.factories.curriculum import add_line, make_curriculum, make_element
from tests.factories.lessons import make_journal, make_lesson
from tests.factories.people import make_group
from tests.words import words_of

TODAY = date(2026, 11, 20)


def lines(found) -> dict[str, Hours]:
    return {f"{line.detail} {line.name}".strip(): line.hours for line in found}


def test_what_is_neither_given_nor_ahead_will_be_missing():
    assert (Hours(64, 20, 30).lag, Hours(64, 20, 30).beyond) == (14, 0)
    assert (Hours(40, 20, 30).lag, Hours(40, 20, 30).beyond) == (0, 10)
    assert Hours(0, 20, 30).beyond == 0  # nothing to compare with


def test_hours_of_a_key_are_added_up():
    rows = [("a", Hours(1, 2, 3, 4)), ("b", Hours(5)), ("a", Hours(10, 20, 30, 40))]
    assert added_up(rows) == {"a": Hours(11, 22, 33, 44), "b": Hours(5)}


@pytest.mark.row("B18")
def test_a_journal_is_compared_with_its_load(cast):
    TeachingAssignment.objects.filter(group=cast.group).update(hours=64)
    Lesson.objects.filter(pk=cast.lessons[0].pk).update(topic="Сталь")

    hours = lines(of_journals(Journal.objects.all(), cast.term, TODAY))["ОН-24 Материаловедение"]

    # four lessons of two hours are behind, one is ahead; a topic stands at one
    assert hours == Hours(planned=64, given=8, ahead=2, no_topic=6)
    assert hours.lag == 54


@pytest.mark.row("B18")
def test_a_cancelled_lesson_is_not_given(cast):
    Lesson.objects.filter(pk=cast.lessons[0].pk).update(cancelled=True)
    hours = lines(of_journals(Journal.objects.all(), cast.term, TODAY))["ОН-24 Материаловедение"]
    assert (hours.given, hours.ahead) == (6, 2)


def test_the_curriculum_stands_in_where_the_load_names_no_hours(cast):
    TeachingAssignment.objects.update(hours=0)
    add_line(make_curriculum(cast.year, groups=(cast.group,)), cast.element, cast.term, 32, 16)
    found = lines(of_journals(Journal.objects.all(), cast.term, TODAY))
    assert found["ОН-24 Материаловедение"].planned == 48
    TeachingAssignment.objects.filter(group=cast.group).update(hours=64)
    assert lines(of_journals(Journal.objects.all(), cast.term, TODAY))["ОН-24 Материаловедение"].planned == 64


def test_a_divided_group_has_theory_together_and_practice_in_parts(cast):
    TeachingAssignment.objects.update(hours=0)
    add_line(make_curriculum(cast.year, groups=(cast.group,)), cast.element, cast.term, 32, 16)
    make_journal(make_group(cast.institution, "ОН-24-1", parent=cast.group), cast.element, cast.year)
    found = lines(of_journals(Journal.objects.all(), cast.term, TODAY))
    assert [found[f"{name} Материаловедение"].planned for name in ("ОН-24", "ОН-24-1")] == [32, 16]


def test_what_is_in_order_stands_behind_a_button(cast, client):
    TeachingAssignment.objects.filter(group=cast.group).update(hours=10)
    Lesson.objects.filter(journal=cast.journal).update(topic="Сталь")
    client.force_login(cast.teacher)
    url = reverse("journal:fulfilment")
    text = words_of(client.get(url))
    assert ("Часов в расписании хватает" in text, "ОН-24" in text, "Показать ещё 1" in text) == (True, False, True)
    assert "ОН-24" in words_of(client.get(url, {"all": ""}))


@pytest.mark.row("B18")
def test_teachers_have_the_hours_that_they_hold_also_as_substitutes(cast):
    TeachingAssignment.objects.filter(group=cast.group).update(hours=64)
    TeachingAssignment.objects.exclude(group=cast.group).update(hours=0)
    found = lines(of_teachers(Journal.objects.filter(group=cast.group), cast.term, TODAY))
    assert {
        name.replace("\u00a0", " "): (hours.planned, hours.given, hours.ahead) for name, hours in found.items()
    } == {
        "Петров П. П.": (64, 6, 2),
        "Сменова С. С.": (0, 2, 0),
    }


@pytest.mark.row("B18")
def test_groups_and_elements_add_their_journals_up(cast):
    TeachingAssignment.objects.update(hours=10)
    second = make_journal(cast.group, make_element(cast.institution, "Гидравлика"), cast.year)
    make_lesson(second, date(2026, 11, 18))
    groups = lines(of_groups(Journal.objects.all(), cast.term, TODAY))
    assert (groups["ОН-24"].planned, groups["ОН-24"].given) == (10, 10)
    elements = lines(of_elements(Journal.objects.all(), cast.term, TODAY))
    assert (elements["Материаловедение"].planned, elements["Гидравлика"]) == (10, Hours(0, 2, 0, 2))


def test_those_that_lag_most_come_first(cast):
    TeachingAssignment.objects.filter(group=cast.group).update(hours=20)
    TeachingAssignment.objects.filter(group=cast.foreign_group).update(hours=80)
    assert [line.detail for line in of_journals(Journal.objects.all(), cast.term, TODAY)] == ["ОН-25", "ОН-24"]


@pytest.mark.row("B18")
def test_the_deputy_reads_all_a_teacher_his_own(cast, client):
    TeachingAssignment.objects.update(hours=64)
    url = reverse("journal:fulfilment")
    seen = {}
    for name in ("deputy", "teacher", "foreign_teacher"):
        client.force_login(getattr(cast, name))
        text = words_of(client.get(url))
        seen[name] = ("ОН-24" in text, "ОН-25" in text)
    assert seen == {"deputy": (True, True), "teacher": (True, False), "foreign_teacher": (False, True)}
    client.force_login(cast.deputy)
    assert "По нагрузке" in words_of(client.get(url, {"by": "teachers"}))


def test_queries_do_not_grow_with_journals_and_lessons(cast, client):
    client.force_login(cast.deputy)

    def asked() -> list[int]:
        counts = []
        for by in ("journals", "teachers", "groups", "elements"):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(reverse("journal:fulfilment"), {"by": by}).status_code == 200
            counts.append(len(queries))
        return counts

    asked()
    one = asked()
    for number in range(3):
        group = make_group(cast.institution, f"НГ-{number}")
        make_lesson(make_journal(group, cast.element, cast.year), date(2026, 11, 18), teachers=[cast.staff])
    assert asked() == one
