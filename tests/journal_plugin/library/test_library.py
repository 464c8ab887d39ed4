"""The digital library: who adds, who finds, who opens (B20, B21)."""

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from journal_plugin.curriculum.blocks import MaterialBlock
from journal_plugin.diary.actions import place_diary
from journal_plugin.library.actions import save_resource
from journal_plugin.library.models import Resource, ResourceFile
from journal_plugin.library.pages import LibraryPage
from journal_plugin.library.rules import may_open_resource, may_write_resource
from portal.actions import build_site
from tests.factories.assignments import PDF, upload
from tests.factories.curriculum import make_element
from tests.factories.institution import make_institution
from tests.factories.library import make_resource
from tests.factories.pages import make_programme


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.row("B20")
def test_a_teacher_adds_a_file_that_only_those_of_the_institution_take(cast, kept):
    client = signed_in(cast.teacher)
    said = {
        "name": "Лекция о стали",
        "kind": "presentation",
        "subjects": [cast.element.pk],
        "sent": upload("сталь.pdf"),
    }
    assert client.post(reverse("journal:library-new"), said).status_code == 302
    row = Resource.objects.get()
    assert (row.by, len(kept()), list(row.subjects.all())) == (cast.teacher.journal_person, 1, [cast.element])
    for reader in (cast.student, cast.parent, cast.foreign_parent, cast.deputy):
        answer = signed_in(reader).get(row.address)
        assert b"".join(answer.streaming_content) == PDF
        assert "attachment" in answer["Content-Disposition"]
    assert [Client().get(row.address).status_code, signed_in(cast.stranger).get(row.address).status_code] == [404, 404]


def test_what_opens_nothing_or_is_not_what_it_says_is_refused_and_nothing_is_kept(cast, kept):
    client = signed_in(cast.teacher)
    empty = client.post(reverse("journal:library-new"), {"name": "Пусто", "kind": "other"})
    assert (empty.status_code, "Укажите адрес или выберите файл" in empty.content.decode()) == (422, True)
    fake = {"name": "Подделка", "kind": "other", "sent": upload("сталь.pdf", b"MZ\x90")}
    assert client.post(reverse("journal:library-new"), fake).status_code == 422
    script = client.post(reverse("journal:library-new"), {"name": "Х", "kind": "site", "url": "javascript:alert(1)"})
    assert (script.status_code, Resource.objects.count(), ResourceFile.objects.count(), kept()) == (422, 0, 0, set())


def test_another_teachers_entry_and_another_institutions_subject_are_closed(cast):
    row = make_resource(cast.institution, cast.teacher)
    assert signed_in(cast.foreign_teacher).get(reverse("journal:library-edit", args=[row.pk])).status_code == 404
    with pytest.raises(PermissionDenied):
        make_resource(cast.institution, cast.student)
    school = make_institution("127.0.0.1", default=False, preset="school-mastergrad", short_name="Школа")
    with pytest.raises(ValidationError):
        make_resource(cast.institution, cast.teacher, subjects=[make_element(school, "Труд")])


@pytest.mark.row("B21")
def test_a_family_finds_own_subjects_first_and_narrows_the_search(cast):
    place_diary(site=cast.institution.site)
    psychology = make_element(cast.institution, "Психология общения")
    make_resource(cast.institution, cast.editor, "Азбука общения", subjects=[psychology], author="Ёлкин")
    make_resource(cast.institution, cast.editor, "Сталь и сплавы", subjects=[cast.element], kind="video", course=2)
    make_resource(cast.institution, cast.editor, "Снятая", withdrawn=True)
    client, address = signed_in(cast.parent), f"/dnevnik/{cast.learners[0].pk}/library/"
    page = client.get(address).content.decode().replace("\xa0", " ")
    assert page.index("Сталь и сплавы") < page.index("Азбука общения")
    assert (page.count("свой предмет"), "Снятая" in page) == (1, False)
    asked = {"q=елкин": "Азбука", "kind=video": "Сталь", f"subject={psychology.pk}": "Азбука", "course=1": "Азбука"}
    for query, found in asked.items():
        text = client.get(f"{address}?{query}").content.decode()
        assert [word in text for word in ("Азбука", "Сталь и")] == [found == "Азбука", found == "Сталь"], query
    assert "Ничего не найдено" in client.get(f"{address}?q=ничего").content.decode()


@pytest.mark.row("B21")
def test_a_guest_finds_only_public_entries_on_the_page_and_by_the_search(cast):
    build_site(institution=cast.institution)
    make_resource(cast.institution, cast.editor, "Открытый учебник", public=True)
    make_resource(cast.institution, cast.editor, "Внутренний задачник")
    page = Client().get("/study/library/").content.decode().replace("\xa0", " ")
    assert ("Открытый учебник" in page, "Внутренний" in page) == (True, False)
    text = LibraryPage.objects.get().searched_text()
    assert ("Открытый учебник" in text, "Внутренний" in text) == (True, False)
    assert "Внутренний" in signed_in(cast.student).get("/study/library/").content.decode()


def test_shelf_takes_the_same_queries_for_one_and_for_three(cast, django_assert_max_num_queries):
    client, taken = signed_in(cast.teacher), []
    for number in (1, 2):
        for each in range(number):
            make_resource(cast.institution, cast.teacher, f"Книга {number} {each}", subjects=[cast.element])
        client.get(reverse("journal:library"))
        with django_assert_max_num_queries(40) as queries:
            client.get(reverse("journal:library"))
        taken.append(len(queries))
    assert taken[0] == taken[1]


def test_an_entry_taken_off_the_shelf_opens_to_nobody_but_who_keeps_it(cast):
    row = make_resource(cast.institution, cast.teacher, withdrawn=True, public=True)
    opens = [
        Resource.objects.filter(may_open_resource(user), pk=row.pk).exists() for user in (cast.student, cast.editor)
    ]
    assert opens == [False, True]


def test_what_was_taken_off_the_shelf_is_not_put_back_by_who_added_it(cast):
    row = make_resource(cast.institution, cast.teacher, url="https://rusneb.ru/")
    own = Resource.objects.filter(may_write_resource(cast.teacher), pk=row.pk)
    before = own.exists()
    Resource.objects.filter(pk=row.pk).update(withdrawn=True)
    row.withdrawn = False
    with pytest.raises(PermissionDenied):
        save_resource(row=row, subjects=[], by=cast.teacher)
    assert (before, own.exists(), Resource.objects.get().withdrawn) == (True, False, True)


@pytest.mark.row("B21")
def test_the_editor_adds_and_changes_an_entry_in_the_admin(cast):
    client = signed_in(cast.editor)
    said = {"name": "НЭБ", "kind": "site", "url": "https://rusneb.ru/", "public": "on"}
    assert client.post(reverse("journal_resource:add"), said).status_code == 302
    row = Resource.objects.get()
    answer = Client().get(row.address)
    assert (answer.status_code, answer["Location"]) == (302, "https://rusneb.ru/")
    said |= {"withdrawn": "on"}
    assert client.post(reverse("journal_resource:edit", args=[row.pk]), said).status_code == 302
    assert Client().get(row.address).status_code == 404


def test_the_editor_of_a_programme_opens_again_with_the_chosen_entry(cast):
    build_site(institution=cast.institution)
    entry = make_resource(cast.institution, cast.editor, "Атлас сталей")
    page = make_programme(cast.element, cast.year, "Сталь")
    lesson = page.body.raw_data[0]["value"]["topics"][0]["value"]["lessons"][0]["value"]
    lesson["materials"] = [
        {
            "type": "item",
            "value": {"title": "", "kind": "other", "url": "", "resource": str(entry.pk)},
            "id": str(uuid4()),
        }
    ]
    page.save_revision()

    answer = signed_in(cast.editor).get(reverse("wagtailadmin_pages:edit", args=[page.pk]))

    assert (answer.status_code, str(entry.pk) in answer.content.decode()) == (200, True)


def test_a_material_without_a_title_is_called_as_its_entry(cast):
    entry = make_resource(cast.institution, cast.editor, "Атлас сталей", kind="video")
    block = MaterialBlock()
    value = block.to_python({"title": "", "kind": "other", "url": "", "resource": str(entry.pk)})
    cleaned = block.clean(value)
    assert (cleaned["title"], cleaned["kind"]) == ("Атлас сталей", "video")
    with pytest.raises(ValidationError):
        block.clean(block.to_python({"title": "", "kind": "other", "url": "https://example.org/"}))


@pytest.mark.parametrize("what", ["chosen/abc/", "chosen-multiple/?id=abc"])
def test_the_choice_of_what_is_no_id_is_404(cast, what):
    assert signed_in(cast.admin).get(f"/admin/journal/resource-chooser/{what}").status_code == 404
