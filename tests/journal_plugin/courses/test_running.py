"""Opening, studying and reading a course (B20)."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from journal_plugin.calendar.closing import YearClosed
from journal_plugin.calendar.models import AcademicYear, YearClosing
from journal_plugin.courses.actions import change_run, drop_part, mark_studied, open_course, renew_run
from journal_plugin.courses.models import Course, CourseRun, StepDone
from journal_plugin.diary.actions import place_diary
from journal_plugin.lessons.enums import What
from journal_plugin.lessons.models import Change
from journal_plugin.people.models import Membership
from tests.factories.assignments import make_task, make_work
from tests.factories.courses import TODAY, add_task_step, make_course, make_run, step_ids, tie


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def course(cast) -> Course:
    place_diary(site=cast.institution.site)
    return make_course(cast.element, cast.teacher)


def study(run: CourseRun, learner, step: UUID, key: UUID | None = None) -> StepDone:
    return mark_studied(run=run, learner=learner, actor=learner.person, step=step, key=key or uuid4())


@pytest.mark.row("B20")
def test_the_whole_way_through_the_pages(cast, course):
    teacher, student = signed_in(cast.teacher), signed_in(cast.student)
    second = UUID(course.body[1]["id"]).hex
    address = reverse("journal:grid-course-open", args=[cast.journal.pk, course.pk])
    key = teacher.get(address).context["form"]["key"].value()
    said = {"key": str(key), "version": 0, "since": "2026-11-20", second: "2026-11-23"}
    assert teacher.post(address, said).status_code == 302
    run = CourseRun.objects.get()
    assert Change.objects.filter(what=What.COURSE, journal=cast.journal, key=key).count() == 1

    mine = f"/dnevnik/{cast.learners[0].pk}/courses/"
    assert "Стали" in student.get(mine).content.decode()
    page = student.get(f"{mine}{run.pk}/").content.decode().replace("\xa0", " ")
    assert ("Изучено: 0 из 4" in page, "<strong>сталь</strong>" in page, page.count("Изучено</button>")) == (
        True,
        True,
        0,
    )
    assert page.count('name="step"') == 2  # the second section opens on Monday
    first = step_ids(course)[0]
    for _again in range(2):
        sent = {"key": "6f0f6d0c-2f0a-4c51-9a39-7d0a4f8f0001", "step": str(first)}
        assert student.post(f"{mine}{run.pk}/", sent).status_code == 302
    assert StepDone.objects.get().title == "Чтение 1"
    page = signed_in(cast.parent).get(f"{mine}{run.pk}/").content.decode().replace("\xa0", " ")
    assert ("Изучено: 1 из 4" in page, 'name="step"' in page) == (True, False)
    sheet = teacher.get(reverse("journal:grid-course", args=[cast.journal.pk, run.pk])).content.decode()
    sheet = sheet.replace("\xa0", " ")
    assert ("1 из 4" in sheet, "Не начинали: 2 из 3" in sheet, "Борисов Борис" in sheet) == (True, True, True)


@pytest.mark.row("B20")
def test_a_family_sees_a_course_only_while_its_child_is_in_the_group_and_after_it_has_begun(cast, course):
    run = make_run(cast.journal, course, cast.teacher, since=TODAY + timedelta(days=3))
    address = f"/dnevnik/{cast.learners[0].pk}/courses/{run.pk}/"
    student = signed_in(cast.student)
    assert student.get(address).status_code == 404
    run = change_run(
        run=run, actor=cast.teacher.journal_person, key=uuid4(), expected=1, since=TODAY, until=None, days={}
    )
    assert [student.get(address).status_code, signed_in(cast.parent).get(address).status_code] == [200, 200]
    foreign = f"/dnevnik/{cast.foreign_learner.pk}/courses/{run.pk}/"
    assert [signed_in(cast.foreign_parent).get(one).status_code for one in (address, foreign)] == [404, 404]
    study(run, cast.learners[0], step_ids(course)[0])
    Membership.objects.filter(learner=cast.learners[0]).update(until=TODAY - timedelta(days=1))
    assert (student.get(address).status_code, StepDone.objects.count()) == (404, 1)
    sheet = signed_in(cast.teacher).get(reverse("journal:grid-course", args=[cast.journal.pk, run.pk]))
    assert next((row.name, row.left, row.done) for row in sheet.context["sheet"].rows) == ("Андреева Анна", True, 1)


def test_nobody_studies_for_the_child_nor_what_is_not_open(cast, course):
    monday = date(2026, 11, 23)
    run = make_run(cast.journal, course, cast.teacher, days={UUID(course.body[1]["id"]): monday})
    child, steps = cast.learners[0], step_ids(course)
    sent = {"key": str(uuid4()), "step": str(steps[0])}
    assert signed_in(cast.parent).post(f"/dnevnik/{child.pk}/courses/{run.pk}/", sent).status_code == 404
    for step in (steps[2], uuid4()):
        with pytest.raises(ValidationError):
            study(run, child, step)
    with pytest.raises(ValidationError):
        study(run, cast.foreign_learner, steps[0])
    with pytest.raises(ValidationError):
        mark_studied(run=run, learner=child, actor=cast.parent.journal_person, step=steps[0], key=uuid4())
    assert not StepDone.objects.exists()


def test_a_key_counts_once_and_belongs_to_one_entry(cast, course):
    run, key = make_run(cast.journal, course, cast.teacher), uuid4()
    first, second = step_ids(course)[:2]
    assert study(run, cast.learners[0], first, key).pk == study(run, cast.learners[0], first, key).pk
    with pytest.raises(ValidationError):
        study(run, cast.learners[0], second, key)
    assert study(run, cast.learners[0], first).key == key


@pytest.mark.row("B20")
def test_a_run_keeps_its_edition_until_the_new_one_is_taken_and_then_the_progress(cast, course):
    run = make_run(cast.journal, course, cast.teacher)
    steps = step_ids(course)
    study(run, cast.learners[0], steps[0])
    drop_part(course=course, part=steps[3], by=cast.teacher)
    address = f"/dnevnik/{cast.learners[0].pk}/courses/{run.pk}/"
    student, teacher = signed_in(cast.student), signed_in(cast.teacher)
    assert "Изучено: 1 из 4" in student.get(address).content.decode().replace("\xa0", " ")
    sheet = teacher.get(reverse("journal:grid-course", args=[cast.journal.pk, run.pk]))
    assert sheet.context["behind"]
    said = {"key": str(uuid4()), "version": 1}
    for _again in range(2):
        teacher.post(reverse("journal:grid-course-renew", args=[cast.journal.pk, run.pk]), said)
    run.refresh_from_db()
    assert (run.edition.number, run.version) == (2, 2)
    assert "Изучено: 1 из 3" in student.get(address).content.decode().replace("\xa0", " ")
    with pytest.raises(ValidationError):
        renew_run(run=run, actor=cast.teacher.journal_person, key=uuid4(), expected=2)


def test_a_closed_course_is_read_and_not_studied(cast, course):
    run = make_run(cast.journal, course, cast.teacher, since=date(2026, 11, 2))
    study(run, cast.learners[0], step_ids(course)[0])
    said = {"key": str(uuid4()), "version": 1, "since": "2026-11-02", "until": "2026-11-19"}
    address = reverse("journal:grid-course-days", args=[cast.journal.pk, run.pk])
    assert signed_in(cast.teacher).post(address, said).status_code == 302
    page = signed_in(cast.student).get(f"/dnevnik/{cast.learners[0].pk}/courses/{run.pk}/").content.decode()
    assert ('name="step"' in page, "Курс закрыт" in page) == (False, True)
    with pytest.raises(ValidationError):
        study(run, cast.learners[0], step_ids(course)[1])
    assert StepDone.objects.count() == 1


def test_days_lie_in_the_year_and_a_stale_page_changes_nothing(cast, course):
    run = make_run(cast.journal, course, cast.teacher)
    said = {"run": run, "actor": cast.teacher.journal_person, "until": None, "days": {}}
    section = UUID(course.body[1]["id"])
    for wrong in (
        {"since": date(2028, 1, 1), "expected": 1},
        {"since": TODAY, "expected": 1, "until": date(2026, 11, 1)},
        {"since": TODAY, "expected": 1, "days": {section: date(2026, 11, 1)}},
        {"since": date(2026, 11, 23), "expected": 7},
    ):
        with pytest.raises(ValidationError):
            change_run(**said | wrong, key=uuid4())
    run.refresh_from_db()
    assert (run.since, run.until, run.version) == (TODAY, None, 1)


def test_only_who_keeps_the_journal_opens_and_only_a_course_of_its_subject(cast, course):
    for other in (cast.foreign_teacher, cast.substitute, cast.deputy):
        with pytest.raises(ValidationError):
            make_run(cast.journal, course, other)
    with pytest.raises(ValidationError):
        make_run(cast.foreign_journal, course, cast.foreign_teacher)
    key, actor = uuid4(), cast.teacher.journal_person
    said = {"journal": cast.journal, "course": course, "actor": actor, "key": key, "since": TODAY}
    assert open_course(**said).pk == open_course(**said).pk
    with pytest.raises(ValidationError):
        open_course(**said | {"key": uuid4()})


@pytest.mark.row("B20")
@pytest.mark.parametrize("who", ["deputy", "director", "curator"])
def test_who_reads_the_journal_reads_the_sheet_and_changes_nothing(cast, course, who):
    run = make_run(cast.journal, course, cast.teacher)
    client, pks = signed_in(getattr(cast, who)), [cast.journal.pk, run.pk]
    assert client.get(reverse("journal:grid-course", args=pks)).status_code == 200
    assert client.get(reverse("journal:grid-course-days", args=pks)).status_code == 404
    assert client.post(reverse("journal:grid-course-renew", args=pks)).status_code == 404


def test_a_closed_year_takes_nothing(cast, course):
    run = make_run(cast.journal, course, cast.teacher)
    shut = {"order_no": "15-у", "order_date": TODAY, "by": cast.admin.journal_person, "at": timezone.now()}
    YearClosing.objects.create(year=cast.year, **shut)
    AcademicYear.objects.filter(pk=cast.year.pk).update(closed_at=timezone.now())
    with pytest.raises(YearClosed):
        study(run, cast.learners[0], step_ids(course)[0])
    with pytest.raises(YearClosed):
        change_run(
            run=run, actor=cast.teacher.journal_person, key=uuid4(), expected=1, since=TODAY, until=TODAY, days={}
        )
    with pytest.raises(YearClosed):
        make_run(cast.journal, make_course(cast.element, cast.teacher, "Другой"), cast.teacher)


@pytest.mark.parametrize("page", ["sheet", "list", "diary", "course", "shelf", "own"])
def test_the_same_queries_for_one_and_for_three(cast, course, page, django_assert_max_num_queries):
    tasks = [add_task_step(course, cast.teacher, f"Задание {number}") for number in range(3)]
    run = make_run(cast.journal, course, cast.teacher)
    mine = f"/dnevnik/{cast.learners[0].pk}/courses/"
    user, address = {
        "sheet": (cast.teacher, reverse("journal:grid-course", args=[cast.journal.pk, run.pk])),
        "list": (cast.teacher, reverse("journal:grid-courses", args=[cast.journal.pk])),
        "diary": (cast.student, mine),
        "course": (cast.student, f"{mine}{run.pk}/"),
        "shelf": (cast.teacher, reverse("journal:courses")),
        "own": (cast.teacher, reverse("journal:course", args=[course.pk])),
    }[page]
    client, taken, steps = signed_in(user), [], step_ids(course)
    for number in (1, 3):
        for learner in cast.learners[:number]:
            study(run, learner, steps[number - 1])
        for step in tasks[:1] if number == 1 else tasks[1:]:
            task = make_task(cast.lesson, cast.teacher)
            tie(run, step, task, cast.teacher)
            for learner in cast.learners[:number]:
                make_work(task, learner)
        if number == 3:
            for name in ("Чугун", "Медь"):
                make_run(cast.journal, make_course(cast.element, cast.teacher, name), cast.teacher)
        client.get(address)
        with django_assert_max_num_queries(60) as queries:
            assert client.get(address).status_code == 200
        taken.append(len(queries))
    assert taken[0] == taken[1]
