"""The gradebook's pages: who opens them, what they show, how they save (L06, H01, I08, I09)."""

import json
from datetime import date
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from journal_plugin.curriculum.models import PlannedLesson, ThematicPlan
from journal_plugin.lessons.models import Change, Lesson, Work
from journal_plugin.marks.models import Mark
from tests.factories.gradebook import absence, mark, save_as, text
from tests.factories.institution import give_role, make_user
from tests.factories.lessons import make_lesson, make_work
from tests.factories.people import join, make_learner, make_staff

READERS = ("curator", "deputy", "director", "head", "admin")
STRANGERS = ("foreign_teacher", "foreign_curator", "foreign_parent", "parent", "student", "stranger")
PAGES = ("grid", "grid-topics", "grid-finals")


def open_as(client: Client, user, name: str, *args, **fields):
    client.force_login(user)
    return client.get(reverse(f"journal:{name}", args=args), **fields)


def send(client: Client, cast, *operations):
    rows = [
        {
            "key": str(operation.key),
            "what": operation.what,
            "value": operation.value,
            "expected": operation.expected,
            "lesson": operation.lesson,
            "work": operation.work,
            "learner": operation.learner,
            "term": operation.term,
        }
        for operation in operations
    ]
    body = {"operations": rows}
    return client.post(reverse("journal:grid-save", args=[cast.journal.pk]), json.dumps(body), "application/json")


@pytest.mark.parametrize("name", PAGES)
def test_pages_open_for_the_teacher_and_show_what_is_entered(filled, client, name):
    page = open_as(client, filled.teacher, name, filled.journal.pk).content.decode()
    assert {"grid": 'class="v v5"', "grid-topics": "Сплавы железа", "grid-finals": "4,33"}[name] in page


@pytest.mark.row("H01", "I09")
@pytest.mark.parametrize("who", READERS)
@pytest.mark.parametrize("name", PAGES)
def test_pages_open_for_those_who_read_all_and_offer_no_writing(filled, client, who, name):
    response = open_as(client, getattr(filled, who), name, filled.journal.pk)
    page = response.content.decode()
    assert response.status_code == 200
    assert [sign in page for sign in ("data-grid", "data-put", "data-save", "data-works", "<textarea")] == [False] * 5
    assert "только чтение" in page


@pytest.mark.row("I01")
@pytest.mark.parametrize("position", ["классный руководитель", "мастер производственного обучения", "воспитатель"])
def test_whoever_leads_a_group_reads_its_journals_whatever_he_is_called(filled, client, position):
    leader = make_staff(filled.institution, "Ведущев Вадим", position=position).person
    give_role(leader, filled.institution, "curator", group=filled.group)
    user = make_user("leader", person=leader)
    opened = [
        open_as(client, user, "grid", journal.pk).status_code for journal in (filled.journal, filled.foreign_journal)
    ]
    assert opened == [200, 404]


@pytest.mark.row("H01", "I09", "L06")
@pytest.mark.parametrize("who", [*READERS, *STRANGERS])
def test_direct_request_to_save_is_404_for_all_but_the_teacher(filled, client, who):
    operation = mark(filled.works[0], filled.learners[2], "2")
    client.force_login(getattr(filled, who))
    assert send(client, filled, operation).status_code == 404
    assert Mark.objects.filter(learner=filled.learners[2]).count() == 0
    client.force_login(filled.teacher)
    assert send(client, filled, operation).status_code == 200


@pytest.mark.row("L06")
@pytest.mark.parametrize("who", STRANGERS)
def test_foreign_journal_is_404(filled, client, who):
    user, journal, lesson = getattr(filled, who), filled.journal.pk, filled.lesson.pk
    addresses = [
        *((name, (journal,)) for name in PAGES),
        ("grid-lesson", (journal, lesson)),
        ("cell-history", (journal, lesson, filled.learners[0].pk)),
    ]
    assert [open_as(client, user, name, *args).status_code for name, args in addresses] == [404] * 5


def test_lesson_and_history_of_another_journal_are_404_through_an_own_one(filled, client):
    own, foreign = filled.journal.pk, filled.foreign_lesson.pk
    assert open_as(client, filled.teacher, "grid-lesson", own, foreign).status_code == 404
    assert open_as(client, filled.teacher, "cell-history", own, foreign, filled.learners[0].pk).status_code == 404
    learner = filled.foreign_learner.pk
    assert open_as(client, filled.teacher, "cell-history", own, filled.lesson.pk, learner).status_code == 404


def test_guest_is_asked_to_sign_in_and_a_lost_session_is_401(cast, client):
    assert client.get(reverse("journal:grid", args=[cast.journal.pk])).status_code == 302
    assert send(client, cast, mark(cast.works[0], cast.learners[0], "5")).status_code == 401


def test_save_wants_the_form_token(cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.teacher)
    assert send(client, cast, mark(cast.works[0], cast.learners[0], "5")).status_code == 403
    assert Mark.objects.count() == 0


@pytest.mark.row("D07")
def test_save_answers_with_versions_and_who_is_present(cast, client):
    client.force_login(cast.teacher)
    learner = cast.learners[0]
    reply = send(
        client,
        cast,
        mark(cast.works[0], learner, "5"),
        mark(cast.works[1], learner, "4"),
        absence(cast.lesson, cast.learners[1], "н"),
    ).json()
    assert [(one["status"], one["value"], one["version"]) for one in reply["answers"]] == [
        ("accepted", "5", 1),
        ("accepted", "4", 1),
        ("accepted", "н", 1),
    ]
    assert reply["present"] == {str(cast.lesson.pk): 2}
    assert (reply["before"], reply["version"]) == (0, 4)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{}",
        b'{"operations": []}',
        b'{"operations": [1]}',
        b'{"operations": [{}]}',
        b"\xff\xfe",
        b'{"operations": {"a": 1}, "extra": 1}',
    ],
)
def test_body_that_is_no_batch_is_400(cast, client, body):
    client.force_login(cast.teacher)
    url = reverse("journal:grid-save", args=[cast.journal.pk])
    assert client.post(url, body, "application/json").status_code == 400


@pytest.mark.parametrize(
    "broken",
    [
        {"key": "1"},
        {"key": 5},
        {"expected": "0"},
        {"expected": -1},
        {"expected": True},
        {"lesson": "1"},
        {"lesson": 2**70},
        {"learner": 1.5},
        {"value": 5},
        {"value": "а" * 5001},
        {"value": "\0"},
        {"what": None},
        {"at": "2026-01-01T00:00:00+00:00"},
        {"extra": 1},
    ],
)
def test_operation_with_a_wrong_part_is_400_and_writes_nothing(cast, client, broken):
    client.force_login(cast.teacher)
    good = {"key": str(uuid4()), "what": "topic", "value": "Тема", "expected": 0, "lesson": cast.lesson.pk}
    url = reverse("journal:grid-save", args=[cast.journal.pk])

    def post(*operations) -> int:
        body = {"operations": operations}
        return client.post(url, json.dumps(body), "application/json").status_code

    assert post(good, {**good, "key": str(uuid4()), **broken}) == 400
    assert post(good, good) == 400
    assert post(*({**good, "key": str(uuid4())} for _ in range(501))) == 400
    assert Change.objects.count() == 0
    assert post(good) == 200


def test_grid_greys_the_days_before_a_learner_came(cast, client):
    newcomer = make_learner(cast.group, "Юрьев Юрий", since=date(2026, 11, 16), external_id="9")
    page = open_as(client, cast.teacher, "grid", cast.journal.pk).content.decode()
    row = page[page.index(f'data-learner="{newcomer.pk}"') :]
    row = row[: row.index("</tr>")]
    assert (row.count("is-out"), "с\u00a016" in row or "с 16" in row) == (3, True)


def test_grid_is_made_anew_when_anything_in_it_changes(filled, client):
    def page() -> str:
        return open_as(client, filled.teacher, "grid", filled.journal.pk).content.decode()

    seen = [page()]
    assert (page(), seen[0].count(f'data-version="{filled.journal.changes.count()}"')) == (seen[0], 1)
    save_as(filled.teacher, filled.journal, mark(filled.works[0], filled.learners[2], "2"))
    seen.append(page())
    Lesson.objects.filter(pk=filled.lessons[4].pk).update(date=date(2026, 11, 24))
    seen.append(page())
    make_lesson(filled.journal, date(2026, 11, 25))
    seen.append(page())
    join(filled.foreign_learner, filled.group, since=date(2026, 11, 1))
    seen.append(page())
    person = filled.learners[0].person
    person.last_name = "Замужняя"
    person.save()
    seen.append(page())
    filled.institution.settings.mark_window_days = 3
    filled.institution.settings.save()
    seen.append(page())
    Work.objects.filter(pk=filled.works[0].pk).update(weight=5)
    seen.append(page())
    assert len(set(seen)) == len(seen)


def test_cached_page_is_not_another_users(filled, client):
    teacher = open_as(client, filled.teacher, "grid", filled.journal.pk).content.decode()
    deputy = open_as(Client(), filled.deputy, "grid", filled.journal.pk).content.decode()
    substitute = open_as(Client(), filled.substitute, "grid", filled.journal.pk).content.decode()
    assert ["data-grid" in page for page in (teacher, deputy, substitute)] == [True, False, True]
    shut = [page.count("data-why=") for page in (teacher, substitute)]
    assert shut[0] < shut[1]


def test_substitute_sees_all_and_writes_his_lesson(filled, client):
    client.force_login(filled.substitute)
    reply = send(
        client,
        filled,
        mark(filled.lessons[2].works.get(), filled.learners[0], "4"),
        mark(filled.works[0], filled.learners[2], "4"),
    ).json()
    assert [one["status"] for one in reply["answers"]] == ["accepted", "refused"]


@pytest.mark.row("E11")
def test_history_of_a_cell_tells_who_when_from_what_to_what_and_why(filled, client):
    work, learner = filled.works[0], filled.learners[0]
    save_as(filled.teacher, filled.journal, mark(work, learner, "3", 1, reason="ошибка при вводе"))
    args = (filled.journal.pk, filled.lesson.pk, learner.pk)
    page = open_as(client, filled.deputy, "cell-history", *args).content.decode()
    place = page.index("ошибка при вводе")
    line = page[page.rindex("<li>", 0, place) : place]
    assert [part in line for part in ("отметка, ОТ", ">5<", ">3<", "сегодня, 10:30", "Петров\u00a0П.\u00a0П.")] == [
        True
    ] * 5


def test_lesson_panel_offers_the_next_unused_topic_of_the_plan(cast, client):
    plan = ThematicPlan.objects.create(element=cast.element, year=cast.year, page_id=1, published_at=timezone.now())
    for position, topic in enumerate(("Первая тема", "Вторая тема", "Третья тема")):
        PlannedLesson.objects.create(
            plan=plan, block=uuid4(), position=position, section="1", topic=topic, activity="theory", homework="§ 1"
        )
    save_as(cast.teacher, cast.journal, text("topic", cast.lessons[2], "Первая тема"))
    Lesson.objects.filter(pk=cast.lessons[1].pk).update(planned=PlannedLesson.objects.get(topic="Вторая тема"))
    page = open_as(client, cast.teacher, "grid-lesson", cast.journal.pk, cast.lesson.pk).content.decode()
    assert "data-topic" not in page
    part = client.get(
        reverse("journal:grid-lesson", args=[cast.journal.pk, cast.lesson.pk]), headers={"X-Requested-With": "fetch"}
    ).content.decode()
    assert 'data-topic="Третья тема" data-homework="§ 1"' in part


@pytest.mark.row("D11")
def test_marks_of_internal_monitoring_stand_apart_from_the_answer_at_the_lesson(filled):
    work = make_work(filled.lesson, "ВМ", position=2)
    save_as(filled.teacher, filled.journal, mark(work, filled.learners[0], "3"))
    marks = Mark.objects.filter(learner=filled.learners[0]).order_by("work__position")
    assert list(marks.values_list("work__kind__code", "work__kind__monitoring", "code")) == [
        ("ОТ", False, "5"),
        ("ПР", False, "4"),
        ("ВМ", True, "3"),
    ]


@pytest.mark.row("D08")
def test_page_of_topics_names_practical_laboratory_and_test_works_and_excursions(filled, client):
    for position, code in enumerate(("ЛР", "КР"), start=2):
        make_work(filled.lesson, code, position=position)
    save_as(filled.teacher, filled.journal, text("topic", filled.lesson, "Экскурсия на завод", 1))
    (line,) = (
        line
        for line in open_as(client, filled.teacher, "grid-topics", filled.journal.pk).context["page"].lines
        if line.pk == filled.lesson.pk
    )
    assert (line.topic, line.works) == (
        "Экскурсия на\u00a0завод",
        "Ответ на занятии, Практическая работа, Лабораторная работа, Контрольная работа",
    )


def test_list_of_journals_is_own_for_a_teacher_and_all_for_a_deputy(filled, client):
    def titles(user, query: str = "") -> list[bool]:
        client.force_login(user)
        page = client.get(reverse("journal:books") + query).content.decode()
        return [title in page for title in ("Материаловедение", "Психология")]

    assert titles(filled.teacher) == [True, False]
    assert titles(filled.teacher, "?all=1") == [True, False]
    assert titles(filled.deputy) == [True, True]
    assert titles(filled.curator) == [True, False]
    assert titles(filled.deputy, "?all=1&q=ПСИХО") == [False, True]
    assert titles(filled.deputy, "?all=1&q=петров") == [True, False]
    assert titles(filled.stranger) == [False, False]


@pytest.mark.parametrize(
    "field", [{"value": "a\ud800b"}, {"value": "a\0b"}, {"reason": "разрешил(а) Замова З. З."}, {"at": "2026-10-01"}]
)
def test_text_that_no_database_holds_and_words_of_the_history_are_refused(client, cast, field):
    client.force_login(cast.teacher)
    row = {"key": str(uuid4()), "what": "topic", "value": "x", "expected": 0, "lesson": cast.lesson.pk} | field
    body = {"operations": [row]}
    response = client.post(reverse("journal:grid-save", args=[cast.journal.pk]), json.dumps(body), "application/json")
    assert (response.status_code, Change.objects.count()) == (400, 0)


def test_bottomless_json_and_numbers_without_end_are_refused(client, cast):
    client.force_login(cast.teacher)
    works = reverse("journal:grid-works", args=[cast.journal.pk, cast.lesson.pk])
    endless = f'{{"key": "{uuid4()}", "kind": 1e400}}'
    bottomless = "[" * 200_000
    asked = ((reverse("journal:grid-save", args=[cast.journal.pk]), bottomless), (works, bottomless), (works, endless))
    assert [client.post(url, body, "application/json").status_code for url, body in asked] == [400, 400, 400]


def test_address_with_a_number_longer_than_any_id_is_not_found(client, cast):
    client.force_login(cast.teacher)
    far = 10**30
    row = {"key": str(uuid4()), "what": "topic", "value": "x", "expected": 0, "lesson": cast.lesson.pk}
    body = json.dumps({"operations": [row]})
    answers = [client.get(reverse("journal:grid", args=[far])).status_code]
    answers.append(client.post(reverse("journal:grid-save", args=[far]), body, "application/json").status_code)
    assert answers == [404, 404]
    for name in ("grid-parallel", "grid-results", "grid-plan", "grid-works", "grid-task-withdraw"):
        address = reverse(f"journal:{name}", args=[far, cast.lesson.pk])
        assert client.post(address, {"way": "on"}).status_code == 404
