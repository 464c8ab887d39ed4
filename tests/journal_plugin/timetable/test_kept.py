"""The printed week of a group is kept for its reader, and never older than its lessons (C03, C06)."""

from datetime import datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.changes import cancel, give, move, undo
from tests.factories.people import make_staff
from tests.words import words_of

BEFORE = datetime.fromisoformat("2026-11-20T08:29:00+05:00")
DURING = datetime.fromisoformat("2026-11-20T08:31:00+05:00")


@pytest.fixture
def week(client, cast):
    """The words of the group's week, as its teacher reads them."""
    client.force_login(cast.teacher)
    return lambda: words_of(client.get(reverse("journal:timetable_group_week", args=[cast.group.pk])))


@pytest.mark.row("C06")
def test_every_change_of_the_day_is_seen_at_once(cast, week):
    first = week()
    assert "Материаловедение" in first
    cancel(cast)
    assert "отменено" in week()
    undo(cast)
    assert week() == first
    give(cast, make_staff(cast.institution, "Новикова Нина Никитична"))
    assert "Новикова Н. Н." in week()
    undo(cast)
    move(cast, cast.lessons[4], number=2)
    move(cast, number=3)
    assert "перенесено на 24 ноября" in week()


def test_the_lesson_that_goes_on_is_told(cast, week):
    with time_machine.travel(BEFORE, tick=False):
        assert "идёт сейчас" not in week()
    with time_machine.travel(DURING, tick=False):
        assert "идёт сейчас" in week()


def test_a_page_that_is_kept_asks_no_more_than_six_questions(client, cast, week):
    counts = []
    for _again in range(2):
        with CaptureQueriesContext(connection) as queries:
            week()
        counts.append(len(queries))
    assert counts[1] <= 6 < counts[0]


@pytest.mark.row("M05")
def test_what_is_kept_for_one_is_not_shown_to_another(client, cast, week):
    page = week()
    assert "Петров П. П." in page
    for stranger in (cast.foreign_parent, cast.stranger):
        client.force_login(stranger)
        assert client.get(reverse("journal:timetable_group_week", args=[cast.group.pk])).status_code == 404
