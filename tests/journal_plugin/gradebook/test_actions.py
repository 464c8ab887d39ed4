"""Saving a batch: windows, versions, keys, foreign rows, exclusions (requirements §3, E01, E08, L06)."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from journal_plugin.attendance.models import Attendance
from journal_plugin.attestation.models import FinalMark
from journal_plugin.lessons.enums import JournalKind
from journal_plugin.lessons.models import Change, Journal, Lesson
from journal_plugin.marks.models import Mark
from tests.factories.curriculum import assign, make_element
from tests.factories.gradebook import absence, final, mark, save_as, save_one, text
from tests.factories.institution import make_user
from tests.factories.lessons import make_journal, make_lesson
from tests.factories.people import make_group, make_learner, make_staff


def marks() -> set[tuple]:
    return set(Mark.objects.values_list("work_id", "learner_id", "code", "version"))


@pytest.mark.row("D07", "E11")
def test_save_writes_a_mark_for_each_kind_of_work_with_its_history(cast):
    oral, practice = cast.works
    learner = cast.learners[0]
    answers = save_as(cast.teacher, cast.journal, mark(oral, learner, "5"), mark(practice, learner, "4"))
    assert [(answer.status, answer.standing.value, answer.standing.version) for answer in answers] == [
        ("accepted", "5", 1),
        ("accepted", "4", 1),
    ]
    assert marks() == {(oral.pk, learner.pk, "5", 1), (practice.pk, learner.pk, "4", 1)}
    again = save_one(cast.teacher, cast.journal, mark(oral, learner, "3", 1, reason="ошибка при вводе"))
    assert (again.status, again.standing.version) == ("accepted", 2)
    assert list(
        Change.objects.filter(work=oral).values_list("seq", "actor__user__username", "old", "new", "reason", "version")
    ) == [(1, "teacher", "", "5", "", 1), (3, "teacher", "5", "3", "ошибка при вводе", 2)]
    cast.journal.refresh_from_db()
    assert (cast.journal.version, cast.journal.head_hash) == (3, Change.objects.get(seq=3).hash)


@pytest.mark.row("E08", "C10", "A13")
def test_save_accepts_day_21_and_refuses_day_22_with_the_reason(cast):
    learner = cast.learners[0]
    day_22, day_21 = cast.lessons[0], cast.lessons[1]
    shut, last = save_as(
        cast.teacher, cast.journal, mark(day_22.works.get(), learner, "5"), mark(day_21.works.get(), learner, "5")
    )
    assert (shut.status, last.status) == ("locked", "accepted")
    assert shut.why == (
        "Занятие 29\u00a0октября закрыто для правки с\u00a020\u00a0ноября: срок\u00a0— 21\u00a0день. "
        "Нужна поправка\u00a0— запросите исправление: запрос получит заместитель директора."
    )
    assert marks() == {(day_21.works.get().pk, learner.pk, "5", 1)}
    cast.institution.settings.mark_window_days = 22
    cast.institution.settings.save()
    longer = save_one(cast.teacher, cast.journal, mark(day_22.works.get(), learner, "5"))
    assert longer.status == "accepted"


def test_save_in_a_shut_lesson_tells_what_stands_there(cast, clock):
    learner, work = cast.learners[0], cast.lessons[1].works.get()
    save_one(cast.teacher, cast.journal, mark(work, learner, "4"))
    clock.shift(24 * 3600)
    shut = save_one(cast.teacher, cast.journal, mark(work, learner, "5", 1))
    assert (shut.status, shut.standing.value, shut.standing.by) == ("locked", "4", "Петров\u00a0П.\u00a0П.")
    absent = save_one(cast.teacher, cast.journal, absence(cast.lessons[1], learner, "н"))
    assert absent.status == "locked"


def test_save_of_marks_and_absences_waits_for_the_lesson_while_topic_and_homework_do_not(cast):
    ahead, learner = cast.lessons[4], cast.learners[0]
    answers = save_as(
        cast.teacher,
        cast.journal,
        mark(ahead.works.get(), learner, "5"),
        absence(ahead, learner, "н"),
        text("presence", ahead, "+"),
        text("topic", ahead, "Сплавы"),
        text("homework", ahead, "§ 3"),
    )
    assert [answer.status for answer in answers] == ["locked", "locked", "locked", "accepted", "accepted"]


@pytest.mark.row("M06")
def test_save_with_a_stale_version_is_a_conflict_that_shows_both(cast):
    work, learner = cast.works[0], cast.learners[0]
    save_one(cast.foreign_teacher, cast.foreign_journal, text("topic", cast.foreign_lesson, "Своя тема", 0))
    save_one(cast.teacher, cast.journal, mark(work, learner, "5"))
    late = save_one(cast.teacher, cast.journal, mark(work, learner, "4", 0))
    assert (late.status, late.standing.value, late.standing.version, late.standing.by) == (
        "conflict",
        "5",
        1,
        "Петров\u00a0П.\u00a0П.",
    )
    assert marks() == {(work.pk, learner.pk, "5", 1)}
    chosen = save_one(cast.teacher, cast.journal, mark(work, learner, "4", late.standing.version))
    assert (chosen.status, chosen.standing.version) == ("accepted", 2)


def test_save_of_the_value_that_stands_already_is_no_change(cast):
    work, learner = cast.works[0], cast.learners[0]
    save_one(cast.teacher, cast.journal, mark(work, learner, "5"))
    same = save_one(cast.teacher, cast.journal, mark(work, learner, "5", 0))
    assert (same.status, same.standing.version, Change.objects.count()) == ("accepted", 1, 1)


def test_conflict_of_topics_names_the_author(cast):
    save_one(cast.teacher, cast.journal, text("topic", cast.lesson, "Сплавы"))
    late = save_one(cast.teacher, cast.journal, text("topic", cast.lesson, "Стали", 0))
    assert (late.status, late.standing.value, late.standing.by) == ("conflict", "Сплавы", "Петров\u00a0П.\u00a0П.")


@pytest.mark.row("M06")
def test_repeated_key_gets_its_first_answer_even_after_a_later_change(cast):
    work, learner = cast.works[0], cast.learners[0]
    first = mark(work, learner, "5")
    before = save_one(cast.teacher, cast.journal, first)
    save_one(cast.teacher, cast.journal, mark(work, learner, "3", 1))
    after = save_one(cast.teacher, cast.journal, first)
    assert (after.status, after.standing) == (before.status, before.standing)
    assert marks() == {(work.pk, learner.pk, "3", 2)}
    assert Change.objects.count() == 2


def test_key_of_another_entry_is_refused(cast):
    work, learner = cast.works[0], cast.learners[0]
    first = mark(work, learner, "5")
    save_one(cast.teacher, cast.journal, first)
    theirs = text("topic", cast.foreign_lesson, "Тема", key=first.key)
    assert save_one(cast.foreign_teacher, cast.foreign_journal, theirs).status == "refused"
    other_value = mark(work, learner, "2", 1, key=first.key)
    assert save_one(cast.teacher, cast.journal, other_value).status == "refused"
    assert marks() == {(work.pk, learner.pk, "5", 1)}


@pytest.mark.row("L06")
@pytest.mark.parametrize("who", ["curator", "deputy", "director", "head", "admin", "parent", "student", "stranger"])
def test_nobody_but_the_teacher_writes(cast, who):
    operation = mark(cast.works[0], cast.learners[0], "5")
    with pytest.raises(Journal.DoesNotExist):
        save_one(getattr(cast, who), cast.journal, operation)
    assert (marks(), save_one(cast.teacher, cast.journal, operation).status) == (set(), "accepted")


@pytest.mark.row("L06")
def test_teacher_writes_no_foreign_journal_nor_foreign_parts_through_his_own(cast):
    work, learner = cast.works[0], cast.learners[0]
    with pytest.raises(Journal.DoesNotExist):
        save_one(cast.teacher, cast.foreign_journal, text("topic", cast.foreign_lesson, "Взлом"))
    foreign_work = cast.foreign_lesson.works.get()
    answers = save_as(
        cast.teacher,
        cast.journal,
        text("topic", cast.foreign_lesson, "Взлом"),
        mark(foreign_work, cast.foreign_learner, "2"),
        mark(foreign_work, learner, "2", lesson=cast.lesson.pk),
        mark(work, cast.foreign_learner, "2"),
        mark(work, learner, "2", lesson=cast.lessons[2].pk),
        absence(cast.lesson, cast.foreign_learner, "н"),
        mark(work, learner, "2", term=cast.term.pk),
        text("topic", cast.lesson, "Тема", learner=learner.pk),
        text("work", cast.lesson, "ПР"),
        text("nonsense", cast.lesson, "1"),
    )
    assert {answer.status for answer in answers} == {"refused"}
    assert {answer.standing.value for answer in answers} == {""}
    cast.foreign_lesson.refresh_from_db()
    assert (cast.foreign_lesson.topic, marks(), Change.objects.count()) == ("Чужая тема", set(), 0)


@pytest.mark.row("L06")
@pytest.mark.parametrize("elsewhere", ["element", "group", "subgroup"])
def test_own_group_or_own_discipline_alone_is_not_enough(cast, elsewhere):
    """Another discipline of the own group, the own one in another group, and in the sibling subgroup (§9, case 5)."""
    colleague = make_staff(cast.institution, "Соседов Семён Семёнович")
    group, element = cast.group, cast.element
    if elsewhere == "element":
        element = make_element(cast.institution, "Физика")
    elif elsewhere == "group":
        group = cast.foreign_group
    else:
        element = make_element(cast.institution, "Учебная практика")
        own, group = (make_group(cast.institution, f"ОН-24-{number}", parent=cast.group) for number in (1, 2))
        assign(cast.staff, own, element, cast.term)
        lesson = make_lesson(make_journal(own, element, cast.year), date(2026, 11, 20), 2, teachers=[cast.staff])
        assert save_one(cast.teacher, lesson.journal, text("topic", lesson, "Своя")).status == "accepted"
    assign(colleague, group, element, cast.term)
    journal = make_journal(group, element, cast.year)
    lesson = make_lesson(journal, date(2026, 11, 20), 3, teachers=[colleague])
    with pytest.raises(Journal.DoesNotExist):
        save_one(cast.teacher, journal, text("topic", lesson, "Чужая"))
    theirs = make_user("colleague", person=colleague.person)
    assert save_one(theirs, journal, text("topic", lesson, "Тема")).status == "accepted"


def test_substitute_writes_the_one_lesson_given_to_him(cast):
    given, own = cast.lessons[2], cast.lesson
    learner = cast.learners[0]
    answers = save_as(
        cast.substitute,
        cast.journal,
        mark(given.works.get(), learner, "5"),
        text("topic", given, "Замена"),
        mark(own.works.first(), learner, "5"),
        final(cast.term, learner, "5"),
    )
    assert [answer.status for answer in answers] == ["accepted", "accepted", "refused", "refused"]


def test_member_is_whoever_was_in_the_group_on_that_day(cast):
    newcomer = make_learner(cast.group, "Новый Никита", since=date(2026, 11, 16), external_id="7")
    before, after = cast.lessons[2], cast.lesson
    answers = save_as(
        cast.teacher,
        cast.journal,
        mark(before.works.get(), newcomer, "5"),
        mark(after.works.first(), newcomer, "5"),
        absence(before, newcomer, "н"),
    )
    assert [answer.status for answer in answers] == ["refused", "accepted", "refused"]


@pytest.mark.row("D12")
def test_absence_excludes_a_mark_and_lateness_does_not(cast):
    absent, late, marked = cast.learners
    work = cast.works[0]
    answers = save_as(
        cast.teacher,
        cast.journal,
        absence(cast.lesson, absent, "н"),
        mark(work, absent, "5"),
        absence(cast.lesson, late, "о"),
        mark(work, late, "4"),
        mark(work, marked, "3"),
        absence(cast.lesson, marked, "б"),
    )
    assert [answer.status for answer in answers] == [
        "accepted",
        "refused",
        "accepted",
        "accepted",
        "accepted",
        "refused",
    ]
    assert set(Attendance.objects.values_list("learner_id", "code")) == {(absent.pk, "н"), (late.pk, "о")}
    corrected = save_as(cast.teacher, cast.journal, absence(cast.lesson, absent, "", 1), mark(work, absent, "5"))
    assert [answer.status for answer in corrected] == ["accepted", "accepted"]


@pytest.mark.row("D12")
def test_first_absence_or_all_are_here_says_that_presence_was_checked(cast):
    learner = cast.learners[0]
    save_one(cast.teacher, cast.journal, mark(cast.works[0], learner, "5"))
    cast.lesson.refresh_from_db()
    assert cast.lesson.attendance_at is None
    save_one(cast.teacher, cast.journal, absence(cast.lesson, learner, "о"))
    cast.lesson.refresh_from_db()
    assert cast.lesson.attendance_at is not None

    everybody = cast.lessons[2]
    for value, is_checked in (("+", True), ("", False), ("+", True)):
        answer = save_one(cast.teacher, cast.journal, text("presence", everybody, value))
        everybody.refresh_from_db()
        assert (answer.status, everybody.attendance_at is not None) == ("accepted", is_checked)
    assert list(Change.objects.filter(what="presence", lesson=everybody).values_list("old", "new")) == [
        ("", "+"),
        ("+", ""),
        ("", "+"),
    ]


@pytest.mark.row("E01")
@pytest.mark.parametrize("value", ["6", "0", "1", "5-", "+", "А", "отлично", "н", "5/4", "٥", "5 "])
def test_only_the_five_point_scale_is_a_mark(cast, value):
    work, learner = cast.works[0], cast.learners[0]
    answer = save_one(cast.teacher, cast.journal, mark(work, learner, value))
    assert (answer.status, marks()) == ("refused", set())
    allowed = save_as(
        cast.teacher, cast.journal, *(mark(work, learner, code, at) for at, code in enumerate(("5", "4", "3", "2")))
    )
    assert [answer.status for answer in allowed] == ["accepted"] * 4


def test_mark_one_is_allowed_where_the_institution_uses_it(cast):
    cast.institution.settings.mark_one_allowed = True
    cast.institution.settings.save()
    assert save_one(cast.teacher, cast.journal, mark(cast.works[0], cast.learners[0], "1")).status == "accepted"


@pytest.mark.parametrize("value", ["x", "Н", "5", "нн"])
def test_only_signs_of_attendance_are_attendance(cast, value):
    assert save_one(cast.teacher, cast.journal, absence(cast.lesson, cast.learners[0], value)).status == "refused"
    assert Attendance.objects.count() == 0


def test_unmarked_journal_takes_attendance_and_topics_only(cast):
    Journal.objects.filter(pk=cast.journal.pk).update(kind=JournalKind.UNMARKED)
    learner = cast.learners[0]
    answers = save_as(
        cast.teacher,
        cast.journal,
        mark(cast.works[0], learner, "5"),
        text("homework", cast.lesson, "§ 3"),
        absence(cast.lesson, learner, "н"),
        text("topic", cast.lesson, "Сплавы"),
    )
    assert [answer.status for answer in answers] == ["refused", "refused", "accepted", "accepted"]


def test_cancelled_lesson_takes_nothing(cast):
    Lesson.objects.filter(pk=cast.lesson.pk).update(cancelled=True)
    answers = save_as(
        cast.teacher,
        cast.journal,
        mark(cast.works[0], cast.learners[0], "5"),
        text("topic", cast.lesson, "Сплавы"),
    )
    assert [answer.status for answer in answers] == ["refused", "refused"]


@pytest.mark.row("D03", "D04", "D06", "D08")
def test_topic_and_homework_are_written_with_their_versions(cast):
    topic = "Лабораторная работа № 2. Экскурсия на завод"
    homework = "Учебник, § 14, с. 92–97; задачи 21–24, письменно"
    save_as(cast.teacher, cast.journal, text("topic", cast.lesson, topic), text("homework", cast.lesson, homework))
    save_one(cast.teacher, cast.journal, text("topic", cast.lessons[2], "Стали"))
    cast.lesson.refresh_from_db()
    assert (cast.lesson.topic, cast.lesson.topic_version) == (topic, 1)
    assert (cast.lesson.homework, cast.lesson.homework_version) == (homework, 1)
    cast.lessons[2].refresh_from_db()
    assert (cast.lessons[2].topic, cast.lessons[2].homework) == ("Стали", "")
    too_long = save_one(cast.teacher, cast.journal, text("topic", cast.lesson, "а" * 501, 1))
    assert too_long.status == "refused"


def test_term_marks_follow_the_scale_and_the_window(cast, clock):
    learner = cast.learners[0]
    answers = save_as(
        cast.teacher,
        cast.journal,
        final(cast.term, learner, "2"),
        final(cast.term, learner, "а/з"),
        final(cast.term, cast.foreign_learner, "5"),
        final(cast.year.terms.get(number=2), learner, "5"),
    )
    assert [answer.status for answer in answers] == ["refused", "accepted", "refused", "locked"]
    for day, status in ((date(2027, 1, 28), "accepted"), (date(2027, 1, 29), "locked")):
        clock.move_to(f"{day}T12:00:00+05:00")
        answer = save_one(cast.teacher, cast.journal, final(cast.term, cast.learners[1], "5"))
        assert (day, answer.status) == (day, status)
        FinalMark.objects.filter(learner=cast.learners[1]).delete()


def test_statements_do_not_grow_with_the_batch(cast):
    def statements(*operations) -> int:
        with CaptureQueriesContext(connection) as queries:
            save_as(cast.teacher, cast.journal, *operations)
        return len(queries)

    more = [make_lesson(cast.journal, date(2026, 11, day)) for day in (16, 17, 18)]
    one = statements(
        mark(cast.works[0], cast.learners[0], "5"),
        absence(more[0], cast.learners[0], "н"),
        text("topic", cast.lesson, "1"),
    )
    three = statements(
        *(mark(cast.works[1], learner, "5") for learner in cast.learners),
        *(absence(lesson, cast.learners[1], "н") for lesson in more[:2]),
        absence(cast.lessons[2], cast.learners[2], "н"),
        *(text("topic", lesson, "2") for lesson in more),
    )
    assert one == three


def test_batch_is_all_or_nothing_when_something_breaks(cast):
    key = uuid4()
    with pytest.raises(Exception, match=r"(?i)unique"):
        save_as(
            cast.teacher,
            cast.journal,
            mark(cast.works[0], cast.learners[0], "5", key=key),
            mark(cast.works[0], cast.learners[1], "4", key=key),
        )
    cast.journal.refresh_from_db()
    assert (marks(), cast.journal.version) == (set(), 0)
