"""Work programmes are approved: teacher -> methodist -> in force; what is in force changes openly."""

import json

import pytest
from django.core import mail
from django.urls import reverse
from wagtail.models import Comment, TaskState, Workflow

from journal_plugin.access.enums import Role
from journal_plugin.curriculum.models import PlannedLesson, ProgrammeEdition, ThematicPlan
from journal_plugin.curriculum.pages import WorkProgrammeIndexPage, WorkProgrammePage
from journal_plugin.curriculum.pages.copying import copy_programme
from tests.factories.curriculum import assign, make_element
from tests.factories.institution import give_role, make_institution, make_user
from tests.factories.people import make_staff
from tests.journal_plugin.curriculum.test_pages import body, flat, form_of, lesson
from tests.words import words_of


@pytest.fixture
def shelf(cast):
    page = WorkProgrammeIndexPage(title="Рабочие программы", slug="programmes")
    return cast.institution.site.root_page.add_child(instance=page)


@pytest.fixture
def methodist(cast, shelf):
    person = make_staff(cast.institution, "Методистова Майя Марковна").person
    give_role(person, cast.institution, Role.METHODIST)
    user = make_user("methodist", person=person)
    user.email = "maya@example.org"
    user.save()
    return user


@pytest.fixture
def draft(client, cast, shelf, methodist):
    """The teacher's programme, sent to approval."""
    cast.teacher.email = "petrov@example.org"
    cast.teacher.save()
    client.force_login(cast.teacher)
    url = reverse("wagtailadmin_pages:add", args=("journal", "workprogrammepage", shelf.pk))
    data = form_of(client, url, title="Материаловедение", element=cast.element.pk, year=cast.year.pk)
    data |= flat([("Решётка", 2), ("Сплавы", 4)])
    del data["action-publish"]
    assert client.post(url, data | {"action-submit": "1"}).status_code == 302
    return WorkProgrammePage.objects.get()


def edit_of(page) -> str:
    return reverse("wagtailadmin_pages:edit", args=(page.pk,))


def decide(client, page, action: str, comment: str = ""):
    """An answer of who approves, as the window of the editor sends it."""
    state = page.current_workflow_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=(page.pk, action, state.pk))
    return client.post(url, {"comment": comment}, headers={"x-requested-with": "XMLHttpRequest"})


def buttons(client, page) -> str:
    """The words of the page in the editor."""
    return words_of(client.get(edit_of(page)))


@pytest.mark.row("B04")
def test_a_programme_comes_into_force_when_the_methodist_approves_it(client, cast, draft, methodist):
    assert (draft.live, ThematicPlan.objects.count()) == (False, 0)
    client.force_login(methodist)
    panel = words_of(client.get(reverse("wagtailadmin_home")))
    assert "Материаловедение" in panel
    assert "Утвердить и ввести в действие" in buttons(client, draft)

    decide(client, draft, "approve")

    draft.refresh_from_db()
    assert (draft.live, draft.current_workflow_state) == (True, None)
    assert list(PlannedLesson.objects.values_list("topic", "hours")) == [("Решётка", 2), ("Сплавы", 4)]
    edition = ProgrammeEdition.objects.get()
    assert (edition.approved_by, edition.approved_at, edition.reason) == (
        methodist.journal_person,
        draft.last_published_at,
        "",
    )


@pytest.mark.row("B04")
def test_a_returned_programme_is_mended_and_sent_again(client, cast, draft, methodist):
    client.force_login(methodist)
    assert decide(client, draft, "reject").json()["step"] == "action"
    decide(client, draft, "reject", "Нет практических работ")
    assert not WorkProgrammePage.objects.get().live

    client.force_login(cast.teacher)
    assert "Отправить на утверждение снова" in buttons(client, draft)
    assert "Нет практических работ" in words_of(client.get(edit_of(draft)))
    data = form_of(client, edit_of(draft), **flat([("Решётка", 2), ("Практическая работа", 4)]))
    del data["action-publish"]
    client.post(edit_of(draft), data | {"action-submit": "1"})
    client.force_login(methodist)
    decide(client, WorkProgrammePage.objects.get(), "approve")

    assert list(PlannedLesson.objects.values_list("topic", flat=True)) == ["Решётка", "Практическая работа"]


@pytest.mark.row("B04")
def test_the_author_does_not_publish_nor_write_while_it_waits(client, cast, draft):
    waiting = buttons(client, draft)
    assert "Программа ждёт утверждения" in waiting
    assert "Опубликовать" not in waiting
    data = form_of(client, edit_of(draft), **flat([("Подмена", 2)]))
    client.post(edit_of(draft), data)
    decided = decide(client, draft, "approve")

    draft.refresh_from_db()
    assert (decided.status_code, draft.live, ThematicPlan.objects.count()) == (403, False, 0)
    assert "Подмена" not in str(draft.get_latest_revision().content["body"])
    client.post(edit_of(draft), data | {"action-cancel-workflow": "1"})
    assert client.post(edit_of(draft), data).status_code == 302
    draft.refresh_from_db()
    assert not draft.live


def test_letters_go_to_who_approves_and_back_to_the_author(client, cast, draft, methodist):
    client.force_login(methodist)
    decide(client, draft, "reject", "Мало часов")

    asked, answered = mail.outbox
    assert (asked.to, answered.to) == (["maya@example.org"], ["petrov@example.org"])
    assert all(edit_of(draft) in letter.body for letter in (asked, answered))
    assert "Материаловедение" in asked.subject
    assert "Мало часов" in answered.body


@pytest.mark.parametrize(
    ("who", "approves"),
    [("deputy", True), ("admin", True), ("editor", False), ("head", False), ("director", False), ("teacher", False)],
)
def test_who_approves_is_asked_of_the_matrix(client, cast, draft, who, approves):
    client.force_login(getattr(cast, who))

    decide(client, draft, "approve")

    assert WorkProgrammePage.objects.get().live is approves


def test_nobody_of_another_institution_approves(client, cast, draft):
    other = make_institution("school.test", default=False, preset="school-mastergrad", short_name="Школа")
    person = make_staff(other, "Чужая Методист").person
    give_role(person, other, Role.METHODIST)
    stranger = make_user("stranger-methodist", person=person)
    client.force_login(stranger)

    decide(client, draft, "approve")

    assert not WorkProgrammePage.objects.get().live
    assert not TaskState.objects.reviewable_by(stranger).exists()
    assert client.get(edit_of(draft)).status_code == 302


def test_who_approves_and_the_author_talk_in_comments(client, cast, draft, methodist):
    client.force_login(methodist)
    ids = [row.id for row in draft.get_latest_revision_as_object().body[0].value["topics"][0]["lessons"].bound_blocks]
    data = form_of(client, edit_of(draft), **flat([("Решётка", 2), ("Сплавы", 4)], ids=ids))
    del data["action-publish"]
    words = {"text": "Почему четыре часа?", "contentpath": f"body.{data['body-0-id']}.title", "position": "", "id": ""}
    words |= {"replies-TOTAL_FORMS": "0", "replies-INITIAL_FORMS": "0"}
    data |= {"comments-TOTAL_FORMS": "1"} | {f"comments-0-{name}": value for name, value in words.items()}
    assert client.post(edit_of(draft), data).status_code == 302
    decide(client, draft, "reject", "См. замечания")

    client.force_login(cast.teacher)

    assert Comment.objects.get().user == methodist
    shown = client.get(edit_of(draft)).content.decode()
    assert json.dumps("Почему четыре часа?") in shown


@pytest.fixture
def in_force(client, draft, methodist):
    client.force_login(methodist)
    decide(client, draft, "approve")
    draft.refresh_from_db()
    return draft


@pytest.mark.row("B13")
def test_what_is_in_force_changes_openly_and_past_topics_stay(client, cast, in_force, methodist):
    given = cast.lessons[0]
    given.refresh_from_db()
    given.topic, given.topic_version = "Решётка", 1
    given.save()
    ids = [str(row.block) for row in PlannedLesson.objects.order_by("position")]
    changed = flat([("Кристаллы", 2), ("Чугуны", 4)], ids=ids)
    client.force_login(cast.teacher)
    assert "Программа утверждена и действует" in buttons(client, in_force)
    client.post(edit_of(in_force), form_of(client, edit_of(in_force), **changed))
    assert list(PlannedLesson.objects.values_list("topic", flat=True)) == ["Решётка", "Сплавы"]

    change = reverse("journal:programme_change", args=(in_force.pk,))
    assert client.post(change, {"reason": " "}).status_code == 422
    assert client.post(change, {"reason": "Карантин 10–14 ноября"}).url == edit_of(in_force)
    data = form_of(client, edit_of(in_force), **changed)
    del data["action-publish"]
    client.post(edit_of(in_force), data | {"action-submit": "1"})
    shown = client.get(in_force.get_url()).content.decode()
    assert ("Решётка" in shown, "Кристаллы" in shown) == (True, False)
    client.force_login(methodist)
    decide(client, WorkProgrammePage.objects.get(), "approve")

    assert list(PlannedLesson.objects.order_by("position").values_list("topic", flat=True)) == ["Кристаллы", "Чугуны"]
    given.refresh_from_db()
    assert given.topic == "Решётка"
    first, second = ProgrammeEdition.objects.all()
    assert (first.reason, second.reason) == ("", "Карантин 10–14 ноября")
    assert (second.opened_by, second.approved_by) == (cast.teacher.journal_person, methodist.journal_person)
    assert "Программа утверждена и действует" in buttons(client, in_force)


def test_a_change_is_opened_once_and_only_by_who_writes(client, cast, in_force):
    change = reverse("journal:programme_change", args=(in_force.pk,))
    client.force_login(cast.foreign_teacher)
    assert client.post(change, {"reason": "Чужое"}).status_code == 404
    client.force_login(cast.teacher)
    client.post(change, {"reason": "Первое"})

    assert client.post(change, {"reason": "Второе"}).url == edit_of(in_force)
    assert list(ProgrammeEdition.objects.values_list("reason", flat=True)) == ["", "Первое"]


@pytest.mark.row("B13")
@pytest.mark.parametrize("sent", [False, True])
def test_a_change_is_withdrawn_and_the_programme_stays_as_it_was(client, cast, in_force, sent):
    client.force_login(cast.teacher)
    client.post(reverse("journal:programme_change", args=(in_force.pk,)), {"reason": "Карантин"})
    data = form_of(client, edit_of(in_force), **flat([("Чугуны", 6)]))
    del data["action-publish"]
    client.post(edit_of(in_force), data | ({"action-submit": "1"} if sent else {}))
    assert "Отменить изменение" in words_of(client.get(in_force.get_url()))

    withdraw = reverse("journal:programme_withdraw", args=(in_force.pk,))
    assert "Карантин" in words_of(client.get(withdraw))
    client.post(withdraw)

    page = WorkProgrammePage.objects.get()
    latest = page.get_latest_revision_as_object()
    assert (page.live, page.has_unpublished_changes, page.workflow_in_progress) == (True, False, False)
    assert [row.topic for row in PlannedLesson.objects.filter(withdrawn=False)] == ["Решётка", "Сплавы"]
    assert "Чугуны" not in str(latest.body.get_prep_value())
    assert "изменение отменено" in words_of(client.get(in_force.get_url()))
    assert "Программа утверждена и действует" in buttons(client, in_force)
    assert client.get(withdraw).status_code == 404
    assert (
        client.post(reverse("journal:programme_change", args=(in_force.pk,)), {"reason": "Ещё раз"}).status_code == 302
    )


def test_nobody_else_withdraws_a_change(client, cast, in_force):
    client.force_login(cast.teacher)
    client.post(reverse("journal:programme_change", args=(in_force.pk,)), {"reason": "Карантин"})
    for user in (cast.foreign_teacher, cast.parent, cast.dispatcher):
        client.force_login(user)
        assert client.post(reverse("journal:programme_withdraw", args=(in_force.pk,))).status_code == 404
    assert ProgrammeEdition.objects.filter(ProgrammeEdition.OPEN).count() == 1


def test_a_programme_that_was_in_force_is_not_deleted_nor_copied_as_a_twin(client, cast, in_force):
    client.force_login(cast.teacher)
    for name in ("delete", "copy", "unpublish"):
        assert client.post(reverse(f"wagtailadmin_pages:{name}", args=(in_force.pk,))).status_code == 302
    assert WorkProgrammePage.objects.get().live


@pytest.mark.row("B13")
def test_revisions_are_compared_lesson_by_lesson(client, cast, in_force):
    client.force_login(cast.teacher)
    client.post(reverse("journal:programme_change", args=(in_force.pk,)), {"reason": "Уточнение"})
    ids = [str(row.block) for row in PlannedLesson.objects.order_by("position")]
    data = form_of(client, edit_of(in_force), **flat([("Решётка", 2), ("Чугуны", 4)], ids=ids))
    client.post(edit_of(in_force), data)
    url = reverse("wagtailadmin_pages:revisions_compare", args=(in_force.pk, "live", "latest"))

    assert "Чугуны" in client.get(url).content.decode()
    client.force_login(cast.foreign_teacher)
    assert client.get(url).status_code == 302


@pytest.mark.row("B09")
def test_a_programme_is_copied_to_a_parallel_element_as_a_draft(client, cast, in_force):
    parallel = make_element(cast.institution, "Материаловедение (8Б)")
    assign(cast.staff, cast.group, parallel, cast.term)
    client.force_login(cast.teacher)
    url = reverse("journal:programme_copy", args=(in_force.pk,))
    twin = client.post(url, {"element": cast.element.pk, "year": cast.year.pk})
    assert (twin.status_code, "уже есть" in words_of(twin)) == (422, True)

    answer = client.post(url, {"element": parallel.pk, "year": cast.year.pk})

    copied = WorkProgrammePage.objects.get(element=parallel)
    assert answer.url == edit_of(copied)
    assert (copied.live, copied.slug, copied.get_parent()) == (
        False,
        "materialovedenie-8b-2026",
        in_force.get_parent(),
    )
    topics = [row["topic"] for row in copied.body[0].value["topics"][0]["lessons"]]
    assert topics == ["Решётка", "Сплавы"]
    assert client.get(edit_of(copied)).status_code == 200
    client.force_login(cast.curator)
    assert client.get(url).status_code == 404


def test_a_new_shelf_keeps_its_own_workflow(cast, shelf):
    shelf.save()
    assert Workflow.objects.count() == 1
    assert shelf.get_workflow().tasks.get().specific.institution == cast.institution


def test_a_copy_starts_without_the_approval_of_its_source(cast, shelf):
    page = WorkProgrammePage(
        title="М", element=cast.element, year=cast.year, agreed="Протокол № 1", body=body(lesson("Сталь"))
    )
    shelf.add_child(instance=page)
    page.save_revision().publish()
    element = make_element(cast.institution, "Химия")

    copied = copy_programme(page=page, element=element, year=cast.year, user=cast.teacher)

    assert (copied.agreed, copied.editions.count(), copied.title) == ("", 0, "Химия")
