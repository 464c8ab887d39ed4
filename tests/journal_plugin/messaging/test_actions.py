"""Notices of unexplained absence: once, after the grace, withdrawn when cleared up, by letter too (D13, G08)."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

from journal_plugin.attendance.actions import give_reason, withdraw_notice
from journal_plugin.management.commands import journal_notices
from journal_plugin.messaging.actions import Round, read_notices, tell_of_absences
from journal_plugin.messaging.models import HistoryMark, Notice
from journal_plugin.people.models import Guardianship, Person
from tests.cast import make_cast
from tests.conftest import plant_wagtail
from tests.factories.attendance import announce
from tests.factories.gradebook import absence, mark, save_as, save_one
from tests.factories.lessons import make_lesson
from tests.factories.mail import post_office
from tests.factories.people import make_guardian, make_person

GRACE = timedelta(seconds=181)


@pytest.fixture
def post(settings):
    with post_office(settings) as server:
        yield server


def enter(cast, value: str, version: int = 0, learner: int = 0) -> None:
    assert (
        save_one(cast.teacher, cast.journal, absence(cast.lesson, cast.learners[learner], value, version)).status
        == "accepted"
    )


def told() -> list[tuple]:
    """(person, learner, withdrawn) of every notice."""
    rows = Notice.objects.order_by("learner", "person__sort_key").select_related("person", "learner__person")
    return [(row.person.last_name, row.learner.person.last_name, row.withdrawn_at is not None) for row in rows]


@pytest.mark.row("D13", "G08")
def test_unexplained_absence_is_told_once_to_family_and_curator_within_minutes(cast, clock, post):
    enter(cast, "н")
    assert tell_of_absences() == Round(0, 0, 0, 0)
    clock.shift(GRACE)
    assert tell_of_absences() == Round(2, 0, 1, 0)
    assert told() == [("Андреева", "Андреева", False), ("Куратова", "Андреева", False)]
    ((to, subject, text),) = post.told()
    assert (to, subject) == ("mother@example.org", "Анна: отсутствие без известной причины, 20 ноября")
    assert text.splitlines() == [
        "Преподаватель отметил отсутствие, и никто не назвал причину.",
        "",
        "Анна, 20 ноября, занятие 1: Материаловедение",
        "",
        "Если вы знаете причину, сообщите её куратору. Подробности в дневнике: http://localhost",
    ]
    assert [tell_of_absences() for _again in range(3)] == [Round(0, 0, 0, 0)] * 3
    assert len(post.letters) == 1


@pytest.mark.row("D13")
def test_slip_of_the_finger_is_told_to_nobody(cast, clock, post):
    enter(cast, "н")
    clock.shift(60)
    assert tell_of_absences() == Round(0, 0, 0, 0)
    enter(cast, "", 1)
    clock.shift(GRACE)
    assert (tell_of_absences(), told(), post.letters) == (Round(0, 0, 0, 0), [], [])


@pytest.mark.row("D13")
def test_notice_is_withdrawn_when_the_teacher_corrects_and_the_letter_too(cast, clock, post):
    enter(cast, "н")
    clock.shift(GRACE)
    tell_of_absences()
    read_notices(person=cast.parent.journal_person, learner_id=cast.learners[0].pk)
    enter(cast, "о", 1)
    assert tell_of_absences() == Round(0, 2, 1, 0)
    assert {withdrawn for _person, _learner, withdrawn in told()} == {True}
    assert set(Notice.objects.values_list("read_at", flat=True)) == {None}
    assert [subject for _to, subject, _text in post.told()] == [
        "Анна: отсутствие без известной причины, 20 ноября",
        "Анна: отсутствие выяснено, 20 ноября",
    ]
    clock.shift(GRACE)
    assert (tell_of_absences(), len(post.letters)) == (Round(0, 0, 0, 0), 2)


def test_withdrawn_notice_that_nobody_was_written_about_writes_nothing(cast, clock, post):
    Person.objects.update(email="")
    enter(cast, "н")
    clock.shift(GRACE)
    assert tell_of_absences() == Round(2, 0, 0, 0)
    enter(cast, "", 1)
    assert (tell_of_absences(), post.letters) == (Round(0, 2, 0, 0), [])


def test_absence_that_comes_back_is_told_again(cast, clock, post):
    enter(cast, "н")
    clock.shift(GRACE)
    tell_of_absences()
    enter(cast, "", 1)
    tell_of_absences()
    enter(cast, "н", 2)
    clock.shift(GRACE)
    assert tell_of_absences() == Round(2, 0, 1, 0)
    assert (Notice.objects.count(), len(post.letters)) == (2, 3)


@pytest.mark.row("D13", "D15")
@pytest.mark.parametrize("excused", [True, False])
def test_recorded_reason_withdraws_the_notice(cast, clock, excused):
    enter(cast, "н")
    clock.shift(GRACE)
    tell_of_absences()
    give_reason(
        actor=cast.curator.journal_person, learner_id=cast.learners[0].pk, expected={cast.lesson.pk: 0}, excused=excused
    )
    assert tell_of_absences().withdrawn == 2


@pytest.mark.row("D13", "D14")
def test_notice_in_advance_explains_and_withdrawing_it_does_not_tell_anew(cast, clock):
    enter(cast, "н")
    announced = announce(cast.parent, cast.learners[0], cast.lesson.date)
    clock.shift(GRACE)
    assert tell_of_absences() == Round(0, 0, 0, 0)
    enter(cast, "н", learner=1)
    clock.shift(GRACE)
    assert tell_of_absences().raised == 1
    announce(cast.curator, cast.learners[1], cast.lesson.date, as_curator=True, first_number=2)
    assert tell_of_absences().withdrawn == 0
    announce(cast.curator, cast.learners[1], cast.lesson.date, as_curator=True, last_number=1)
    assert tell_of_absences().withdrawn == 1
    withdraw_notice(actor=cast.parent.journal_person, notice_id=announced.pk)
    assert tell_of_absences() == Round(0, 0, 0, 0)


@pytest.mark.parametrize("sign", ["б", "у", "о"])
def test_signs_that_explain_themselves_are_told_to_nobody(cast, clock, sign):
    enter(cast, sign)
    clock.shift(GRACE)
    assert tell_of_absences().raised == 0


def test_letters_are_one_a_person_and_round(cast, clock, post):
    second, third = (make_lesson(cast.journal, cast.lesson.date, number, teachers=[cast.staff]) for number in (2, 3))
    make_guardian(cast.learners[1], cast.parent.journal_person)
    rows = [absence(lesson, learner, "н") for lesson in (cast.lesson, second, third) for learner in cast.learners[:2]]
    save_as(cast.teacher, cast.journal, *rows)
    clock.shift(GRACE)
    assert tell_of_absences() == Round(12, 0, 1, 0)
    (_to, subject, text), *rest = post.told()
    assert (subject, rest) == ("Анна, Борис: отсутствие без известной причины, 20 ноября", [])
    assert [line for line in text.splitlines() if "занятие" in line] == [
        f"{name}, 20 ноября, занятие {number}: Материаловедение" for name in ("Анна", "Борис") for number in (1, 2, 3)
    ]


def test_letter_that_the_server_refuses_goes_with_the_next_round(cast, clock, post):
    enter(cast, "н")
    clock.shift(GRACE)
    post.refuses = True
    assert tell_of_absences() == Round(2, 0, 0, 1)
    assert Notice.objects.exclude(sent_at=None).count() == 0
    post.refuses = False
    assert tell_of_absences() == Round(0, 0, 1, 0)
    assert len(post.letters) == 1


@pytest.mark.row("M05")
def test_other_families_and_former_guardians_are_told_nothing(cast, clock, post):
    Person.objects.filter(pk=cast.foreign_parent.journal_person.pk).update(email="other@example.org")
    father = make_person("Андреев Антон Антонович", email="father@example.org")
    make_guardian(cast.learners[0], father)
    Guardianship.objects.filter(guardian=cast.parent.journal_person).update(until=cast.lesson.date - timedelta(days=1))
    enter(cast, "н")
    clock.shift(GRACE)
    tell_of_absences()
    assert [person for person, *_rest in told()] == ["Андреев", "Куратова"]
    assert [letter["To"] for letter in post.letters] == ["father@example.org"]


def test_change_that_is_too_young_waits_and_those_before_it_do_not(cast, clock):
    enter(cast, "н")
    clock.shift(GRACE)
    enter(cast, "н", learner=1)
    assert [tell_of_absences().raised, tell_of_absences().raised] == [2, 0]
    mark_of = HistoryMark.objects.get()
    cast.journal.refresh_from_db()
    # The absence and the note that presence was checked have been read, the second absence has not.
    assert (mark_of.seq, cast.journal.version) == (2, 3)
    clock.shift(GRACE)
    assert tell_of_absences().raised == 1


def test_history_from_before_the_first_round_is_not_told(cast, clock):
    enter(cast, "н")
    clock.shift(timedelta(days=3, minutes=1))
    enter(cast, "н", learner=1)
    clock.shift(GRACE)
    assert tell_of_absences().raised == 1
    assert told() == [("Куратова", "Борисов", False)]


def test_marks_alone_raise_nothing_and_are_read_past(cast, clock):
    assert save_one(cast.teacher, cast.journal, mark(cast.works[0], cast.learners[0], "5")).status == "accepted"
    clock.shift(GRACE)
    assert (tell_of_absences().raised, HistoryMark.objects.get().seq) == (0, 1)


def test_statements_do_not_grow_with_absences(cast, clock):
    counts = []
    lessons = [make_lesson(cast.journal, cast.lesson.date, number, teachers=[cast.staff]) for number in (2, 3)]
    for rows in (
        [absence(lessons[0], cast.learners[1], "н")],
        [absence(lessons[1], learner, "н") for learner in cast.learners],
    ):
        save_as(cast.teacher, cast.journal, *rows)
        clock.shift(GRACE)
        Person.objects.update(email="")
        with CaptureQueriesContext(connection) as queries:
            tell_of_absences()
        counts.append(len(queries))
    assert Notice.objects.count() == 5
    # The first round also makes the journal's mark.
    assert counts[1] <= counts[0]


def test_notices_that_are_read_are_the_persons_own(cast, clock):
    enter(cast, "н")
    clock.shift(GRACE)
    tell_of_absences()
    assert read_notices(person=cast.parent.journal_person, learner_id=cast.foreign_learner.pk) == 0
    assert read_notices(person=cast.foreign_parent.journal_person, learner_id=cast.learners[0].pk) == 0
    assert read_notices(person=cast.parent.journal_person, learner_id=cast.learners[0].pk) == 1
    assert Notice.objects.exclude(read_at=None).get().person == cast.parent.journal_person


def test_command_says_what_it_has_done(cast, clock, capsys):
    enter(cast, "н")
    clock.shift(GRACE)
    call_command("journal_notices")
    assert capsys.readouterr().out == "Возникло 2, снято 0, писем 1, не принято 0\n"


@pytest.mark.django_db(transaction=True)
def test_command_goes_on_until_the_process_that_started_it_ends(today, clock, monkeypatch, capsys):
    """The parent's number changes at the third look; rounds that did nothing say nothing."""
    plant_wagtail()
    cast = make_cast()
    numbers = iter([7, 7, 7, 1])
    monkeypatch.setattr("os.getppid", lambda: next(numbers))
    enter(cast, "н")
    clock.shift(GRACE)
    call_command("journal_notices", "--every", "1", "--with-parent")
    assert (list(numbers), capsys.readouterr().out) == ([], "Возникло 2, снято 0, писем 1, не принято 0\n")


@pytest.mark.django_db(transaction=True)
def test_round_that_fails_does_not_end_those_that_follow(today, clock, monkeypatch, capsys, caplog):
    """As when the database restarts: families would be told nothing any more, and nobody would know."""
    plant_wagtail()
    cast = make_cast()
    numbers = iter([7, 7, 7, 1])
    monkeypatch.setattr("os.getppid", lambda: next(numbers))
    rounds = iter([OperationalError("the server closed the connection"), None, None])

    def tell():
        problem = next(rounds)
        if problem:
            raise problem
        return tell_of_absences()

    monkeypatch.setattr(journal_notices, "tell_of_absences", tell)
    enter(cast, "н")
    clock.shift(GRACE)
    call_command("journal_notices", "--every", "1", "--with-parent")
    assert (list(rounds), capsys.readouterr().out) == ([], "Возникло 2, снято 0, писем 1, не принято 0\n")
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    with pytest.raises(StopIteration):
        call_command("journal_notices")
