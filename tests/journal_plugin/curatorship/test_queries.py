"""The curator's desk on Friday 20 November 2026, 10:30, by hand."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from journal_plugin.attendance.actions import give_reason
from journal_plugin.curatorship.queries.desk import desk_of
from journal_plugin.curatorship.queries.reasons import MissedLesson, Spell, cards_of, spells_of
from tests.factories.curriculum import make_element
from tests.factories.lessons import make_journal, make_lesson
from tests.factories.people import join, make_group, make_learner
from tests.factories.statements import put_absence


def desk(cast, **fields):
    return desk_of(cast.group, cast.institution.local_now(), **fields)


def second_lesson(cast):
    """10:10-11:40 today: the one that runs at 10:30."""
    journal = make_journal(cast.group, make_element(cast.institution, "Физика"), cast.year)
    return make_lesson(journal, date(2026, 11, 20), 2, teachers=[cast.staff])


def test_desk_says_who_is_away_now_and_whose_reason_is_unknown(cast):
    anna, boris, vera = cast.learners
    running = second_lesson(cast)
    put_absence(cast.lesson, anna)
    put_absence(running, boris)
    put_absence(running, vera, "б")
    put_absence(cast.foreign_lesson, cast.foreign_learner)
    shown = desk(cast)
    assert shown.heading == "Сейчас нет двоих, одна причина неизвестна"
    assert (shown.lesson.number, shown.here, shown.expected) == (2, 1, 3)
    assert [(row.name, row.signs, row.known, row.excused) for row in shown.away] == [
        ("Андреева Анна", ((1, "н", "mn"), (2, "", "")), False, True),
        ("Борисов Борис", ((1, "", ""), (2, "н", "mn")), False, True),
        ("Ветрова Вера", ((1, "", ""), (2, "б", "mb")), True, True),
    ]
    assert shown.unknown == 2


def test_desk_counts_the_month_in_hours(cast):
    anna, boris, _vera = cast.learners
    put_absence(cast.lessons[2], anna, "у")
    put_absence(cast.lesson, boris)
    put_absence(cast.lessons[1], anna)  # October
    shown = desk(cast)
    assert (shown.month_percent, shown.month_unexcused) == (Decimal("33.3"), Decimal("16.7"))


def test_a_recorded_reason_is_shown_and_no_longer_asked_for(cast):
    anna = cast.learners[0]
    put_absence(cast.lesson, anna)
    give_reason(
        actor=cast.curator.journal_person,
        learner_id=anna.pk,
        expected={cast.lesson.pk: 0},
        excused=False,
        reason="проспала",
    )
    shown = desk(cast)
    assert shown.heading == "Сейчас нет одного, все причины известны"
    assert [(row.known, row.excused, row.reason) for row in shown.away] == [(True, False, "проспала")]
    assert shown.unknown == 0


@pytest.mark.row("H11")
def test_heat_holds_two_weeks_and_hides_days_ahead(cast):
    anna, boris, _vera = cast.learners
    running = second_lesson(cast)
    put_absence(cast.lessons[2], boris)
    put_absence(cast.lesson, anna)
    put_absence(running, anna)
    put_absence(cast.lessons[1], boris)  # 30 October: before the two weeks
    shown = desk(cast)
    assert (shown.days[0], shown.days[-1], len(shown.days)) == (date(2026, 11, 9), date(2026, 11, 21), 12)
    assert [(row.name, row.hours) for row in shown.heat] == [("Андреева Анна", 4), ("Борисов Борис", 2)]
    none = (None, 0)
    assert shown.heat[0].cells == (*[none] * 4, (0, 0), *[none] * 5, (4, 3), none)
    assert shown.heat[1].cells == (*[none] * 4, (2, 2), *[none] * 5, (0, 0), none)


def test_heat_shows_twelve_and_the_whole_on_request(cast):
    for number in range(14):
        put_absence(cast.lesson, make_learner(cast.group, f"Новиков{number:02} Никита Никитич"))
    shown = desk(cast)
    assert (len(shown.heat), shown.hidden) == (12, 2)
    whole = desk(cast, whole=True)
    assert (len(whole.heat), whole.hidden) == (14, 0)


def test_desk_before_lessons_and_on_a_day_without_them(cast, clock):
    clock.move_to("2026-11-20T08:00:00+05:00")
    assert desk(cast).heading == "Занятия ещё не начались"
    clock.move_to("2026-11-22T10:00:00+05:00")
    empty = desk(cast)
    assert (empty.heading, empty.away, empty.lesson, empty.expected) == ("Сегодня занятий нет", (), None, 0)


def test_a_subgroup_at_its_own_lesson_is_part_of_the_group(cast):
    anna = cast.learners[0]
    subgroup = make_group(cast.institution, "ОН-24-1", parent=cast.group)
    join(anna, subgroup)
    journal = make_journal(subgroup, make_element(cast.institution, "Физика"), cast.year)
    put_absence(make_lesson(journal, date(2026, 11, 20), 2, teachers=[cast.staff]), anna)
    shown = desk(cast)
    assert (shown.heading, shown.here, shown.expected) == ("Сейчас нет одного, одна причина неизвестна", 0, 1)


def test_spells_end_where_the_learner_was_there(cast):
    anna = cast.learners[0]
    put_absence(cast.lessons[0], anna)
    put_absence(cast.lessons[2], anna)
    put_absence(cast.lesson, anna, "б")
    name, spells = spells_of(cast.group, anna.pk, date(2026, 11, 20))
    assert name == "Андреева Анна"
    assert [(spell.since, spell.until, spell.hours, spell.unknown) for spell in spells] == [
        (date(2026, 11, 13), date(2026, 11, 20), 4, 1),
        (date(2026, 10, 29), date(2026, 10, 29), 2, 1),
    ]
    assert spells_of(cast.group, cast.foreign_learner.pk, date(2026, 11, 20)) is None


def test_desk_takes_the_same_queries_with_one_and_with_three_absentees(cast):
    counts = []
    running = second_lesson(cast)
    for learners in (cast.learners[:1], cast.learners[1:]):
        for learner in learners:
            put_absence(running, learner)
        with CaptureQueriesContext(connection) as queries:
            shown = desk(cast)
        counts.append((len(shown.away), len(queries)))
    assert counts == [(1, 7), (3, 7)]


def spell_of(lessons: range, *, known: bool) -> Spell:
    day = date(2026, 11, 2)
    rows = tuple(
        MissedLesson(pk, day, 1, "История", 2, "н", "m-abs", known, known, "справка" if known else "", 0)
        for pk in lessons
    )
    return Spell(day, day, 2 * len(rows), rows, 0 if known else len(rows))


def test_page_of_reasons_lists_the_ticked_absence_and_folds_the_others():
    ill, away, latest = (
        spell_of(range(3), known=True),
        spell_of(range(3, 23), known=False),
        spell_of(range(23, 30), known=False),
    )
    cards = cards_of((latest, away, ill), {lesson.key for lesson in away.lessons})
    assert [[card.number for card in part] for part in (cards.open, cards.waiting, cards.known)] == [[2], [1], [3]]
    (card,) = cards.open
    assert (len(card.first), len(card.others), card.all_ticked) == (6, 14, True)
    assert [(len(card.first), len(card.others)) for card in cards.waiting] == [(7, 0)]
    assert [card.number for card in cards_of((ill, latest), ()).open] == [1]
    assert cards_of((), ()).open == ()
