"""Writing a course: who may, what a step is, what is kept (B20)."""

from dataclasses import replace
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from journal_plugin.access.enums import Role
from journal_plugin.courses.actions import copy_course, put_section, put_step, save_course
from journal_plugin.courses.body import Step, moved, read_body, step_of, steps_of
from journal_plugin.courses.enums import StepKind
from journal_plugin.courses.markup import rendered
from journal_plugin.courses.models import Course
from journal_plugin.institution.models import Institution
from journal_plugin.library.models import Resource
from tests.factories.assignments import upload
from tests.factories.courses import make_course, make_run, step_ids
from tests.factories.curriculum import make_element
from tests.factories.institution import give_role, make_institution
from tests.factories.library import make_resource


@pytest.fixture
def elsewhere(cast) -> Institution:
    return make_institution("127.0.0.1", default=False, short_name="Школа")


@pytest.fixture
def keeper(cast, elsewhere) -> User:
    """Keeps programmes here and there."""
    give_role(cast.editor.journal_person, elsewhere, Role.EDITOR)
    return User.objects.get(pk=cast.editor.pk)


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.row("B20")
def test_a_teacher_writes_a_course_with_every_kind_of_step_in_the_pages(cast, kept):
    client = signed_in(cast.teacher)
    said = {"name": "Стали и сплавы", "element": cast.element.pk, "summary": "Шесть занятий"}
    assert client.post(reverse("journal:course-new"), said).status_code == 302
    course = Course.objects.get()
    assert client.post(reverse("journal:course-section-new", args=[course.pk]), {"title": "Начало"}).status_code == 302
    course.refresh_from_db()
    section = course.body[0]["id"]
    steps = {
        "text": {"text": "Прочтите"},
        "link": {"url": "https://example.org/"},
        "video": {"url": "https://example.org/video"},
        "material": {"sent": upload("сталь.pdf")},
        "task": {"text": "Решите"},
    }
    for number, (kind, data) in enumerate(steps.items()):
        address = reverse("journal:course-step-new", args=[course.pk, section, kind])
        page = client.get(address)
        key = page.context["form"]["id"].value()
        answer = client.post(address, {"title": f"Шаг {number}", "id": str(key), **data})
        assert answer.status_code == 302, answer.context["form"].errors
    course.refresh_from_db()
    written = list(steps_of(read_body(course.body)))
    assert [step.kind for step in written] == list(steps)
    entry = Resource.objects.get()
    assert (written[3].resource, list(entry.subjects.all()), len(kept())) == (entry.pk, [cast.element], 1)
    page = client.get(reverse("journal:course", args=[course.pk])).content.decode().replace("\xa0", " ")
    assert all(f"Шаг {number}" in page for number in range(5))
    assert entry.address in page


def test_a_step_that_opens_nothing_or_runs_a_script_is_refused(cast):
    course = make_course(cast.element, cast.teacher, sections=1)
    client, section = signed_in(cast.teacher), course.body[0]["id"]
    for kind, data in (("link", {"url": "javascript:alert(1)"}), ("material", {}), ("text", {"text": " "})):
        address = reverse("journal:course-step-new", args=[course.pk, section, kind])
        answer = client.post(address, {"title": "Х", "id": "6f0f6d0c-2f0a-4c51-9a39-7d0a4f8f0001", **data})
        assert answer.status_code == 422, kind
    course.refresh_from_db()
    assert len(step_ids(course)) == 2


def refused_step(course: Course, by, step: Step) -> bool:
    try:
        put_step(course=course, section=read_body(course.body)[0].id, step=step, by=by)
    except ValidationError:
        course.refresh_from_db()
        return step_of(read_body(course.body), step.id) != step
    return False


@pytest.mark.row("B20")
def test_the_action_itself_lets_a_step_open_only_the_institutions_own_shelf(cast, elsewhere, keeper):
    course = make_course(cast.element, cast.teacher, sections=1)
    own, foreign = make_resource(cast.institution, cast.teacher), make_resource(elsewhere, keeper)
    step = Step(uuid4(), StepKind.MATERIAL, "Атлас", resource=own.pk)
    assert refused_step(course, cast.teacher, replace(step, resource=foreign.pk))
    assert refused_step(course, cast.teacher, replace(step, resource=uuid4()))
    put_step(course=course, section=read_body(course.body)[0].id, step=step, by=cast.teacher)
    Resource.objects.filter(pk=own.pk).update(withdrawn=True)
    assert refused_step(course, cast.teacher, replace(step, id=uuid4()))
    renamed = replace(step, title="Старый атлас")
    put_step(course=course, section=read_body(course.body)[0].id, step=renamed, by=cast.teacher, seen=step.digest)
    course.refresh_from_db()
    assert step_of(read_body(course.body), step.id).title == "Старый атлас"


@pytest.mark.parametrize(
    "said",
    [
        {"kind": StepKind.LINK, "url": "javascript:alert(1)"},
        {"kind": StepKind.LINK, "url": ""},
        {"kind": StepKind.TEXT, "text": " "},
        {"kind": StepKind.TEXT, "text": "х" * 20_001},
        {"kind": StepKind.TASK, "url": "https://example.org/"},
        {"kind": StepKind.MATERIAL},
        {"kind": StepKind.TASK, "title": " "},
        {"kind": StepKind.TASK, "title": "х" * 201},
    ],
)
def test_the_action_itself_refuses_what_no_form_would_send(cast, said):
    course = make_course(cast.element, cast.teacher, sections=1)
    assert refused_step(course, cast.teacher, Step(**{"id": uuid4(), "title": "Шаг"} | said))


def test_a_new_step_overwrites_no_other_and_changes_no_kind(cast):
    course = make_course(cast.element, cast.teacher, sections=1)
    text = read_body(course.body)[0].steps[0]
    assert refused_step(course, cast.teacher, replace(text, text="другое"))
    task = Step(text.id, StepKind.TASK, "Задание")
    with pytest.raises(ValidationError):
        put_step(course=course, section=read_body(course.body)[0].id, step=task, by=cast.teacher, seen=text.digest)
    with pytest.raises(ValidationError):
        put_section(course=course, section=uuid4(), title="  ", by=cast.teacher)


def test_no_section_takes_the_id_of_a_step_and_no_step_that_of_a_section(cast):
    course = make_course(cast.element, cast.teacher, sections=2)
    body = read_body(course.body)
    first, second = body
    with pytest.raises(ValidationError):
        put_section(course=course, section=first.steps[0].id, title="Раздел", by=cast.teacher)
    assert refused_step(course, cast.teacher, replace(first.steps[0], id=second.id))
    with pytest.raises(ValidationError):
        put_step(course=course, section=first.steps[0].id, step=replace(first.steps[0], id=uuid4()), by=cast.teacher)
    course.refresh_from_db()
    assert read_body(course.body) == body


def test_a_course_stays_with_its_subject_while_it_is_open_and_with_its_institution(cast, elsewhere, keeper):
    course, other = make_course(cast.element, cast.teacher), make_element(cast.institution, "Чертёж")
    foreign = make_element(elsewhere, "Чужое")
    with pytest.raises(ValidationError):
        copy_course(course=course, element=foreign, name="Копия", by=keeper)
    course.element = foreign
    with pytest.raises(ValidationError):
        save_course(row=course, by=keeper)
    course.element = other
    assert save_course(row=course, by=keeper).element == other
    course.element = cast.element
    save_course(row=course, by=keeper)
    make_run(cast.journal, course, cast.teacher)
    course.element = other
    with pytest.raises(ValidationError):
        save_course(row=course, by=keeper)
    course.refresh_from_db()
    assert course.element == cast.element
    with pytest.raises(PermissionDenied):
        copy_course(course=course, element=cast.foreign_journal.element, name="Копия", by=cast.foreign_teacher)


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "[x](javascript:alert(1))", "![x](https://example.org/a.png)"]
)
def test_markup_never_gives_a_script_or_a_foreign_picture(text):
    html = rendered(text)
    assert ("<script" in html, 'href="javascript' in html, "<img" in html) == (False, False, False)


def test_another_subjects_teacher_neither_writes_nor_copies_it(cast):
    course = make_course(cast.element, cast.teacher)
    stranger = signed_in(cast.foreign_teacher)
    assert stranger.get(reverse("journal:course-edit", args=[course.pk])).status_code == 404
    with pytest.raises(PermissionDenied):
        save_course(row=Course.objects.get(), by=cast.foreign_teacher)
    with pytest.raises(PermissionDenied):
        copy_course(course=course, element=cast.element, name="Копия", by=cast.student)
    assert Course.objects.count() == 1


def test_two_authors_of_one_step_do_not_overwrite_each_other(cast):
    course = make_course(cast.element, cast.teacher, sections=1)
    body = read_body(course.body)
    step = body[0].steps[0]
    other = step.__class__(step.id, step.kind, "Новое имя", text="другое")
    put_step(course=course, section=body[0].id, step=other, by=cast.editor, seen=step.digest)
    with pytest.raises(ValidationError):
        put_step(course=course, section=body[0].id, step=step, by=cast.teacher, seen=step.digest)
    course.refresh_from_db()
    assert step_of(read_body(course.body), step.id).title == "Новое имя"


def test_a_step_moves_over_the_edge_of_its_section_and_keeps_its_id(cast):
    body = read_body(make_course(cast.element, cast.teacher).body)
    last = body[0].steps[-1].id
    after = moved(body, last, 1)
    assert next(step.id for step in after[1].steps) == last
    assert [step.id for step in steps_of(moved(after, last, -1))] == [step.id for step in steps_of(body)]
    assert moved(body, body[0].steps[0].id, -1) == body


@pytest.mark.row("B20")
def test_a_copy_goes_its_own_way(cast):
    course = make_course(cast.element, cast.teacher)
    client = signed_in(cast.teacher)
    said = {"name": "Стали, 2027", "element": cast.element.pk}
    assert client.post(reverse("journal:course-copy", args=[course.pk]), said).status_code == 302
    copy = Course.objects.get(name="Стали, 2027")
    drop = {"part": copy.body[0]["steps"][0]["id"]}
    assert client.post(reverse("journal:course-drop", args=[copy.pk]), drop).status_code == 302
    course.refresh_from_db()
    copy.refresh_from_db()
    assert (len(step_ids(course)), len(step_ids(copy))) == (4, 3)
