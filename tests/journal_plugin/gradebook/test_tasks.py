"""The teacher's pages of tasks, and checking a work together with its mark."""

import re
from datetime import date, timedelta
from html import unescape
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from journal_plugin.assignments.models import Submission, Task, Verdict
from journal_plugin.attendance.models import Attendance
from journal_plugin.gradebook.checking import check_work, enter_absences
from journal_plugin.gradebook.queries.verify import verify
from journal_plugin.lessons.models import Lesson
from journal_plugin.marks.models import Mark
from journal_plugin.people.models import Membership
from tests.factories.assignments import make_task, make_work, say, sent, upload
from tests.factories.gradebook import absence, mark, save_one, text

_TAG = re.compile(r"<[^>]+>")


@pytest.fixture
def task(cast):
    """A task whose mark lands in today's second column, «ПР»."""
    return make_task(cast.lesson, cast.teacher, kind_id=cast.works[1].kind_id)


def check(cast, work, *, who=None, **fields) -> Verdict:
    fields = {"key": uuid4(), "state": "accepted", "seen": 0} | fields
    return check_work(submission=work, actor=(who or cast.teacher).journal_person, **fields)


def marks() -> list[tuple]:
    return list(Mark.objects.exclude(code="").order_by("pk").values_list("learner__person__first_name", "work", "code"))


def words(response) -> str:
    found = re.search(r"<main.*?>(.*)</main>", response.content.decode(), re.DOTALL)
    assert found
    plain = unescape(_TAG.sub("|", found.group(1))).replace("\u00a0", " ").replace("\u2060", "")
    return re.sub(r"\s*\|[\s|]*", "|", plain)


def address(name: str, task: Task, *rest) -> str:
    return reverse(f"journal:{name}", args=[task.journal_id, task.pk, *rest])


@pytest.mark.row("D22")
def test_accepted_work_and_its_mark_are_written_together(cast, task):
    work = make_work(task, cast.learners[0])
    verdict = check(cast, work, mark="5")
    assert (verdict.new, verdict.mark) == ("accepted", "5")
    assert marks() == [("Анна", cast.works[1].pk, "5")]
    assert (Submission.objects.get().state, list(verify(cast.journal.pk))) == ("accepted", [])


def test_refused_mark_refuses_the_verdict_with_the_same_reason(cast, task):
    work = make_work(task, cast.learners[0])
    save_one(cast.teacher, cast.journal, absence(cast.lesson, cast.learners[0], "н"))
    with pytest.raises(ValidationError) as refused:
        check(cast, work, mark="5")
    assert refused.value.messages == [
        "Работа не принята, потому что не принята отметка: Обучающийся отсутствовал: сначала снимите отметку об отсутствии."
    ]
    assert (marks(), Verdict.objects.count(), Submission.objects.get().state) == ([], 0, "handed-in")


def test_refused_verdict_takes_its_mark_back(cast, task):
    """The mark is written first: when the verdict cannot stand, neither does the mark, nor its line in the history."""
    work = make_work(task, cast.learners[0])
    say(work, cast.teacher, "returned")
    version = type(cast.journal).objects.get(pk=cast.journal.pk).version
    with pytest.raises(ValidationError):
        check(cast, work, mark="5", seen=0)
    assert (marks(), type(cast.journal).objects.get(pk=cast.journal.pk).version) == ([], version)
    assert list(verify(cast.journal.pk)) == []


def test_mark_after_the_window_refuses_the_acceptance_but_not_the_return(cast, clock):
    task = make_task(cast.lesson, cast.teacher, kind_id=cast.works[1].kind_id, due=date(2026, 12, 20))
    work = make_work(task, cast.learners[0])
    clock.shift(22 * 24 * 3600)
    with pytest.raises(ValidationError):
        check(cast, work, mark="5")
    assert check(cast, work, state="returned", comment="Исправьте.", mark="5").mark == ""
    assert (marks(), Verdict.objects.count()) == ([], 1)


def test_somebody_elses_mark_is_shown_and_not_overwritten(cast, task):
    work = make_work(task, cast.learners[0])
    save_one(cast.teacher, cast.journal, mark(cast.works[1], cast.learners[0], "3"))
    with pytest.raises(ValidationError) as refused:
        check(cast, work, mark="5")
    assert [text.replace("\u00a0", " ") for text in refused.value.messages] == [
        "Работа не принята, потому что не принята отметка: Петров П. П. тем временем поставил(а) «3». Посмотрите и решите заново."
    ]
    check(cast, work, mark="5", version=1)
    assert marks() == [("Анна", cast.works[1].pk, "5")]


def test_repeated_verdict_with_a_mark_changes_nothing(cast, task):
    work, key = make_work(task, cast.learners[0]), uuid4()
    assert check(cast, work, mark="5", key=key) == check(cast, work, mark="5", key=key)
    assert (len(marks()), Verdict.objects.count(), Mark.objects.get().version) == (1, 1, 1)


def test_task_without_a_column_takes_no_mark(cast):
    work = make_work(make_task(cast.lesson, cast.teacher), cast.learners[0])
    with pytest.raises(ValidationError):
        check(cast, work, mark="5")
    check(cast, work)
    assert (marks(), Submission.objects.get().state) == ([], "accepted")


@pytest.mark.parametrize("who", ["substitute", "curator", "deputy", "student", "foreign_teacher"])
def test_nobody_but_the_lessons_teacher_accepts_with_a_mark(cast, task, who):
    work = make_work(task, cast.learners[0])
    with pytest.raises((ValidationError, type(cast.journal).DoesNotExist)):
        check(cast, work, who=getattr(cast, who), mark="5")
    assert (marks(), Verdict.objects.count()) == ([], 0)


@pytest.mark.row("D21")
def test_presence_at_an_e_learning_lesson_follows_from_works_in_time(cast, clock):
    """Анна handed in and gets a mark, Борис late, Вера nothing; the content of the lesson is a material of the task."""
    Lesson.objects.filter(pk=cast.lesson.pk).update(technology="e-learning")
    task = make_task(cast.lesson, cast.teacher, kind_id=cast.works[1].kind_id, files=[sent("видеоурок.pdf")])
    task = Task.objects.get(pk=task.pk)
    anna, boris, vera = cast.learners
    work = make_work(task, anna, files=[sent()])
    with pytest.raises(ValidationError):
        enter_absences(task=task, actor=cast.teacher.journal_person, key=uuid4())
    clock.move_to("2026-11-26T08:00:00+05:00")
    make_work(task, boris)
    check(cast, work, mark="4")
    key = uuid4()
    for _time in range(2):
        answers = enter_absences(task=task, actor=cast.teacher.journal_person, key=key)
    assert list(answers) == []
    assert list(Attendance.objects.order_by("learner").values_list("learner", "code", "version")) == [
        (boris.pk, "н", 1),
        (vera.pk, "н", 1),
    ]
    assert (Lesson.objects.get(pk=cast.lesson.pk).attendance_at is None, marks()) == (
        False,
        [("Анна", cast.works[1].pk, "4")],
    )
    assert list(verify(cast.journal.pk)) == []


@pytest.mark.parametrize("change", ["in-person", "personal", "reading"])
def test_presence_does_not_follow_from_other_tasks(cast, clock, change):
    technology = "in-person" if change == "in-person" else "e-learning"
    Lesson.objects.filter(pk=cast.lesson.pk).update(technology=technology)
    learners = [cast.learners[0].pk] if change == "personal" else None
    task = make_task(cast.lesson, cast.teacher, learners=learners, answered=change != "reading")
    clock.shift(7 * 24 * 3600)
    with pytest.raises(ValidationError):
        enter_absences(task=Task.objects.get(pk=task.pk), actor=cast.teacher.journal_person, key=uuid4())
    assert Attendance.objects.count() == 0


def fields(cast, **other) -> dict:
    return {
        "key": uuid4(),
        "lesson": cast.lesson.pk,
        "title": "Диаграмма",
        "text": "Постройте.",
        "due": "2026-11-25",
        "answered": "yes",
        "kind": cast.works[1].kind_id,
        "whom": "group",
    } | other


def test_teacher_gives_a_task_by_the_form(cast, client):
    client.force_login(cast.teacher)
    new = reverse("journal:grid-task-new", args=[cast.journal.pk])
    sent_in = fields(cast, whom="chosen", learners=[cast.learners[1].pk], files=[upload("а.pdf"), upload("б.pdf")])
    for _time in range(2):
        response = client.post(new, sent_in | {"files": [upload("а.pdf"), upload("б.pdf")]})
    task = Task.objects.get()
    assert (response.status_code, response["Location"]) == (302, address("grid-task", task))
    assert (task.personal, task.work, task.files.count()) == (True, cast.works[1], 2)
    assert words(client.get(address("grid-task", task))).count("Борисов Борис") == 1


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"title": ""}, "Назовите задание: по названию его увидят обучающиеся."),
        ({"due": "2026-11-01"}, "Этот срок уже прошёл: выберите день начиная с сегодняшнего, не раньше занятия."),
        ({"whom": "chosen"}, "Отметьте хотя бы одного обучающегося."),
    ],
)
def test_form_says_what_is_wrong_and_keeps_what_was_typed(cast, client, wrong, why):
    client.force_login(cast.teacher)
    response = client.post(reverse("journal:grid-task-new", args=[cast.journal.pk]), fields(cast, **wrong))
    assert (response.status_code, words(response).count(why), Task.objects.count()) == (422, 1, 0)
    assert response.content.decode().count("Постройте.") == 1


def test_foreign_lesson_learner_and_kind_are_not_offered(cast, client):
    client.force_login(cast.teacher)
    new = reverse("journal:grid-task-new", args=[cast.journal.pk])
    for wrong in (
        {"lesson": cast.foreign_lesson.pk},
        {"whom": "chosen", "learners": [cast.foreign_learner.pk]},
        {"kind": 999_999},
    ):
        assert client.post(new, fields(cast, **wrong)).status_code == 422
    assert (Task.objects.count(), client.get(new).content.decode().count("Яковлев")) == (0, 0)


def chosen(client, new: str) -> list[str]:
    return re.findall(r'<option value="(\d+)" selected', client.get(new).content.decode())


def test_form_begins_with_the_lesson_asked_for_else_with_the_last_one_that_was_held(cast, client):
    client.force_login(cast.teacher)
    new = reverse("journal:grid-task-new", args=[cast.journal.pk])
    asked = f"{new}?lesson={cast.lessons[2].pk}"
    assert [chosen(client, new), chosen(client, asked)] == [[str(cast.lesson.pk)], [str(cast.lessons[2].pk)]]


def test_substitute_is_offered_his_lesson_alone(cast, client):
    client.force_login(cast.substitute)
    new = reverse("journal:grid-task-new", args=[cast.journal.pk])
    assert client.post(new, fields(cast)).status_code == 422
    page = client.get(new).content.decode()
    assert re.findall(r'<option value="(\d+)"[^>]*>[^<]*\d+:\d\d', page) == [str(cast.lessons[2].pk)]


def test_work_is_checked_by_the_form_and_the_next_one_opens(cast, task, client):
    anna, boris, _vera = cast.learners
    make_work(task, anna, text="Ответ Анны", files=[sent("анна.pdf")])
    make_work(task, boris)
    client.force_login(cast.teacher)
    page = words(client.get(address("grid-task", task)))
    assert page.count("На проверке 2 работы, не сдал 1 человек") == 1
    own = address("grid-task-work", task, anna.pk)
    shown = words(client.get(own))
    assert [shown.count(text) for text in ("Ответ Анны", "анна.pdf", "Попытка 1")] == [1, 1, 1]
    silent = client.post(own, {"key": uuid4(), "seen": 0, "version": 0, "state": "returned", "comment": ""})
    assert silent.status_code == 422
    said = {"key": uuid4(), "seen": 0, "version": 0, "state": "accepted", "comment": "Молодец", "mark": "5"}
    response = client.post(own, said)
    assert (response.status_code, response["Location"]) == (302, address("grid-task-work", task, boris.pk))
    assert words(client.get(response["Location"])).count("Андреева Анна: работа принята, отметка 5 в журнале.") == 1
    assert marks() == [("Анна", cast.works[1].pk, "5")]
    response = client.post(
        address("grid-task-work", task, boris.pk),
        {"key": uuid4(), "seen": 0, "version": 0, "state": "returned", "comment": "Ещё раз"},
    )
    assert response["Location"] == address("grid-task", task)


def test_reader_sees_works_and_no_form(cast, task, client):
    make_work(task, cast.learners[0], text="Ответ Анны")
    client.force_login(cast.curator)
    page = client.get(address("grid-task-work", task, cast.learners[0].pk))
    assert (words(page).count("Ответ Анны"), page.content.decode().count('name="comment"')) == (1, 0)
    assert client.post(address("grid-task-work", task, cast.learners[0].pk), {}).status_code == 404


def test_task_of_another_journal_is_not_found_under_this_one(cast, task, client):
    foreign = make_task(cast.foreign_lesson, cast.foreign_teacher, title="Чужое задание")
    make_work(foreign, cast.foreign_learner)
    make_work(task, cast.learners[0])
    client.force_login(cast.teacher)
    own = cast.journal.pk
    for name, rest in (
        ("grid-task", [own, foreign.pk]),
        ("grid-task", [cast.foreign_journal.pk, foreign.pk]),
        ("grid-task-edit", [own, foreign.pk]),
        ("grid-task-work", [own, foreign.pk, cast.foreign_learner.pk]),
        ("grid-task-work", [own, task.pk, cast.foreign_learner.pk]),
        ("grid-task-work", [own, task.pk, cast.learners[1].pk]),
    ):
        assert client.get(reverse(f"journal:{name}", args=rest)).status_code == 404
    assert words(client.get(reverse("journal:grid-tasks", args=[own]))).count("Чужое") == 0


def test_presence_by_works_is_offered_and_entered_by_one_button(cast, task, client, clock):
    Lesson.objects.filter(pk=cast.lesson.pk).update(technology="e-learning")
    make_work(task, cast.learners[0])
    clock.move_to("2026-11-26T08:00:00+05:00")
    client.force_login(cast.teacher)
    page = words(client.get(address("grid-task", task)))
    assert page.count("Не сдали к сроку: Борисов Борис, Ветрова Вера.") == 1
    done = client.post(address("grid-task-absences", task), {"key": uuid4()}, follow=True)
    assert words(done).count("Присутствие отмечено: «н» — 2 обучающимся.") == 1
    assert words(client.get(address("grid-task", task))).count("Отметить присутствие") == 0
    client.force_login(cast.deputy)
    assert client.post(address("grid-task-absences", task), {"key": uuid4()}).status_code == 404


def test_withdrawing_by_a_used_key_is_refused_in_words(cast, client, task):
    client.force_login(cast.teacher)
    answer = client.post(address("grid-task-withdraw", task), {"key": task.key}, follow=True)
    assert words(answer).count("Этот ключ уже занят другой записью.") == 1
    assert Task.objects.get().withdrawn_at is None


def test_task_is_changed_and_withdrawn_by_forms(cast, client):
    task = make_task(cast.lesson, cast.teacher, files=[sent("старый.pdf")])
    client.force_login(cast.teacher)
    material = str(task.files.get().pk)
    changed = {"key": uuid4(), "version": 1, "title": "Новое", "text": "", "due": "2026-11-30", "dropped": [material]}
    response = client.post(address("grid-task-edit", task), changed)
    assert (response.status_code, Task.objects.get().title) == (302, "Новое")
    assert words(client.get(address("grid-task", task))).count("старый.pdf") == 0
    stale = client.post(address("grid-task-edit", task), changed | {"key": uuid4(), "dropped": []})
    assert (stale.status_code, Task.objects.get().version) == (422, 2)
    client.post(address("grid-task-withdraw", task), {"key": uuid4()})
    assert Task.objects.get().withdrawn_at is not None
    assert client.get(address("grid-task-edit", task)).status_code == 404


@pytest.mark.row("D05")
def test_register_names_homework_of_the_group_and_of_single_learners(cast, client):
    anna, _boris, vera = cast.learners
    save_one(cast.teacher, cast.journal, text("homework", cast.lesson, "§ 14, задачи 1–4"))
    make_task(cast.lesson, cast.teacher, title="Стр. 15", answered=False, learners=[vera.pk, anna.pk])
    for who in ("teacher", "deputy", "curator"):
        client.force_login(getattr(cast, who))
        page = words(client.get(reverse("journal:grid-topics", args=[cast.journal.pk])))
        said = "§ 14, задачи 1–4|Стр. 15|лично: Андреева А. И., Ветрова В. В., срок: 25 ноября"
        assert (who, page.count(said)) == (who, 1)


def to_check(client) -> list[str]:
    page = words(client.get(reverse("journal:today")))
    return page.split("|Работы на проверку|")[1].strip("|").split("|") if "Работы на проверку" in page else []


def test_today_names_the_works_that_wait(cast, task, client):
    """The last attempt counts, of lessons that are his alone; who checks nothing sees nothing."""
    anna, boris, _vera = cast.learners
    client.force_login(cast.teacher)
    assert to_check(client) == []
    make_work(task, anna)
    make_work(task, anna)
    second = make_work(task, boris)
    make_work(make_task(cast.foreign_lesson, cast.foreign_teacher), cast.foreign_learner)
    assert to_check(client) == ["Диаграмма состояний", "2 работы", "Материаловедение, ОН-24"]
    say(second, cast.teacher, "accepted")
    assert to_check(client)[1] == "1 работа"
    client.force_login(cast.substitute)
    assert to_check(client) == []


def reads(client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


@pytest.mark.parametrize("who", ["teacher", "substitute"])
def test_pages_of_tasks_read_as_much_for_three_as_for_one(cast, task, client, who):
    first, *others = cast.learners
    Membership.objects.filter(learner__in=others).delete()
    make_work(task, first, files=[sent()])
    client.force_login(getattr(cast, who))
    urls = [
        reverse("journal:today"),
        reverse("journal:grid-topics", args=[cast.journal.pk]),
        reverse("journal:grid-tasks", args=[cast.journal.pk]),
        address("grid-task", task),
        address("grid-task-work", task, first.pk),
    ]
    one = [reads(client, url) for url in urls]
    for number, learner in enumerate(others):
        Membership.objects.create(learner=learner, group=cast.group, since=date(2026, 9, 1))
        make_work(task, learner, files=[sent(), sent()])
        other = make_task(cast.lesson, cast.teacher, learners=[learner.pk], due=task.due + timedelta(days=number))
        make_work(other, learner)
        make_work(task, first, files=[sent(), sent()])
    assert [reads(client, url) for url in urls] == one
