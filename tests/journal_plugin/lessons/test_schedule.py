"""The schedule of tests (B14)."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from journal_plugin.lessons.models import Lesson, Work, WorkKind
from journal_plugin.lessons.pages import ControlSchedulePage
from journal_plugin.lessons.queries.control import planned_tests
from journal_plugin.lessons.schedule import PlannedTest, by_groups
from tests.factories.curriculum import make_element
from tests.factories.lessons import make_journal, make_lesson
from tests.factories.people import make_group
from tests.words import words_of

MONDAY = date(2026, 11, 23)


def planned(day: date, element: str = "Физика", **fields) -> PlannedTest:
    return PlannedTest("ОН-24", day, element, "Контрольная работа", **fields)


def told(*tests: PlannedTest) -> tuple[str, ...]:
    (group,) = by_groups(tests)
    return tuple(text.replace("\u2060", "").replace("\u00a0", " ") for text in group.too_much)


def test_one_test_a_day_and_three_a_week_are_in_order():
    assert told(*(planned(date(2026, 11, day), f"Предмет {day}") for day in (23, 24, 25, 30))) == ()


def test_two_tests_on_a_day_and_four_in_a_week_are_told():
    assert told(planned(MONDAY), planned(MONDAY, "Химия")) == ("23 ноября: контрольных 2",)
    week = [planned(date(2026, 11, day), f"Предмет {day}") for day in (23, 24, 25, 27)]
    assert told(*week) == ("23–29 ноября: за неделю контрольных 4",)


def test_parts_that_write_the_same_test_side_by_side_count_once():
    assert told(planned(MONDAY, part="ОН-24-1"), planned(MONDAY, part="ОН-24-2")) == ()


def test_tests_of_different_parts_are_written_by_different_learners():
    one, other = planned(MONDAY, part="ОН-24-1"), planned(MONDAY, "Химия", part="ОН-24-2")
    assert told(one, other) == ()
    assert told(one, other, planned(MONDAY, "Право")) == ("23 ноября: контрольных 2",)


def announce(cast, lesson: Lesson, code: str = "КР", title: str = "") -> Work:
    kind = WorkKind.objects.get(institution=cast.institution, code=code)
    return Work.objects.create(lesson=lesson, kind=kind, weight=kind.weight, title=title, position=7)


@pytest.mark.row("B14")
def test_tests_of_the_period_come_by_groups_and_days(cast):
    announce(cast, cast.lessons[4], title="Стали")
    announce(cast, cast.lesson)
    announce(cast, cast.foreign_lesson)
    announce(cast, cast.lessons[2], "ОТ")  # an answer is no test
    part = make_journal(make_group(cast.institution, "ОН-24-1", parent=cast.group), cast.element, cast.year)
    announce(cast, make_lesson(part, date(2026, 11, 24)))

    assert [(test.group, test.part, test.day, test.title) for test in planned_tests(cast.term)] == [
        ("ОН-24", "", date(2026, 11, 20), ""),
        ("ОН-24", "", MONDAY, "Стали"),
        ("ОН-24", "ОН-24-1", date(2026, 11, 24), ""),
        ("ОН-25", "", date(2026, 11, 20), ""),
    ]


def test_a_cancelled_lesson_has_no_test(cast):
    announce(cast, cast.lesson)
    Lesson.objects.filter(pk=cast.lesson.pk).update(cancelled=True)
    assert planned_tests(cast.term) == []


@pytest.fixture
def page(cast):
    page = ControlSchedulePage(title="График контрольных работ", slug="tests")
    return cast.institution.site.root_page.add_child(instance=page)


@pytest.mark.row("B14")
def test_a_guest_reads_the_schedule_and_who_keeps_the_directories_what_is_too_much(client, cast, page):
    announce(cast, cast.lesson)
    second = make_journal(cast.group, make_element(cast.institution, "Гидравлика"), cast.year)
    announce(cast, make_lesson(second, cast.lesson.date, 3))
    warned = "Контрольных больше, чем следует 20 ноября: контрольных 2"
    text = words_of(client.get("/tests/"))
    assert ("20 ноября, пт Материаловедение Контрольная работа" in text, warned in text) == (True, False)
    for user, sees in ((cast.parent, False), (cast.deputy, True)):
        client.force_login(user)
        assert (warned in words_of(client.get("/tests/"))) is sees


def test_queries_do_not_grow_with_tests(client, cast, page):
    client.force_login(cast.student)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/tests/").status_code == 200
        return len(queries)

    announce(cast, cast.lesson)
    asked()
    one = asked()
    for lesson in cast.lessons[:3]:
        announce(cast, lesson)
    assert asked() == one
