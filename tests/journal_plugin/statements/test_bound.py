"""Pages of journals and packs against the register; issuing them, and the page behind the QR code (J02-J04, I24)."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from journal_plugin.attestation.models import FinalMark
from journal_plugin.calendar.actions import add_terms
from journal_plugin.calendar.cards import TermCard
from journal_plugin.lessons.models import Journal, Lesson
from journal_plugin.people.models import Group
from journal_plugin.statements import printing
from journal_plugin.statements.documents.journal import Final
from journal_plugin.statements.models import Issued
from journal_plugin.statements.queries import draw
from journal_plugin.statements.queries.pack import terms_of
from journal_plugin.statements.spans import spans_of
from tests.door_rows import issued_paper
from tests.factories.curriculum import make_element
from tests.factories.lessons import make_journal, make_lesson
from tests.factories.people import join, make_group, make_learner
from tests.factories.statements import FORMED, OCTOBER, make_october, put_absence, put_mark


def loaded(journal: Journal) -> Journal:
    return Journal.objects.select_related("institution__settings", "group", "element", "year").get(pk=journal.pk)


def pages(journal: Journal, days=OCTOBER, formed=FORMED):
    return draw("journal", journal.group, since=days[0], until=days[1], formed=formed, book=loaded(journal)).paper


def pack(group: Group, days=OCTOBER):
    group = Group.objects.select_related("institution__settings").get(pk=group.pk)
    return draw("pack", group, since=days[0], until=days[1], formed=FORMED).paper


@pytest.mark.row("J02")
def test_pages_hold_the_lessons_marks_and_absences_of_the_month(cast):
    october = make_october(cast)
    Lesson.objects.filter(pk=october.first.pk).update(topic="Стали", homework="§ 1")
    paper = pages(cast.journal)
    first, second = paper.lessons
    assert (first.day, first.hours, first.topic, first.homework) == (date(2026, 10, 29), 2, "Стали", "§ 1")
    assert first.teacher == "Петров\u00a0П.\u00a0П."
    assert [work.sign for work in second.works] == ["ОТ", "ПР"]
    assert [(row.name, row.cells) for row in paper.rows] == [
        ("Андреева Анна", ("б", "5", "4")),
        ("Борисов Борис", ("3", "н", "")),
        ("Ветрова Вера", ("", "н", "")),
        ("Глебов Глеб", ("–", "", "")),
    ]
    assert (paper.group, paper.element, paper.since, paper.until) == ("ОН-24", "Материаловедение", *OCTOBER)
    assert (paper.teachers, paper.director) == (("Петров\u00a0П.\u00a0П.",), "Директоров\u00a0Д.\u00a0Д.")


def test_a_subgroup_has_a_record_of_its_own_and_a_cancelled_lesson_is_in_none(cast):
    make_october(cast)
    physics = Journal.objects.get(group__name="ОН-24-1")
    assert [(row.name, row.cells) for row in pages(physics).rows] == [
        ("Андреева Анна", ("н",)),
        ("Борисов Борис", ("5",)),
    ]
    of_all = Journal.objects.get(group=cast.group, element=physics.element)
    assert [(lesson.day.day, lesson.hours) for lesson in pages(of_all).lessons] == [(30, 1)]
    assert pages(of_all).rows[1].cells == ("4о",)


@pytest.mark.row("J02")
def test_marks_of_a_term_stand_at_its_end_with_what_they_are_made_of_and_a_substitute_is_named(cast):
    make_october(cast)
    teacher = cast.staff.person
    anna, _boris, _vera = cast.learners
    FinalMark.objects.create(
        journal=cast.journal, learner=anna, term=cast.term, code="4", by=teacher, at="2026-12-30T12:00:00+05:00"
    )
    days = (cast.term.since, cast.term.until)
    paper = pages(cast.journal, days)
    assert [(term.name, term.short, term.whole) for term in paper.terms] == [("1 семестр", "1 сем.", True)]
    assert paper.rows[0].finals == (Final(3, Decimal("3.75"), "4"),)  # (5·1 + 4·2 + 2·1) / 4
    assert paper.rows[1].finals == (Final(1, Decimal("3.00"), ""),)
    assert "Сменова\u00a0С.\u00a0С., замена, приказ № 77" in [lesson.teacher for lesson in paper.lessons]
    assert max(lesson.day for lesson in paper.lessons) <= FORMED
    part = pages(cast.journal, (date(2026, 12, 1), cast.term.until))
    assert [term.whole for term in part.terms] == [False]


def test_the_year_and_the_whole_study_stand_last_with_their_mark_alone(cast):
    make_october(cast)
    days = (cast.year.since, cast.year.until)
    add_terms(year=cast.year, terms=[TermCard("Итог", "study", *days, 1), TermCard("Год", "year", *days, 1)])
    anna = cast.learners[0]
    for name, code in (("Год", "4"), ("Итог", "5")):
        term = cast.year.terms.get(name=name)
        person, at = cast.staff.person, "2027-06-30T12:00:00+05:00"
        FinalMark.objects.create(journal=cast.journal, learner=anna, term=term, code=code, by=person, at=at)
    paper = pages(cast.journal, days, formed=date(2027, 7, 1))
    assert [term.short for term in paper.terms] == ["1 сем.", "2 сем.", "год", "итог"]
    assert [(final.average, final.mark) for final in paper.rows[0].finals[2:]] == [(None, "4"), (None, "5")]
    assert [span.key for span in spans_of(cast.year, terms_of(cast.year, 1), date(2027, 7, 1))][-3:] == [
        *(f"term-{term.pk}" for term in cast.year.terms.filter(kind="semester")),
        "year",
    ]


def test_first_classes_have_neither_marks_nor_homework_on_paper(cast):
    make_october(cast)
    Journal.objects.filter(pk=cast.journal.pk).update(kind="unmarked")
    Lesson.objects.filter(journal=cast.journal).update(homework="§ 1")
    paper = pages(cast.journal)
    assert ({lesson.homework for lesson in paper.lessons}, paper.rows[0].cells) == ({""}, ("б", ""))


@pytest.mark.row("J03")
def test_a_pack_holds_the_journals_of_the_group_and_its_subgroups_and_nobody_elses(cast):
    make_october(cast)
    paper = pack(cast.group)
    assert paper.cover.parts == ("Список группы", "Материаловедение", "Физика", "Физика, ОН-24-1")
    assert [(one.element, one.group) for one in paper.journals] == [
        ("Материаловедение", "ОН-24"),
        ("Физика", "ОН-24"),
        ("Физика", "ОН-24-1"),
    ]
    assert [(row.name, row.parts) for row in paper.roster.rows] == [
        ("Андреева Анна Ильинична", ("ОН-24-1",)),
        ("Борисов Борис Борисович", ("ОН-24-1",)),
        ("Ветрова Вера Васильевна", ()),
        ("Глебов Глеб Глебович", ()),
    ]
    assert paper.roster.rows[3].since == date(2026, 10, 30)
    assert (paper.roster.curator, paper.cover.director) == ("Куратова\u00a0К.\u00a0К.", "Директоров\u00a0Д.\u00a0Д.")


def test_a_pack_takes_the_same_queries_with_one_and_with_three_of_everything(cast):
    group = make_group(cast.institution, "ОН-27")

    def grow(number: int) -> None:
        element = make_element(cast.institution, f"Предмет {number}")
        learner = make_learner(group, f"Новый{number} Иван Иванович")
        part = make_group(cast.institution, f"ОН-27-{number}", parent=group)
        join(learner, part)
        lesson = make_lesson(make_journal(part, element, cast.year), date(2026, 10, 10 + number), teachers=[cast.staff])
        put_mark(lesson.works.get(), learner, "5")
        put_absence(make_lesson(lesson.journal, date(2026, 10, 20), teachers=[cast.staff]), learner)

    counts = []
    for numbers in ((1,), (2, 3)):
        for number in numbers:
            grow(number)
        with CaptureQueriesContext(connection) as queries:
            paper = pack(group)
        counts.append((len(paper.journals), len(queries)))
    assert counts == [(1, counts[0][1]), (3, counts[0][1])]
    assert counts[0][1] <= 18


@pytest.mark.row("I24")
@pytest.mark.parametrize("who", ["director", "deputy", "head", "admin", "curator", "teacher"])
def test_who_may_print_a_journal_takes_its_pages_away(client, cast, who):
    make_october(cast)
    client.force_login(getattr(cast, who))
    page = client.get(reverse("journal:journal-print", args=[cast.journal.pk]))
    assert page.status_code == 200
    assert page.context["asked"].span.key == "2026-10"
    file = client.get(page.context["cards"][0]["pdf"])
    assert (file["Content-Type"], file.content[:5]) == ("application/pdf", b"%PDF-")
    name = "Страницы журнала, ОН-24, Материаловедение, 1-31 октября 2026 г., черновик"
    assert printing.file_name("journal", pages(cast.journal)) == name
    assert (b'name="kind"' in page.content) == (who != "teacher")


@pytest.mark.parametrize("period", ["2031-01", "term-0", "x"])
def test_days_that_there_are_not_are_404(client, cast, period):
    client.force_login(cast.deputy)
    assert client.get(reverse("journal:group-print", args=[cast.group.pk]), {"period": period}).status_code == 404
    address = reverse("journal:group-print-file", args=[cast.group.pk, "pack", "xlsx"])
    assert client.get(address).status_code == 404
    assert client.get(reverse("journal:group-print-file", args=[cast.group.pk, "form1", "pdf"])).status_code == 404


def test_pages_of_a_journal_are_issued_kept_and_shown_to_its_teacher(client, cast):
    make_october(cast)
    client.force_login(cast.deputy)
    address = reverse("journal:journal-print", args=[cast.journal.pk])
    shown = client.post(address, {"period": "2026-10", "kind": "journal"}, follow=True)
    copy = Issued.objects.get()
    assert (copy.kind, copy.number, copy.journal, copy.group) == ("journal", 1, cast.journal, cast.group)
    assert printing.paper_of(copy) == pages(cast.journal)
    assert shown.status_code == 200
    assert reverse("journal:statement-check", args=[copy.token]) in shown.content.decode()
    client.force_login(cast.teacher)
    assert client.get(reverse("journal:statement-issued", args=[copy.pk])).status_code == 200
    assert client.post(address, {"period": "2026-10", "kind": "journal"}).status_code == 404
    client.force_login(cast.foreign_teacher)
    assert client.get(reverse("journal:statement-issued", args=[copy.pk])).status_code == 404
    client.force_login(cast.curator)
    archive = client.get(reverse("journal:statements"), {"group": cast.group.pk, "month": "2026-10"}).context["archive"]
    assert [row["name"] for row in archive] == ["Страницы журнала, Материаловедение"]


def test_a_pack_is_issued_whole_and_printed_from_what_was_stored(client, cast):
    october = make_october(cast)
    client.force_login(cast.curator)
    address = reverse("journal:group-print", args=[cast.group.pk])
    client.post(address, {"period": "2026-10", "kind": "pack"})
    copy = Issued.objects.select_related("institution__site", "author").get()
    before = printing.as_html("pack", printing.paper_of(copy), printing.stamp_of(copy))
    put_mark(october.second.works.get(position=0), cast.learners[2], "2")
    assert printing.as_html("pack", printing.paper_of(copy), printing.stamp_of(copy)) == before
    assert client.get(reverse("journal:statement-issued-file", args=[copy.pk, "pdf"])).content[:5] == b"%PDF-"
    assert client.get(reverse("journal:statement-issued-file", args=[copy.pk, "xlsx"])).status_code == 404
    assert [row["row"].number for row in client.get(address).context["archive"]] == [1]


def issued_form(cast) -> Issued:
    make_october(cast)
    return issued_paper(cast.group, cast.curator)


def test_anybody_with_the_paper_learns_that_it_is_genuine_and_nothing_of_a_person(client, cast):
    copy = issued_form(cast)
    page = client.get(reverse("journal:statement-check", args=[copy.token]))
    text = " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split()).replace("\u00a0", " ")
    for words in ("Документ подлинный", "Форма 1. Средние баллы", "ГБПОУ «Пермский колледж»", copy.sha256, "20 ноября"):
        assert words in text, words
    for words in ("Андреева", "Куратова", "ОН-24", "Материаловедение"):
        assert words not in text, words
    assert (page["X-Robots-Tag"], page["Referrer-Policy"]) == ("noindex", "no-referrer")
    Issued.objects.filter(pk=copy.pk).update(payload=copy.payload | {"group": "ОН-99"})
    altered = client.get(reverse("journal:statement-check", args=[copy.token])).content.decode()
    assert ("Сохранённый экземпляр изменён" in altered, "Документ подлинный" in altered) == (True, False)


def test_a_copy_is_not_found_by_its_number_nor_by_a_guess(client, cast):
    copy = issued_form(cast)
    for token in (str(copy.pk), str(copy.number), copy.token[:-1], copy.sha256):
        assert client.get(reverse("journal:statement-check", args=[token])).status_code == 404
    assert len(copy.token) == 24
    stamp = printing.stamp_of(Issued.objects.select_related("institution__site", "author").get(pk=copy.pk))
    assert stamp.address.endswith(f"/journal/statements/check/{copy.token}/")
    assert printing.as_html("form1", printing.paper_of(copy), stamp).count('class="qr"') == 1
