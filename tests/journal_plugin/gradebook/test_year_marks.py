"""Term marks in time, marks for the year and for the whole time of study (W2, W9-W11, E14-E17)."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from journal_plugin.attestation.models import FinalMark
from journal_plugin.calendar.actions import add_terms, open_year
from journal_plugin.calendar.cards import TermCard
from journal_plugin.calendar.models import Term
from journal_plugin.calendar.queries import calendar_of, current_term, term_names
from journal_plugin.institution.actions import change_settings
from journal_plugin.institution.presets import VALUES
from journal_plugin.monitoring.queries.closing.marks import marks
from tests.factories.gradebook import final, mark, save_as
from tests.factories.lessons import make_journal, make_lesson
from tests.factories.people import make_group

PERM = ZoneInfo("Asia/Yekaterinburg")
_AROUND_THE_END = (date(2026, 12, 28), date(2026, 12, 29))


@pytest.fixture
def sums(cast) -> dict[str, Term]:
    """The study periods by name: two semesters, the year, the whole time of study."""
    since, until = cast.year.since, cast.year.until
    add_terms(
        year=cast.year,
        terms=[TermCard("Итог", "study", since, until, 1), TermCard("Год", "year", since, until, 1)],
    )
    return {term.name: term for term in cast.year.terms.all()}


def enter_on(cast, clock, day: date, *operations) -> list[str]:
    """The answers to what the teacher enters at noon of ``day``."""
    clock.move_to(datetime(day.year, day.month, day.day, 12, 0, tzinfo=PERM))
    return [answer.status for answer in save_as(cast.teacher, cast.journal, *operations)]


def page_of(client, cast, name: str, query: str = ""):
    client.force_login(cast.teacher)
    return client.get(reverse(f"journal:{name}", args=[cast.journal.pk]) + query)


@pytest.mark.row("E16", "E17")
def test_year_and_whole_study_follow_the_periods_and_are_proposed_from_their_marks(client, cast, clock, sums):
    learner = cast.learners[0]
    assert enter_on(cast, clock, date(2026, 12, 28), final(sums["1 семестр"], learner, "4")) == ["accepted"]
    june = [final(sums["2 семестр"], learner, "5"), final(sums["Год"], learner, "4"), final(sums["Итог"], learner, "5")]
    assert enter_on(cast, clock, date(2027, 6, 29), *june) == ["accepted"] * 3
    page = page_of(client, cast, "grid-finals")
    assert [name for name, _due in page.context["terms"]] == ["1 семестр", "2 семестр", "Год", "Итог"]
    year, study = page.context["lines"][0].cells[2:]
    assert (year.formula, year.average, year.proposed, year.final, year.differs) == (
        "(4 + 5) / 2",
        "4,50",
        "5",
        "4",
        True,
    )
    assert (study.formula, study.proposed, study.final, study.differs) == ("(4) / 1", "4", "5", True)
    assert 'class="differs"' in page.content.decode()


@pytest.mark.row("E16")
@pytest.mark.parametrize("wanted", ["year", "Год", "Итог"])
def test_whole_year_ends_with_the_column_of_its_mark(client, cast, clock, sums, wanted):
    term = sums["Итог" if wanted == "Итог" else "Год"]
    enter_on(cast, clock, date(2027, 6, 29), final(term, cast.learners[0], "5"))
    query = f"?period={'year' if wanted == 'year' else term.pk}"
    html = page_of(client, cast, "grid", query).content.decode()
    row = html.partition("<tbody>")[2].partition("</tr>")[0]
    assert row.rpartition("<td")[2].partition(">")[2].startswith('<span class="v v5')
    assert html.index(f"{cast.lesson.pk}") < html.index(f'data-term="{term.pk}"')


def test_year_counts_the_marks_of_the_other_journals_where_a_learner_was(client, cast, clock, sums):
    learner = cast.learners[0]
    FinalMark.objects.create(
        journal=make_journal(make_group(cast.institution, "ОН-24-2"), cast.journal.element, cast.year),
        learner=learner,
        term=sums["1 семестр"],
        code="3",
        at=datetime(2026, 12, 28, tzinfo=PERM),
        by=cast.teacher.journal_person,
    )
    enter_on(cast, clock, date(2027, 6, 29), final(sums["2 семестр"], learner, "5"))
    cell = page_of(client, cast, "grid-finals").context["lines"][0].cells[2]
    assert (cell.formula, cell.proposed) == ("(3 + 5) / 2", "4")


def test_the_year_counts_its_own_periods_and_the_whole_study_those_of_every_year(client, cast, clock, sums):
    learner, days = cast.learners[0], (date(2025, 9, 1), date(2026, 6, 30))
    cards = [TermCard("Год", "year", *days)]
    past = open_year(institution=cast.institution, name="2025/2026", since=days[0], until=days[1], terms=cards)
    FinalMark.objects.create(
        journal=make_journal(cast.group, cast.journal.element, past),
        learner=learner,
        term=past.terms.get(),
        code="3",
        at=datetime(2026, 6, 30, tzinfo=PERM),
        by=cast.teacher.journal_person,
    )
    enter_on(cast, clock, date(2026, 12, 28), final(sums["1 семестр"], learner, "4"))
    enter_on(cast, clock, date(2027, 6, 29), final(sums["2 семестр"], learner, "5"))
    year, study = page_of(client, cast, "grid-finals").context["lines"][0].cells[2:]
    assert (year.formula, study.formula) == ("(4 + 5) / 2", "(3 + 4 + 5) / 3")


def test_a_year_sums_up_only_for_courses_that_have_shorter_periods(cast):
    days = (cast.year.since, cast.year.until)
    Term.objects.filter(year=cast.year).update(course=2)
    add_terms(
        year=cast.year,
        terms=[TermCard("Год 1", "year", *days, course=1), TermCard("Год 2", "year", *days, course=2)],
    )
    assert list(Term.objects.telling().filter(sums=True).values_list("name", flat=True)) == ["Год 2"]


def test_lessons_load_and_days_belong_to_the_periods_and_not_to_what_sums_them_up(client, cast, sums):
    assert current_term(cast.institution, date(2026, 11, 20)) == sums["1 семестр"]
    assert term_names(cast.year) == ("1 семестр", "2 семестр")
    assert [spell.name for spell in calendar_of(cast.year).terms] == ["1 семестр", "2 семестр"]
    assert page_of(client, cast, "grid").context["head"] is not None
    html = page_of(client, cast, "grid").content.decode()
    assert f'data-term="{sums["1 семестр"].pk}"' in html


def test_year_without_shorter_periods_has_its_own_lessons(cast):
    Term.objects.filter(year=cast.year, number=2).delete()
    Term.objects.filter(year=cast.year).update(kind="year")
    assert current_term(cast.institution, date(2026, 11, 20)) == cast.year.terms.get()


def test_year_mark_is_missed_at_the_end_of_the_year_and_that_of_the_study_is_not(cast, clock, sums):
    clock.move_to(datetime(2027, 7, 1, 12, 0, tzinfo=PERM))
    missing = marks(cast.year)[0]
    assert {line.what.rpartition(", ")[2] for line in missing.lines} == {"1 семестр", "Год"}


@pytest.mark.row("E09")
@pytest.mark.parametrize(
    ("day", "answer"),
    [(date(2026, 12, 28), "accepted"), (date(2027, 1, 28), "accepted"), (date(2027, 1, 29), "locked")],
)
def test_term_marks_change_for_31_days_after_the_term_and_are_locked_then(cast, clock, day, answer):
    learner = cast.learners[0]
    assert enter_on(cast, clock, date(2026, 12, 25), final(cast.term, learner, "4")) == ["accepted"]
    assert enter_on(cast, clock, day, final(cast.term, learner, "5", expected=1)) == [answer]
    assert FinalMark.objects.get().code == ("5" if answer == "accepted" else "4")


@pytest.mark.parametrize(
    ("preset", "told", "last", "late"),
    [
        pytest.param("school-sergino", "Выставить 22–28 декабря", *_AROUND_THE_END, marks=pytest.mark.row("E14")),
        pytest.param("college-tomsk", "Выставить до 28 декабря", *_AROUND_THE_END, marks=pytest.mark.row("E15")),
        pytest.param(
            "college-perm",
            "Выставить 28–31 декабря",
            date(2026, 12, 31),
            date(2027, 1, 1),
            marks=pytest.mark.row("F02"),
        ),
    ],
)
def test_page_says_when_term_marks_are_due_and_shows_what_came_later(client, cast, clock, preset, told, last, late):
    change_settings(institution=cast.institution, values=VALUES[preset])
    enter_on(cast, clock, last, final(cast.term, cast.learners[0], "5"))
    page = page_of(client, cast, "grid-finals").content.decode()
    assert told in page.replace("\xa0", " ").replace("\u2060", "")
    enter_on(cast, clock, late, final(cast.term, cast.learners[1], "4"))
    html = page_of(client, cast, "grid", f"?period={cast.term.pk}").content.decode()
    rows = html.partition("<tbody>")[2].split("</tr>")
    assert ["is-late" in row.rpartition("<td")[2] for row in rows[:2]] == [False, True]


def test_queries_of_the_page_do_not_grow_with_periods_and_marks(
    client, cast, clock, sums, django_assert_max_num_queries
):
    lesson = make_lesson(cast.journal, date(2026, 12, 21), 1, teachers=[cast.staff])
    enter_on(cast, clock, date(2026, 12, 21), *(mark(lesson.works.get(), one, "5") for one in cast.learners))
    page_of(client, cast, "grid-finals")

    def counted() -> int:
        with django_assert_max_num_queries(60) as queries:
            page_of(client, cast, "grid-finals")
        return len(queries)

    enter_on(cast, clock, date(2026, 12, 22), final(sums["1 семестр"], cast.learners[0], "5"))
    few = counted()
    enter_on(cast, clock, date(2026, 12, 23), *(final(sums["1 семестр"], one, "4", 0) for one in cast.learners[1:]))
    assert counted() == few
