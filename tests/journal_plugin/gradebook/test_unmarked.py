"""A journal without marks and homework: first classes, circles and sections (S1-1.4, D17; acceptance case 14)."""

from datetime import date

import pytest
from django.urls import reverse

from journal_plugin.lessons.enums import JournalKind
from tests.factories.curriculum import make_element
from tests.factories.gradebook import absence, final, save_as, text
from tests.factories.lessons import make_journal, make_lesson


@pytest.fixture
def first_class(cast):
    """The teacher's journal without marks, with a lesson today."""
    journal = make_journal(cast.group, make_element(cast.institution, "Кружок"), cast.year, kind=JournalKind.UNMARKED)
    make_lesson(journal, date(2026, 11, 20), 2, teachers=[cast.staff], works=0)
    return journal


@pytest.fixture
def page(client, cast, first_class):
    """The grid, the topics or the lesson as the teacher sees them."""
    client.force_login(cast.teacher)

    def fetch(name: str, *args, **headers) -> str:
        return client.get(reverse(f"journal:{name}", args=[first_class.pk, *args]), **headers).content.decode()

    return fetch


@pytest.mark.row("D17")
def test_grid_has_no_mark_fields(page):
    html = page("grid")
    fields = ('data-put="5"', 'class="cnt"', 'class="avg"', 'class="fin"', 'class="mean"', "data-term=")
    assert [field for field in fields if field in html] == []
    assert 'data-put="н"' in html


@pytest.mark.row("D17")
def test_lesson_and_topics_have_no_homework_fields(page, first_class):
    lesson = first_class.lessons.get()
    part = page("grid-lesson", lesson.pk, headers={"x-requested-with": "fetch"})
    assert ('data-text="topic"' in part, 'data-text="homework"' in part, "data-add-kind" in part) == (
        True,
        False,
        False,
    )
    assert "Домашнее задание" not in page("grid-topics")


def test_page_of_term_marks_is_not_there(client, cast, first_class):
    client.force_login(cast.teacher)
    assert client.get(reverse("journal:grid-finals", args=[first_class.pk])).status_code == 404
    tabs = client.get(reverse("journal:grid-topics", args=[first_class.pk])).context["tabs"]
    assert [tab.url.split("?")[0] for tab in tabs] == [
        reverse("journal:grid", args=[first_class.pk]),
        reverse("journal:grid-topics", args=[first_class.pk]),
    ]


@pytest.mark.row("D17")
def test_server_takes_presence_and_topic_and_refuses_marks_and_homework(cast, first_class):
    lesson, learner = first_class.lessons.get(), cast.learners[0]
    answers = save_as(
        cast.teacher,
        first_class,
        absence(lesson, learner, "н"),
        text("topic", lesson, "Знакомство"),
        text("homework", lesson, "§ 1"),
        final(cast.term, cast.learners[1], "5"),
    )
    assert [answer.status for answer in answers] == ["accepted", "accepted", "refused", "refused"]
