"""A year is closed while somebody writes into it: who began first ends first, nothing gets into a closed year."""

from collections.abc import Callable
from datetime import date, datetime
from threading import Event, Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import connections, transaction

from journal_plugin.access.actions import save_row
from journal_plugin.calendar.actions import add_terms, close_year
from journal_plugin.calendar.cards import TermCard
from journal_plugin.calendar.models import AcademicYear, Term
from journal_plugin.curriculum.models import TeachingAssignment
from journal_plugin.lessons.actions.register import open_register
from tests.cast import Cast, make_cast
from tests.conftest import NOW, plant_wagtail
from tests.factories.attendance import announce
from tests.factories.gradebook import mark, save_one

DAY = date(2027, 6, 25)
"""A day of the ended year whose window of entry is still open."""
PAUSE = 0.7
"""Seconds in which a thread that nothing holds would long be ready."""


@pytest.fixture
def committed(transactional_db, clock) -> Cast:
    """The cast in tables that every thread sees, after the last day of its year."""
    plant_wagtail()
    cast = make_cast()
    Term.objects.filter(pk=cast.term.pk).update(until=date(2027, 6, 30))
    TeachingAssignment.objects.update(until=date(2027, 6, 30))
    cast.lesson.date = DAY
    cast.lesson.save()
    clock.move_to(datetime(2027, 7, 2, 10, 30, tzinfo=NOW.tzinfo))
    return cast


class Other(Thread):
    """Does ``work`` on a connection of its own; ``said`` is what it was refused with."""

    def __init__(self, work: Callable[[], object]):
        super().__init__()
        self.work, self.said, self.begun = work, "", Event()
        self.start()
        self.begun.wait(10)

    def run(self) -> None:
        try:
            self.begun.set()
            self.work()
        except ValidationError as problem:
            self.said = " ".join(problem.messages)
        finally:
            connections.close_all()

    def is_kept_waiting(self) -> bool:
        """Whether it is not ready after the pause."""
        self.join(PAUSE)
        return self.is_alive()


def close(cast: Cast) -> None:
    close_year(year=cast.year, order_no="15-у", order_date=date(2027, 7, 1), left="", by=cast.admin)


def test_closing_waits_for_an_open_register(committed):
    cast = committed
    with open_register(journal_id=cast.journal.pk, actor=cast.teacher.journal_person):
        closing = Other(lambda: close(cast))
        assert closing.is_kept_waiting()
    closing.join(20)
    assert (closing.said, AcademicYear.objects.exclude(closed_at=None).count()) == ("", 1)


def _mark(cast: Cast) -> None:
    answer = save_one(cast.teacher, cast.journal, mark(cast.works[0], cast.learners[0], "5"))
    if answer.status != "accepted":
        raise ValidationError(answer.why)


def _load(cast: Cast) -> None:
    row = TeachingAssignment.objects.get(group=cast.group)
    row.hours = 99
    save_row(row=row, by=cast.admin)


def _term(cast: Cast) -> None:
    add_terms(year=cast.year, terms=[TermCard("3 семестр", "semester", DAY, DAY, 3)], by=cast.admin)


def _notice(cast: Cast) -> None:
    announce(cast.curator, cast.learners[0], DAY, as_curator=True)


@pytest.mark.parametrize("write", [_mark, _load, _term, _notice])
def test_who_comes_while_a_year_is_being_closed_waits_and_is_refused(committed, write):
    with transaction.atomic():
        close(committed)
        writing = Other(lambda: write(committed))
        assert writing.is_kept_waiting()
    writing.join(20)
    assert "Учебный год 2026/2027 закрыт" in writing.said


@pytest.mark.parametrize("write", [_mark, _load, _term, _notice])
def test_it_is_taken_as_long_as_the_year_is_open(committed, write):
    write(committed)
