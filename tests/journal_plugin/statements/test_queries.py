"""Forms 1 and 2 against a hand count (requirements §2, §9 cases 6 and 11; H13, H14)."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from journal_plugin.attendance.actions import give_reason
from journal_plugin.people.models import Group
from journal_plugin.statements.documents import form1, form2
from journal_plugin.statements.queries import draw
from tests.factories.attendance import announce
from tests.factories.curriculum import make_element
from tests.factories.lessons import make_journal, make_lesson
from tests.factories.people import join, make_group, make_learner
from tests.factories.statements import FORMED, OCTOBER, make_october, put_absence, put_mark


def drawn(kind: str, group: Group):
    group = Group.objects.select_related("institution__settings").get(pk=group.pk)
    return draw(kind, group, since=OCTOBER[0], until=OCTOBER[1], formed=FORMED)


def give(october, lesson, learner, *, excused: bool) -> None:
    give_reason(
        actor=october.cast.curator.journal_person, learner_id=learner.pk, expected={lesson.pk: 0}, excused=excused
    )


@pytest.mark.row("H13")
def test_form1_holds_averages_of_the_month_with_subgroups_in_their_discipline(cast):
    make_october(cast)
    paper = drawn("form1", cast.group).paper
    assert paper.disciplines == ("Материаловедение", "Физика")
    assert paper.rows == (
        form1.Row("Андреева Анна", (Decimal("4.33"), Decimal("4.00"))),
        form1.Row("Борисов Борис", (Decimal("3.00"), Decimal("4.50"))),
        form1.Row("Ветрова Вера", (None, None)),
        form1.Row("Глебов Глеб", (None, None)),
    )
    assert (paper.group, paper.since, paper.until, paper.formed) == ("ОН-24", *OCTOBER, FORMED)
    assert (paper.marks, paper.curator) == ("средневзвешенный балл", "Куратова\u00a0К.\u00a0К.")


def test_form1_of_the_old_group_keeps_the_marks_of_the_moved_learner(cast):
    make_october(cast)
    paper = drawn("form1", cast.foreign_group).paper
    assert paper.disciplines == ("Психология",)
    assert paper.rows == (form1.Row("Глебов Глеб", (Decimal("5.00"),)), form1.Row("Яковлев Яков", (None,)))


def test_form1_without_weights_says_so_and_counts_so(cast):
    make_october(cast)
    cast.institution.settings.weighted_average = False
    cast.institution.settings.save()
    paper = drawn("form1", cast.group).paper
    assert (paper.marks, paper.rows[0].averages) == ("средний балл", (Decimal("4.50"), Decimal("4.00")))


def test_form1_counts_a_stream_for_its_members(cast):
    october = make_october(cast)
    stream = make_group(cast.institution, "Поток 1", kind="stream")
    join(cast.learners[2], stream)
    lesson = make_lesson(
        make_journal(stream, make_element(cast.institution, "Биология"), cast.year),
        date(2026, 10, 30),
        3,
        teachers=[cast.staff],
    )
    put_mark(lesson.works.get(), cast.learners[2], "5")
    paper = drawn("form1", cast.group).paper
    assert paper.disciplines == ("Биология", "Материаловедение", "Физика")
    assert [row.averages[0] for row in paper.rows] == [None, None, Decimal("5.00"), None]
    assert drawn("form2", cast.group).paper.man_hours == 24
    assert october.moved.memberships.count() == 2


@pytest.mark.row("H14", "D16")
def test_form2_equals_the_hand_count(cast):
    october = make_october(cast)
    _anna, boris, vera = cast.learners
    give(october, october.second, boris, excused=False)
    give(october, october.second, vera, excused=True)
    give(october, october.short, vera, excused=True)
    answer = drawn("form2", cast.group)
    paper = answer.paper
    assert answer.unexplained == 1
    assert paper.dates == tuple(date(2026, 10, day) for day in range(1, 32))

    def hours(**by_day: int) -> tuple[int, ...]:
        return tuple(by_day.get(f"d{day}", 0) for day in range(1, 32))

    assert paper.rows == (
        form2.Row("Андреева Анна", 1, 2, hours(d29=4), 2, 2),
        form2.Row("Борисов Борис", 0, 1, hours(d30=2), 0, 2),
        form2.Row("Ветрова Вера", 1, 2, hours(d30=3), 3, 0),
        form2.Row("Глебов Глеб", 0, 0, hours(), 0, 0),
    )
    assert (paper.man_hours, paper.missed_hours, paper.missed_percent) == (22, 9, Decimal("40.9"))
    assert (paper.unexcused_hours, paper.unexcused_percent) == (4, Decimal("18.2"))
    assert paper.curator == "Куратова\u00a0К.\u00a0К."


def test_form2_counts_man_hours_by_membership_on_the_day(cast):
    """Requirements §9, case 6: the learner who moved on the 30th counts in each group for his own days."""
    make_october(cast)
    paper = drawn("form2", cast.foreign_group).paper
    assert [(row.name, row.lessons, row.unexcused) for row in paper.rows] == [
        ("Глебов Глеб", 1, 2),
        ("Яковлев Яков", 0, 0),
    ]
    assert (paper.man_hours, paper.missed_hours, paper.missed_percent) == (8, 2, Decimal("25.0"))


def test_forms_of_an_empty_group_have_no_rows_and_no_percents(cast):
    empty = make_group(cast.institution, "ОН-26")
    assert drawn("form1", empty).paper.rows == ()
    paper = drawn("form2", empty).paper
    assert (paper.rows, paper.man_hours, paper.missed_percent, paper.unexcused_percent) == ((), 0, None, None)


@pytest.mark.parametrize("kind", ["form1", "form2"])
def test_forms_take_the_same_queries_with_one_and_with_three_of_everything(cast, kind):
    group = make_group(cast.institution, "ОН-27")

    def grow(number: int) -> None:
        element = make_element(cast.institution, f"Предмет {number}")
        learner = make_learner(group, f"Новый{number} Иван Иванович")
        part = make_group(cast.institution, f"ОН-27-{number}", parent=group)
        join(learner, part)
        lesson = make_lesson(make_journal(part, element, cast.year), date(2026, 10, 10 + number), teachers=[cast.staff])
        put_mark(lesson.works.get(), learner, "5")
        put_absence(lesson, learner)

    counts = []
    for numbers in ((1,), (2, 3)):
        for number in numbers:
            grow(number)
        with CaptureQueriesContext(connection) as queries:
            answer = drawn(kind, group)
        counts.append((len(answer.paper.rows), len(queries)))
    assert counts == [(1, counts[0][1]), (3, counts[0][1])]
    assert counts[0][1] == 5


@pytest.mark.row("D14", "D16")
def test_announced_absence_is_in_form_2_from_its_day_on(cast):
    """Today is 20 November: of two announced days one has come."""
    announce(cast.parent, cast.learners[0], date(2026, 11, 20), date(2026, 11, 23))
    rows = {}
    for formed in (date(2026, 11, 20), date(2026, 11, 30)):
        paper = draw("form2", cast.group, since=date(2026, 11, 1), until=date(2026, 11, 30), formed=formed).paper
        rows[formed.day] = next((row.lessons, row.excused, row.unexcused) for row in paper.rows)
    assert rows == {20: (1, 2, 0), 30: (2, 4, 0)}
