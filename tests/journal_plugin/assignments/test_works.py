"""Handing in and saying what one thinks of it."""

from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import FileSystemStorage

from journal_plugin.assignments.actions import give_verdict, hand_in, withdraw_task, works
from journal_plugin.assignments.models import Submission, SubmissionFile, Verdict
from journal_plugin.assignments.queries.work import attempts_of
from journal_plugin.people.models import Membership
from tests.factories.assignments import PDF, make_task, make_work, say, sent
from tests.factories.people import make_learner


@pytest.fixture
def task(cast):
    """A task for the whole group, given today."""
    return make_task(cast.lesson, cast.teacher)


@pytest.mark.row("D22")
def test_every_handing_in_is_an_attempt_of_its_own(cast, task, kept):
    anna = cast.learners[0]
    first = make_work(task, anna, text=" Первый ", files=[sent("а.pdf")])
    say(first, cast.teacher, "returned", "Подпишите оси.")
    second = make_work(task, anna, text="Второй", files=[sent("б.pdf")])
    say(second, cast.teacher, "accepted", "")
    assert list(Submission.objects.values_list("attempt", "text", "state")) == [
        (1, "Первый", "returned"),
        (2, "Второй", "accepted"),
    ]
    assert list(Verdict.objects.order_by("pk").values_list("old", "new", "comment", "by__last_name", "number")) == [
        ("handed-in", "returned", "Подпишите оси.", "Петров", 1),
        ("handed-in", "accepted", "", "Петров", 1),
    ]
    assert {path.name for path in kept()} == {pk.hex for pk in SubmissionFile.objects.values_list("pk", flat=True)}


def test_changed_mind_is_another_verdict(cast, task):
    work = make_work(task, cast.learners[0])
    say(work, cast.teacher, "accepted", "")
    say(work, cast.teacher, "returned", "Всё же исправьте.")
    assert list(work.verdicts.values_list("number", "old", "new")) == [
        (1, "handed-in", "accepted"),
        (2, "accepted", "returned"),
    ]
    assert Submission.objects.get().state == "returned"


def test_repeated_key_makes_no_second_attempt(cast, task, kept):
    anna, boris, _vera = cast.learners
    key = uuid4()
    first = make_work(task, anna, key=key, files=[sent()])
    assert make_work(task, anna, key=key, files=[sent()]) == first
    assert (Submission.objects.count(), len(kept())) == (1, 1)
    with pytest.raises(ValidationError):
        make_work(task, boris, key=key)
    say(first, cast.teacher, "returned", key=(verdict := uuid4()))
    say(first, cast.teacher, "returned", key=verdict)
    assert Verdict.objects.count() == 1


@pytest.mark.parametrize("who", ["parent", "teacher", "curator", "foreign_parent"])
def test_nobody_hands_in_for_the_learner(cast, task, who, kept):
    actor = getattr(cast, who).journal_person
    with pytest.raises(ValidationError) as refused:
        hand_in(task=task, learner=cast.learners[0], actor=actor, key=uuid4(), text="За ребёнка", files=[sent()])
    assert refused.value.messages == ["Работу сдаёт только сам обучающийся, под своим входом."]
    assert (Submission.objects.count(), kept()) == (0, set())


def test_task_of_another_group_or_of_others_is_not_handed_in(cast, task, kept):
    personal = make_task(cast.lesson, cast.teacher, learners=[cast.learners[1].pk])
    for given, learner in ((task, cast.foreign_learner), (personal, cast.learners[0])):
        with pytest.raises(ValidationError):
            make_work(given, learner, files=[sent()])
    assert (Submission.objects.count(), kept()) == (0, set())


def test_who_joined_before_the_due_day_has_the_task_and_who_left_before_the_lesson_has_not(cast, task):
    late = make_learner(cast.group, "Поздний Павел", since=date(2026, 11, 24))
    later = make_learner(cast.group, "Новый Никита", since=date(2026, 11, 26))
    Membership.objects.filter(learner=cast.learners[1]).update(until=date(2026, 11, 19))
    assert make_work(task, late).attempt == 1
    for learner in (later, cast.learners[1]):
        with pytest.raises(ValidationError):
            make_work(task, learner)


def test_what_cannot_be_handed_in_is_refused_with_the_reason(cast, task):
    anna = cast.learners[0]
    reading = make_task(cast.lesson, cast.teacher, answered=False)
    withdrawn = make_task(cast.lesson, cast.teacher)
    withdraw_task(task=withdrawn, actor=cast.teacher.journal_person, key=uuid4())
    accepted = make_task(cast.lesson, cast.teacher)
    say(make_work(accepted, anna), cast.teacher, "accepted")
    refusals = []
    for given, text in ((task, "  "), (reading, "x"), (withdrawn, "x"), (accepted, "x"), (task, "я" * 20_001)):
        with pytest.raises(ValidationError) as refused:
            make_work(given, anna, text=text)
        refusals += refused.value.messages
    assert [text.replace("\u00a0", " ") for text in refusals] == [
        "Напишите ответ или приложите файл.",
        "Здесь ничего не нужно сдавать.",
        "Задание отозвано.",
        "Ваша работа уже принята.",
        "Текст длиннее 20000 знаков.",
    ]


def test_file_without_its_row_is_not_kept(cast, task, kept, monkeypatch):
    """The second of three files cannot be written: the first one goes too."""
    saved = []
    save = FileSystemStorage.save

    def full_disk(self, name, content, **options):
        if len(saved) == 1:
            raise OSError("no space left on device")
        saved.append(save(self, name, content, **options))
        return saved[-1]

    monkeypatch.setattr(FileSystemStorage, "save", full_disk)
    with pytest.raises(OSError, match="no space"):
        make_work(task, cast.learners[0], files=[sent("1.pdf"), sent("2.pdf"), sent("3.pdf")])
    assert (len(saved), kept(), Submission.objects.count(), SubmissionFile.objects.count()) == (1, set(), 0, 0)


@pytest.mark.parametrize(("hours", "late"), [(0, False), (5 * 24 + 13, False), (5 * 24 + 14, True)])
def test_late_is_what_comes_after_the_due_day_by_the_institutions_clock(cast, task, clock, hours, late):
    """Now is 10:30 on the 20th; the 25th ends 5 days and 13.5 hours later."""
    clock.shift(hours * 3600)
    make_work(task, cast.learners[0])
    zone = cast.institution.zone
    (attempt,) = attempts_of(task, cast.learners[0].pk, zone, datetime.now(zone).date())
    assert attempt.late is late


@pytest.mark.parametrize("who", ["substitute", "curator", "deputy", "student", "parent", "foreign_teacher"])
def test_nobody_but_the_lessons_teacher_checks(cast, task, who):
    work = make_work(task, cast.learners[0])
    with pytest.raises(ValidationError):
        say(work, getattr(cast, who), "accepted")
    assert (Verdict.objects.count(), Submission.objects.get().state) == (0, "handed-in")


def test_verdict_is_refused_where_somebody_was_quicker(cast, task):
    anna = cast.learners[0]
    work = make_work(task, anna)
    say(work, cast.teacher, "returned", "Раз.")
    with pytest.raises(ValidationError) as refused:
        give_verdict(submission=work, actor=cast.teacher.journal_person, key=uuid4(), state="accepted", seen=0)
    assert [text.replace("\u00a0", " ") for text in refused.value.messages] == [
        "Петров П. П. тем временем проверил(а) эту работу. Посмотрите и решите заново."
    ]
    make_work(task, anna)
    with pytest.raises(ValidationError) as refused:
        say(work, cast.teacher, "accepted")
    assert refused.value.messages == ["Тем временем работу сдали ещё раз: проверьте последнюю попытку."]


@pytest.mark.parametrize(
    ("state", "comment", "why"),
    [
        ("returned", " ", "Напишите, что исправить: обучающийся прочтёт это вместе с возвращённой работой."),
        ("handed-in", "x", "Работу можно вернуть или принять."),
        ("accepted", "я" * 4001, "Текст длиннее 4000 знаков."),
    ],
)
def test_verdict_that_says_nothing_is_refused(cast, task, state, comment, why):
    work = make_work(task, cast.learners[0])
    with pytest.raises(ValidationError) as refused:
        say(work, cast.teacher, state, comment)
    assert [text.replace("\u00a0", " ") for text in refused.value.messages] == [why]
    assert Verdict.objects.count() == 0


def test_attempts_read_as_much_for_three_as_for_one(cast, task, django_assert_num_queries):
    anna, zone = cast.learners[0], cast.institution.zone
    today = datetime.now(zone).date()
    with django_assert_num_queries(1):
        assert attempts_of(task, anna.pk, zone, today) == ()
    for number in (1, 3):
        while Submission.objects.count() < number:
            say(make_work(task, anna, files=[sent(), sent()]), cast.teacher, "returned")
        with django_assert_num_queries(3):
            found = attempts_of(task, anna.pk, zone, today + timedelta(days=1))
        assert [attempt.number for attempt in found] == list(range(number, 0, -1))


def test_number_of_attempts_is_bounded(cast, task, monkeypatch):
    monkeypatch.setattr(works, "MOST_ATTEMPTS", 2)
    anna, boris, _vera = cast.learners
    for _time in range(2):
        make_work(task, anna)
    with pytest.raises(ValidationError, match="сдавали 2"):
        make_work(task, anna)
    assert make_work(task, boris).attempt == 1
    assert Submission.objects.filter(learner=anna).count() == 2


def test_files_of_all_attempts_at_a_task_together_are_bounded(cast, task, kept, monkeypatch):
    """What was handed in is kept; a text still goes; another learner and another task have a bound of their own."""
    monkeypatch.setattr(works, "WORK_MAX_BYTES", 3 * 1024**2)
    anna, boris, _vera = cast.learners
    half = sent(content=PDF + b"0" * (1024**2 + 1024**2 // 2 - len(PDF)))
    for _time in range(2):
        make_work(task, anna, files=[half])
    with pytest.raises(ValidationError) as refused:
        make_work(task, anna, files=[sent()])
    assert refused.value.messages == [
        "Для этого задания можно прислать 3 МБ, из них 3 МБ занято сданным раньше — оно сохранено. Пришлите меньше."
    ]
    assert (len(kept()), make_work(task, anna, text="Исправил").attempt) == (2, 3)
    other = make_task(cast.lesson, cast.teacher)
    for given, learner in ((task, boris), (other, anna)):
        make_work(given, learner, files=[half, half])
        with pytest.raises(ValidationError):
            make_work(given, learner, files=[sent()])
    assert len(kept()) == 6


def test_first_verdict_is_the_first_whatever_the_page_says(cast, task):
    work = make_work(task, cast.learners[0])
    with pytest.raises(ValidationError):
        say(work, cast.teacher, "accepted", "", seen=40_000)
    assert not Verdict.objects.exists()
