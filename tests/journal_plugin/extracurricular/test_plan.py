"""Where an event stands, and how a plan is carried into another year."""

from datetime import date

import pytest

from journal_plugin.extracurricular.enums import EventState
from journal_plugin.extracurricular.plan import line, moved, plan_from
from tests.factories.extracurricular import said

TODAY = date(2026, 11, 20)


def stand(until: date, **fields) -> EventState:
    """The state of an event that ends on ``until``."""
    said_so = {"pk": 1, "held_on": None, "attended": None, "outcome": "", "cancelled": "", "removed": False} | fields
    return line(TODAY, said(since=date(2026, 11, 1), until=until), **said_so).state


def test_an_event_is_overdue_once_its_last_day_is_over_without_a_word():
    assert stand(TODAY) == EventState.PLANNED
    assert stand(date(2026, 11, 19)) == EventState.OVERDUE
    assert stand(date(2026, 11, 19), held_on=date(2026, 11, 18)) == EventState.HELD
    assert stand(date(2026, 11, 19), cancelled="карантин") == EventState.CANCELLED
    assert stand(date(2026, 11, 19), removed=True) == EventState.REMOVED


def test_a_plan_counts_what_stands_and_goes_by_months():
    lines = [
        line(TODAY, said("А", date(2026, 9, 30)), 1, date(2026, 9, 30), 20, "", "", False),
        line(TODAY, said("Б", date(2026, 10, 1)), 2, None, None, "", "дождь", False),
        line(TODAY, said("В", date(2026, 10, 9)), 3, None, None, "", "", False),
        line(TODAY, said("Г", date(2026, 10, 9)), 4, None, None, "", "", True),
    ]
    plan = plan_from(lines)
    assert [(month, len(each)) for month, each in plan.months] == [(date(2026, 9, 1), 1), (date(2026, 10, 1), 2)]
    assert [each.said.title for each in plan.removed] == ["Г"]
    assert (plan.standing, plan.held, plan.overdue) == (2, 1, 1)


@pytest.mark.parametrize(
    ("since", "until", "wanted"),
    [
        (date(2026, 9, 1), date(2026, 9, 4), (date(2027, 9, 1), date(2027, 9, 4))),
        (date(2028, 2, 29), date(2028, 3, 1), (date(2029, 2, 28), date(2029, 3, 1))),
        (date(2026, 12, 30), date(2027, 1, 2), (date(2027, 12, 30), date(2028, 1, 2))),
    ],
)
def test_in_another_year_an_event_keeps_its_days_of_the_calendar(since, until, wanted):
    there = moved(said(since=since, until=until, responsible="Иванов И. И."), 1)
    assert ((there.since, there.until), there.responsible) == (wanted, "")
