"""A prepared read gives the rows of the queryset it was made from, whatever the values."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db.models import Value
from django.utils import timezone

from journal_plugin.core.prepared import Prepared, is_stand_in
from journal_plugin.lessons.models import Change, Lesson
from journal_plugin.people.models import Guardianship, Learner
from tests.cast import LESSON_DAYS, Cast
from tests.factories.gradebook import save_one, text

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


def test_days_may_be_named_one_by_one(cast: Cast) -> None:
    def held(days):
        return Lesson.objects.filter(journal=cast.journal, date__in=days).order_by("date").values_list("date")

    read = Prepared(held, [date])
    for days in ([], list(LESSON_DAYS[:1]), list(LESSON_DAYS[1:4])):
        assert read.rows(days) == [(day,) for day in days]


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


def test_raw_rows_are_the_databases_own_and_change_with_it(cast: Cast) -> None:
    read = Prepared(lambda pk: Lesson.objects.filter(pk=pk).values_list("pk", "date", "attendance_at"), int)
    before = read.raw(cast.lesson.pk)
    assert before == read.raw(cast.lesson.pk)
    Lesson.objects.filter(pk=cast.lesson.pk).update(attendance_at=datetime(2026, 11, 20, 5, 30, tzinfo=UTC))
    assert (before[0][0], before[0][2]) == (cast.lesson.pk, None)
    assert read.raw(cast.lesson.pk) != before
    assert read.rows(cast.lesson.pk) == [
        (cast.lesson.pk, date(2026, 11, 20), datetime(2026, 11, 20, 5, 30, tzinfo=UTC))
    ]


def test_keys_and_moments_are_parameters_too(cast: Cast) -> None:
    keys = [uuid4() for _place in range(3)]
    for place, key in enumerate(keys):
        save_one(cast.teacher, cast.journal, text("topic", cast.lesson, f"Тема {place}", place, key=key))
    fields = ("key", "new", "at")
    known = list(Change.objects.order_by("seq").values_list(*fields))
    several = Prepared(lambda keys: Change.objects.filter(key__in=keys).order_by("seq").values_list(*fields), [UUID])
    one = Prepared(lambda key: Change.objects.filter(key=key).values_list(*fields), UUID)
    since = Prepared(lambda at: Change.objects.filter(at__gte=at).order_by("seq").values_list(*fields), datetime)
    assert (several.rows(keys[1:]), one.rows(keys[0]), one.rows(uuid4())) == (known[1:], known[:1], [])
    assert (since.rows(known[0][2]), since.rows(known[0][2] + timedelta(microseconds=1))) == (known, [])


def test_number_that_no_column_holds_finds_nothing(cast: Cast) -> None:
    read = Prepared(lambda pk: Learner.objects.filter(pk=pk).values_list("pk"), int)
    assert (read.rows(cast.learners[0].pk), read.rows(2**63), read.raw(10**30)) == ([(cast.learners[0].pk,)], [], [])


def test_literal_percent_sign_is_refused(db) -> None:
    def of_text(pk):
        return Learner.objects.filter(pk=pk).extra(where=["'100 %s' <> ''"]).values_list("pk")

    with pytest.raises(ValueError, match="percent"):
        Prepared(of_text, int).rows(1)
    shown = Prepared(lambda pk: Learner.objects.filter(pk=pk).values_list(Value("100 %s")), int)
    assert shown.rows(1) == []


def test_numbers_that_stand_for_parameters_are_known() -> None:
    read = Prepared(lambda *pks: Learner.objects.filter(pk__in=pks).values_list("pk"), *[int] * 3)
    assert [is_stand_in(number) for number in (32_699, 32_700, 32_763, 32_764, -1)] == [False, True, True, False, False]
    assert list(read.kinds) == [0, 1, 2]
