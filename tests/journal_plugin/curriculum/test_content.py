"""What lessons name: content elements of a codifier (B05), entries of the own library (M05); others are refused."""

from uuid import uuid4

import pytest
from django.urls import reverse

from journal_plugin.curriculum.actions import enter_content
from journal_plugin.curriculum.cards import ContentCard
from journal_plugin.curriculum.models import ContentElement, PlannedContent
from journal_plugin.curriculum.pages import WorkProgrammeIndexPage, WorkProgrammePage
from tests.factories.curriculum import make_element
from tests.factories.institution import make_institution
from tests.factories.library import make_resource
from tests.journal_plugin.curriculum.test_pages import body, flat, form_of, lesson
from tests.words import words_of


@pytest.fixture
def codifier(cast):
    cards = [ContentCard("Материаловедение", code, f"Элемент {code}") for code in ("1.10", "1.2", "2.1")]
    other = make_element(cast.institution, "Химия")
    enter_content(institution=cast.institution, cards=[*cards, ContentCard(other.name, "9.9", "Чужой")])


@pytest.fixture
def shelf(cast):
    page = WorkProgrammeIndexPage(title="Рабочие программы", slug="programmes")
    return cast.institution.site.root_page.add_child(instance=page)


def test_a_list_sent_twice_changes_names_only_and_codes_stand_by_number(cast, codifier):
    counts = enter_content(institution=cast.institution, cards=[ContentCard("Материаловедение", "1.2", "Сплавы")])

    assert (counts.created, counts.changed) == (0, 1)
    rows = ContentElement.objects.filter(element=cast.element).order_by("sort_key")
    assert list(rows.values_list("code", "name")) == [
        ("1.2", "Сплавы"),
        ("1.10", "Элемент 1.10"),
        ("2.1", "Элемент 2.1"),
    ]


@pytest.mark.row("B05")
def test_lessons_of_the_plan_carry_the_elements_that_the_programme_names(client, cast, codifier, shelf):
    page = WorkProgrammePage(
        title="М",
        element=cast.element,
        year=cast.year,
        body=body(lesson("Сталь", content_elements="1.2, 1.10"), lesson("Чугун", content_elements="1.2;9.9")),
    )
    shelf.add_child(instance=page)
    page.save_revision().publish()

    rows = PlannedContent.objects.order_by("lesson__position", "content__sort_key")
    assert list(rows.values_list("lesson__topic", "content__code")) == [
        ("Сталь", "1.2"),
        ("Сталь", "1.10"),
        ("Чугун", "1.2"),
    ]
    assert "КЭС 1.2, 1.10" in words_of(client.get(page.get_url()))
    page.body = body(lesson("Сталь", content_elements="2.1"))
    page.save_revision().publish()
    assert list(PlannedContent.objects.values_list("content__code", flat=True)) == ["2.1"]


@pytest.mark.row("B05")
def test_a_code_that_the_codifier_does_not_have_is_refused_by_name(client, cast, codifier, shelf):
    client.force_login(cast.teacher)
    add = reverse("wagtailadmin_pages:add", args=("journal", "workprogrammepage", shelf.pk))
    data = form_of(client, add, title="М", element=cast.element.pk, year=cast.year.pk, **flat([("Сталь", 2)]))
    code = "body-0-value-topics-0-value-lessons-0-value-content_elements"

    refused = client.post(add, data | {code: "1.2, 9.9"})
    taken = client.post(add, data | {code: "1.2, 1.10"})

    words = " ".join(map(str, refused.context["form"].errors["body"].as_data()))
    assert "нет элементов содержания 9.9 (занятие «Сталь»)" in words
    assert taken.status_code == 302
    page = words_of(client.get(reverse("wagtailadmin_pages:edit", args=(WorkProgrammePage.objects.get().pk,))))
    assert "3 элемента содержания" in page
    assert "1.10 Элемент 1.10" in page


def test_an_element_that_a_plan_names_is_not_deleted(client, cast, codifier, shelf):
    page = WorkProgrammePage(
        title="М", element=cast.element, year=cast.year, body=body(lesson("Сталь", content_elements="1.2"))
    )
    shelf.add_child(instance=page)
    page.save_revision().publish()
    row = ContentElement.objects.get(code="1.2")
    client.force_login(cast.admin)

    client.post(reverse("journal_contentelement:delete", args=[row.pk]))

    assert ContentElement.objects.filter(pk=row.pk).exists()


@pytest.mark.row("M05")
@pytest.mark.parametrize("whose", ["own", "foreign"])
def test_a_material_is_only_of_the_library_of_the_elements_institution(client, cast, shelf, whose):
    institution = cast.institution if whose == "own" else make_institution("school.example", default=False)
    cast.editor.is_superuser = True
    cast.editor.save()
    entry = make_resource(institution, cast.editor, "Атлас сталей")
    client.force_login(cast.teacher)
    url = reverse("wagtailadmin_pages:add", args=("journal", "workprogrammepage", shelf.pk))
    at = "body-0-value-topics-0-value-lessons-0-value-materials"
    material = {f"{at}-count": "1", f"{at}-0-deleted": "", f"{at}-0-order": "0", f"{at}-0-id": str(uuid4())} | {
        f"{at}-0-value-{name}": value
        for name, value in {"title": "Атлас", "kind": "other", "url": "", "resource": str(entry.pk)}.items()
    }
    head = {"title": "М", "slug": "mv", "element": cast.element.pk, "year": cast.year.pk}

    answer = client.post(url, form_of(client, url, **head | flat([("Сталь", 2)]) | material))

    said = answer.context["form"].errors["body"] if whose == "foreign" else []
    expected = ["Материал не из библиотеки этого учреждения: выберите его заново."] if whose == "foreign" else []
    assert (said, answer.status_code) == (expected, 200 if expected else 302)
