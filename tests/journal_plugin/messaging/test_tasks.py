"""Notices of tasks: once, to those whom they concern, withdrawn with the task, by letter too (D22, D23)."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from journal_plugin.assignments.actions import withdraw_task
from journal_plugin.curriculum.models import TeachingAssignment
from journal_plugin.lessons.models import LessonTeacher
from journal_plugin.messaging.actions import Round, tell_of_tasks
from journal_plugin.messaging.models import TaskNotice
from journal_plugin.people.models import Guardianship, Person, Staff
from tests.factories.assignments import make_task, make_work, say
from tests.factories.mail import post_office
from tests.factories.people import make_guardian, make_learner, make_person

GRACE = timedelta(seconds=181)
NOTHING = Round(0, 0, 0, 0)


@pytest.fixture
def post(settings):
    with post_office(settings) as server:
        yield server


@pytest.fixture
def mailed(cast):
    """Everybody has an address."""
    for person in Person.objects.all():
        person.email = f"{person.sort_key.split()[0]}{person.pk}@example.org"
        person.save(update_fields=["email"])
    return cast


def told() -> list[tuple]:
    """(what, person, learner, withdrawn) of every notice."""
    rows = TaskNotice.objects.order_by("pk").select_related("person", "learner__person")
    return [
        (row.kind, row.person.list_name, row.learner.person.last_name, row.withdrawn_at is not None) for row in rows
    ]


def round_after(clock, shift=GRACE) -> Round:
    clock.shift(shift)
    return tell_of_tasks()


@pytest.mark.row("D23")
def test_given_task_is_told_once_to_its_learners_and_their_families(cast, clock, post):
    make_task(cast.lesson, cast.teacher)
    assert tell_of_tasks() == NOTHING
    assert round_after(clock) == Round(4, 0, 1, 0)
    assert sorted(told()) == [
        ("given", "Андреева Анна", "Андреева", False),
        ("given", "Андреева Мария", "Андреева", False),
        ("given", "Борисов Борис", "Борисов", False),
        ("given", "Ветрова Вера", "Ветрова", False),
    ]
    assert post.told() == [
        (
            "mother@example.org",
            "Задания: задано",
            "Задано:\nАнна: Материаловедение, «Диаграмма состояний», к 25 ноября\n\nПодробнее: http://localhost\n",
        )
    ]
    assert [round_after(clock) for _again in range(2)] == [NOTHING] * 2


@pytest.mark.row("D23")
def test_personal_task_is_told_to_the_chosen_alone(cast, clock):
    make_task(cast.lesson, cast.teacher, learners=[cast.learners[1].pk])
    round_after(clock)
    assert told() == [("given", "Борисов Борис", "Борисов", False)]


def test_who_was_not_in_the_group_and_who_has_left_are_told_nothing(cast, clock):
    make_learner(cast.group, "Прежний Пётр", until=date(2026, 11, 1))
    make_learner(cast.group, "Будущий Богдан", since=date(2026, 12, 1))
    gone = cast.learners[1]
    gone.until = date(2026, 11, 19)
    gone.save()
    Guardianship.objects.update(until=date(2026, 11, 19))
    make_task(cast.lesson, cast.teacher)
    round_after(clock)
    assert [learner for _what, _person, learner, _gone in told()] == ["Андреева", "Ветрова"]


def test_task_that_was_a_slip_is_told_to_nobody(cast, clock, post):
    task = make_task(cast.lesson, cast.teacher)
    withdraw_task(task=task, actor=cast.teacher.journal_person, key=task.key.__class__(int=5))
    assert (round_after(clock), told(), post.letters) == (NOTHING, [], [])


@pytest.mark.row("D23")
def test_notice_is_withdrawn_with_the_task_and_the_letter_too(cast, clock, post):
    task = make_task(cast.lesson, cast.teacher)
    round_after(clock)
    withdraw_task(task=task, actor=cast.teacher.journal_person, key=task.key.__class__(int=5))
    assert tell_of_tasks() == Round(0, 4, 1, 0)
    assert {withdrawn for *_who, withdrawn in told()} == {True}
    assert post.told()[1] == (
        "mother@example.org",
        "Задания: отменено",
        "Отменено:\nАнна: Материаловедение, «Диаграмма состояний»\n\nПодробнее: http://localhost\n",
    )
    assert (tell_of_tasks(), len(post.letters)) == (NOTHING, 2)


@pytest.mark.row("D22")
def test_work_is_told_to_its_teacher_and_his_word_to_the_learner_alone(mailed, clock, post):
    cast, anna = mailed, mailed.learners[0]
    task = make_task(cast.lesson, cast.teacher)
    round_after(clock)
    post.letters.clear()
    work = make_work(task, anna)
    assert round_after(clock) == Round(1, 0, 1, 0)
    assert told()[4:] == [("handed-in", "Петров Пётр", "Андреева", False)]
    ((to, subject, text),) = post.told()
    assert (to, subject) == (Person.objects.get(last_name="Петров").email, "Задания: сдано на проверку")
    assert text.splitlines()[:2] == [
        "Сдано на проверку:",
        "Андреева Анна: Материаловедение, «Диаграмма состояний»",
    ]
    post.letters.clear()
    say(work, cast.teacher, "returned", "Секретное замечание")
    assert round_after(clock) == Round(1, 0, 1, 0)
    again = make_work(task, anna)
    assert round_after(clock) == Round(1, 0, 1, 0)
    say(again, cast.teacher, "accepted")
    assert round_after(clock) == Round(1, 0, 1, 0)
    assert told()[5:] == [
        ("returned", "Андреева Анна", "Андреева", False),
        ("handed-in", "Петров Пётр", "Андреева", False),
        ("accepted", "Андреева Анна", "Андреева", False),
    ]
    back, _handed_in, accepted = post.told()
    assert (back[0], back[1], back[2].splitlines()[1]) == (
        anna.person.__class__.objects.get(pk=anna.person_id).email,
        "Задания: возвращено с замечаниями",
        "Материаловедение, «Диаграмма состояний»",
    )
    assert ("Секретное" in back[2], accepted[1]) == (False, "Задания: принято")
    assert round_after(clock) == NOTHING


def test_only_the_last_word_said_within_the_grace_is_told(cast, clock):
    task = make_task(cast.lesson, cast.teacher)
    for learner, last in zip(cast.learners, ("accepted", "returned"), strict=False):
        work = make_work(task, learner)
        say(work, cast.teacher, "returned")
        say(work, cast.teacher, last)
    round_after(clock)
    assert [what for what, *_who in told() if what != "given"] == ["accepted", "returned"]


def test_teacher_who_may_not_check_any_more_is_told_nothing(mailed, clock, post):
    cast = mailed
    LessonTeacher.objects.create(lesson=cast.lesson, staff=Staff.objects.get(person__user=cast.foreign_teacher))
    make_work(make_task(cast.lesson, cast.teacher), cast.learners[0])
    Staff.objects.filter(person__user=cast.teacher).update(until=date(2026, 11, 19))
    round_after(clock)
    assert [who for what, who, *_rest in told() if what == "handed-in"] == ["Инов Игорь"]


def test_letter_that_the_server_refuses_goes_with_the_next_round_to_who_is_still_a_guardian(cast, clock, post):
    make_guardian(cast.learners[1], make_person("Борисова Белла", email="b@example.org"))
    make_task(cast.lesson, cast.teacher)
    post.refuses = True
    assert round_after(clock) == Round(5, 0, 0, 2)
    post.refuses = False
    Guardianship.objects.filter(guardian__email="b@example.org").update(until=date(2026, 11, 19))
    assert tell_of_tasks() == Round(0, 0, 1, 0)
    assert [to for to, _subject, _text in post.told()] == ["mother@example.org"]


def _taken_from_the_teacher(cast, work) -> None:
    """Another teaches the subject from today on and holds its lessons."""
    other = Staff.objects.get(person__user=cast.foreign_teacher)
    LessonTeacher.objects.filter(lesson=cast.lesson).update(staff=other)
    TeachingAssignment.objects.filter(staff=cast.staff).update(staff=other)


def _checked(cast, work) -> None:
    say(work, cast.teacher, "accepted")


def _handed_in_anew(cast, work) -> None:
    make_work(work.task, work.learner)


def _task_withdrawn(cast, work) -> None:
    withdraw_task(task=work.task, actor=cast.teacher.journal_person, key=uuid4())


def _login_shut(cast, work) -> None:
    cast.teacher.is_active = False
    cast.teacher.save()


def _left(cast, work) -> None:
    Staff.objects.filter(pk=cast.staff.pk).update(until=date(2026, 11, 19))


def _nothing(cast, work) -> None:
    pass


@pytest.mark.parametrize(
    ("happens", "letters"),
    [
        (_nothing, 1),
        (_taken_from_the_teacher, 0),
        (_checked, 0),
        (_handed_in_anew, 0),
        (_task_withdrawn, 0),
        (_login_shut, 0),
        (_left, 0),
    ],
)
def test_refused_letter_about_a_work_goes_later_only_to_who_is_still_to_check_it(mailed, clock, post, happens, letters):
    work = make_work(make_task(mailed.lesson, mailed.teacher), mailed.learners[0])
    post.refuses = True
    clock.shift(GRACE)
    assert tell_of_tasks().failed == len(mailed.learners) + 2
    post.refuses = False
    happens(mailed, work)
    tell_of_tasks()
    teacher = Person.objects.get(pk=mailed.teacher.journal_person.pk)
    assert [subject for to, subject, _text in post.told() if to == teacher.email] == [
        "Задания: сдано на проверку"
    ] * letters


def test_letters_are_one_a_person_and_round(cast, clock, post):
    make_guardian(cast.learners[1], cast.parent.journal_person)
    for title in ("Первое", "Второе"):
        make_task(cast.lesson, cast.teacher, title=title)
    assert round_after(clock) == Round(10, 0, 1, 0)
    ((_to, _subject, text),) = post.told()
    assert len([line for line in text.splitlines() if "Материаловедение" in line]) == 4


def test_database_itself_keeps_a_notice_once(cast, clock):
    make_work(make_task(cast.lesson, cast.teacher), cast.learners[0])
    round_after(clock)
    for notice in TaskNotice.objects.all():
        notice.pk = None
        with pytest.raises(IntegrityError), transaction.atomic():
            notice.save(force_insert=True)


def test_what_happened_long_ago_is_told_to_nobody(cast, clock):
    make_task(cast.lesson, cast.teacher)
    assert round_after(clock, timedelta(days=3, seconds=1)) == NOTHING


def test_reads_do_not_grow_with_tasks_and_works(cast, clock):
    counts = []
    for number, learners in ((1, cast.learners[:1]), (2, cast.learners[1:])):
        for _times in range(number):
            task = make_task(cast.lesson, cast.teacher)
            for learner in learners:
                say(make_work(task, learner), cast.teacher, "returned")
                make_work(task, learner)
        clock.shift(GRACE)
        with CaptureQueriesContext(connection) as queries:
            tell_of_tasks()
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_command_tells_of_tasks_too(cast, clock, capsys):
    make_task(cast.lesson, cast.teacher)
    clock.shift(GRACE)
    call_command("journal_notices")
    assert capsys.readouterr().out.splitlines() == ["Возникло 4, снято 0, писем 1, не принято 0"]
