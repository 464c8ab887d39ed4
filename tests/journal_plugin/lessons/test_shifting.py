"""The thematic plan moved from a lesson on, and back."""

from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from journal_plugin.curriculum.models import PlannedLesson, ThematicPlan
from journal_plugin.lessons.actions import shift_back, shift_plan
from journal_plugin.lessons.actions.planning import follow_plans
from journal_plugin.lessons.models import Change, Journal, Lesson
from tests.conftest import NOW
from tests.factories.gradebook import save_as, text
from tests.factories.lessons import make_lesson

TOPICS = ("Введение", "Металлы", "Контрольная", "Сплавы", "Чугун")


@pytest.fixture
def planned(cast):
    """The journal follows a plan of five topics; the third is a test."""
    plan = ThematicPlan.objects.create(element=cast.element, year=cast.year, page_id=1, published_at=NOW)
    for position, topic in enumerate(TOPICS):
        PlannedLesson.objects.create(
            plan=plan,
            block=uuid4(),
            position=position,
            topic=topic,
            activity="theory",
            work_kind_code="КР" if topic == "Контрольная" else "",
        )
    follow_plans(year=cast.year)
    return cast


def topics(cast) -> list[str | None]:
    """What is planned for each lesson, by date."""
    return list(cast.journal.lessons.order_by("date", "number").values_list("planned__topic", flat=True))


def shift(cast, place: int, *, way=shift_plan, who="teacher", key=None):
    actor = getattr(cast, who).journal_person
    return way(lesson_id=cast.lessons[place].pk, journal_id=cast.journal.pk, actor=actor, key=key or uuid4())


@pytest.mark.row("D03")
def test_whole_tail_moves_by_one_and_back(planned):
    shifted = shift(planned, 1)
    assert topics(planned) == ["Введение", None, "Металлы", "Контрольная", "Сплавы"]
    assert (shifted.moved, shifted.left) == (3, "Чугун")
    assert [lesson.works.get(position=0).kind.code for lesson in planned.lessons[2:]] == ["ОТ", "КР", "ОТ"]
    assert shift(planned, 1, way=shift_back).moved == 3
    assert topics(planned) == list(TOPICS)
    assert list(Change.objects.filter(what="plan").values_list("lesson", "old", "new")) == [
        (planned.lessons[1].pk, "Металлы", ""),
        (planned.lessons[1].pk, "", "Металлы"),
    ]


def test_written_topics_stay_where_they_are(planned):
    save_as(planned.teacher, planned.journal, text("topic", planned.lessons[2], "Контрольная"))
    shift(planned, 1)
    assert topics(planned) == ["Введение", None, "Контрольная", "Металлы", "Сплавы"]


def test_shift_of_a_cancelled_lesson_gives_its_topic_to_the_next(planned):
    Lesson.objects.filter(pk=planned.lessons[3].pk).update(cancelled=True)
    assert shift(planned, 3).left == "Чугун"
    assert topics(planned) == ["Введение", "Металлы", "Контрольная", None, "Сплавы"]


def test_free_lesson_at_the_end_takes_the_last_topic(planned):
    make_lesson(planned.journal, planned.lessons[4].date, 2, teachers=[planned.staff])
    assert shift(planned, 3).left == ""
    assert topics(planned) == ["Введение", "Металлы", "Контрольная", None, "Сплавы", "Чугун"]
    shift(planned, 3, way=shift_back)
    assert topics(planned) == [*TOPICS, None]


def test_two_shifts_are_taken_back_one_after_the_other(planned):
    shift(planned, 2)
    shift(planned, 0)
    assert topics(planned) == [None, "Введение", None, "Металлы", "Контрольная"]
    shift(planned, 0, way=shift_back)
    assert topics(planned) == ["Введение", "Металлы", None, "Контрольная", "Сплавы"]
    shift(planned, 2, way=shift_back)
    assert topics(planned) == list(TOPICS)


def test_programme_published_anew_leaves_the_shift(planned):
    shift(planned, 1)
    follow_plans(year=planned.year)
    assert topics(planned) == ["Введение", None, "Металлы", "Контрольная", "Сплавы"]
    shift(planned, 1, way=shift_back)
    follow_plans(year=planned.year)
    assert topics(planned) == list(TOPICS)


def test_repeated_key_moves_nothing(planned):
    key = uuid4()
    shift(planned, 1, key=key)
    assert shift(planned, 1, key=key).moved == 0
    assert topics(planned) == ["Введение", None, "Металлы", "Контрольная", "Сплавы"]


def test_plan_stays_when_a_topic_was_written_after_the_shift(planned):
    shift(planned, 1)
    save_as(planned.teacher, planned.journal, text("topic", planned.lessons[2], "Металлы"))
    with pytest.raises(ValidationError, match="остаётся"):
        shift(planned, 1, way=shift_back)
    assert topics(planned) == ["Введение", None, "Металлы", "Контрольная", "Сплавы"]


def test_only_the_teacher_of_the_whole_journal_shifts_its_plan(planned):
    with pytest.raises(ValidationError):
        shift(planned, 2, who="substitute")
    for who in ("foreign_teacher", "deputy", "curator", "student"):
        with pytest.raises(Journal.DoesNotExist):
            shift(planned, 1, who=who)
    with pytest.raises(Lesson.DoesNotExist):
        shift_plan(
            lesson_id=planned.foreign_lesson.pk,
            journal_id=planned.journal.pk,
            actor=planned.teacher.journal_person,
            key=uuid4(),
        )
    for place, way in ((1, shift_back),):
        with pytest.raises(ValidationError):
            shift(planned, place, way=way)
    assert topics(planned) == list(TOPICS)


def test_statements_of_a_shift_do_not_grow_with_the_tail(planned):
    counts = []
    for place in (1, 0):
        with CaptureQueriesContext(connection) as asked:
            shift(planned, place)
        counts.append(len(asked))
        shift(planned, place, way=shift_back)
    assert counts[0] == counts[1]


def test_topics_page_shows_the_plan_and_shifts_it_without_scripts(planned, client):
    client.force_login(planned.teacher)
    address = reverse("journal:grid-topics", args=[planned.journal.pk])
    url = reverse("journal:grid-plan", args=[planned.journal.pk, planned.lessons[3].pk])
    assert client.get(address).content.decode().count(f'formaction="{url}"') == 1
    answer = client.post(url, {"way": "on", "key": str(uuid4())}, follow=True)
    page = answer.content.decode().replace("\u00a0", " ")
    assert (page.count("Не осталось занятия"), page.count("Сдвинуть план назад")) == (1, 1)
    refused = client.post(url, {"way": "on"}, headers={"X-Requested-With": "fetch"})
    assert (refused.status_code, refused.json()) == (422, {"error": "Для этого занятия ничего не запланировано."})
    assert client.post(url, {"way": "back"}, headers={"X-Requested-With": "fetch"}).status_code == 200
    assert topics(planned) == list(TOPICS)
    client.force_login(planned.deputy)
    assert client.get(address).content.decode().count("formaction") == 0
