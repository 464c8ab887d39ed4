"""The pages of practices: the leader plans, the journal is offered the topic, strangers find nothing (B11, S3-4.1.3)."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from journal_plugin.curriculum.models import TeachingAssignment
from journal_plugin.diary.actions import place_diary
from journal_plugin.lessons.models import Lesson
from tests.cast import Cast
from tests.factories.curriculum import assign, make_element
from tests.factories.pages import make_portal
from tests.journal_plugin.diary.reading import html_of, words

PART = {"X-Requested-With": "fetch"}
DAY = date(2026, 11, 24)


@pytest.fixture
def load(cast: Cast) -> TeachingAssignment:
    element = make_element(cast.institution, "Практика по профилю", kind="profile-practice")
    return assign(cast.staff, cast.group, element, cast.term, hours=36)


def form(**changes) -> dict:
    said = {"kind": "visit", "day": DAY.isoformat(), "number": 3, "weeks": 2, "place": "ООО «Мост»", "topic": ""}
    return said | {"key": uuid4()} | changes


def address(load: TeachingAssignment) -> str:
    return reverse("journal:practice", args=[load.pk])


@pytest.mark.row("B11")
def test_the_leader_plans_from_the_journals_and_takes_the_topic_by_one_click(client, cast, load):
    client.force_login(cast.teacher)
    assert reverse("journal:practices") in client.get(reverse("journal:books")).content.decode()
    client.post(address(load), form())
    text = words(html_of(cast.teacher, address(load)))
    assert "4 из 36 ч" in text
    assert text.count("Посещение места практики: ООО «Мост»") == 2
    lesson = Lesson.objects.filter(visit__isnull=False).earliest("date")
    panel = client.get(reverse("journal:grid-lesson", args=[lesson.journal_id, lesson.pk]), headers=PART)
    assert 'data-topic="Посещение места практики: ООО «Мост»"' in panel.content.decode()
    topics = words(html_of(cast.teacher, reverse("journal:grid-topics", args=[lesson.journal_id])))
    assert "Посещение места практики: ООО «Мост»" in topics


def test_the_grid_that_was_open_shows_the_new_lesson(client, cast, load):
    client.force_login(cast.teacher)
    client.post(address(load), form(weeks=1))
    journal = Lesson.objects.get(visit__isnull=False).journal_id
    before = html_of(cast.teacher, reverse("journal:grid", args=[journal]))
    client.post(address(load), form(weeks=1, number=2))
    added = Lesson.objects.get(visit__isnull=False, number=2)
    after = html_of(cast.teacher, reverse("journal:grid", args=[journal]))
    assert (f"l{added.pk}" in before, f"l{added.pk}" in after) == (False, True)


@pytest.mark.row("B17")
def test_the_family_reads_what_is_planned(client, cast, load):
    make_portal(cast.institution)
    place_diary(site=cast.institution.site)
    client.force_login(cast.teacher)
    client.post(address(load), form(topic="Знакомство с предприятием"))
    subject = f"/dnevnik/{cast.learners[0].pk}/subject/{load.element_id}/t{cast.term.pk}/"
    assert "24|нояб., вт|Знакомство с предприятием|" in words(html_of(cast.parent, subject))


def test_what_is_wrong_stays_in_the_form_with_the_reason(client, cast, load):
    client.force_login(cast.teacher)
    page = client.post(address(load), form(place="", topic="Осмотр"))
    assert page.status_code == 422
    assert "Укажите место практики" in words(page.content.decode())
    assert 'value="Осмотр"' in page.content.decode()


def test_a_day_at_the_end_of_the_calendar_is_no_day(client, cast, load):
    client.force_login(cast.teacher)
    assert client.post(address(load), form(day="9999-12-31")).status_code == 422


def test_an_entry_is_taken_out_and_one_that_is_filled_in_stays(client, cast, load):
    client.force_login(cast.teacher)
    client.post(address(load), form())
    first, second = Lesson.objects.filter(visit__isnull=False).order_by("date")
    client.post(reverse("journal:practice-drop", args=[load.pk, second.visit_id]))
    assert not Lesson.objects.filter(pk=second.pk).exists()
    text = "Посетили цех"
    body = {"operations": [{"key": str(uuid4()), "what": "topic", "lesson": first.pk, "value": text, "expected": 0}]}
    client.post(reverse("journal:grid-save", args=[first.journal_id]), body, content_type="application/json")
    page = client.post(reverse("journal:practice-drop", args=[load.pk, first.visit_id]), follow=True)
    assert "уже внесены записи" in words(page.content.decode())
    assert Lesson.objects.get(pk=first.pk).topic == text


def test_taking_out_is_asked_once_more_and_told_of_in_a_second_window(client, cast, load):
    client.force_login(cast.teacher)
    client.post(address(load), form(weeks=1))
    visit = Lesson.objects.get(visit__isnull=False).visit_id
    assert "из графика и из журнала?" in words(client.get(address(load)).content.decode())
    drop = reverse("journal:practice-drop", args=[load.pk, visit])
    said = [words(client.post(drop, follow=True).content.decode()) for _window in range(2)]
    assert "Убрано из графика и из журнала." in said[0]
    assert "уже убрана" in said[1]


def test_a_foreign_entry_is_not_found(client, cast, load):
    other = assign(cast.staff, cast.foreign_group, load.element, cast.term)
    client.force_login(cast.teacher)
    client.post(address(load), form(weeks=1))
    visit = Lesson.objects.get(visit__isnull=False).visit_id
    assert client.post(reverse("journal:practice-drop", args=[other.pk, visit])).status_code == 404
    client.force_login(cast.substitute)
    assert client.get(address(load)).status_code == 404
    assert client.get(reverse("journal:practices")).status_code == 404


def test_the_pages_ask_the_same_for_one_entry_and_for_three(client, cast, load):
    client.force_login(cast.teacher)
    counts = []
    for weeks in (1, 2):
        client.post(address(load), form(weeks=weeks, number=1 + weeks))
        with CaptureQueriesContext(connection) as queries:
            client.get(address(load))
        counts.append(len(queries))
    assert (counts[0], Lesson.objects.filter(visit__isnull=False).count()) == (counts[1], 3)
