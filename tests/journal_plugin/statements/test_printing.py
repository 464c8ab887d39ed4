"""The printed papers: every stored field on the page, headings letter for letter, pages, sheets (J01, N04)."""

import re
import socket
import sys
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from zoneinfo import ZoneInfo

import openpyxl
import pypdf
import pytest
import weasyprint
from django.core.exceptions import SuspiciousFileOperation

from journal_plugin.statements import payload, pdf, printing
from journal_plugin.statements.documents import PAPERS, form1, form2

DISCIPLINES = ("ОП.01 Техническая графика", "Материаловедение", "История", "Физика", "Химия", "Биология", "Право")
STAMP = printing.Stamp(
    "Пермский колледж",
    "Куратова К. К.",
    datetime(2026, 11, 5, 9, 14, tzinfo=ZoneInfo("Asia/Yekaterinburg")),
    12,
    "0123456789abcdef" * 4,
)


def make_form1(learners: int = 2, disciplines: tuple[str, ...] = DISCIPLINES) -> form1.Paper:
    return form1.Paper(
        group="ОН-24",
        since=date(2026, 10, 1),
        until=date(2026, 10, 31),
        formed=date(2026, 11, 5),
        marks=form1.WEIGHTED,
        disciplines=disciplines,
        rows=tuple(
            form1.Row(
                f"Фамилия{row:02} Имя",
                tuple(
                    None if place == row % 7 else Decimal(f"{3 + place % 2}.{row:02}")
                    for place in range(len(disciplines))
                ),
            )
            for row in range(1, learners + 1)
        ),
        curator="Куратова К. К.",
    )


def make_form2(learners: int = 2) -> form2.Paper:
    dates = tuple(date(2026, 10, day) for day in range(1, 32))
    return form2.Paper(
        group="ОН-24",
        since=dates[0],
        until=dates[-1],
        formed=date(2026, 11, 5),
        dates=dates,
        rows=tuple(
            form2.Row(f"Фамилия{row:02} Имя", 3, 17, (0, 4, 6, *([0] * 28)), 21, 33) for row in range(1, learners + 1)
        ),
        man_hours=3648,
        missed_hours=144,
        missed_percent=Decimal("3.9"),
        unexcused_hours=60,
        unexcused_percent=Decimal("1.6"),
        curator="Куратова К. К.",
    )


MAKERS: dict[str, Callable] = {"form1": make_form1, "form2": make_form2}


def pages(kind: str, paper) -> list[str]:
    """The text of each page, runs of white space as one space."""
    document = pypdf.PdfReader(BytesIO(printing.as_pdf(kind, paper, STAMP)))
    return [re.sub(r"\s+", " ", page.extract_text()) for page in document.pages]


@pytest.mark.row("J01", "H13")
def test_form1_has_the_official_words_letter_for_letter_and_every_value():
    paper = make_form1()
    (text,) = pages("form1", paper)
    for words in (
        "Форма учета текущей аттестации*",
        "Дата: 5 ноября 2026 г.",
        "Период: 1–31 октября 2026 г.",
        "Группа: ОН-24",
        "Оценки: средневзвешенный балл",
        "Обучающийся Ф.И.",
        "Наименование учебной дисциплины",
        "Подпись классного руководителя",
        "*Дата – дата формирования отчёта, на 5-е число каждого месяца",
        "Ф.И. обучающихся, наименования дисциплин, средние оценки в баллах формируются автоматически",
        "Куратова К. К.",
        *DISCIPLINES,
        "Фамилия01 Имя 3,01 – 3,01 4,01 3,01 4,01 3,01",
        "Фамилия02 Имя 3,02 4,02 – 4,02 3,02 4,02 3,02",
        "Пермский колледж. Форма 1. Средние баллы, ОН-24, октябрь 2026. Выдана № 12, 05.11.2026 в 9:14, Куратова К. К.",
        f"SHA-256 {STAMP.sha256}",
        "Лист 1 из 1",
    ):
        assert text.count(words) >= 1, words


@pytest.mark.row("J01", "H14")
def test_form2_has_the_official_words_letter_for_letter_and_every_value():
    (text,) = pages("form2", make_form2())
    for words in (
        "Форма учета посещаемости обучающихся**",
        "Группа: ОН-24",
        "Период: 1–31 октября 2026 г.",
        "Фамилия Имя",
        "Пропустил дней",
        "Пропустил занятий",
        "Дата месяца",
        "Пропущено по уважит. причинам",
        "Пропущено без уважит причин",
        "Всего человека часов за месяц 3648",
        "Всего пропущено занятий 144 час., 3,9 %.",
        "Пропущено без уважительных причин 60 час. 1,6 %.",
        "Подпись классного руководителя",
        "количество часов пропущенных формируются автоматически",
        " ".join(str(day) for day in range(1, 32)),
        "Фамилия01 Имя 3 17 4 6 21 33",
        "Фамилия02 Имя 3 17 4 6 21 33",
        f"SHA-256 {STAMP.sha256}",
    ):
        assert text.count(words) >= 1, words


@pytest.mark.parametrize(("kind", "learners"), [("form1", 25), ("form2", 30)])
def test_papers_lie_on_landscape_a4_and_a_usual_group_fits_one_page(kind, learners):
    document = pypdf.PdfReader(BytesIO(printing.as_pdf(kind, MAKERS[kind](learners), STAMP)))
    assert [(round(page.mediabox.width), round(page.mediabox.height)) for page in document.pages] == [(842, 595)]


@pytest.mark.parametrize("kind", ["form1", "form2"])
def test_a_big_group_takes_two_pages_with_the_head_on_both_and_five_rows_on_the_last(kind):
    first, second = pages(kind, MAKERS[kind](40))
    head = {"form1": "Наименование учебной дисциплины", "form2": "Дата месяца"}[kind]
    assert (first.count(head), second.count(head)) == (1, 1)
    names = re.findall(r"Фамилия\d\d", first + second)
    assert names == [f"Фамилия{row:02}" for row in range(1, 41)]
    assert len(re.findall(r"Фамилия\d\d", second)) >= 5
    assert (first.count("Подпись классного"), second.count("Подпись классного")) == (0, 1)
    assert second.count("Лист 2 из 2") == 1


@pytest.mark.parametrize(("disciplines", "upright"), [(6, 0), (7, 7)])
def test_names_of_more_than_six_disciplines_stand_upright(disciplines, upright):
    html = printing.as_html("form1", make_form1(1, DISCIPLINES[:disciplines]), STAMP)
    assert html.count('class="up"') == upright


def test_form1_of_a_group_without_marks_is_a_whole_page():
    (text,) = pages("form1", make_form1(1, ()))
    assert text.count("Фамилия01 Имя") == 1


@pytest.mark.parametrize("kind", ["form1", "form2"])
def test_the_same_paper_gives_the_same_bytes(kind):
    paper = MAKERS[kind]()
    assert printing.as_pdf(kind, paper, STAMP) == printing.as_pdf(kind, paper, STAMP)


def test_a_draft_says_that_it_is_one_and_bears_no_hash():
    draft = printing.Stamp("Пермский колледж", "Куратова К. К.", STAMP.at)
    document = pypdf.PdfReader(BytesIO(printing.as_pdf("form1", make_form1(), draft)))
    text = document.pages[0].extract_text()
    assert (text.count("Черновик, сформирован 05.11.2026 в 9:14"), text.count("SHA-256")) == (1, 0)


@pytest.mark.parametrize("kind", ["form1", "form2"])
def test_payload_comes_back_as_the_same_paper(kind):
    paper = MAKERS[kind]()
    stored = payload.dump(paper)
    assert payload.load(PAPERS[kind].Paper, stored) == paper
    assert payload.digest(stored) == payload.digest(payload.dump(payload.load(PAPERS[kind].Paper, stored)))
    assert payload.digest(stored) != payload.digest(stored | {"group": "ОН-25"})


def test_markup_in_a_name_is_a_name():
    paper = make_form1(1, ("<b>Право</b>",))
    (text,) = pages("form1", paper)
    assert text.count("<b>Право</b>") == 1


def test_pdf_fetches_nothing_but_static_files(monkeypatch):
    asked = []
    monkeypatch.setattr(socket.socket, "connect", lambda _socket, address: asked.append(address))
    html = '<p>Лист</p><img src="http://127.0.0.1:9/x.png"><img src="file:///etc/hostname"><img src="../../etc/passwd">'
    document = pypdf.PdfReader(BytesIO(pdf.pdf_of(html)))
    assert ([len(page.images) for page in document.pages], asked) == ([0], [])


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:9/x.png", "file:///etc/hostname", "data:text/plain,x", "static:../../../manage.py"]
)
def test_pdf_refuses_every_address_outside_the_static_files(address):
    fetcher = pdf._static_only(weasyprint)
    with pytest.raises((ValueError, SuspiciousFileOperation)):
        fetcher.fetch(address)
    assert fetcher.fetch("static:journal/favicon.svg").read().startswith(b"<svg")


def test_pdf_without_libraries_says_what_is_missing_and_how_to_install_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(pdf.PdfUnavailable) as caught:
        printing.as_pdf("form1", make_form1(), STAMP)
    assert str(caught.value) == (
        "На этой машине нельзя сделать PDF: import of weasyprint halted; None in sys.modules. В Debian помогает: "
        "sudo apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-paratype. XLSX работает."
    )


def sheet(kind: str, paper):
    book = openpyxl.load_workbook(BytesIO(printing.as_xlsx(kind, paper, STAMP)))
    return book.active


@pytest.mark.row("N04")
def test_xlsx_of_form1_holds_numbers_headings_and_print_set_up():
    page = sheet("form1", make_form1())
    rows = [[cell for cell in row if cell is not None] for row in page.iter_rows(values_only=True)]
    assert rows[:9] == [
        ["Приложение 1"],
        ["Форма учета текущей аттестации*"],
        ["Дата:", "5 ноября 2026 г."],
        ["Период:", "1–31 октября 2026 г."],
        ["Группа:", "ОН-24"],
        ["Оценки:", "средневзвешенный балл"],
        [],
        ["Обучающийся Ф.И.", "Наименование учебной дисциплины"],
        [*DISCIPLINES],
    ]
    assert rows[9] == ["Фамилия01 Имя", 3.01, "–", 3.01, 4.01, 3.01, 4.01, 3.01]
    assert page["B10"].number_format == "0.00"
    assert (page.page_setup.orientation, page.print_title_rows) == ("landscape", "$8:$9")
    assert {str(merged) for merged in page.merged_cells.ranges} == {"A8:A9", "B8:H8"}
    assert rows[-1] == [f"SHA-256 {STAMP.sha256}"]
    assert rows[-2] == [
        "Пермский колледж. Форма 1. Средние баллы, ОН-24, октябрь 2026. Выдана № 12, 05.11.2026 в 9:14, Куратова К. К."
    ]


@pytest.mark.row("N04")
def test_xlsx_of_form2_holds_hours_and_totals_as_numbers():
    page = sheet("form2", make_form2())
    rows = [list(row) for row in page.iter_rows(values_only=True)]
    assert rows[5][:4] == ["Фамилия Имя", "Пропустил дней", "Пропустил занятий", "Дата месяца"]
    assert rows[5][-2:] == ["Пропущено по уважит. причинам", "Пропущено без уважит причин"]
    assert rows[6][3:34] == [str(day) for day in range(1, 32)]
    assert rows[7] == ["Фамилия01 Имя", 3, 17, None, 4, 6, *([None] * 28), 21, 33]
    foot = [[cell for cell in row if cell is not None] for row in rows[10:14]]
    assert foot == [
        ["Всего человека часов за месяц", 3648],
        ["Всего пропущено занятий", 144, "час.,", 3.9, "%."],
        ["Пропущено без уважительных причин", 60, "час.", 1.6, "%."],
        ["Подпись классного руководителя _____________________ Куратова К. К."],
    ]


def test_xlsx_writes_no_formula_whatever_a_name_begins_with():
    names = ('=HYPERLINK("http://evil","x")', "+1+1", "-2", "@SUM(A1)", "\x01Имя")
    paper = form1.Paper(
        "=ОН", date(2026, 10, 1), date(2026, 10, 31), date(2026, 11, 5), form1.PLAIN, ("=1+1",),
        tuple(form1.Row(name, (Decimal("5.00"),)) for name in names), "",
    )  # fmt: skip
    page = sheet("form1", paper)
    cells = [cell for row in page.iter_rows() for cell in row if cell.value is not None]
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
    assert [page.cell(row, 1).value for row in range(10, 15)] == [*names[:4], "Имя"]
