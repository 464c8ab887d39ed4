"""Rows written by one statement run for each."""

import datetime

import pytest

from journal_plugin.core.bulk import insert_rows, update_rows
from journal_plugin.lessons.models import Lesson
from journal_plugin.marks.models import Mark
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


@pytest.mark.django_db
def test_insert_rows_meets_a_row_and_sets_only_what_it_is_told(cast: Cast, django_assert_num_queries) -> None:
    work, by = cast.works[0], cast.staff.person
    Mark.objects.filter(work=work).delete()
    first, second = cast.learners[:2]
    Mark.objects.create(work=work, learner=first, code="3", comment="устно", version=1, at=AT, by=by)
    names = ["work_id", "learner_id", "code", "comment", "version", "at", "by_id"]
    rows = [(work.pk, who.pk, "5", "новый", 2, AT, by.pk) for who in (first, second)]
    with django_assert_num_queries(1):
        insert_rows(Mark, names, rows, unique=["work_id", "learner_id"], update=["code", "version"])
    found = set(Mark.objects.filter(work=work).values_list("learner", "code", "comment", "version", "at", "by"))
    assert found == {(first.pk, "5", "устно", 2, AT, by.pk), (second.pk, "5", "новый", 2, AT, by.pk)}


@pytest.mark.django_db
def test_insert_rows_keeps_every_sign_of_a_text(cast: Cast) -> None:
    work, by = cast.works[0], cast.staff.person
    Mark.objects.filter(work=work).delete()
    texts = ['a "b" \\ c\\"', "NULL", "{1,2},\n\t'", ""]
    rows = [
        (work.pk, who.pk, "5", text, AT, by.pk)
        for who, text in zip([*cast.learners, cast.foreign_learner], texts, strict=True)
    ]
    insert_rows(Mark, ["work_id", "learner_id", "code", "comment", "at", "by_id"], rows)
    assert list(Mark.objects.filter(work=work).order_by("pk").values_list("comment", flat=True)) == texts


@pytest.mark.django_db
def test_insert_rows_leaves_the_other_fields_their_defaults(cast: Cast) -> None:
    work, who = cast.works[0], cast.learners[0]
    Mark.objects.filter(work=work).delete()
    names = ["work_id", "learner_id", "code", "at", "by_id"]
    insert_rows(Mark, names, [(work.pk, who.pk, "5", AT, cast.staff.person_id)])
    assert Mark.objects.values_list("comment", "version").get(work=work) == ("", 1)


@pytest.mark.parametrize("options", [{"unique": ["work_id"]}, {"update": ["code"]}])
def test_insert_rows_is_told_both_whom_it_may_meet_and_what_to_set(options, db) -> None:
    with pytest.raises(ValueError, match="told what to set"):
        insert_rows(Mark, ["code"], [("5",)], **options)


@pytest.mark.parametrize("write", [update_rows, insert_rows])
def test_foreign_key_is_called_by_its_column(write, db) -> None:
    with pytest.raises(KeyError, match="work"):
        write(Mark, ["work"], [(1, 1)])
