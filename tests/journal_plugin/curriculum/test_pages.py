"""Work programmes: written in the page editor, published into the thematic plan, by the right people."""

import json
import re
from collections.abc import Sequence
from datetime import date
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import strip_tags

from journal_plugin.calendar.actions import open_year
from journal_plugin.calendar.cards import TermCard
from journal_plugin.curriculum.actions import authors_desk
from journal_plugin.curriculum.models import (
    Curriculum,
    CurriculumLine,
    PlannedLesson,
    Programme,
    TeachingAssignment,
    ThematicPlan,
)
from journal_plugin.curriculum.pages import WorkProgrammeIndexPage, WorkProgrammePage
from journal_plugin.curriculum.programme import sections_of
from journal_plugin.lessons.actions.planning import follow_plans
from tests.factories.assignments import PDF, sent
from tests.factories.curriculum import assign, make_element
from tests.factories.institution import first_term, make_institution
from tests.factories.library import make_resource


def lesson(topic: str, *, block: str = "", hours: int = 2, activity: str = "theory", **fields) -> dict:
    value = {"topic": topic, "hours": hours, "activity": activity, "work_kind": "", "homework": "", "materials": []}
    return {"type": "item", "value": value | fields, "id": block or str(uuid4())}


def body(*lessons: dict) -> list[dict]:
    topic = {
        "type": "item",
        "value": {"title": "Тема 1.1", "content": "Сталь", "lessons": list(lessons)},
        "id": str(uuid4()),
    }
    return [{"type": "section", "value": {"title": "Раздел 1", "topics": [topic]}, "id": str(uuid4())}]


@pytest.fixture
def shelf(cast):
    page = WorkProgrammeIndexPage(title="Рабочие программы", slug="programmes")
    return cast.institution.site.root_page.add_child(instance=page)


@pytest.fixture
def by_authors(cast):
    """The institution lets teachers publish their programmes themselves."""
    cast.institution.settings.programmes_approved = False
    cast.institution.settings.save()


@pytest.fixture
def programme(cast, shelf):
    page = WorkProgrammePage(
        title="Материаловедение", element=cast.element, year=cast.year, body=body(lesson("Введение"))
    )
    return shelf.add_child(instance=page)


def form_of(client, url: str, **changes) -> dict:
    """The fields that the editor sends, as a browser would, with ``changes``."""
    page = client.get(url)
    form = page.context["form"]
    data = {name: form[name].value() or "" for name in ("title", "slug", "element", "year", "goals")}
    data |= {"body-count": "0", "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}
    return data | {"action-publish": "1"} | changes


def forget_pages() -> None:
    """A public page is asked for anew."""
    for name in settings.CACHES:
        caches[name].clear()


def flat(topics: list[tuple[str, int]], kinds: Sequence[str] = (), ids: Sequence[str] = ()) -> dict[str, str]:
    """One section with one topic of lessons (topic, hours), as the StreamField editor posts it.

    ``kinds`` are the kinds of work, «КР» unless given; ``ids`` the identities that the editor sends back.
    """
    data = {
        "body-count": "1", "body-0-deleted": "", "body-0-order": "0", "body-0-type": "section", "body-0-id": str(uuid4()),
        "body-0-value-title": "Раздел 1. Металлы", "body-0-value-topics-count": "1",
        "body-0-value-topics-0-deleted": "", "body-0-value-topics-0-order": "0", "body-0-value-topics-0-id": str(uuid4()),
        "body-0-value-topics-0-value-title": "Строение металлов", "body-0-value-topics-0-value-content": "",
        "body-0-value-topics-0-value-lessons-count": str(len(topics)),
    }  # fmt: skip
    for number, (topic, hours) in enumerate(topics):
        at = f"body-0-value-topics-0-value-lessons-{number}"
        data |= {
            f"{at}-deleted": "", f"{at}-order": str(number),
            f"{at}-id": ids[number] if ids else str(uuid4()), f"{at}-value-topic": topic,
            f"{at}-value-hours": str(hours), f"{at}-value-activity": "theory",
            f"{at}-value-work_kind": kinds[number] if kinds else "КР",
            f"{at}-value-homework": "§ 1", f"{at}-value-materials-count": "0",
        }  # fmt: skip
    return data


@pytest.mark.row("B04")
def test_a_teacher_writes_and_publishes_the_programme_of_an_own_subject(client, cast, shelf, by_authors):
    client.force_login(cast.teacher)
    url = reverse("wagtailadmin_pages:add", args=("journal", "workprogrammepage", shelf.pk))
    topics = flat([("Кристаллическая решётка", 2), ("Сплавы", 4)])
    data = form_of(
        client, url, title="Материаловедение", slug="mv", element=cast.element.pk, year=cast.year.pk, **topics
    )

    response = client.post(url, data)

    assert response.status_code == 302
    plan = ThematicPlan.objects.get(element=cast.element, year=cast.year)
    rows = plan.lessons.values_list("section", "topic", "hours", "work_kind_code", "homework")
    assert list(rows) == [
        ("Раздел 1. Металлы", "Кристаллическая решётка", 2, "КР", "§ 1"),
        ("Раздел 1. Металлы", "Сплавы", 4, "КР", "§ 1"),
    ]


@pytest.mark.row("B04")
def test_a_teacher_writes_the_programme_before_the_year_starts(clock, client, cast, shelf, by_authors):
    clock.move_to("2026-08-30T10:00:00+05:00")
    add = reverse("wagtailadmin_pages:add", args=("journal", "workprogrammepage", shelf.pk))
    client.force_login(cast.teacher)
    data = form_of(
        client, add, title="М", slug="mv", element=cast.element.pk, year=cast.year.pk, **flat([("Сталь", 2)])
    )

    assert client.post(add, data).status_code == 302

    page = WorkProgrammePage.objects.get()
    assert (page.live, ThematicPlan.objects.get().lessons.get().topic) == (True, "Сталь")
    assert client.get(reverse("wagtailadmin_pages:edit", args=(page.pk,))).status_code == 200
    TeachingAssignment.objects.filter(staff=cast.staff).update(since="2026-02-01", until="2026-08-29")
    client.force_login(cast.teacher)
    assert client.get(reverse("wagtailadmin_pages:edit", args=(page.pk,))).status_code == 302


@pytest.mark.row("B04")
def test_load_of_the_next_year_opens_only_that_years_programme(client, cast, shelf, programme):
    days = {"since": date(2027, 9, 1), "until": date(2028, 6, 30)}
    term = TermCard("1 семестр", "semester", date(2027, 9, 1), date(2027, 12, 28), 1)
    coming = open_year(institution=cast.institution, name="2027/2028", terms=[term], **days)
    staff = cast.foreign_teacher.journal_person.staff.get()
    assign(staff, cast.group, cast.element, first_term(coming))
    client.force_login(cast.foreign_teacher)
    add = reverse("wagtailadmin_pages:add", args=("journal", "workprogrammepage", shelf.pk))
    data = form_of(client, add, title="М", slug="mv-27", element=cast.element.pk, **flat([("Сталь", 2)]))

    refused = client.post(add, data | {"year": cast.year.pk})
    written = client.post(add, data | {"year": coming.pk})

    assert refused.context["form"].errors["year"] == ["В этом году вы не ведёте эту дисциплину."]
    assert written.status_code == 302
    mine = WorkProgrammePage.objects.get(year=coming)
    pages = [reverse("wagtailadmin_pages:edit", args=(page.pk,)) for page in (mine, programme)]
    assert [client.get(page).status_code for page in pages] == [200, 302]


def hours_line(client, page) -> str:
    """The words about hours on the page as it is now."""
    forget_pages()
    html = client.get(page.get_url()).content.decode()
    start = html.index('<p class="pg-hours">')
    return " ".join(strip_tags(html[start : html.index("</p>", start)]).split())


@pytest.mark.row("B04")
def test_hours_of_the_programme_stand_beside_those_of_the_curriculum(client, cast, shelf):
    programme = Programme.objects.create(institution=cast.institution, name="Технология")
    plan = Curriculum.objects.create(institution=cast.institution, year=cast.year, name="УП", programme=programme)
    hours = {"theory_hours": 32, "practice_hours": 16}
    line = CurriculumLine.objects.create(curriculum=plan, element=cast.element, term=cast.term, **hours)
    page = WorkProgrammePage(
        title="М", element=cast.element, year=cast.year, body=body(lesson("Сталь", hours=4), lesson("Чугун"))
    )
    shelf.add_child(instance=page)
    client.force_login(cast.teacher)
    shown = []
    for theory in (32, 4, 0):
        CurriculumLine.objects.filter(pk=line.pk).update(theory_hours=theory, practice_hours=16 if theory == 32 else 2)
        shown.append(hours_line(client, page))
    client.logout()

    assert hours_line(client, page) == "6 академических часов в программе, 2 по учебному плану"
    assert shown == [
        "6 академических часов в программе, 48 по учебному плану часы расходятся",
        "6 академических часов в программе, 6 по учебному плану",
        "6 академических часов в программе, 2 по учебному плану часы расходятся",
    ]


@pytest.mark.row("B04")
def test_a_teacher_cannot_write_the_programme_of_a_foreign_subject(client, cast, shelf, programme):
    client.force_login(cast.foreign_teacher)
    add = reverse("wagtailadmin_pages:add", args=("journal", "workprogrammepage", shelf.pk))
    data = form_of(
        client, add, title="Чужое", slug="x", element=cast.element.pk, year=cast.year.pk, **flat([("Тема", 2)])
    )

    refused = client.post(add, data)
    edit = client.get(reverse("wagtailadmin_pages:edit", args=(programme.pk,)))
    unpublish = client.post(reverse("wagtailadmin_pages:unpublish", args=(programme.pk,)))

    assert refused.status_code == 200
    assert list(refused.context["form"].errors) == ["element"]
    assert [edit.status_code, unpublish.status_code] == [302, 302]
    assert list(WorkProgrammePage.objects.values_list("pk", "live")) == [(programme.pk, True)]


def test_the_editor_of_another_institution_is_not_offered_our_subjects(cast, client, shelf):
    other = make_institution("school.test", default=False, preset="school-mastergrad", short_name="Школа")
    away = other.site.root_page.add_child(instance=WorkProgrammeIndexPage(title="Программы", slug="programmes"))
    cast.editor.is_superuser = True
    cast.editor.save()
    client.force_login(cast.editor)
    add = reverse("wagtailadmin_pages:add", args=("journal", "workprogrammepage", away.pk))

    response = client.post(add, form_of(client, add, title="Т", slug="t", element=cast.element.pk, year=cast.year.pk))

    assert response.context["form"].errors["element"] == ["Эта дисциплина — другого учреждения."]


@pytest.mark.row("B06")
def test_a_programme_shows_sections_topics_lessons_hours_and_materials(client, cast, shelf, settings):
    material = {
        "type": "item",
        "value": {"title": "Атлас", "url": "https://example.org/atlas", "file": None},
        "id": str(uuid4()),
    }
    page = WorkProgrammePage(
        title="Материаловедение",
        element=cast.element,
        year=cast.year,
        body=body(
            lesson("Введение", homework="§ 1, вопросы", materials=[material]),
            lesson("Практическая работа № 1", activity="practice", hours=4, work_kind="ПР"),
        ),
    )
    shelf.add_child(instance=page)

    html = client.get(page.get_url()).content.decode()

    shown = [
        "Раздел 1",
        "Тема 1.1",
        "Сталь",
        "Введение",
        "§\u00a01, вопросы",
        "https://example.org/atlas",
        "Атлас",
        ">ПР<",
        "<b>6</b>",
    ]
    assert [part for part in shown if part not in html] == []


@pytest.mark.row("B06", "B20")
def test_a_file_of_the_library_is_a_material_of_a_lesson_for_who_learns_here(client, cast, shelf):
    file = make_resource(cast.institution, cast.teacher, file=sent("атлас.pdf"))
    value = {"title": "Атлас сталей", "kind": "textbook", "url": "", "resource": str(file.pk)}
    material = {"type": "item", "value": value, "id": str(uuid4())}
    page = WorkProgrammePage(
        title="М", element=cast.element, year=cast.year, body=body(lesson("Сталь", materials=[material]))
    )
    shelf.add_child(instance=page)
    page.save_revision().publish()

    html = client.get(page.get_url()).content.decode()
    link = re.search(r'href="([^"]+)">Атлас\xa0?\s?сталей<', html)

    assert link
    assert link[1] == file.address
    assert client.get(link[1]).status_code == 404
    client.force_login(cast.student)
    assert b"".join(client.get(link[1]).streaming_content) == PDF
    assert PlannedLesson.objects.get().materials == [["учебник", "Атлас сталей", file.address]]


@pytest.mark.row("B13")
def test_a_corrected_programme_keeps_its_history_and_the_identity_of_lessons(cast, shelf):
    first, second = str(uuid4()), str(uuid4())
    page = shelf.add_child(
        instance=WorkProgrammePage(
            title="М",
            element=cast.element,
            year=cast.year,
            body=body(lesson("Введение", block=first), lesson("Сплавы", block=second)),
        )
    )
    page.save_revision(user=cast.teacher).publish()
    before = dict(PlannedLesson.objects.values_list("block", "pk"))
    cast.lesson.planned_id = before[next(key for key in before if str(key) == second)]
    cast.lesson.save()

    page.body = json.dumps(body(lesson("Введение. Цели", block=first), lesson("Чугуны")))
    page.save_revision(user=cast.editor).publish()

    rows = PlannedLesson.objects.order_by("withdrawn", "position").values_list("topic", "withdrawn", "position")
    assert list(rows) == [("Введение. Цели", False, 1), ("Чугуны", False, 2), ("Сплавы", True, 2)]
    assert PlannedLesson.objects.get(block=first).pk == before[next(key for key in before if str(key) == first)]
    assert [revision.user for revision in page.revisions.order_by("pk")] == [cast.teacher, cast.editor]


@pytest.mark.row("B13")
def test_a_teacher_moves_a_test_one_lesson_on_and_the_columns_follow(client, cast, shelf, by_authors):
    topics, ids = [(f"Тема {number}", 2) for number in range(1, 6)], [str(uuid4()) for _number in range(5)]
    written = body(*(lesson(topic, block=block) for (topic, _hours), block in zip(topics, ids, strict=True)))
    written[0]["value"]["topics"][0]["value"]["lessons"][1]["value"]["work_kind"] = "КР"
    page = WorkProgrammePage(title="М", slug="mv", element=cast.element, year=cast.year, body=written)
    shelf.add_child(instance=page)
    page.save_revision(user=cast.teacher).publish()
    columns = cast.journal.lessons.filter(works__position=0).order_by("date")
    before = list(columns.values_list("works__kind__code", flat=True))
    client.force_login(cast.teacher)
    edit = reverse("wagtailadmin_pages:edit", args=(page.pk,))
    client.post(reverse("journal:programme_change", args=(page.pk,)), {"reason": "Контрольная на занятие позже"})

    sent = form_of(client, edit, **flat(topics, kinds=["", "", "КР", "", ""], ids=ids))

    assert client.post(edit, sent).status_code == 302
    after = list(columns.values_list("works__kind__code", flat=True))
    assert (before, after) == (["ОТ", "КР", "ОТ", "ОТ", "ОТ"], ["ОТ", "ОТ", "КР", "ОТ", "ОТ"])
    revisions = page.revisions.order_by("pk")
    assert [(row.user, kinds_in(row)) for row in revisions] == [
        (cast.teacher, ["", "КР", "", "", ""]),
        (cast.teacher, ["", "", "КР", "", ""]),
    ]


def kinds_in(revision) -> list[str]:
    """The kinds of work that stood in a revision."""
    sections = sections_of(revision.as_object().body)
    return [lesson.work_kind for section in sections for topic in section.topics for lesson in topic.lessons]


def test_plans_are_laid_over_lessons_in_order_and_leave_what_is_filled(cast, shelf):
    page = shelf.add_child(
        instance=WorkProgrammePage(
            title="М",
            element=cast.element,
            year=cast.year,
            body=body(*(lesson(f"Тема {number}", work_kind="КР") for number in range(1, 6))),
        )
    )
    cast.lessons[0].topic_version = 1
    cast.lessons[0].save()
    page.save_revision().publish()

    assert follow_plans(year=cast.year) == 4
    assert follow_plans(year=cast.year) == 4

    rows = cast.journal.lessons.order_by("date").values_list("planned__topic", flat=True)
    assert list(rows) == [None, "Тема 2", "Тема 3", "Тема 4", "Тема 5"]
    kinds = cast.journal.lessons.filter(works__position=0).order_by("date").values_list("works__kind__code", flat=True)
    assert list(kinds) == ["ОТ", "КР", "КР", "КР", "КР"]


def test_the_desk_of_authors_follows_the_load(client, cast, shelf):
    desk = authors_desk(institution=cast.institution, shelf=shelf)

    client.force_login(cast.teacher)
    client.force_login(cast.stranger)

    assert list(desk.user_set.all()) == [cast.teacher]


def test_the_shelf_asks_as_much_for_three_programmes_as_for_one(client, cast, shelf):
    counts = []
    for names in (["Химия"], ["Физика", "Биология"]):
        for name in names:
            element = make_element(cast.institution, name)
            shelf.add_child(instance=WorkProgrammePage(title=name, element=element, year=cast.year))
        client.get(shelf.get_url())
        forget_pages()
        with CaptureQueriesContext(connection) as queries:
            html = client.get(shelf.get_url()).content.decode()
        assert [name in html for name in names] == [True] * len(names)
        counts.append(len(queries))

    assert counts[0] == counts[1]
