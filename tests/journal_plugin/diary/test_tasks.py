"""Tasks in the diary: the week, the list, one task, handing in."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from journal_plugin.assignments.actions import withdraw_task
from journal_plugin.assignments.models import Submission, Task
from journal_plugin.core.near import near_cache
from journal_plugin.gradebook.checking import check_work
from journal_plugin.messaging.actions import tell_of_tasks
from journal_plugin.people.models import Learner, Membership
from tests.cast import Cast
from tests.factories.assignments import PDF, make_task, make_work, say, sent, upload
from tests.factories.institution import make_user
from tests.factories.lessons import make_lesson
from tests.factories.people import join
from tests.journal_plugin.diary.reading import blocks, html_of, signed_in, words

pytestmark = pytest.mark.usefixtures("diary")


def list_of(learner: Learner) -> str:
    return f"/dnevnik/{learner.pk}/tasks/"


def page_of(learner: Learner, task: Task) -> str:
    return f"{list_of(learner)}{task.pk}/"


@pytest.fixture
def boris(cast: Cast):
    """Борис with a login of his own."""
    return make_user("boris", person=cast.learners[1].person)


def fields(**other) -> dict:
    return {"key": uuid4(), "text": "Готово."} | other


def today_of(user) -> str:
    near_cache.clear()
    (today,) = blocks(html_of(user, "/dnevnik/"), '<article class="day today"')
    return today


@pytest.mark.row("D05")
def test_individual_homework_stands_in_the_week_of_its_learner_alone(cast: Cast, boris) -> None:
    task = make_task(
        cast.lesson, cast.teacher, learners=[cast.learners[1].pk], answered=False, title="Стр. 14", text="Задачи 1–4"
    )
    make_task(cast.lesson, cast.teacher, answered=False, title="Конспект § 7", text="")
    assert today_of(boris).count("Задание:|Стр. 14|лично|Задачи 1–4|Задание:|Конспект § 7") == 1
    for user in (cast.parent, cast.student):
        assert (today_of(user).count("Конспект § 7"), today_of(user).count("Стр. 14")) == (1, 0)
        assert words(html_of(user, list_of(cast.learners[0]))).count("Стр. 14") == 0
        assert signed_in(user).get(page_of(cast.learners[0], task)).status_code == 404


@pytest.mark.row("D05")
def test_what_is_due_on_the_next_day_stands_among_what_is_set_for_it(cast: Cast) -> None:
    """The next lessons are on Monday the 23rd."""
    make_task(cast.lesson, cast.teacher, answered=False, title="Прочитать § 7", due=date(2026, 11, 23))
    done = make_task(cast.lesson, cast.teacher, title="Сданное", due=date(2026, 11, 23))
    make_task(cast.lesson, cast.teacher, title="Позже", due=date(2026, 11, 24))
    make_work(done, cast.learners[0])
    (tasks,) = blocks(html_of(cast.parent, "/dnevnik/"), '<ul class="tasks"')
    assert tasks.removeprefix(">") == "|Материаловедение:|Прочитать § 7"


def test_week_says_where_the_work_stands(cast: Cast) -> None:
    task = make_task(cast.lesson, cast.teacher)
    seen = [today_of(cast.parent)]
    work = make_work(task, cast.learners[0])
    seen.append(today_of(cast.parent))
    say(work, cast.teacher, "returned", "Подпишите оси.")
    seen.append(today_of(cast.parent))
    say(make_work(task, cast.learners[0]), cast.teacher, "accepted")
    seen.append(today_of(cast.parent))
    tags = ["сдать: 25 ноября", "сдано", "вернули, сдайте ещё раз", "принято"]
    assert [[text.count(f"|{tag}") for tag in tags] for text in seen] == [
        [1, 0, 0, 0],
        [0, 1, 0, 0],
        [0, 0, 1, 0],
        [0, 0, 0, 1],
    ]


def test_withdrawn_task_leaves_the_week_and_stays_where_something_was_handed_in(cast: Cast) -> None:
    task, kept = (
        make_task(cast.lesson, cast.teacher, title="Первое"),
        make_task(cast.lesson, cast.teacher, title="Второе"),
    )
    make_work(kept, cast.learners[0])
    for row in (task, kept):
        withdraw_task(task=row, actor=cast.teacher.journal_person, key=uuid4())
    assert [today_of(cast.parent).count(title) for title in ("Первое", "Второе")] == [0, 0]
    shown = words(html_of(cast.parent, list_of(cast.learners[0])))
    assert [shown.count(title) for title in ("Первое", "Второе")] == [0, 1]
    assert signed_in(cast.parent).get(page_of(cast.learners[0], task)).status_code == 404
    assert words(html_of(cast.student, page_of(cast.learners[0], kept))).count("Задание отозвано.") == 1


def test_list_is_sorted_by_what_is_to_do(cast: Cast, clock) -> None:
    anna = cast.learners[0]
    make_task(cast.lesson, cast.teacher, title="Просрочено", due=date(2026, 11, 21))
    make_task(cast.lesson, cast.teacher, title="Впереди")
    make_task(cast.lesson, cast.teacher, title="Прочесть", answered=False)
    say(make_work(make_task(cast.lesson, cast.teacher, title="Принято"), anna), cast.teacher, "accepted")
    make_work(make_task(cast.lesson, cast.teacher, title="Ждёт"), anna)
    clock.move_to("2026-11-22T10:00:00+05:00")
    html = html_of(cast.parent, list_of(anna))
    assert words(html).count("Нужно сдать 2 задания, срок прошёл у 1") == 1
    assert [part.split("|")[0].removeprefix(">") for part in blocks(html, "<section")] != []
    titles = [
        title for title in words(html).split("|") if title in {"Просрочено", "Впереди", "Прочесть", "Принято", "Ждёт"}
    ]
    assert titles == ["Просрочено", "Впереди", "Прочесть", "Ждёт", "Принято"]


@pytest.mark.row("D22", "D23")
def test_learner_receives_a_task_hands_in_and_reads_what_is_said(cast: Cast) -> None:
    """Material and comment reach the learner, his work reaches the teacher; his mark stands beside it."""
    anna = cast.learners[0]
    task = make_task(
        cast.lesson,
        cast.teacher,
        learners=[anna.pk],
        kind_id=cast.works[1].kind_id,
        files=[sent("образец.pdf")],
    )
    client, address = signed_in(cast.student), page_of(anna, task)
    assert words(client.get(address).content.decode()).count("образец.pdf") == 1
    posted = fields(text="Первый ответ", files=[upload("а.pdf"), upload("б.pdf")])
    response = client.post(address, posted)
    assert (response.status_code, response["Location"]) == (302, address)
    client.post(address, posted | {"files": [upload("а.pdf"), upload("б.pdf")]})
    work = Submission.objects.get()
    assert (work.text, work.files.count()) == ("Первый ответ", 2)
    say(work, cast.teacher, "returned", "Разберите второй пример.")
    for user in (cast.student, cast.parent):
        page = words(html_of(user, address))
        assert [page.count(text) for text in ("Разберите второй пример.", "а.pdf", "б.pdf")] == [1, 1, 1]
    client.post(address, fields(text="Второй ответ"))
    actor = cast.teacher.journal_person
    check_work(submission=Submission.objects.last(), actor=actor, key=uuid4(), state="accepted", seen=0, mark="5")
    page = words(html_of(cast.student, address))
    assert [
        page.count(text) for text in ("Попытка 2", "Попытка 1", "Работа принята.", "5|, отметка за это задание")
    ] == [
        1,
        1,
        1,
        1,
    ]
    late = client.post(address, fields())
    assert (late.status_code, words(late.content.decode()).count("Работа принята.")) == (422, 1)


def test_parent_reads_and_does_not_hand_in(cast: Cast) -> None:
    task = make_task(cast.lesson, cast.teacher)
    address = page_of(cast.learners[0], task)
    page = html_of(cast.parent, address)
    assert (page.count("<form"), words(page).count("Работу сдаёт только Анна, под своим входом.")) == (0, 1)
    assert signed_in(cast.parent).post(address, fields()).status_code == 404
    assert (html_of(cast.student, address).count("<form"), Submission.objects.count()) == (1, 0)


@pytest.mark.parametrize("who", ["foreign_parent", "stranger", "teacher", "curator", "deputy", "boris"])
def test_another_familys_tasks_are_not_found(cast: Cast, boris, who: str) -> None:
    task = make_task(cast.lesson, cast.teacher)
    make_work(task, cast.learners[0], text="СЕКРЕТ")
    client = signed_in(boris if who == "boris" else getattr(cast, who))
    for address in (list_of(cast.learners[0]), page_of(cast.learners[0], task)):
        assert (client.get(address).status_code, client.post(address, fields()).status_code) in {(404, 404), (404, 405)}
    assert Submission.objects.count() == 1


def test_classmates_work_is_not_on_the_page_of_the_same_task(cast: Cast, boris) -> None:
    task = make_task(cast.lesson, cast.teacher)
    make_work(task, cast.learners[0], text="СЕКРЕТ Анны", files=[sent("секрет.pdf")])
    page = words(html_of(boris, page_of(cast.learners[1], task)))
    assert (page.count("СЕКРЕТ"), page.count("секрет.pdf"), page.count("Диаграмма состояний")) == (0, 0, 1)


def test_task_of_another_group_is_not_found_in_the_own_diary(cast: Cast) -> None:
    foreign = make_task(cast.foreign_lesson, cast.foreign_teacher, title="Чужое задание")
    assert signed_in(cast.student).get(page_of(cast.learners[0], foreign)).status_code == 404
    assert signed_in(cast.student).post(page_of(cast.learners[0], foreign), fields()).status_code == 404
    assert words(html_of(cast.student, list_of(cast.learners[0]))).count("Чужое") == 0
    assert (today_of(cast.student).count("Чужое"), Submission.objects.count()) == (0, 0)


def test_wrong_file_is_refused_in_words_and_nothing_is_handed_in(cast: Cast) -> None:
    task = make_task(cast.lesson, cast.teacher)
    posted = fields(text="Мой длинный ответ", files=[upload("игра.exe", b"MZ"), upload("фото.png", PDF)])
    response = signed_in(cast.student).post(page_of(cast.learners[0], task), posted)
    page = words(response.content.decode())
    assert (response.status_code, Submission.objects.count()) == (422, 0)
    assert [
        page.count(text) for text in ("«игра.exe» не принят", "«фото.png» не принят", "Файлы нужно выбрать заново")
    ] == [1, 1, 1]
    assert response.content.decode().count("Мой длинный ответ</textarea>") == 1


def test_after_the_due_day_handing_in_is_possible_and_shown_as_late(cast: Cast, clock) -> None:
    task = make_task(cast.lesson, cast.teacher)
    clock.move_to("2026-11-26T00:00:00+05:00")
    address, client = page_of(cast.learners[0], task), signed_in(cast.student)
    assert words(client.get(address).content.decode()).count("Срок прошёл, но сдать можно") == 1
    assert client.post(address, fields()).status_code == 302
    assert words(html_of(cast.parent, address)).count("с опозданием") == 1


def test_who_moved_into_the_group_before_the_due_day_has_the_task_and_keeps_the_old_one(cast: Cast) -> None:
    """Борис moved from ОН-25 to ОН-24 on the 22nd: the tasks of both groups that were alive then are his."""
    boris = cast.learners[1]
    Membership.objects.filter(learner=boris).update(since=date(2026, 11, 22))
    join(boris, cast.foreign_group, until=date(2026, 11, 21))
    own, old = (
        make_task(cast.lesson, cast.teacher),
        make_task(cast.foreign_lesson, cast.foreign_teacher, title="Прежнее"),
    )
    early = make_task(cast.lesson, cast.teacher, title="До него", due=date(2026, 11, 21))
    user = make_user("boris", person=boris.person)
    found = [signed_in(user).get(page_of(boris, task)).status_code for task in (own, old, early)]
    week = words(html_of(user, f"/dnevnik/{boris.pk}/"))
    assert (found, [week.count(title) for title in ("Прежнее", "До него")]) == ([200, 200, 404], [2, 0])


@pytest.mark.parametrize("number", [1, 3])
def test_list_and_page_take_the_same_queries(cast: Cast, number: int) -> None:
    anna = cast.learners[0]
    for place in range(number):
        lesson = make_lesson(cast.journal, date(2026, 11, 17 + place % 3), 2, teachers=[cast.staff])
        task = make_task(lesson, cast.teacher, files=[sent()] * number)
        for _time in range(number):
            say(make_work(task, anna, files=[sent()] * number), cast.teacher, "returned")
    client, taken = signed_in(cast.student), []
    for address in (list_of(anna), page_of(anna, task)):
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        taken.append(len(queries))
    assert taken == [4, 9]


def news_of(user) -> list[str]:
    (card,) = blocks(html_of(user, "/dnevnik/"), '<section class="fresh"')
    return [line for line in card.split("|") if line.endswith(("работу вернули", "работа принята", "новое задание"))]


@pytest.mark.row("D23")
def test_given_task_is_news_to_who_was_told_until_it_is_handed_in_or_withdrawn(cast: Cast, clock) -> None:
    anna = cast.learners[0]
    first, second = (make_task(cast.lesson, cast.teacher, title=title) for title in ("Первое", "Второе"))
    make_task(cast.lesson, cast.teacher, title="Чужое", learners=[cast.learners[1].pk])
    assert news_of(cast.parent) == []
    clock.shift(181)
    tell_of_tasks()
    for reader in (cast.parent, cast.student):
        assert news_of(reader) == ["Материаловедение, сегодня, новое задание"] * 2
        card = html_of(reader, "/dnevnik/")
        assert [card.count(f'href="{page_of(anna, task)}"') > 0 for task in (first, second)] == [True, True]
    assert news_of(cast.foreign_parent) == []
    make_work(first, anna)
    assert news_of(cast.parent) == ["Материаловедение, сегодня, новое задание"]
    withdraw_task(task=second, actor=cast.teacher.journal_person, key=uuid4())
    assert news_of(cast.parent) == []
    tell_of_tasks()
    assert news_of(cast.parent) == []


def test_returned_work_is_news_until_it_is_handed_in_again(cast: Cast) -> None:
    """An accepted work with a mark is told by its mark; others' works are nobody's news."""
    anna, boris, _vera = cast.learners
    task = make_task(cast.lesson, cast.teacher, kind_id=cast.works[1].kind_id)
    plain = make_task(cast.lesson, cast.teacher, title="Без отметки")
    say(make_work(task, boris), cast.teacher, "returned")
    assert news_of(cast.parent) == []
    say(make_work(task, anna), cast.teacher, "returned")
    assert news_of(cast.parent) == ["Материаловедение, сегодня, работу вернули"]
    work = make_work(task, anna)
    assert news_of(cast.parent) == []
    check_work(submission=work, actor=cast.teacher.journal_person, key=uuid4(), state="accepted", seen=0, mark="5")
    say(make_work(plain, anna), cast.teacher, "accepted")
    assert news_of(cast.parent) == ["Материаловедение, сегодня, работа принята"]


def test_what_is_to_be_prepared_stands_by_its_day_the_nearest_first(cast: Cast) -> None:
    for title, day in (("Потом", 27), ("Раньше", 23), ("Между", 25)):
        make_task(cast.lesson, cast.teacher, title=title, answered=False, due=date(2026, 11, day))
    shown = words(html_of(cast.parent, list_of(cast.learners[0]))).split("|")
    assert [title for title in shown if title in {"Потом", "Раньше", "Между"}] == ["Раньше", "Между", "Потом"]
