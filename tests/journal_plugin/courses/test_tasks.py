"""The task of a step: done by handing in, in the journal and in the diary (B20, D21, D22)."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from journal_plugin.assignments.models import Task
from journal_plugin.core.spreadsheet import read_sheet
from journal_plugin.courses.actions import mark_studied, renew_run
from journal_plugin.courses.actions.writing import drop_part
from journal_plugin.courses.models import Course, CourseRun, StepDone, StepTask
from journal_plugin.diary.actions import place_diary
from journal_plugin.gradebook.queries.tasks import absentees_of
from journal_plugin.lessons.enums import What
from journal_plugin.lessons.models import Change, Lesson
from journal_plugin.people.models import Membership
from journal_plugin.timetable.enums import Technology
from tests.factories.assignments import make_task, make_work, say
from tests.factories.courses import TODAY, add_task_step, make_course, make_run, step_ids, tie


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def course(cast) -> Course:
    place_diary(site=cast.institution.site)
    return make_course(cast.element, cast.teacher, sections=1)


@pytest.fixture
def step(cast, course) -> UUID:
    return add_task_step(course, cast.teacher)


@pytest.fixture
def run(cast, course, step) -> CourseRun:
    return make_run(cast.journal, course, cast.teacher)


def sheet_of(cast, run):
    return signed_in(cast.teacher).get(reverse("journal:grid-course", args=[cast.journal.pk, run.pk])).context["sheet"]


def diary_of(cast, run) -> str:
    page = signed_in(cast.student).get(f"/dnevnik/{cast.learners[0].pk}/courses/{run.pk}/")
    return page.content.decode().replace("\xa0", " ")


@pytest.mark.row("B20")
def test_a_step_without_a_task_says_so_and_is_not_marked_by_a_click(cast, run, step):
    page = signed_in(cast.teacher).get(reverse("journal:grid-course", args=[cast.journal.pk, run.pk]))
    assert "задание не выдано" in page.content.decode()
    diary = diary_of(cast, run)
    assert ("Преподаватель ещё не выдал задание этого шага" in diary, f'value="{step}"' in diary) == (True, False)
    sent = {"key": str(uuid4()), "step": str(step)}
    address = f"/dnevnik/{cast.learners[0].pk}/courses/{run.pk}/"
    assert signed_in(cast.student).post(address, sent).status_code == 422
    assert not StepDone.objects.exists()


@pytest.mark.row("B20")
@pytest.mark.row("D22")
def test_the_teacher_gives_the_task_and_the_learner_does_the_step_by_handing_in(cast, run, step):
    teacher = signed_in(cast.teacher)
    address = reverse("journal:grid-course-task", args=[cast.journal.pk, run.pk, step])
    form = teacher.get(address).context["form"]
    assert (form["title"].value(), form["text"].value()) == ("Письменная работа", "Ответьте\n\nна три вопроса.")
    said = {"key": str(uuid4()), "title": "Письменная работа", "lesson": cast.lesson.pk, "due": "2026-11-25"}
    assert [teacher.post(address, said).status_code for _again in range(2)] == [302, 302]
    task = Task.objects.get()
    assert (StepTask.objects.get().task, task.journal, task.answered, task.personal) == (
        task,
        cast.journal,
        True,
        False,
    )
    assert (
        Change.objects.filter(journal=cast.journal, what=What.COURSE, new__contains="задание «Письменная").count() == 1
    )
    link = f"/dnevnik/{cast.learners[0].pk}/tasks/{task.pk}/"
    assert f'href="{link}"' in diary_of(cast, run)
    assert "Изучено: 0 из 3" in diary_of(cast, run)
    assert signed_in(cast.student).post(link, {"key": str(uuid4()), "text": "Готово"}).status_code == 302
    assert ("Изучено: 1 из 3" in diary_of(cast, run), "ждёт проверки" in diary_of(cast, run)) == (True, True)
    (line,) = sheet_of(cast, run).tasks
    assert (line.task, line.handed_in, line.waiting, line.accepted) == (task, 1, 1, 0)


@pytest.mark.row("B20")
def test_a_returned_work_is_to_be_done_again_and_an_accepted_one_counts(cast, run, step):
    task = make_task(cast.lesson, cast.teacher)
    tie(run, step, task, cast.teacher)
    first = make_work(task, cast.learners[0])
    row = sheet_of(cast, run).rows[0]
    assert (row.done, row.cells[-1].state) == (1, "handed-in")
    say(first, cast.teacher, "returned")
    row = sheet_of(cast, run).rows[0]
    assert (row.done, row.begun, row.cells[-1].state) == (0, True, "returned")
    assert ("Изучено: 0 из 3" in diary_of(cast, run), "вернули, сдайте ещё раз" in diary_of(cast, run)) == (True, True)
    say(make_work(task, cast.learners[0]), cast.teacher, "accepted")
    row = sheet_of(cast, run).rows[0]
    assert (row.done, row.cells[-1].state) == (1, "accepted")
    listed = signed_in(cast.teacher).get(reverse("journal:grid-courses", args=[cast.journal.pk])).context["lines"]
    assert [(line.begun, line.people) for line in listed] == [(1, 3)]


def test_only_a_task_of_the_journal_for_all_that_is_handed_in_and_only_once(cast, course, run, step):
    own = make_task(cast.lesson, cast.teacher)
    wrong = [
        make_task(cast.foreign_lesson, cast.foreign_teacher),
        make_task(cast.lesson, cast.teacher, answered=False),
        make_task(cast.lesson, cast.teacher, learners=[cast.learners[0].pk]),
    ]
    for task in wrong:
        with pytest.raises(ValidationError):
            tie(run, step, task, cast.teacher)
    with pytest.raises(ValidationError):
        tie(run, step, own, cast.foreign_teacher)
    with pytest.raises(ValidationError):
        tie(run, step_ids(course)[0], own, cast.teacher)
    tie(run, step, own, cast.teacher)
    other = add_task_step(course, cast.teacher, "Вторая")
    run = renew_run(
        run=run, actor=cast.teacher.journal_person, key=uuid4(), expected=CourseRun.objects.get(pk=run.pk).version
    )
    with pytest.raises(ValidationError):
        tie(run, other, own, cast.teacher)
    assert [row.task for row in StepTask.objects.all()] == [own]


def test_a_stale_page_replaces_no_task_and_a_key_belongs_to_one_entry(cast, run, step):
    first, second = make_task(cast.lesson, cast.teacher), make_task(cast.lesson, cast.teacher, title="Другое")
    key = uuid4()
    assert tie(run, step, first, cast.teacher, key=key) == tie(run, step, first, cast.teacher, key=key)
    for said in ({"seen": None}, {"seen": first.pk, "key": key}):
        with pytest.raises(ValidationError):
            tie(run, step, second, cast.teacher, **said)
    teacher, address = signed_in(cast.teacher), reverse("journal:grid-course-task", args=[run.journal_id, run.pk, step])
    said = {"key": str(uuid4()), "task": second.pk}
    assert teacher.post(address, said).status_code == 422
    assert teacher.post(address, said | {"seen": first.pk}).status_code == 302
    assert StepTask.objects.get().task == second


def test_a_withdrawn_task_leaves_the_step_without_one(cast, run, step):
    task = make_task(cast.lesson, cast.teacher)
    tie(run, step, task, cast.teacher)
    make_work(task, cast.learners[1])
    signed_in(cast.teacher).post(
        reverse("journal:grid-task-withdraw", args=[cast.journal.pk, task.pk]), {"key": str(uuid4())}
    )
    assert sheet_of(cast, run).tasks[0].task is None
    assert "Преподаватель ещё не выдал задание этого шага" in diary_of(cast, run)
    assert sheet_of(cast, run).rows[1].done == 1


def test_who_came_after_the_task_was_due_is_told_so(cast, run, step):
    task = make_task(cast.lesson, cast.teacher)
    tie(run, step, task, cast.teacher)
    assert "Сдать работу" in diary_of(cast, run)
    Lesson.objects.filter(pk=cast.lesson.pk).update(date=TODAY - timedelta(days=3))
    Task.objects.update(due=TODAY - timedelta(days=1))
    Membership.objects.filter(learner=cast.learners[0]).update(since=TODAY)
    page = diary_of(cast, run)
    assert ("Сдать работу" in page, "когда обучающегося ещё не было в группе" in page) == (False, True)


@pytest.mark.row("B20")
def test_steps_that_a_new_edition_dropped_stay_in_sight(cast, course, run, step):
    task = make_task(cast.lesson, cast.teacher)
    tie(run, step, task, cast.teacher)
    make_work(task, cast.learners[1])
    gone, untouched = step_ids(course)[:2]
    child = cast.learners[0]
    mark_studied(run=run, learner=child, actor=child.person, step=gone, key=uuid4())
    for part in (gone, step):
        drop_part(course=course, part=part, by=cast.teacher)
    renew_run(
        run=run, actor=cast.teacher.journal_person, key=uuid4(), expected=CourseRun.objects.get(pk=run.pk).version
    )
    sheet = sheet_of(cast, run)
    assert [(group.title, group.former, len(group.columns)) for group in sheet.groups] == [
        ("Раздел 1", False, 1),
        ("В прежней редакции", True, 2),
    ]
    assert [column.step for column in sheet.columns] == [untouched, gone, step]
    assert [(row.done, row.begun) for row in sheet.rows] == [(0, True), (0, True), (0, False)]
    page = diary_of(cast, run)
    assert ("В прежней редакции" in page, "Чтение 1" in page, "Изучено: 0 из 1" in page) == (True, True, True)


@pytest.mark.row("D21")
def test_presence_at_an_e_learning_lesson_follows_from_the_work_on_a_step(cast, run, step):
    Lesson.objects.filter(pk=cast.lessons[2].pk).update(technology=Technology.E_LEARNING)
    task = make_task(cast.lessons[2], cast.substitute, due=TODAY + timedelta(days=1))
    tie(run, step, task, cast.teacher)
    make_work(task, cast.learners[0])
    task = Task.objects.select_related("lesson", "journal__institution").get(pk=task.pk)
    later = cast.institution.local_now() + timedelta(days=3)
    assert [one.learner for one in absentees_of(task, later)] == [one.pk for one in cast.learners[1:]]


@pytest.mark.row("B20")
def test_the_sheet_is_taken_out_as_a_workbook_and_as_text(cast, run, step):
    task = make_task(cast.lesson, cast.teacher)
    tie(run, step, task, cast.teacher)
    make_work(task, cast.learners[0])
    client, names = signed_in(cast.deputy), {}
    for form in ("xlsx", "csv"):
        answer = client.get(reverse("journal:grid-course-file", args=[cast.journal.pk, run.pk, form]))
        sheet = read_sheet(answer.content)
        names[form] = (sheet.headings, [tuple(map(str, cells)) for _number, cells in sheet.rows])
    headings, rows = names["csv"]
    assert headings == (
        "Обучающийся",
        "В группе",
        "Сделано шагов",
        "Всего шагов",
        "1. Чтение 1",
        "2. Сайт 1",
        "3. Письменная работа",
    )
    assert rows[0] == ("Андреева Анна", "да", "1", "3", "", "", "20.11.2026, ждёт проверки")
    assert (len(rows), names["xlsx"][0]) == (3, headings)
    assert names["xlsx"][1][0][:4] == rows[0][:4]
    assert client.get(reverse("journal:grid-course-file", args=[cast.journal.pk, run.pk, "pdf"])).status_code == 404
