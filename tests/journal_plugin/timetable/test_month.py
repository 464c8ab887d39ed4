"""A month of the timetable."""

from datetime import date, time

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from journal_plugin.lessons.models import Lesson
from journal_plugin.timetable.month import grid_of, month_of
from tests.cast import Cast
from tests.factories.lessons import make_lesson

TODAY = date(2026, 11, 20)


def shown(cast: Cast, user, address: str) -> list[tuple[int, int, time | None, time | None]]:
    """(day, lessons, beginning, end) of the days with lessons that the page shows."""
    client = Client()
    client.force_login(user)
    cells = client.get(address).context["month"].cells
    return [(cell.date.day, cell.lessons, cell.starts, cell.ends) for cell in cells if cell.lessons]


@pytest.mark.row("C03", "C09")
def test_month_says_how_many_lessons_a_day_has_and_from_when_to_when(cast: Cast) -> None:
    make_lesson(cast.journal, TODAY, 3, teachers=[cast.staff], room=cast.lesson.room)
    Lesson.objects.filter(pk=cast.lessons[2].pk).update(cancelled=True)
    one, two = (time(8, 30), time(10)), (time(8, 30), time(13, 50))
    days = [(20, 2, *two), (23, 1, *one)]
    for user, address in (
        (cast.student, f"groups/{cast.group.pk}"),
        (cast.parent, f"learners/{cast.learners[0].pk}"),
        (cast.director, f"teachers/{cast.staff.pk}"),
        (cast.teacher, f"rooms/{cast.lesson.room_id}"),
    ):
        assert shown(cast, user, f"/timetable/{address}/month/?day=2026-11-05") == days
    october = shown(cast, cast.student, f"/timetable/groups/{cast.group.pk}/month/?day=2026-10-01")
    assert october == [(29, 1, *one), (30, 1, *one)]


def test_days_of_other_months_are_empty_places_of_the_grid() -> None:
    month = grid_of([], date(2026, 11, 1))
    assert (month.cells[0].date, month.cells[-1].date, len(month.cells)) == (date(2026, 10, 26), date(2026, 12, 6), 42)
    assert (month.previous, month.following) == (date(2026, 10, 1), date(2026, 12, 1))
    assert grid_of([], date(2026, 11, 1), first_weekday=7).weekdays[0] == date(2026, 11, 1)


@pytest.mark.parametrize(
    ("day", "last"), [(date(2026, 2, 28), 28), (date(2028, 2, 1), 29), (date(2026, 12, 31), 31), (date(2026, 4, 2), 30)]
)
def test_month_of_a_day_ends_on_its_last_day(day: date, last: int) -> None:
    assert month_of(day) == (day.replace(day=1), day.replace(day=last))


def test_month_takes_as_many_queries_with_three_lessons(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.parent)

    def queries() -> int:
        with CaptureQueriesContext(connection) as counter:
            client.get(f"/timetable/learners/{cast.learners[0].pk}/month/")
        return len(counter)

    queries()
    few = queries()
    for number in (2, 3):
        make_lesson(cast.journal, TODAY, number, teachers=[cast.staff])
    assert queries() == few
