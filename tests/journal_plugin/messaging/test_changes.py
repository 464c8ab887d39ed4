"""Notices of changes of the day: once, to those whom they concern, taken back with the change, by letter too (C05, C06)."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from journal_plugin.lessons.actions import change_room
from journal_plugin.messaging.actions import Round, tell_of_changes
from journal_plugin.messaging.models import ChangeNotice
from journal_plugin.people.models import Guardianship, Person, Staff
from tests.factories.changes import arranged, cancel, give, move, undo
from tests.factories.institution import make_room
from tests.factories.mail import post_office
from tests.factories.people import make_learner, make_person

GRACE = timedelta(seconds=181)
NOTHING = Round(0, 0, 0, 0)


@pytest.fixture
def post(settings):
    with post_office(settings) as server:
        yield server


def told() -> list[tuple]:
    """(person, learner, withdrawn) of every notice."""
    rows = ChangeNotice.objects.select_related("person", "learner__person")
    return sorted(
        (row.person.last_name, row.learner.person.last_name if row.learner else "", row.withdrawn_at is not None)
        for row in rows
    )


def round_after(clock, shift=GRACE) -> Round:
    clock.shift(shift)
    return tell_of_changes()


@pytest.mark.row("C05")
def test_a_cancelled_lesson_is_told_once_to_learners_families_and_its_teacher(cast, clock, post):
    cancel(cast)
    assert tell_of_changes() == NOTHING
    assert round_after(clock) == Round(5, 0, 1, 0)
    assert told() == [
        ("Андреева", "Андреева", False),
        ("Андреева", "Андреева", False),
        ("Борисов", "Борисов", False),
        ("Ветрова", "Ветрова", False),
        ("Петров", "", False),
    ]
    assert post.told() == [
        (
            "mother@example.org",
            "Изменения в расписании: 20 ноября",
            (
                "Анна: 20 ноября, занятие 1, Материаловедение: отменено\n\n"
                "Расписание – в дневнике и журнале: http://localhost\n"
            ),
        )
    ]
    assert [round_after(clock) for _again in range(2)] == [NOTHING] * 2


@pytest.mark.row("C05")
def test_a_substitute_is_told_what_he_holds_and_families_are_not_disturbed(cast, clock, post):
    substitute = Staff.objects.get(person=cast.substitute.journal_person)
    Person.objects.filter(pk=substitute.person_id).update(email="smenova@example.org")
    give(cast, substitute)
    assert round_after(clock) == Round(1, 0, 1, 0)
    assert told() == [("Сменова", "", False)]
    assert post.told()[0][2].startswith("ОН-24: 20 ноября, занятие 1, Материаловедение: замена: ведёт Сменова")


def test_a_moved_lesson_and_another_room_are_told_from_where_they_were(cast, clock, post):
    move(cast)
    arranged(change_room, cast.lessons[4], by=cast.deputy, room_id=make_room(cast.institution, "215").pk)
    round_after(clock)
    text = post.told()[0][2].replace("\u00a0", " ")
    assert "Анна: 20 ноября, занятие 1, Материаловедение: перенесено на 24 ноября, занятие 2" in text
    assert "теперь в кабинете 215" in text


def test_what_is_taken_back_is_told_back_and_what_nobody_was_told_is_not(cast, clock, post):
    cancel(cast)
    round_after(clock)
    undo(cast)
    move(cast)
    undo(cast)
    assert round_after(clock) == Round(0, 5, 1, 0)
    assert "изменение снято, занятие по расписанию" in post.told()[-1][2]
    assert round_after(clock) == NOTHING


def test_a_change_of_a_day_that_is_over_is_told_to_nobody(cast, clock):
    cancel(cast, cast.lessons[2])
    assert round_after(clock) == NOTHING


def test_nobody_is_told_what_he_has_done_himself(cast, clock):
    cancel(cast)
    ChangeNotice.objects.all().delete()
    change = cast.lesson.day_changes.get()
    change.by = cast.teacher.journal_person
    change.save()
    round_after(clock)
    assert ("Петров", "", False) not in told()


def test_a_family_that_has_left_gets_no_letter(cast, clock, post):
    cancel(cast)
    Guardianship.objects.update(until=date(2026, 11, 19))
    round_after(clock)
    assert post.told() == []


def test_a_letter_that_is_refused_goes_with_the_next_round(cast, clock, post):
    post.refuses = True
    cancel(cast)
    assert round_after(clock) == Round(5, 0, 0, 1)
    post.refuses = False
    assert round_after(clock) == Round(0, 0, 1, 0)


def test_queries_do_not_grow_with_learners(cast, clock):
    cancel(cast)
    clock.shift(GRACE)
    with CaptureQueriesContext(
        connection,
    ) as few:
        tell_of_changes()
    ChangeNotice.objects.all().delete()
    for number in range(5):
        make_learner(cast.group, f"Новый{number} Олег", person=make_person(f"Новый{number} Олег"))
    with CaptureQueriesContext(connection) as many:
        tell_of_changes()
    assert len(many) == len(few)
