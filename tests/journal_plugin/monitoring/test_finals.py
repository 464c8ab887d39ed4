"""The check of term marks: missing ones in the last week, those that differ from the average (E18, I22)."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from journal_plugin.calendar.actions import add_terms
from journal_plugin.calendar.cards import TermCard
from journal_plugin.institution.models import InstitutionSettings
from tests.factories.gradebook import final, mark, save_as
from tests.factories.lessons import make_lesson
from tests.factories.people import make_learner
from tests.words import words_of

ZONE = ZoneInfo("Asia/Yekaterinburg")
ADDRESS = reverse("journal:finals-check")


@pytest.fixture
def winter(cast, clock):
    """28 December: Аня has 5 (weight 1) and 4 (weight 2), Борис a 3; their term marks are 5 and 3, Вера has nothing."""
    clock.move_to(datetime(2026, 12, 28, 12, 0, tzinfo=ZONE))
    lesson = make_lesson(cast.journal, date(2026, 12, 21), 1, teachers=[cast.staff])
    first = lesson.works.get()
    other = make_lesson(cast.journal, date(2026, 12, 22), 1, teachers=[cast.staff]).works.get()
    type(other).objects.filter(pk=other.pk).update(weight=2)
    anna, boris, _vera = cast.learners
    save_as(
        cast.teacher,
        cast.journal,
        mark(first, anna, "5"),
        mark(other, anna, "4"),
        mark(first, boris, "3"),
        final(cast.term, anna, "5"),
        final(cast.term, boris, "3"),
    )


def lines(client, user, query: str = "", journal=None) -> list:
    """What the page tells ``user``, of one journal where it is named."""
    client.force_login(user)
    found = client.get(ADDRESS + query).context["lines"]
    return [line for line in found if journal is None or line.journal == journal.pk]


@pytest.mark.row("E18")
@pytest.mark.usefixtures("winter")
@pytest.mark.parametrize("who", ["deputy", "curator", "teacher"])
def test_blanks_and_differences_are_told_to_deputy_class_teacher_and_teacher(client, cast, who):
    (line,) = lines(client, getattr(cast, who), journal=cast.journal)
    assert (line.learners, line.blank) == (3, ("Ветрова Вера",))
    (one,) = line.differs
    assert (one.learner, str(one.average), one.proposed, one.final) == ("Андреева Анна", "4.33", "4", "5")
    words = words_of(client.get(ADDRESS))
    assert f"Не выставлено итогов: {2 if who == 'deputy' else 1}, расходятся: 1" in words
    assert "1 из 3 Ветрова Вера Андреева Анна: 5 средний 4,33, предлагается 4" in words


@pytest.mark.usefixtures("winter")
def test_plain_averages_where_the_institution_counts_so(client, cast):
    InstitutionSettings.objects.update(weighted_average=False)
    (line,) = lines(client, cast.deputy, journal=cast.journal)
    assert line.differs == ()


@pytest.mark.usefixtures("winter")
def test_others_see_their_own_journals_only(client, cast):
    assert [line.journal for line in lines(client, cast.foreign_teacher)] == [cast.foreign_journal.pk]
    client.force_login(cast.parent)
    assert client.get(ADDRESS).status_code == 404


def test_before_the_last_week_nothing_is_missing(client, cast, clock):
    clock.move_to(datetime(2026, 12, 21, 12, 0, tzinfo=ZONE))
    assert lines(client, cast.deputy) == []
    assert "выставляют с 22 декабря" in words_of(client.get(ADDRESS))
    clock.move_to(datetime(2026, 12, 22, 12, 0, tzinfo=ZONE))
    assert {len(line.blank) for line in lines(client, cast.deputy)} == {1, 3}


@pytest.mark.usefixtures("winter")
def test_a_year_is_compared_with_the_marks_of_its_periods(client, cast, clock):
    add_terms(year=cast.year, terms=[TermCard("Год", "year", cast.year.since, cast.year.until, 3)])
    year, second = cast.year.terms.get(name="Год"), cast.year.terms.get(number=2)
    clock.move_to(datetime(2027, 6, 29, 12, 0, tzinfo=ZONE))
    anna, boris, vera = cast.learners
    save_as(
        cast.teacher,
        cast.journal,
        final(second, anna, "5"),
        final(second, boris, "4"),
        final(year, anna, "5"),
        final(year, boris, "3"),
        final(year, vera, "3"),
    )
    (line,) = lines(client, cast.deputy, f"?term={year.pk}", journal=cast.journal)
    assert (line.blank, [one.learner for one in line.differs]) == ((), ["Борисов Борис"])
    assert [str(one.average) for one in line.differs] == ["3.50"]
    assert client.get(f"{ADDRESS}?term=999999").status_code == 404


@pytest.mark.usefixtures("winter")
def test_reads_do_not_grow_with_learners(client, cast):
    counts = {}
    client.force_login(cast.deputy)
    for number in (1, 3):
        for each in range(number - 1):
            make_learner(cast.group, f"Новая Нина {each}")
        client.get(ADDRESS)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(ADDRESS).status_code == 200
        counts[number] = len(seen)
    assert counts[1] == counts[3]
