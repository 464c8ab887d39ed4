"""Presence noted by an entered absence: in the lesson and in the history, once (D12, E11)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from journal_plugin.lessons.models import Change
from tests.factories.gradebook import absence, save_as, save_one, text


@pytest.mark.row("D12", "E11")
def test_entered_absence_notes_presence_in_the_history_once_a_lesson(cast, clock):
    first, second, third = cast.learners
    save_as(cast.teacher, cast.journal, absence(cast.lesson, first, "н"), absence(cast.lesson, second, "о"))
    cast.lesson.refresh_from_db()
    noted = cast.lesson.attendance_at
    clock.shift(600)
    save_as(cast.teacher, cast.journal, absence(cast.lesson, third, "б"), absence(cast.lesson, first, "у", 1))
    cast.lesson.refresh_from_db()
    assert cast.lesson.attendance_at == noted
    assert list(
        Change.objects.filter(what="presence").values_list("lesson", "learner", "old", "new", "version", "at")
    ) == [(cast.lesson.pk, None, "", "+", 1, noted)]


@pytest.mark.parametrize("order", [1, -1])
def test_presence_said_in_the_same_batch_is_noted_as_it_is_said(cast, order):
    sign = absence(cast.lesson, cast.learners[0], "н")
    save_as(cast.teacher, cast.journal, *[sign, text("presence", cast.lesson, "+")][::order])
    assert list(Change.objects.filter(what="presence").values_list("old", "new")) == [("", "+")]


def test_absence_where_presence_is_checked_takes_no_more_statements(cast):
    def statements(operation) -> int:
        with CaptureQueriesContext(connection) as queries:
            save_one(cast.teacher, cast.journal, operation)
        return len(queries)

    unchecked, checked = (statements(absence(cast.lesson, learner, "н")) for learner in cast.learners[:2])
    assert unchecked == checked + 1
