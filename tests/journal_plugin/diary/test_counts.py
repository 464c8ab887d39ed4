"""The number of queries depends neither on children, lessons or marks nor on the week."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from journal_plugin.core.near import near_cache
from tests.cast import Cast
from tests.factories.assignments import make_task, make_work
from tests.factories.curriculum import assign, make_element
from tests.factories.gradebook import absence, mark, save_as
from tests.factories.lessons import make_journal, make_lesson
from tests.factories.people import make_guardian
from tests.journal_plugin.diary.reading import signed_in

SCREENS = {"": 7, "2026-10-12/": 4, "2026-11-13/": 4, "marks/": 7, "absences/": 5}
"""Queries of each screen, session and user among them; calendar, tasks, materials, changes are one each, once a minute."""


def counts(cast: Cast) -> dict[str, int]:
    """Queries of each screen at a second request, when the shell is drawn already."""
    client, found = signed_in(cast.parent), {}
    for screen in SCREENS:
        address = f"/dnevnik/{cast.learners[0].pk}/{screen}"
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        found[screen] = len(queries)
    return found


@pytest.mark.usefixtures("diary")
def test_screens_take_the_same_queries_for_one_and_for_three(cast: Cast) -> None:
    before = counts(cast)
    for number, learner in enumerate(cast.learners):
        if number:
            make_guardian(learner, cast.parent.journal_person)
        element = make_element(cast.institution, f"Предмет {number}")
        journal = make_journal(cast.group, element, cast.year)
        assign(cast.staff, cast.group, element, cast.term)
        for shift in range(3):
            lesson = make_lesson(journal, date(2026, 11, 16) + timedelta(days=shift), 2 + number % 2, works=2)
            save_as(
                cast.teacher,
                journal,
                *(mark(work, learner, "4") for work in lesson.works.all()),
                absence(make_lesson(journal, date(2026, 11, 9) + timedelta(days=shift)), learner, "н"),
            )
    assert (before, counts(cast)) == (SCREENS, SCREENS)


@pytest.mark.usefixtures("diary")
def test_week_1_and_week_18_take_the_same_queries(cast: Cast) -> None:
    client, taken = signed_in(cast.parent), []
    client.get("/dnevnik/")
    for day in ("2026-09-01", "2026-12-28"):
        make_lesson(cast.journal, date.fromisoformat(day), 3)
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/dnevnik/{cast.learners[0].pk}/{day}/")
        taken.append(len(queries))
    assert taken == [SCREENS["2026-10-12/"] + 4] * 2


@pytest.mark.usefixtures("diary")
def test_tasks_take_one_query_of_the_week_however_many_they_are(cast: Cast) -> None:
    make_task(cast.lesson, cast.teacher)
    expected, found = SCREENS | {"": SCREENS[""] + 1, "2026-11-13/": SCREENS["2026-11-13/"]}, []
    for _times in range(2):
        near_cache.clear()
        found.append(counts(cast))
        for learner in cast.learners:
            make_task(cast.lesson, cast.teacher, learners=[learner.pk])
            make_work(make_task(cast.lesson, cast.teacher), learner)
    assert found == [expected, expected]
