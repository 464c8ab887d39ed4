"""Reads do not grow with learners, lessons or journals: counted at one and at three."""

from datetime import date

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from journal_plugin.lessons.models import Lesson, LessonTeacher, Work
from journal_plugin.people.models import Membership
from tests.factories.curriculum import assign, make_element
from tests.factories.gradebook import absence, mark, save_as, text
from tests.factories.lessons import make_journal, make_lesson
from tests.factories.people import make_group


def reads(client, name: str, *args, warm: bool = False) -> int:
    url = reverse(f"journal:{name}", args=args)
    client.get(url)
    if not warm:
        cache.clear()
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def fill(cast, learners, lessons) -> None:
    for lesson in lessons:
        work = lesson.works.first()
        present, *absent = learners
        save_as(
            cast.teacher,
            cast.journal,
            mark(work, present, "5"),
            *(absence(lesson, learner, "н") for learner in absent),
            text("topic", lesson, "Тема"),
        )


@pytest.mark.parametrize("name", ["grid", "grid-topics", "grid-finals"])
@pytest.mark.parametrize("who", ["teacher", "deputy", "curator"])
def test_pages_of_a_journal_read_as_much_for_three_as_for_one(cast, client, name, who):
    first, *others = cast.learners
    Membership.objects.filter(learner__in=others).delete()
    Work.objects.exclude(lesson=cast.lesson).delete()
    LessonTeacher.objects.exclude(lesson=cast.lesson).delete()
    Lesson.objects.exclude(pk=cast.lesson.pk).delete()
    fill(cast, [first], [cast.lesson])
    client.force_login(getattr(cast, who))
    one = reads(client, name, cast.journal.pk)
    for learner in others:
        Membership.objects.create(learner=learner, group=cast.group, since=date(2026, 9, 1))
    fill(cast, cast.learners, [make_lesson(cast.journal, date(2026, 11, day)) for day in (17, 18)])
    assert reads(client, name, cast.journal.pk) == one


def test_unchanged_grid_reads_its_stamp_only(cast, client):
    fill(cast, cast.learners, [cast.lesson])
    client.force_login(cast.teacher)
    assert reads(client, "grid", cast.journal.pk, warm=True) == 7


def test_list_of_journals_reads_as_much_for_three_as_for_one(cast, client):
    client.force_login(cast.teacher)
    one = reads(client, "books")
    for number in (1, 2):
        group = make_group(cast.institution, f"ТМ-3{number}")
        element = make_element(cast.institution, f"МДК.0{number}.01")
        assign(cast.staff, group, element, cast.term)
        make_lesson(make_journal(group, element, cast.year), date(2026, 11, 18), teachers=[cast.staff])
    assert reads(client, "books") == one
