"""Curricula for everybody, and the curriculum of one learner."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from journal_plugin.calendar.actions import open_year
from journal_plugin.calendar.cards import TermCard
from journal_plugin.curriculum.actions import enter_curricula, save_individual
from journal_plugin.curriculum.cards import CurriculumCard
from journal_plugin.curriculum.models import CurriculumLine, IndividualCurriculum, IndividualLine
from journal_plugin.curriculum.pages import CurriculumIndexPage
from journal_plugin.curriculum.queries import table_of_learner
from tests.factories.curriculum import add_line, control_named, make_curriculum, make_element
from tests.factories.institution import first_term, make_institution, make_year
from tests.words import words_of


@pytest.fixture
def page(cast):
    page = CurriculumIndexPage(title="Учебные планы", slug="curricula")
    return cast.institution.site.root_page.add_child(instance=page)


@pytest.fixture
def curriculum(cast):
    curriculum = make_curriculum(cast.year, groups=(cast.group,))
    add_line(curriculum, cast.element, cast.term, 32, 16, "экзамен")
    return curriculum


@pytest.mark.row("B01")
@pytest.mark.row("B16")
def test_a_guest_finds_the_curriculum_of_a_programme(client, cast, page, curriculum):
    text = words_of(client.get("/curricula/"))
    assert "15.02.16 Технология машиностроения УП ОН-24 3 курс; ОН-24" in text


@pytest.mark.row("B15")
@pytest.mark.row("B16")
def test_a_guest_reads_hours_and_forms_of_control(client, cast, page, curriculum):
    text = words_of(client.get(f"/curricula/{curriculum.pk}/"))
    assert "Материаловедение дисциплина 48 32 16 экзамен Всего 48 32 16 1 экзамен" in text


def test_curricula_of_another_institution_are_not_there(client, cast, page, curriculum):
    school = make_institution("school.example", default=False, short_name="Школа")
    foreign = make_curriculum(make_year(school), "СЕКРЕТ")
    assert "СЕКРЕТ" not in words_of(client.get("/curricula/"))
    for url in (f"{foreign.pk}/", f"year/{foreign.year_id}/", f"{curriculum.pk}/with/{foreign.pk}/"):
        assert client.get(f"/curricula/{url}").status_code == 404


def test_two_curricula_stand_side_by_side(client, cast, page, curriculum):
    other = make_curriculum(cast.year, "УП ОН-25", groups=(cast.foreign_group,))
    add_line(other, cast.element, cast.term, 30, 16, "экзамен")
    assert "УП ОН-25" in words_of(client.get(f"/curricula/{curriculum.pk}/"))
    text = words_of(client.get(f"/curricula/{curriculum.pk}/with/{other.pk}/"))
    assert "Отличается 1 строка" in text
    assert "Материаловедение отличается 48, экзамен 46, экзамен" in text


def test_only_who_keeps_the_directories_reads_what_goes_beyond_the_norms(client, cast, page, curriculum):
    add_line(curriculum, make_element(cast.institution, "Сварка"), cast.term, 999)
    told = "Где план выходит за нормы"
    for user, sees in ((cast.admin, True), (cast.deputy, True), (cast.teacher, False), (cast.parent, False)):
        client.force_login(user)
        assert (told in words_of(client.get(f"/curricula/{curriculum.pk}/"))) is sees
    client.logout()
    assert told not in words_of(client.get(f"/curricula/{curriculum.pk}/"))


def test_the_search_is_given_the_elements_of_the_curricula(cast, page, curriculum):
    text = "15.02.16 Технология машиностроения УП ОН-24 Материаловедение"
    assert page.searched_text() == text


def test_a_kept_page_is_forgotten_when_curricula_are_entered(client, cast, page, curriculum):
    client.get("/curricula/")
    assert client.get("/curricula/")["X-Page-Cache"] == "hit"
    make_element(cast.institution, "Гидравлика")
    card = CurriculumCard("УП ОН-26", "Сварка", 1, (), "Гидравлика", "1 семестр", 40, 0, "")
    enter_curricula(year=cast.year, cards=[card])
    assert "УП ОН-26" in words_of(client.get("/curricula/"))


def test_queries_do_not_grow_with_lines_and_curricula(client, cast, page, curriculum):
    client.force_login(cast.student)

    def asked(url: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        return len(queries)

    urls = [
        "/curricula/",
        f"/curricula/{curriculum.pk}/",
        reverse("journal:learner_curriculum", args=[cast.learners[0].pk]),
    ]
    for url in urls:
        asked(url)
    one = [asked(url) for url in urls]
    for number in range(3):
        add_line(curriculum, make_element(cast.institution, f"Предмет {number}"), cast.term, 10)
        make_curriculum(cast.year, f"План {number}")
    assert [asked(url) for url in urls] == one


# One learner


def individual(cast, *lines: IndividualLine, by=None) -> IndividualCurriculum:
    row = IndividualCurriculum(learner=cast.learners[0], year=cast.year, order_no="17-у", order_date=date(2026, 9, 2))
    for line in lines:
        line.plan = row
    return save_individual(row=row, lines=lines, by=by or cast.secretary)


@pytest.mark.row("B02")
@pytest.mark.row("A08")
def test_an_individual_curriculum_is_what_differs_from_the_groups(cast, curriculum):
    added = make_element(cast.institution, "Основы слесарного дела")
    dropped = make_element(cast.institution, "Химия")
    add_line(curriculum, dropped, cast.term, 20, 0, "зачёт")

    individual(
        cast,
        IndividualLine(
            element=cast.element,
            term=cast.term,
            theory_hours=12,
            practice_hours=4,
            control=control_named(cast.institution, "зачёт"),
        ),
        IndividualLine(element=added, term=cast.term, theory_hours=8),
        IndividualLine(element=dropped, term=cast.term, excluded=True),
    )

    own, of_group = (table_of_learner(learner, cast.year) for learner in cast.learners[:2])
    assert [(row.name, row.hours, row.cells[0].own, row.cells[0].excluded) for row in own.rows] == [
        ("Материаловедение", 16, True, False),
        ("Основы слесарного дела", 8, True, False),
        ("Химия", 0, True, True),
    ]
    assert [(row.name, row.hours) for row in of_group.rows] == [("Материаловедение", 48), ("Химия", 20)]
    cast.learners[0].refresh_from_db()
    assert cast.learners[0].individual_plan is True


@pytest.mark.row("B02")
def test_the_family_reads_the_individual_curriculum_with_its_order(client, cast, curriculum):
    line = IndividualLine(
        element=cast.element, term=cast.term, theory_hours=12, control=control_named(cast.institution, "зачёт")
    )
    individual(cast, line)
    client.force_login(cast.parent)
    text = words_of(client.get(reverse("journal:learner_curriculum", args=[cast.learners[0].pk])))
    assert "по приказу № 17-у от 02.09.2026" in text
    assert "Материаловедение дисциплина 12 12 – зачёт ИУП" in text


def test_a_period_of_another_year_is_refused_and_nothing_is_kept(cast, curriculum):
    days = {"since": date(2027, 9, 1), "until": date(2028, 6, 30)}
    term = TermCard("Осень", "semester", date(2027, 9, 1), date(2027, 12, 28), 1)
    coming = open_year(institution=cast.institution, name="2027/2028", terms=[term], **days)
    with pytest.raises(ValidationError, match="учебный период не из года 2026/2027"):
        individual(cast, IndividualLine(element=cast.element, term=first_term(coming), theory_hours=2))
    assert (IndividualCurriculum.objects.count(), IndividualLine.objects.count()) == (0, 0)
    cast.learners[0].refresh_from_db()
    assert cast.learners[0].individual_plan is False


def test_who_keeps_no_contingent_enters_none(cast, curriculum):
    with pytest.raises(PermissionDenied):
        individual(cast, by=cast.dispatcher)
    assert IndividualCurriculum.objects.count() == 0


@pytest.mark.row("B01")
def test_no_line_of_a_curriculum_stands_in_a_period_of_another_year(client, cast, curriculum):
    """The admin's form offers the periods of every year; one of a closed year would change what was closed."""
    days = {"since": date(2025, 9, 1), "until": date(2026, 6, 30)}
    terms = [TermCard("1 семестр", "semester", date(2025, 9, 1), date(2025, 12, 28), 1)]
    other = first_term(open_year(institution=cast.institution, name="2025/2026", terms=terms, holidays=[], **days))
    client.force_login(cast.admin)
    line = curriculum.lines.first()
    data = {
        "name": curriculum.name, "year": cast.year.pk, "programme": curriculum.programme_id, "course": curriculum.course,
        "groups": [cast.group.pk], "external_id": "", "lines-TOTAL_FORMS": "1", "lines-INITIAL_FORMS": "1",
        "lines-MIN_NUM_FORMS": "0", "lines-MAX_NUM_FORMS": "9", "lines-0-id": line.pk, "lines-0-curriculum": curriculum.pk,
        "lines-0-element": line.element_id, "lines-0-term": other.pk, "lines-0-theory_hours": "99",
        "lines-0-practice_hours": "0", "lines-0-control": "",
    }  # fmt: skip
    url = reverse("journal_curriculum:edit", args=[curriculum.pk])

    answer = client.post(url, data)

    assert "учебный период не из года 2026/2027" in words_of(answer)
    assert CurriculumLine.objects.get(pk=line.pk).term_id == line.term_id
    assert client.post(url, data | {"lines-0-term": line.term_id}).status_code == 302
    assert CurriculumLine.objects.get(pk=line.pk).theory_hours == 99


@pytest.mark.row("B02")
def test_the_secretary_enters_it_in_the_admin(client, cast, curriculum):
    client.force_login(cast.secretary)
    url = reverse("journal_individualcurriculum:add")
    data = {
        "learner": cast.learners[0].pk, "year": cast.year.pk, "order_no": "17-у", "order_date": "2026-09-02", "note": "",
        "lines-TOTAL_FORMS": "1", "lines-INITIAL_FORMS": "0", "lines-MIN_NUM_FORMS": "0", "lines-MAX_NUM_FORMS": "9",
        "lines-0-element": cast.element.pk, "lines-0-term": cast.term.pk, "lines-0-theory_hours": "12",
        "lines-0-practice_hours": "0", "lines-0-control": control_named(cast.institution, "зачёт").pk,
    }  # fmt: skip

    assert client.get(url).status_code == 200
    assert client.post(url, data).status_code == 302

    line = IndividualLine.objects.get(plan__learner=cast.learners[0])
    assert (line.element, line.theory_hours, line.control.name) == (cast.element, 12, "зачёт")
