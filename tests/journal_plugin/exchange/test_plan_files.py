"""A table of topics from a file into the draft of a work programme, and out of it (B06, B09)."""

import io

import docx
import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from journal_plugin.core import word
from journal_plugin.curriculum.actions import open_change
from journal_plugin.curriculum.models import PlannedLesson, ProgrammeEdition
from journal_plugin.curriculum.pages import WorkProgrammePage
from journal_plugin.curriculum.pages.laying import Way, lay_in
from journal_plugin.curriculum.programme import sections_of
from journal_plugin.exchange.plan_files import plan_book, read_file, signed
from tests.factories.pages import make_portal, make_programme

HEAD = ("№", "Тема занятия", "Часы", "Домашнее задание")
ROWS = (("1", "Строение металлов", "2", "§1"), ("2", "Чугуны", "2", "§2"))


@pytest.fixture
def page(cast, client) -> WorkProgrammePage:
    """A programme of two lessons in force, opened for a change; its author has signed in."""
    make_portal(cast.institution)
    client.force_login(cast.teacher)
    page = make_programme(cast.element, cast.year, "Введение", "Чугуны", homework="Прочитать")
    open_change(page=page, reason="Новые темы", by=cast.teacher.journal_person)
    return page


def word_file(*rows: tuple[str, ...]) -> bytes:
    """A Word document with words, a table with a section merged over its width, and words again."""
    document = docx.Document()
    document.add_paragraph("Календарно-тематический план")
    table = document.add_table(rows=0, cols=len(HEAD))
    for row in (HEAD, ("Раздел 1. Материалы",), *rows):
        cells = table.add_row().cells
        if len(row) == 1:
            cells[0].merge(cells[-1]).text = row[0]
        else:
            for cell, text in zip(cells, row, strict=True):
                cell.text = text
    document.add_paragraph("Составил преподаватель")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def sheet(*rows: tuple) -> bytes:
    """A workbook of those rows."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def send(client, page: WorkProgrammePage, data: bytes, name: str = "ктп.docx"):
    """The answer to the file."""
    return client.post(reverse("journal_plans:file", args=[page.pk]), {"file": SimpleUploadedFile(name, data)})


def topics(page: WorkProgrammePage) -> list[str]:
    """Of the draft's lessons."""
    body = WorkProgrammePage.objects.get(pk=page.pk).get_latest_revision_as_object().body
    return [lesson.topic for section in sections_of(body) for topic in section.topics for lesson in topic.lessons]


@pytest.mark.row("B06")
def test_a_word_table_is_looked_at_and_laid_into_the_draft(client, cast, page):
    shown = send(client, page, word_file(*ROWS))
    assert (shown.status_code, shown.context["left_out"]) == (200, 1)
    assert "Раздел 1. Материалы" in shown.content.decode()
    assert topics(page) == ["Введение", "Чугуны"]
    done = client.post(
        reverse("journal_plans:file", args=[page.pk]), {"plan": shown.context["plan"], "way": Way.REPLACE}
    )
    assert done["Location"] == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert topics(page) == ["Строение металлов", "Чугуны"]
    assert list(PlannedLesson.objects.values_list("topic", flat=True)) == ["Введение", "Чугуны"]


@pytest.mark.row("B13")
def test_a_lesson_of_the_same_topic_stays_the_same_lesson(cast, page):
    read = read_file(sheet(("Тема", "Часы"), ("Чугуны", 4), ("Стали", 2)), page=page)
    before = {lesson.topic: lesson.block for lesson in PlannedLesson.objects.all()}
    revision = lay_in(
        page=page, sections=read.sections, way=Way.REPLACE, seen=page.latest_revision_id, user=cast.teacher
    )
    (section,) = sections_of(revision.as_object().body)
    chugun, steel = section.topics[0].lessons
    assert (chugun.block, chugun.hours, chugun.homework) == (before["Чугуны"], 4, "Прочитать")
    assert steel.block not in before.values()


def test_the_table_that_is_taken_out_reads_as_the_same_programme(cast, page):
    read = read_file(plan_book(page), page=page)
    assert read.errors == read.remarks == ()
    before = page.get_latest_revision_as_object().body
    revision = lay_in(
        page=page, sections=read.sections, way=Way.REPLACE, seen=page.latest_revision_id, user=cast.teacher
    )
    assert sections_of(revision.as_object().body) == sections_of(before)


def test_a_table_added_at_the_end_makes_lessons_of_its_own(cast, page):
    read = read_file(sheet(("Тема", "Часы"), ("Чугуны", 2)), page=page)
    lay_in(page=page, sections=read.sections, way=Way.APPEND, seen=page.latest_revision_id, user=cast.teacher)
    page.refresh_from_db()
    body = page.get_latest_revision_as_object().body
    blocks = [lesson.block for section in sections_of(body) for topic in section.topics for lesson in topic.lessons]
    assert topics(page) == ["Введение", "Чугуны", "Чугуны"]
    assert len(set(blocks)) == len(blocks)


def test_a_formula_is_read_as_what_its_cell_shows(page):
    book = openpyxl.Workbook()
    book.active.append(("Тема", "Часы"))
    book.active.append(("Введение", 2))
    book.active.append(("Итого", "=SUM(B2:B2)"))
    out = io.BytesIO()
    book.save(out)
    assert [lesson.topic for lesson in read_file(out.getvalue(), page=page).lessons] == ["Введение"]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"PK\x03\x04 broken", "Файл повреждён"),
        (b"\xd0\xcf\x11\xe0 old", "Это файл старой офисной программы"),
        (docx.Document, "В этом документе нет таблицы"),
        ("Фамилия;Должность\nИванов;методист".encode(), "Таблица со столбцом тем не нашлась"),
        ("№;Тема;Часы\n".encode(), "нет занятий под ними"),
    ],
)
def test_a_file_without_a_plan_says_what_to_do(client, cast, page, data, told):
    if data is docx.Document:
        out = io.BytesIO()
        docx.Document().save(out)
        data = out.getvalue()
    answer = send(client, page, data)
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert topics(page) == ["Введение", "Чугуны"]


def test_wrong_rows_are_shown_and_cannot_be_written(client, cast, page):
    answer = send(client, page, word_file(("1", "Стали", "полтора", "")))
    assert (answer.status_code, answer.context["plan"]) == (422, "")
    assert "Часы — не целое число: полтора." in answer.content.decode()


def test_a_document_whose_text_is_too_long_is_refused(monkeypatch, page):
    monkeypatch.setattr(word, "MAX_TEXT", 100)
    with pytest.raises(word.SpreadsheetError, match="Документ слишком длинный"):
        read_file(word_file(*ROWS), page=page)


def test_a_cell_that_claims_to_be_a_billion_columns_wide_is_a_hundred_of_them(page):
    document = docx.Document(io.BytesIO(word_file(*ROWS)))
    document.tables[0].rows[1].cells[0]._tc.grid_span = 1_000_000_000
    out = io.BytesIO()
    document.save(out)
    assert [lesson.topic for lesson in read_file(out.getvalue(), page=page).lessons] == ["Строение металлов", "Чугуны"]


def test_what_was_looked_at_is_not_written_over_a_change_of_somebody_else(client, cast, page):
    plan = send(client, page, word_file(*ROWS)).context["plan"]
    page.save_revision(user=cast.teacher)
    answer = client.post(reverse("journal_plans:file", args=[page.pk]), {"plan": plan}, follow=True)
    assert "Программу тем временем изменили: ничего не записано" in answer.content.decode()
    assert topics(page) == ["Введение", "Чугуны"]


def test_a_plan_that_was_looked_at_elsewhere_or_forged_is_refused(client, cast, page):
    foreign = cast.foreign_journal.element
    other = make_programme(foreign, cast.year, "Иное")
    plan = signed(read_file(word_file(*ROWS), page=other), page=other)
    for text in (plan, plan[:-2], ""):
        answer = client.post(reverse("journal_plans:file", args=[page.pk]), {"plan": text}, follow=True)
        assert "Просмотренное устарело: ничего не записано." in answer.content.decode()
    assert topics(page) == ["Введение", "Чугуны"]


def test_a_programme_in_force_is_locked_until_a_change_is_opened(client, cast, page):
    plan = send(client, page, word_file(*ROWS)).context["plan"]
    ProgrammeEdition.objects.filter(ProgrammeEdition.OPEN).delete()
    answer = client.post(reverse("journal_plans:file", args=[page.pk]), {"plan": plan}, follow=True)
    assert "Программа закрыта для правки: ничего не записано." in answer.content.decode()
    assert topics(page) == ["Введение", "Чугуны"]


def test_strangers_to_the_programme_find_nothing(client, cast, page):
    for user in (cast.foreign_teacher, cast.parent, cast.stranger):
        client.force_login(user)
        for name in ("file", "book"):
            assert client.get(reverse(f"journal_plans:{name}", args=[page.pk])).status_code in (302, 403, 404)


@pytest.mark.row("B05")
def test_codes_that_the_codifier_does_not_have_are_told_before_anything_is_written(page):
    read = read_file(sheet(("Тема", "Часы", "КЭС"), ("Стали", 2, "1.1, 9.9")), page=page)
    assert read.lessons[0].codes == ("1.1", "9.9")
    assert "нет 1.1, 9.9: добавьте" in read.remarks[-1].text
