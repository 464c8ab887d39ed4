"""A prepared read gives the rows of the queryset it was made from, whatever the values."""

from datetime import date

import pytest
from django.utils import timezone

from journal_plugin.core.prepared import Prepared
from journal_plugin.lessons.models import Lesson
from journal_plugin.people.models import Guardianship, Learner
from tests.cast import LESSON_DAYS, Cast

FIELDS = ("date", "number", "starts", "topic_at", "journal__group__name", "cancelled")


def lessons(groups, since, until):
    """Lessons of groups between two days."""
    rows = Lesson.objects.filter(journal__group__in=groups, date__gte=since, date__lte=until, cancelled=False)
    return rows.order_by("date", "number").values_list(*FIELDS)


@pytest.mark.parametrize("named", [False, True])
def test_prepared_rows_equal_the_querysets(cast: Cast, named: bool) -> None:
    kinds = {"groups": [int], "since": date, "until": date}
    read = Prepared(lessons, **kinds) if named else Prepared(lessons, *kinds.values())
    for groups in ([cast.group.pk], [cast.group.pk, cast.foreign_group.pk], []):
        for since, until in ((LESSON_DAYS[0], LESSON_DAYS[-1]), (LESSON_DAYS[2], LESSON_DAYS[3])):
            rows = read.rows(groups=groups, since=since, until=until) if named else read.rows(groups, since, until)
            assert rows == list(lessons(groups, since, until))


def test_asked_value_is_asked_again_at_each_reading(cast: Cast, clock) -> None:
    Guardianship.objects.filter(learner=cast.learners[0]).update(until=date(2026, 11, 20))
    read = Prepared(
        lambda pk: Learner.objects.filter(pk=pk, guardianships__until__gte=timezone.localdate()).values_list("pk"),
        int,
        today=timezone.localdate,
    )
    before = read.rows(cast.learners[0].pk)
    clock.shift(24 * 3600)
    assert (before, read.rows(cast.learners[0].pk)) == ([(cast.learners[0].pk,)], [])


def test_parameter_that_the_sql_does_not_use_is_refused(db) -> None:
    read = Prepared(lambda pk, _other: Learner.objects.filter(pk=pk).values_list("pk"), int, int)
    with pytest.raises(ValueError, match="does not use"):
        read.rows(1, 2)
