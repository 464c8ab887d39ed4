"""The list of substitutions: on the screen, as PDF and XLSX; for the staff alone (C06)."""

from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from journal_plugin.lessons.actions import change_room
from tests.factories.changes import arranged, cancel, give, move
from tests.factories.institution import make_room
from tests.factories.lessons import make_journal, make_lesson
from tests.factories.people import make_group, make_staff


@pytest.fixture
def changed(cast):
    """A lesson given away and moved, one cancelled, one in another room, of 20 to 24 November."""
    substitute = make_staff(cast.institution, "Новиков Никита Никитич")
    give(cast, substitute, reason="Болезнь")
    move(cast, reason="Семинар", order_no="102")
    cancel(cast, cast.lessons[4])
    arranged(change_room, cast.lessons[2], by=cast.deputy, room_id=make_room(cast.institution, "215").pk)
    return cast


def rows(response):
    """The cells of the table without non-breaking spaces."""
    return [tuple(" ".join(cell.split()) for cell in cells) for cells in response.context["paper"]["rows"]]


WHOLE = {"since": "2026-11-13", "until": "2026-11-23"}
EXPECTED = [
    (
        "13.11.2026",
        "1",
        "ОН-24",
        "Материаловедение",
        "Петров П. П.",
        "Другой кабинет (был 108)",
        "Сменова С. С.",
        "215",
        "–",
    ),
    (
        "20.11.2026",
        "1",
        "ОН-24",
        "Материаловедение",
        "Петров П. П.",
        "Перенос на 24.11.2026, занятие 2: Семинар",
        "Новиков Н. Н.",
        "108",
        "102",
    ),
    ("23.11.2026", "1", "ОН-24", "Материаловедение", "Петров П. П.", "Отмена: Карантин", "–", "–", "–"),
    (
        "24.11.2026",
        "2",
        "ОН-24",
        "Материаловедение",
        "Петров П. П.",
        "Замена: Болезнь",
        "Новиков Н. Н.",
        "108",
        "101",
    ),
]


@pytest.mark.row("C06", "C05")
def test_list_says_who_was_to_hold_a_lesson_what_changed_and_by_which_order(client, changed):
    client.force_login(changed.teacher)
    page = client.get(reverse("journal:substitutions"), {"since": "2026-11-13", "until": "2026-11-24"})
    assert rows(page) == EXPECTED
    paper = page.context["paper"]
    assert (paper["institution"], paper["period"], paper["director"].replace("\u00a0", " ")) == (
        "ГБПОУ «Пермский колледж»",
        "13–24 ноября 2026 г.",
        "Директоров Д. Д.",
    )


def test_list_of_one_day_has_what_leaves_it_and_nothing_of_another_institution(client, changed):
    client.force_login(changed.teacher)
    page = client.get(reverse("journal:substitutions"))
    assert [row[:2] for row in rows(page)] == [("20.11.2026", "1")]


@pytest.mark.row("C06")
def test_list_is_taken_away_as_pdf_and_spreadsheet(client, changed):
    client.force_login(changed.dispatcher)
    pdf = client.get(reverse("journal:substitutions-file", args=["pdf"]), WHOLE)
    assert (pdf["Content-Type"], pdf.content[:5]) == ("application/pdf", b"%PDF-")
    book = client.get(reverse("journal:substitutions-file", args=["xlsx"]), WHOLE)
    sheet = load_workbook(BytesIO(book.content)).active
    values = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert [row for row in values if row[0] == "23.11.2026"] == [
        [cell.replace(" П. П.", "\u00a0П.\u00a0П.") for cell in EXPECTED[2]]
    ]
    assert client.get(reverse("journal:substitutions-file", args=["docx"]), WHOLE).status_code == 404


@pytest.mark.parametrize("who", ["student", "parent", "stranger"])
def test_families_and_strangers_have_no_list(client, changed, who):
    client.force_login(getattr(changed, who))
    assert client.get(reverse("journal:substitutions")).status_code == 404
    assert client.get(reverse("journal:substitutions-file", args=["xlsx"])).status_code == 404


def test_days_asked_for_in_the_wrong_order_or_for_years_are_put_right(client, cast):
    client.force_login(cast.deputy)
    page = client.get(reverse("journal:substitutions"), {"since": "2026-11-20", "until": "2026-11-10"})
    assert page.context["until"] == page.context["since"]
    page = client.get(reverse("journal:substitutions"), {"since": "2026-11-20", "until": "2036-11-10"})
    assert (page.context["until"] - page.context["since"]).days == 61
    assert page.context["paper"]["rows"] == []


def test_number_of_queries_does_not_grow(client, changed):
    """One change, then three more."""
    client.force_login(changed.deputy)

    def queries() -> int:
        with CaptureQueriesContext(connection) as counter:
            client.get(reverse("journal:substitutions"))
        return len(counter)

    queries()
    few = queries()
    for number in (1, 2, 3):
        journal = make_journal(make_group(changed.institution, f"ОН-4{number}"), changed.element, changed.year)
        cancel(changed, make_lesson(journal, changed.lessons[3].date, number))
    assert queries() == few
