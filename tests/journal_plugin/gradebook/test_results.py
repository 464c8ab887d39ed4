"""Results of a test from a spreadsheet."""

import io
import zipfile

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from journal_plugin.gradebook.naming import means
from journal_plugin.gradebook.queries.results import members_at
from journal_plugin.lessons.models import Change
from journal_plugin.marks.models import Mark
from tests.factories.gradebook import absence, mark, save_as
from tests.factories.people import make_learner

LIST = "№;ФИО;Оценка\n1;Ветрова В. В.;4\n2;борисов борис борисович;5\n3;Анна Андреева;6\n4;Яковлев Яков;5\n5;Ветрова Вера;3\n"


@pytest.mark.parametrize(
    ("written", "fits"),
    [
        ("Семёнов Пётр Ильич", True),
        ("семенов петр", True),
        ("Пётр Семёнов", True),
        ("Семенов П. И.", True),
        ("Семенов", True),
        ("Семенов П. А.", False),
        ("Семенов Павел", False),
        ("Пётр Ильич", False),
        ("Семеновский Пётр", False),
    ],
)
def test_name_is_known_in_every_order_of_its_parts(written, fits):
    assert means(written, "Семёнов", "Пётр", "Ильич") == fits


def url_of(cast, lesson=None) -> str:
    return reverse("journal:grid-results", args=[cast.journal.pk, (lesson or cast.lesson).pk])


def look(client, cast, data: bytes | str, name: str = "list.csv", lesson=None):
    """The page that answers the file."""
    client.force_login(cast.teacher)
    told = data.encode() if isinstance(data, str) else data
    work = (lesson or cast.lesson).works.first()
    answer = client.post(url_of(cast, lesson), {"work": work.pk, "file": SimpleUploadedFile(name, told)})
    return answer.context


def lines(context) -> list[tuple]:
    """Row, learner, value and why not of the preview."""
    return [(one.row, one.member.last if one.member else None, one.value, one.why) for one in context["lines"]]


def confirm(client, cast, context) -> str:
    """The page that the answer leads to."""
    entries = [line.entry for line in context["lines"] if line.is_new]
    fields = {"enter": "1", "work": context["work"].pk, "entry": entries}
    answer = client.post(url_of(cast), fields)
    assert (answer.status_code, answer.headers.get("Location")) == (302, url_of(cast))
    return client.get(url_of(cast)).content.decode().replace("\u00a0", " ")


def marks(cast) -> list[tuple[str, str]]:
    """Who has what at the first work of today."""
    rows = Mark.objects.filter(work=cast.works[0]).exclude(code="")
    return list(rows.order_by("learner__person__sort_key").values_list("learner__person__last_name", "code"))


def test_list_is_shown_before_it_is_entered_and_a_repeat_changes_nothing(cast, client):
    save_as(cast.teacher, cast.journal, mark(cast.works[0], cast.learners[2], "2"))
    shown = look(client, cast, LIST)
    assert lines(shown) == [
        (2, "Ветрова", "4", ""),
        (3, "Борисов", "5", ""),
        (4, "Андреева", "6", "такой отметки нет"),
        (5, None, "5", "нет в списке"),
        (6, "Ветрова", "3", "уже есть выше"),
    ]
    assert marks(cast) == [("Ветрова", "2")]
    for _again in range(2):
        assert confirm(client, cast, shown).count("Внесено: 2 отметки") == 1
    assert marks(cast) == [("Борисов", "5"), ("Ветрова", "4")]
    assert Change.objects.filter(what="mark").count() == 3
    assert look(client, cast, LIST)["new"] == 0


def test_page_after_the_entry_is_one_that_may_be_loaded_again(cast, client):
    confirm(client, cast, look(client, cast, "Ветрова;4\nБорисов;5\n"))
    page = client.get(url_of(cast)).content.decode()
    assert (page.count("Внесено"), page.count('type="file"')) == (0, 1)


def test_mark_changed_after_the_preview_is_not_overwritten(cast, client):
    shown = look(client, cast, "Фамилия;Имя;Отметка\nВетрова;Вера;4\n")
    save_as(cast.teacher, cast.journal, mark(cast.works[0], cast.learners[2], "2"))
    page = confirm(client, cast, shown)
    assert (page.count("Внесено: 0 отметок"), page.count("Ветрова Вера")) == (1, 1)
    assert marks(cast) == [("Ветрова", "2")]


def test_list_sent_again_after_a_correction_is_not_called_entered(cast, client):
    shown = look(client, cast, "Ветрова Вера;4\n")
    confirm(client, cast, shown)
    save_as(cast.teacher, cast.journal, mark(cast.works[0], cast.learners[2], "2", 1))
    page = confirm(client, cast, shown)
    assert (page.count("Внесено: 0 отметок"), page.count("Ветрова Вера")) == (1, 1)
    assert marks(cast) == [("Ветрова", "2")]


def test_namesakes_and_absent_learners_are_left_out(cast, client):
    make_learner(cast.group, "Ветрова Вера Павловна")
    save_as(cast.teacher, cast.journal, absence(cast.lesson, cast.learners[1], "н"))
    shown = look(client, cast, "Ветрова Вера;5\nВетрова Вера Павловна;4\nБорисов;3\n")
    assert lines(shown) == [
        (1, None, "5", "подходят двое"),
        (2, "Ветрова", "4", ""),
        (3, "Борисов", "3", "отсутствовал: сначала снимите отметку об отсутствии"),
    ]


def test_workbook_is_read_too(cast, client):
    book = openpyxl.Workbook()
    for row in (("Обучающийся", "Результат"), ("Андреева Анна", 5), ("Борисов Борис", None)):
        book.active.append(row)
    data = io.BytesIO()
    book.save(data)
    shown = look(client, cast, data.getvalue(), "list.xlsx")
    assert lines(shown) == [(2, "Андреева", "5", ""), (3, "Борисов", "", "пусто")]


@pytest.mark.parametrize("heads", ["Фамилия и имя;Балл", "Группа;Отметка", "Фамилия имя отчество;Отметка"])
def test_row_of_headings_is_no_line_of_the_list(cast, client, heads):
    shown = look(client, cast, f"{heads}\nАндреева Анна;5\n")
    assert lines(shown) == [(2, "Андреева", "5", "")]


@pytest.mark.parametrize("data", [b"", b"\x00\x01\x02", b"\xd0\xcf\x11\xe0old"])
def test_what_is_no_list_is_refused(cast, client, data):
    context = look(client, cast, data)
    assert (list(context["form"].errors), "lines" in context) == (["file"], False)


def test_shut_lesson_and_strangers_get_no_marks_from_a_file(cast, client):
    shut = cast.lessons[0]
    assert look(client, cast, "Борисов;5\n", lesson=shut)["writes"] is False
    entry = f"{cast.learners[0].pk}:0:5"
    for who in ("foreign_teacher", "substitute", "deputy", "curator", "parent", "student", "stranger"):
        client.force_login(getattr(cast, who))
        fields = {"enter": "1", "work": cast.works[0].pk, "entry": entry}
        assert client.post(url_of(cast), fields).status_code == 404
    client.force_login(cast.teacher)
    foreign = {"enter": "1", "work": cast.foreign_lesson.works.get().pk, "entry": entry}
    assert client.post(url_of(cast), foreign).status_code == 404
    stranger = {"enter": "1", "work": cast.works[0].pk, "entry": f"{cast.foreign_learner.pk}:0:5"}
    assert client.post(url_of(cast), stranger).status_code == 400
    assert marks(cast) == []


def test_members_are_one_read(cast):
    counts = []
    for name in ("Громов Глеб", "Дымов Денис"):
        make_learner(cast.group, name)
        with CaptureQueriesContext(connection) as asked:
            members_at(cast.journal, cast.works[0])
        counts.append(len(asked))
    assert counts == [1, 1]


def test_file_larger_than_a_group_needs_is_refused_unread(cast, client):
    context = look(client, cast, b"a" * (1024 * 1024 + 1))
    assert context["form"].errors["file"] == ["Размер файла 2 МБ, можно не больше 1 МБ. Отправьте список частями."]


def test_small_workbook_that_unpacks_to_much_does_not_keep_the_server_busy(cast, client):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/workbook.xml", "<a/>")
        book.writestr("xl/sharedStrings.xml", b" " * (21 * 1024 * 1024))
    assert len(packed.getvalue()) < 100_000
    context = look(client, cast, packed.getvalue(), "list.xlsx")
    assert context["form"].errors["file"] == ["В распакованном виде книга слишком велика. Отправьте список частями."]
