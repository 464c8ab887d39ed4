"""Reads of the register's frame."""

from datetime import date, time

import pytest

from journal_plugin.institution.models import InstitutionSettings
from journal_plugin.lessons.queries import day_ends
from tests.factories.compositions import MONDAY, make_divided
from tests.factories.lessons import make_lesson

HOURLY = InstitutionSettings(entry_due="hour")
NEXT_DAY = InstitutionSettings(entry_due="next-day", absence_due="next-day")


@pytest.mark.row("D24")
def test_day_ends_with_the_last_lesson_of_the_group_or_a_part_of_it(cast):
    divided = make_divided(cast)
    make_lesson(divided.journal, MONDAY, 1)
    last = make_lesson(divided.other, MONDAY, 2)
    make_lesson(divided.journal, MONDAY, 3, cancelled=True)
    make_lesson(cast.foreign_journal, MONDAY, 3)
    found = day_ends(HOURLY, {cast.group.pk}, MONDAY, MONDAY)
    assert found == {(cast.group.pk, MONDAY): last.ends}


def test_day_ends_are_not_read_where_nothing_is_due_after_lessons(cast, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert day_ends(NEXT_DAY, {cast.group.pk}, date(2026, 11, 1), date(2026, 11, 30)) == {}
    with django_assert_num_queries(1):
        found = day_ends(HOURLY, {cast.group.pk}, cast.lesson.date, cast.lesson.date)
    assert found == {(cast.group.pk, cast.lesson.date): time(10)}
