"""A month as weeks of days."""

import datetime

from news.month import EventRow, bounds, grid

TODAY = datetime.date(2026, 11, 20)


def row(first: int, last: int | None = None, kind: str = "event", month: int = 11) -> EventRow:
    return EventRow(
        title=f"{kind} {first}",
        url="/",
        date=datetime.date(2026, month, first),
        last_day=datetime.date(2026, month, last or first),
        time=None,
        until_time=None,
        place="",
        kind=kind,
        kind_label={"event": "мероприятие", "test": "контрольная"}[kind],
    )


def test_grid_of_november_begins_on_the_last_monday_of_october() -> None:
    month = grid(2026, 11, TODAY, [])
    assert (month.weeks[0][0].date, month.weeks[-1][-1].date) == bounds(2026, 11)
    assert bounds(2026, 11) == (datetime.date(2026, 10, 26), datetime.date(2026, 12, 6))


def test_grid_may_begin_on_sunday() -> None:
    assert grid(2026, 11, TODAY, [], first_weekday=7).weeks[0][0].date == datetime.date(2026, 11, 1)


def test_event_of_three_days_stands_on_each_of_them() -> None:
    busy = grid(2026, 11, TODAY, [row(24, 26)]).busy
    assert [cell.date.day for cell in busy] == [24, 25, 26]


def test_signs_of_a_day_do_not_repeat() -> None:
    (cell,) = grid(2026, 11, TODAY, [row(24), row(24, kind="test"), row(24)]).busy
    assert (cell.kinds, cell.label, len(cell.events)) == (("event", "test"), "мероприятие, контрольная", 3)


def test_day_of_a_neighbour_month_shows_nothing() -> None:
    month = grid(2026, 11, TODAY, [row(30, month=10), row(1, month=12)])
    assert month.busy == ()


def test_neighbours_of_january_lie_in_two_years() -> None:
    month = grid(2027, 1, TODAY, [])
    assert (month.previous, month.following) == (datetime.date(2026, 12, 1), datetime.date(2027, 2, 1))


def test_today_is_marked_once() -> None:
    marked = [cell.date for week in grid(2026, 11, TODAY, []).weeks for cell in week if cell.is_today]
    assert marked == [TODAY]


def test_busy_day_shows_four_events_and_folds_the_rest() -> None:
    (cell,) = grid(2026, 11, TODAY, [row(24)] * 7).busy
    assert (len(cell.shown), len(cell.folded)) == (4, 3)


def test_day_of_five_events_folds_nothing() -> None:
    (cell,) = grid(2026, 11, TODAY, [row(24)] * 5).busy
    assert (len(cell.shown), len(cell.folded)) == (5, 0)
