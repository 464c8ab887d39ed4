"""Rows written by one statement run for each."""

import datetime

import pytest

from journal_plugin.core.bulk import update_rows
from journal_plugin.lessons.models import Lesson
from tests.cast import Cast
from tests.factories.lessons import make_lesson

AT = datetime.datetime(2026, 11, 20, 5, 30, tzinfo=datetime.UTC)


@pytest.mark.django_db
def test_update_rows_writes_each_row_its_own_values(cast: Cast, django_assert_num_queries) -> None:
    day = datetime.date(2026, 12, 1)
    first, second, other = (make_lesson(cast.journal, day, number) for number in (1, 2, 3))
    with django_assert_num_queries(1):
        update_rows(Lesson, ["topic", "topic_at"], [(first.pk, "50 % «раствор»", AT), (second.pk, "", None)])
    found = list(Lesson.objects.filter(date=day).order_by("number").values_list("pk", "topic", "topic_at"))
    assert found == [(first.pk, "50 % «раствор»", AT), (second.pk, "", None), (other.pk, "", None)]


@pytest.mark.django_db
def test_update_rows_without_rows_asks_nothing(django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        update_rows(Lesson, ["topic"], [])
