"""Comments to marks: cells of the register like the marks themselves (G02, E11)."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from journal_plugin.lessons.models import Change, Journal
from journal_plugin.marks.models import Mark
from tests.factories.gradebook import comment, mark, save_as, save_one

WORDS = "Задачу решили двумя способами"


@pytest.fixture
def given(cast):
    """A five of Аня for the first work of today."""
    save_one(cast.teacher, cast.journal, mark(cast.works[0], cast.learners[0], "5"))
    return cast


def comments() -> set[tuple]:
    return set(Mark.objects.exclude(comment="").values_list("work", "learner", "comment", "comment_version"))


@pytest.mark.row("G02", "E11")
def test_comment_is_written_with_its_own_version_and_history(given):
    work, learner = given.works[0], given.learners[0]
    first = save_one(given.teacher, given.journal, comment(work, learner, WORDS))
    assert (first.status, first.standing.value, first.standing.version) == ("accepted", WORDS, 1)
    assert save_one(given.teacher, given.journal, mark(work, learner, "4", 1)).status == "accepted"
    second = save_one(given.teacher, given.journal, comment(work, learner, "", 1))
    assert (second.status, second.standing.version, comments()) == ("accepted", 2, set())
    assert list(Change.objects.filter(what="comment").values_list("work", "learner", "old", "new", "version")) == [
        (work.pk, learner.pk, "", WORDS, 1),
        (work.pk, learner.pk, WORDS, "", 2),
    ]


def test_comment_without_a_mark_is_refused(given):
    nobody = save_one(given.teacher, given.journal, comment(given.works[0], given.learners[1], WORDS))
    assert (nobody.status, nobody.why) == ("refused", "Здесь нет отметки, к которой нужен комментарий.")
    save_one(given.teacher, given.journal, mark(given.works[0], given.learners[0], "", 1))
    cleared = save_one(given.teacher, given.journal, comment(given.works[0], given.learners[0], WORDS))
    assert (cleared.status, comments()) == ("refused", set())


@pytest.mark.parametrize(("length", "status"), [(200, "accepted"), (201, "refused")])
def test_comment_is_a_word_and_not_a_letter(given, length, status):
    answer = save_one(given.teacher, given.journal, comment(given.works[0], given.learners[0], "а" * length))
    assert answer.status == status


def test_comment_follows_the_window_of_the_mark(cast, clock):
    work, learner = cast.lessons[1].works.get(), cast.learners[0]
    save_one(cast.teacher, cast.journal, mark(work, learner, "4"))
    assert save_one(cast.teacher, cast.journal, comment(work, learner, WORDS)).status == "accepted"
    clock.shift(24 * 3600)
    late = save_one(cast.teacher, cast.journal, comment(work, learner, "", 1))
    assert (late.status, late.standing.value, late.standing.by) == ("locked", WORDS, "Петров\u00a0П.\u00a0П.")
    ahead = save_one(cast.teacher, cast.journal, comment(cast.lessons[4].works.get(), learner, WORDS))
    assert (ahead.status, cast.lessons[4].date) == ("locked", date(2026, 11, 23))


@pytest.mark.parametrize("who", ["curator", "deputy", "parent", "student", "foreign_teacher"])
def test_nobody_but_the_teacher_comments(given, who):
    with pytest.raises(Journal.DoesNotExist):
        save_one(getattr(given, who), given.journal, comment(given.works[0], given.learners[0], WORDS))
    assert comments() == set()


def test_comment_is_not_written_through_a_foreign_address(given):
    work, learner = given.works[0], given.learners[0]
    answers = save_as(
        given.teacher,
        given.journal,
        comment(given.foreign_lesson.works.get(), given.foreign_learner, WORDS),
        comment(work, given.foreign_learner, WORDS),
        comment(work, learner, WORDS, lesson=given.lessons[2].pk),
        comment(work, learner, WORDS)._replace(learner=None),
        comment(work, learner, WORDS)._replace(work=None),
    )
    assert [answer.status for answer in answers] == ["refused"] * 5
    assert save_one(given.substitute, given.journal, comment(work, learner, WORDS)).status == "refused"
    assert comments() == set()


def test_two_comments_are_a_conflict_that_names_the_first_author(given):
    work, learner = given.works[0], given.learners[0]
    save_one(given.teacher, given.journal, comment(work, learner, WORDS))
    late = save_one(given.teacher, given.journal, comment(work, learner, "Иначе", 0))
    assert (late.status, late.standing.value, late.standing.version, late.standing.by) == (
        "conflict",
        WORDS,
        1,
        "Петров\u00a0П.\u00a0П.",
    )
    assert late.standing.at == Change.objects.get(what="comment").at
    assert comments() == {(work.pk, learner.pk, WORDS, 1)}


def test_statements_do_not_grow_with_comments(cast):
    save_as(cast.teacher, cast.journal, *(mark(work, who, "5") for work in cast.works for who in cast.learners))

    def statements(*operations) -> int:
        with CaptureQueriesContext(connection) as queries:
            save_as(cast.teacher, cast.journal, *operations)
        return len(queries)

    one = statements(comment(cast.works[0], cast.learners[0], WORDS))
    assert one == statements(*(comment(cast.works[1], who, WORDS) for who in cast.learners))
    behind = statements(comment(cast.works[0], cast.learners[0], "Иначе"))
    assert behind == statements(*(comment(cast.works[1], who, "Иначе") for who in cast.learners))


def part(client, cast, learner) -> str:
    address = reverse("journal:cell-history", args=[cast.journal.pk, cast.lesson.pk, learner.pk])
    return client.get(address, headers={"X-Requested-With": "fetch"}).content.decode()


def test_panel_offers_a_comment_where_a_mark_stands_to_who_writes_it(given, client):
    work, learner = given.works[0], given.learners[0]
    save_one(given.teacher, given.journal, comment(work, learner, WORDS))
    client.force_login(given.teacher)
    page = part(client, given, learner)
    assert (page.count("<textarea"), page.count(f'data-comment="{work.pk}" data-version="1">{WORDS}</textarea>')) == (
        1,
        1,
    )
    assert part(client, given, given.learners[1]).count("<textarea") == 0
    client.force_login(given.deputy)
    page = part(client, given, learner)
    assert (page.count("<textarea"), page.count(f"Комментарий для семьи, ОТ: 5:</b> {WORDS}")) == (0, 1)


def test_panel_of_a_shut_lesson_offers_no_comment(cast, client, clock):
    save_one(cast.teacher, cast.journal, mark(cast.works[0], cast.learners[0], "5"))
    client.force_login(cast.teacher)
    assert part(client, cast, cast.learners[0]).count("<textarea") == 1
    clock.shift(22 * 24 * 3600)
    client.force_login(cast.teacher)
    assert part(client, cast, cast.learners[0]).count("<textarea") == 0
