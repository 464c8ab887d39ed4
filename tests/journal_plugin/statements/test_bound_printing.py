"""Pages of journals and packs as they are printed: every mark in its place, heads, numbers of sheets (J02-J04, J13, F10)."""

import re
import subprocess
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from zoneinfo import ZoneInfo

import openpyxl
import pikepdf
import pypdf
import pytest

from journal_plugin.lessons.enums import JournalKind
from journal_plugin.statements import payload, printing
from journal_plugin.statements.documents import PAPERS, leaf, lines
from tests.factories.bound import make_pack, make_pages

STAMP = printing.Stamp(
    "Пермский колледж",
    "Куратова К. К.",
    datetime(2027, 1, 5, 9, 14, tzinfo=ZoneInfo("Asia/Yekaterinburg")),
    12,
    "0123456789abcdef" * 4,
    address="https://college.example.org/journal/statements/check/abcdefghijklmnopqrstuvwx/",
)
MM = 72 / 25.4


def printed(kind: str, paper) -> pypdf.PdfReader:
    content = printing.as_pdf(kind, paper, STAMP)
    with pikepdf.open(BytesIO(content)) as document:
        assert document.check_pdf_syntax() == []
    return pypdf.PdfReader(BytesIO(content))


def texts(document: pypdf.PdfReader) -> list[str]:
    return [re.sub(r"\s+", " ", page.extract_text()) for page in document.pages]


def words_of(content: bytes, page: int = 1) -> list[tuple[float, float, str]]:
    """(millimetres from the left edge and from the top to the middle, word) of a page, as pdftotext sees them."""
    asked = ["pdftotext", "-bbox", "-f", f"{page}", "-l", f"{page}", "-", "-"]
    told = subprocess.run(asked, input=content, capture_output=True, check=True).stdout.decode()
    found = re.findall(r'<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</word>', told)
    return [
        ((float(x) + float(right)) / 2 / MM, (float(y) + float(bottom)) / 2 / MM, word)
        for x, y, right, bottom, word in found
    ]


@pytest.mark.row("J02", "J01")
def test_every_mark_and_absence_stands_in_the_row_of_its_learner_and_the_column_of_its_lesson():
    paper = make_pages(25, 15)
    words = words_of(printing.as_pdf("journal", paper, STAMP))
    top = {word: y for _x, y, word in words if word.startswith("Фамилия")}
    for row in paper.rows:
        texts = [*row.cells, row.finals[0].mark]
        widths = [leaf.ROOMY] * len(row.cells) + [leaf.WIDE]
        middles = [20 + leaf.LEFT + (sum(widths[:at]) + width / 2) * leaf.CHARACTER for at, width in enumerate(widths)]
        on_line = [(x, word) for x, y, word in words if abs(y - top[row.name.split()[0]]) < 1 and x > 20 + leaf.LEFT]
        for middle, text in zip(middles, texts, strict=True):
            found = [word for x, word in on_line if abs(x - middle) < 1.2]
            assert found == [text] * bool(text), (row.name, middle)


@pytest.mark.row("J02")
def test_both_pages_name_what_they_are_and_every_field_of_a_lesson_is_there():
    marks, finals, topics = texts(printed("journal", make_pages()))
    head = (
        "Журнал теоретических занятий. {}",
        "ОП.01 Материаловедение",
        "Группа ОН-24, 2026/2027 учебный год",
        "ГБПОУ «Пермский колледж»",
    )
    for page, name in ((marks, "Отметки и посещаемость"), (finals, "Итоговые отметки"), (topics, "Содержание занятий")):
        assert [words.format(name) in page for words in head] == [True] * 4
        assert "SHA-256 0123" in page
    for words in (
        "01 01 02 03 04",
        "сентябрь",
        "1 сем.",
        "итог",
        "ОТ ПР ОТ",
        "ПР – Практическая работа",
        "б – болезнь",
    ):
        assert words in marks, words
    assert finals.count("12 4,25 а/з") == 3
    for words in (
        "2 02.09.2026 2 Тема 2. Строение и свойства материалов теория; Ответ на занятии § 2, упражнения 1–7",
        "практика; Ответ на занятии,",
        "Сменова С. С., замена,",
        "приказ № 77",
        "Всего часов: 8 (теория 6, практика 2)",
        "Лист 3 из 3",
    ):
        assert words in topics, words


@pytest.mark.row("F10")
@pytest.mark.parametrize(
    ("fields", "title"),
    [
        ({}, "Журнал теоретических занятий."),
        ({"kind": JournalKind.MODULE}, "Журнал учёта обучения по профессиональным модулям."),
        ({"kind": JournalKind.UNMARKED}, "Журнал посещаемости занятий."),
        ({"school": True}, "Классный журнал."),
    ],
)
def test_journals_of_theory_and_of_modules_are_told_apart_on_paper(fields, title):
    for page in texts(printed("journal", make_pages(2, 2, ended=False, **fields))):
        assert page.count(title) == 1


@pytest.mark.row("J13")
def test_the_last_page_has_a_place_for_signatures_and_the_seal():
    *others, last = texts(printed("journal", make_pages()))
    for words in ("Преподаватель Петров П. П.", "Руководитель Директоров Д. Д.", "М. П."):
        assert (last.count(words), [page.count(words) for page in others]) == (1, [0, 0]), words


@pytest.mark.parametrize(("learners", "pages"), [(36, [36]), (45, [45]), (70, [35, 35]), (73, [24, 24, 25])])
def test_a_big_group_is_divided_evenly_with_its_numbers_going_on(learners, pages):
    document = printed("journal", make_pages(learners, 3, ended=False))
    found = [re.findall(r"(\d+)\W+Фамилия(\d\d)", page) for page in texts(document)]
    assert [len(page) for page in found if page] == pages
    assert [int(number) for page in found for number, _name in page] == list(range(1, learners + 1))


def test_many_lessons_go_over_pages_evenly_with_the_names_on_each_and_no_lesson_cut():
    paper = make_pages(45, 60, ended=False)
    pages = list(leaf.leaves([row.name for row in paper.rows], list(PAPERS["journal"]._columns(paper))))
    counts = [len(page.heads.split()) for page in pages]
    assert (sum(counts), max(counts) - min(counts) <= 2) == (72, True)
    assert [len(page.names) for page in pages] == [45] * len(pages)
    assert [page.close for page in pages] == [True] * len(pages)
    left = [page for page in texts(printed("journal", paper)) if "Отметки и посещаемость" in page]
    assert ([page.count("Фамилия45 Имя") for page in left], len(left)) == ([1] * len(pages), len(pages))


@pytest.mark.parametrize("lessons", [26, 27, 50, 51, 52, 53, 54, 80])
def test_no_page_of_topics_holds_a_row_or_two_above_the_signatures(lessons):
    rows = [[f"{at}", "дата", "2", "тема", "теория", "дз", "Петров П. П."] for at in range(lessons)]
    pages = list(lines.pages(PAPERS["journal"].TOPICS, rows, 11))
    heights = [page.text.count("\n") + 1 for page in pages]
    assert sum(heights) == lessons
    assert max(heights) <= lines.MOST
    assert heights[-1] >= 3
    assert heights[-1] + 11 <= lines.MOST


def test_long_texts_are_divided_and_none_is_lost():
    topic, homework = "Тема " * 95, "слово " * 600
    heads = PAPERS["journal"].TOPICS
    pages = list(lines.pages(heads, [["1", "01.09.2026", "2", topic, "теория", homework, "П"]], 11))
    text = " ".join(page.text for page in pages)
    assert (text.count("Тема"), text.count("слово"), len(pages) > 1) == (95, 600, True)
    assert max(len(line) for page in pages for line in page.text.split("\n")) <= sum(width for _name, width in heads)


def test_long_names_get_a_smaller_face_and_stay_whole_up_to_what_a_line_holds():
    name = "Мухаметшина-Константинопольская Александра"
    paper = make_pages(2, 2)
    paper = replace(paper, rows=(replace(paper.rows[0], name=name), replace(paper.rows[1], name="Я" * 80)))
    first, *_others = texts(printed("journal", paper))
    assert (first.count(name), first.count("Я" * 53 + "…")) == (1, 1)


def test_pages_without_marks_and_without_lessons_are_whole():
    empty, nobody = make_pages(2, 0, ended=False), make_pages(0, 2, ended=False)
    assert "Фамилия01 Имя" in texts(printed("journal", make_pages(2, 2, marked=False)))[0]
    assert "Занятий за период не было." in texts(printed("journal", empty))[0]
    assert "В группе за период никто не числился." in texts(printed("journal", nobody))[0]


@pytest.mark.row("J03", "J04")
def test_a_pack_is_numbered_through_and_its_title_page_says_what_is_in_it_and_how_many_sheets():
    journals = (make_pages(25, 30), make_pages(25, 3, element="МДК.01.01 Обработка", kind=JournalKind.MODULE))
    document = printed("pack", make_pack(*journals, learners=45))
    pages = texts(document)
    count = len(pages)
    assert [f"Лист {number} из {count}" in page for number, page in enumerate(pages, 1)] == [True] * count
    front = pages[0]
    assert re.search(rf"Прошито, пронумеровано и скреплено печатью {count} листов", front)
    starts = [
        next(at for at, page in enumerate(pages, 1) if words in page and at > 1)
        for words in ("Список группы ОН-24", "ОП.01 Материаловедение", "МДК.01.01 Обработка")
    ]
    for number, (name, at) in enumerate(
        zip(("Список группы", "ОП.01 Материаловедение", "МДК.01.01 Обработка"), starts, strict=True), 1
    ):
        assert f"{number} {name} {at}" in front
    for words in (
        "Министерство образования",
        "Журналы группы ОН-24",
        "15.01.38 Оператор-наладчик",
        "Хранить 5 лет",
        "Руководитель Директоров Д. Д.",
        "М. П.",
    ):
        assert words in front, words
    assert {tuple(round(float(side)) for side in page.mediabox[2:]) for page in document.pages} == {
        (595, 842),
        (842, 595),
    }
    assert "Фамилия45 Имя Отчество" in " ".join(pages[1:3])


@pytest.mark.row("J04")
def test_a_title_page_by_itself_leaves_the_number_of_sheets_to_the_pen():
    (text,) = texts(printed("cover", make_pack(make_pages()).cover))
    assert "скреплено печатью листов" in text
    assert "2 ОП.01 Материаловедение" in text


@pytest.mark.parametrize("kind", ["journal", "pack", "roster", "cover"])
def test_payload_comes_back_as_the_same_paper_and_gives_the_same_bytes(kind):
    whole = make_pack(make_pages())
    paper = {"journal": whole.journals[0], "roster": whole.roster, "cover": whole.cover, "pack": whole}[kind]
    again = payload.load(PAPERS[kind].Paper, payload.dump(paper))
    assert again == paper
    assert printing.as_html(kind, again, STAMP) == printing.as_html(kind, paper, STAMP)


@pytest.mark.row("N04")
def test_xlsx_of_a_journal_holds_the_same_marks_as_numbers_and_the_lessons():
    paper = make_pages(3, 4)
    book = openpyxl.load_workbook(BytesIO(printing.as_xlsx("journal", paper, STAMP)))
    assert book.sheetnames == ["Отметки и посещаемость", "Итоговые отметки", "Содержание занятий"]
    marks = [row for row in book.worksheets[0].iter_rows(values_only=True) if str(row[0]).startswith("Фамилия0")]
    expected = [
        (row.name, *(int(cell) if cell.isdigit() else cell or None for cell in row.cells), "а/з") for row in paper.rows
    ]
    assert [row[: len(expected[0])] for row in marks] == expected
    finals = [row[1:4] for row in book.worksheets[1].iter_rows(values_only=True) if str(row[0]).startswith("Фамилия0")]
    assert finals == [(12, 4.25, "а/з")] * 3
    topics = [row for row in book.worksheets[2].iter_rows(values_only=True) if row[0] in (1, 2, 3, 4)]
    assert topics[1][1:7] == (
        "02.09.2026",
        2,
        "Тема 2. Строение и свойства материалов",
        "теория; Ответ на занятии",
        "§ 2, упражнения 1–7",
        "Сменова С. С., замена, приказ № 77",
    )


def test_an_issued_copy_bears_the_code_of_its_address_on_the_first_page_and_a_draft_none():
    draft = replace(STAMP, number=0, sha256="", address="")
    pages = make_pages(1, 1)
    assert (
        printing.as_html("journal", pages, STAMP).count('class="qr"'),
        printing.as_html("journal", pages, draft).count('class="qr"'),
    ) == (1, 0)
