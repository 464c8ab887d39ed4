"""The paper of a work programme: what is in force for everybody, a draft for who edits it (B04, B05, B13)."""

from io import BytesIO

import pypdf
import pytest
from django.core.cache import cache
from django.urls import reverse

from journal_plugin.curriculum.actions import open_change
from journal_plugin.curriculum.enums import ElementKind
from journal_plugin.curriculum.models import ContentElement
from journal_plugin.curriculum.pages import WorkProgrammeIndexPage, WorkProgrammePage
from tests.journal_plugin.curriculum.test_pages import body, lesson


@pytest.fixture
def programme(cast):
    """Forty lessons of two sections, approved by the administrator; the first one names two content elements."""
    cache.clear()
    for code, name in (("1.1", "Строение металлов"), ("1.2", "Сплавы"), ("2.1", "Полимеры")):
        ContentElement.objects.create(institution=cast.institution, element=cast.element, code=code, name=name)
    shelf = cast.institution.site.root_page.add_child(instance=WorkProgrammeIndexPage(title="П", slug="programmes"))
    first = lesson("Введение", content_elements="1.2, 1.1", homework="§ 1")
    many = [lesson(f"Занятие о металлах и сплавах № {number}", work_kind="ПР") for number in range(2, 41)]
    page = WorkProgrammePage(
        title="Материаловедение",
        element=cast.element,
        year=cast.year,
        owner=cast.teacher,
        order="Приказ № 87-о от 30.08.2026",
        agreed="Протокол методического объединения № 1",
        goals="Знает свойства металлов.",
        body=body(first, *many),
    )
    shelf.add_child(instance=page)
    page.save_revision(user=cast.teacher).publish(user=cast.admin)
    page.refresh_from_db()
    return page


def pages_of(response) -> list[str]:
    """The text of each page of a PDF."""
    reader = pypdf.PdfReader(BytesIO(response.content))
    return [" ".join(page.extract_text().split()) for page in reader.pages]


@pytest.mark.row("B04", "B05", "B16")
def test_the_paper_has_its_approval_sheet_the_plan_and_the_codifier(client, cast, programme):
    response = client.get(reverse("journal:programme_pdf", args=[programme.pk]))

    front, *plan = pages_of(response)
    for words in (
        "Рабочая программа учебной дисциплины",
        "Материаловедение",
        "УТВЕРЖДАЮ",
        "Директоров",
        "Приказ № 87-о от 30.08.2026",
        "СОГЛАСОВАНА",
        "Админов",
        "20 ноября 2026 г.",
        "Протокол методического объединения № 1",
        "Петров",
        "80",
    ):
        assert words in front
    text = " ".join(plan)
    assert [
        part for part in ("Введение", "1.2, 1.1", "§ 1", "1.1 Строение металлов 1", "Итого 80") if part not in text
    ] == []
    assert "Полимеры" not in text
    assert "Изменений нет." in text
    assert all("Тема занятия" in page for page in plan[:2])


def test_what_is_in_force_stays_in_the_paper_while_a_change_is_written(client, cast, programme):
    open_change(page=programme, reason="Карантин", by=cast.teacher.journal_person)
    programme.goals = "Новые цели."
    programme.save_revision(user=cast.teacher)
    public, draft = (
        reverse(f"journal:{name}", args=[programme.pk]) for name in ("programme_pdf", "programme_draft_pdf")
    )

    assert "Новые цели." not in " ".join(pages_of(client.get(public)))
    assert client.get(draft).status_code == 404
    client.force_login(cast.foreign_teacher)
    assert client.get(draft).status_code == 404
    client.force_login(cast.teacher)
    front, *plan = pages_of(client.get(draft))
    assert "ПРОЕКТ" in front
    assert "Новые цели." in " ".join(plan)


@pytest.mark.row("B13")
def test_changes_of_the_year_stand_in_the_sheet_of_changes(client, cast, programme):
    open_change(page=programme, reason="Карантин в ноябре", by=cast.teacher.journal_person)
    programme.save_revision(user=cast.teacher).publish(user=cast.deputy)

    text = " ".join(pages_of(client.get(reverse("journal:programme_pdf", args=[programme.pk]))))

    assert "Карантин в ноябре Петров П. П. 20.11.2026 Замова З. З." in text.replace("\u00a0", " ")


@pytest.mark.row("B19")
@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (ElementKind.EXTRACURRICULAR, "Рабочая программа курса внеурочной деятельности"),
        (ElementKind.ADDITIONAL, "Дополнительная общеразвивающая программа"),
    ],
)
def test_plans_beyond_the_lessons_are_printed_by_the_same_tools(client, cast, programme, kind, words):
    cast.element.kind = kind
    cast.element.save()

    assert words in pages_of(client.get(reverse("journal:programme_pdf", args=[programme.pk])))[0]


def test_what_is_not_in_force_has_no_public_paper(client, cast, programme):
    WorkProgrammePage.objects.filter(pk=programme.pk).update(live=False)
    assert client.get(reverse("journal:programme_pdf", args=[programme.pk])).status_code == 404
