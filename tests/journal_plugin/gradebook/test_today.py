"""«Today»: the teacher's day, what is filled in, what is due (W3-W8)."""

from datetime import date, time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from journal_plugin.gradebook.queries.today import today_of
from journal_plugin.lessons.models import Lesson, LessonTeacher
from journal_plugin.people.models import Staff
from tests.factories.changes import TUESDAY, cancel, give, move
from tests.factories.gradebook import absence, mark, save_as, text
from tests.factories.institution import make_user
from tests.factories.lessons import make_lesson, make_work
from tests.factories.people import make_staff


def page(cast, user=None):
    person = (user or cast.teacher).journal_person
    return today_of(person, cast.institution, timezone.now())


def fills(cast) -> list[tuple[str, str]]:
    return [(fill.text, fill.tone) for fill in page(cast).slots[0].fills]


def test_heading_counts_what_is_not_finished(cast):
    assert page(cast).heading == "Сегодня 1\u00a0пара, не\u00a0дописана одна"
    save_as(cast.teacher, cast.journal, text("presence", cast.lesson, "+"), text("topic", cast.lesson, "Сплавы"))
    assert page(cast).heading == "Сегодня 1\u00a0пара, не\u00a0дописана одна"
    save_as(cast.teacher, cast.journal, text("homework", cast.lesson, "§ 14"))
    assert page(cast).heading == "Сегодня 1\u00a0пара"
    Lesson.objects.exclude(pk=cast.lesson.pk).update(cancelled=True)
    assert (page(cast).due, page(cast).heading) == ((), "Сегодня 1\u00a0пара, всё заполнено")


@pytest.mark.row("D12", "D26")
def test_fills_tell_by_when_each_record_is_due(cast, clock):
    assert fills(cast) == [
        ("Присутствие до\u00a0завтра", "no"),
        ("Тема до\u00a023:59", "no"),
        ("ДЗ до\u00a023:59", "no"),
    ]
    save_as(
        cast.teacher,
        cast.journal,
        absence(cast.lesson, cast.learners[0], "н"),
        mark(cast.works[0], cast.learners[1], "5"),
        text("topic", cast.lesson, "Сплавы"),
    )
    assert fills(cast) == [
        ("Присутствие 2\u00a0из\u00a03", "ok"),
        ("Тема", "ok"),
        ("ДЗ до\u00a023:59", "no"),
        ("Отметки: 1", "ok"),
    ]


def test_lesson_that_has_not_begun_wants_nothing_yet(cast):
    Lesson.objects.filter(pk=cast.lesson.pk).update(starts=time(12), ends=time(13, 30))
    assert {tone for _text, tone in fills(cast)} == {"ahead"}
    assert page(cast).heading == "Сегодня 1\u00a0пара"


def test_lesson_that_goes_on_is_lit_and_counts_its_minutes(cast):
    Lesson.objects.filter(pk=cast.lesson.pk).update(starts=time(10), ends=time(11, 12))
    slot = page(cast).slots[0]
    assert (slot.is_now, slot.left) == (True, "42\u00a0минуты")


def test_hour_rule_counts_from_the_end_of_the_learners_day(cast):
    settings = cast.institution.settings
    settings.entry_due = "hour"
    settings.save()
    assert fills(cast)[1] == ("Тема до\u00a011:00", "no")
    make_lesson(cast.journal, date(2026, 11, 20), 3, teachers=[])
    assert fills(cast)[1] == ("Тема до\u00a014:50", "no")


def test_due_are_lessons_that_lack_something_overdue_or_will_shut(cast):
    due = {line.lesson: (line.when, line.tone) for line in page(cast).due}
    assert due == {
        cast.lessons[1].pk: ("закроется сегодня", "warn"),
        cast.lessons[2].pk: ("просрочено", "bad"),
        cast.lesson.pk: ("до\u00a023:59", "warn"),
    }
    for lesson in (cast.lessons[2], cast.lesson):
        save_as(
            cast.teacher,
            cast.journal,
            *(text(what, lesson, value) for what, value in (("presence", "+"), ("topic", "1"), ("homework", "2"))),
        )
    assert [line.lesson for line in page(cast).due] == [cast.lessons[1].pk]


def test_written_work_is_due_in_seven_days_for_those_who_were_present(cast, clock):
    lesson = cast.lessons[2]
    make_work(lesson, "КР", position=1)
    save_as(
        cast.teacher,
        cast.journal,
        absence(lesson, cast.learners[0], "н"),
        text("topic", lesson, "1"),
        text("homework", lesson, "2"),
    )
    line = next(line for line in page(cast).due if line.lesson == lesson.pk)
    assert (line.text, line.when) == ("Не\u00a0заполнено: отметки за\u00a0КР: 2\u00a0человека", "до\u00a023:59")


def test_substitute_sees_the_one_lesson_given_to_him(cast, clock):
    clock.move_to("2026-11-13T10:30:00+05:00")
    mine = page(cast, cast.substitute)
    assert [(slot.pk, slot.substitute, slot.order_no) for slot in mine.slots] == [(cast.lessons[2].pk, True, "77")]
    assert mine.coming == ()


def test_page_opens_for_staff_only(cast, client):
    for user, status in ((cast.teacher, 200), (cast.curator, 404), (cast.parent, 404), (cast.stranger, 404)):
        client.force_login(user)
        assert (user.username, client.get(reverse("journal:today")).status_code) == (user.username, status)


def test_who_holds_a_role_and_teaches_nothing_begins_elsewhere(cast, client):
    director = Staff.objects.get(person=cast.director.journal_person)
    client.force_login(cast.director)
    assert client.get(reverse("journal:today")).status_code == 404
    make_lesson(cast.journal, date(2026, 11, 20), 2, teachers=[director])
    assert client.get(reverse("journal:today")).status_code == 200


def test_due_beyond_the_page_are_counted(cast, client):
    for day in range(5, 20):
        make_lesson(cast.journal, date(2026, 11, day), 2, teachers=[cast.staff])
    today = page(cast)
    assert (len(today.due), today.all_due > 14) == (12, True)
    client.force_login(cast.teacher)
    assert ", показаны первые 12" in client.get(reverse("journal:today")).content.decode()


def test_reads_do_not_grow_with_lessons(cast, client):
    client.force_login(cast.teacher)

    def reads() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("journal:today")).status_code == 200
        return len(queries)

    LessonTeacher.objects.exclude(lesson=cast.lesson).delete()
    reads()
    one = reads()
    for number in (2, 3):
        lesson = make_lesson(cast.journal, date(2026, 11, 20), number, teachers=[cast.staff])
        make_lesson(cast.journal, date(2026, 11, 20 - number), number, teachers=[cast.staff])
        save_as(cast.teacher, cast.journal, absence(lesson, cast.learners[0], "о"))
    assert (reads(), one < 25) == (one, True)


def test_teacher_sees_what_was_changed_in_his_lessons(cast):
    newcomer = make_staff(cast.institution, "Новиков Никита Никитич")
    user = make_user("newcomer", person=newcomer.person)
    give(cast, newcomer)
    move(cast, cast.lessons[4], day=TUESDAY, number=3)
    mine, his = page(cast), page(cast, user)
    assert [(slot.cancelled, slot.off.replace("\u00a0", " ")) for slot in mine.slots] == [
        (True, "замена: ведёт Новиков Н. Н.")
    ]
    assert cast.lesson.pk not in [line.lesson for line in mine.due]
    assert [
        tuple(" ".join(text.split()) for text in (change.when, change.title, change.text)) for change in mine.changes
    ] == [
        ("Сегодня, 1-е занятие", "ОН-24, Материаловедение", "замена: ведёт Новиков Н. Н."),
        ("23 ноября, 1-е занятие", "ОН-24, Материаловедение", "перенесено на 24 ноября, занятие 3 (Болезнь)"),
    ]
    assert [change.text.replace("\u00a0", " ") for change in his.changes] == ["замена: вместо Петров П. П."]
    assert [slot.substitute for slot in his.slots] == [True]


def test_cancelled_lesson_says_so(cast):
    cancel(cast)
    (slot,) = page(cast).slots
    assert (slot.off, slot.fills, [change.text for change in page(cast).changes]) == (
        "отменено",
        (),
        ["отменено (Карантин)"],
    )
