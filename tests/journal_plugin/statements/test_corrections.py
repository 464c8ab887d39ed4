"""Corrected cells of Form 2: what follows, what stays, what is kept (S0, Приложение 2)."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from journal_plugin.statements.corrections import Correction, cells, correct, stamped
from journal_plugin.statements.documents import form2

PAPER = form2.Paper(
    group="ОН-24",
    since=date(2026, 10, 1),
    until=date(2026, 10, 2),
    formed=date(2026, 11, 5),
    dates=(date(2026, 10, 1), date(2026, 10, 2)),
    rows=(
        form2.Row("Андреева Анна", 1, 2, (4, 0), 2, 2),
        form2.Row("Борисов Борис", 0, 1, (0, 2), 0, 2),
    ),
    man_hours=40,
    missed_hours=6,
    missed_percent=Decimal("15.0"),
    unexcused_hours=4,
    unexcused_percent=Decimal("10.0"),
    curator="Куратова К. К.",
)


def test_correct_leaves_an_untouched_paper_as_it_is():
    assert correct(PAPER, cells(PAPER)) == (PAPER, ())


def test_corrected_column_moves_the_total_and_the_percent_after_it():
    paper, corrections = correct(PAPER, cells(PAPER) | {("excused", 1): 2, ("unexcused", 1): 0})
    assert [(row.excused, row.unexcused) for row in paper.rows] == [(2, 2), (2, 0)]
    assert (paper.unexcused_hours, paper.unexcused_percent, paper.missed_hours) == (2, Decimal("5.0"), 6)
    assert corrections == (
        Correction("Борисов Борис: Пропущено по уважит. причинам", "0", "2"),
        Correction("Борисов Борис: Пропущено без уважит причин", "2", "0"),
        Correction("Пропущено без уважительных причин, час.", "4", "2"),
        Correction("Пропущено без уважительных причин, %", "10,0", "5,0"),
    )


def test_entered_totals_stay_as_entered_and_percents_follow_the_hours():
    paper, corrections = correct(PAPER, cells(PAPER) | {("man_hours", None): 60, ("unexcused_percent", None): None})
    assert (paper.man_hours, paper.missed_percent, paper.unexcused_percent) == (60, Decimal("10.0"), None)
    assert corrections == (
        Correction("Всего человека часов за месяц", "40", "60"),
        Correction("Всего пропущено занятий, %", "15,0", "10,0"),
        Correction("Пропущено без уважительных причин, %", "10,0", "–"),
    )


def test_entered_total_wins_over_the_columns():
    paper, _corrections = correct(PAPER, cells(PAPER) | {("unexcused", 0): 0, ("unexcused_hours", None): 3})
    assert (paper.unexcused_hours, paper.unexcused_percent) == (3, Decimal("7.5"))


def test_computed_cells_cannot_be_corrected():
    assert {name for name, _index in cells(PAPER)} == {
        "excused", "unexcused", "man_hours", "missed_hours", "missed_percent", "unexcused_hours", "unexcused_percent",
    }  # fmt: skip
    assert replace(PAPER) == PAPER


def test_stamped_corrections_say_who_when_and_why():
    at = datetime(2026, 11, 5, 9, 14, tzinfo=ZoneInfo("Asia/Yekaterinburg"))
    kept = stamped((Correction("Клетка", "0", "2"),), by="Куратова К. К.", at=at, why="справка")
    assert kept == [
        {
            "cell": "Клетка",
            "old": "0",
            "new": "2",
            "by": "Куратова К. К.",
            "at": "2026-11-05T09:14:00+05:00",
            "why": "справка",
        }
    ]
