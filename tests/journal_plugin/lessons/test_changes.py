"""Changes of the day: cancelled, moved, another room, given to a free teacher, and undone (C05, C06, C07)."""

from datetime import date, time, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from journal_plugin.access.enums import Role
from journal_plugin.attendance.actions import announce_absence
from journal_plugin.attendance.models import Attendance
from journal_plugin.curriculum.models import PlannedLesson, ThematicPlan
from journal_plugin.gradebook.queries.verify import verify
from journal_plugin.lessons.actions import (
    change_room,
    lay_out_term,
    name_substitute,
)
from journal_plugin.lessons.actions.planning import follow_plans
from journal_plugin.lessons.enums import What
from journal_plugin.lessons.models import Change, DayChange, Journal, Lesson, LessonTeacher
from journal_plugin.people.models import Staff
from journal_plugin.timetable.actions import enter_slots
from journal_plugin.timetable.cards import SlotCard
from journal_plugin.timetable.enums import ChangeKind
from tests.conftest import NOW
from tests.factories.changes import MONDAY, TODAY, TUESDAY, arranged, cancel, give, move, place, said, undo
from tests.factories.gradebook import mark, save_one, text
from tests.factories.institution import give_role, make_institution, make_room, make_user
from tests.factories.people import make_staff


@pytest.fixture
def newcomer(cast):
    """A teacher of the college without lessons."""
    return make_staff(cast.institution, "Новиков Никита Никитич")


@pytest.mark.row("C06")
def test_lesson_is_cancelled_with_a_reason_and_held_again(cast):
    assert cancel(cast) is True
    assert place(cast.lesson)[-1] is True
    assert undo(cast) is True
    assert place(cast.lesson) == (TODAY, 1, time(8, 30), "108", False)
    assert said(cast) == [("cancelled", "", "+", "Карантин"), ("cancelled", "+", "", "")]


@pytest.mark.row("C06")
def test_lesson_is_moved_and_comes_back(cast):
    assert move(cast) is True
    assert place(cast.lesson) == (TUESDAY, 2, time(10, 10), "108", False)
    change = DayChange.objects.get()
    assert (change.kind, change.was_date, change.was_number, change.reason) == ("moved", TODAY, 1, "Болезнь")
    assert move(cast, number=3) is True
    assert DayChange.objects.get(undone_at=None).was_date == TODAY
    assert undo(cast) is True
    assert place(cast.lesson) == (TODAY, 1, time(8, 30), "108", False)
    assert [row[1:3] for row in said(cast)] == [
        ("20.11.2026, 1, 108", "24.11.2026, 2, 108"),
        ("24.11.2026, 2, 108", "24.11.2026, 3, 108"),
        ("24.11.2026, 3, 108", "20.11.2026, 1, 108"),
    ]


def test_lesson_moved_to_where_it_was_is_changed_no_more(cast):
    move(cast)
    cast.lesson.refresh_from_db()
    move(cast, day=TODAY, number=1)
    assert not DayChange.objects.filter(undone_at=None).exists()


@pytest.mark.row("C05")
def test_lesson_is_put_into_another_room_and_back(cast):
    other = make_room(cast.institution, "215")
    assert arranged(change_room, cast.lesson, by=cast.dispatcher, room_id=other.pk, reason="Ремонт") is True
    assert place(cast.lesson)[3] == "215"
    assert undo(cast, kind=ChangeKind.ROOM) is True
    assert place(cast.lesson)[3] == "108"
    assert said(cast) == [("room", "108", "215", "Ремонт"), ("room", "215", "108", "")]


@pytest.mark.row("C05", "C06")
def test_lesson_is_given_to_a_free_teacher_by_an_order(cast, newcomer):
    assert give(cast, newcomer) is True
    held = LessonTeacher.objects.filter(lesson=cast.lesson).order_by("substitute")
    assert list(held.values_list("staff", "substitute", "order_no")) == [
        (cast.staff.pk, False, ""),
        (newcomer.pk, True, "101"),
    ]
    assert undo(cast) is True
    assert list(held.values_list("staff", flat=True)) == [cast.staff.pk]
    with pytest.raises(ValidationError):
        give(cast, newcomer, order_no=" ")
    with pytest.raises(ValidationError):
        give(cast, cast.staff)


def test_substitute_who_has_written_keeps_the_lesson(cast, newcomer):
    user = make_user("newcomer", person=newcomer.person)
    give(cast, newcomer)
    save_one(user, cast.journal, text("topic", cast.lesson, "Сплавы"))
    with pytest.raises(ValidationError, match="Новиков"):
        undo(cast)
    assert LessonTeacher.objects.filter(lesson=cast.lesson, staff=newcomer).exists()


@pytest.mark.row("C07")
def test_whoever_answers_for_substitutions_arranges_lessons(cast, newcomer):
    person = make_staff(cast.institution, "Заменова Зинаида").person
    give_role(person, cast.institution, Role.SUBSTITUTIONS)
    keeper = make_user("keeper", person=person)
    assert give(cast, newcomer, by=keeper) is True
    assert cancel(cast, cast.lessons[4], by=keeper) is True
    assert set(DayChange.objects.values_list("by", flat=True)) == {person.pk}


@pytest.mark.row("C07")
@pytest.mark.parametrize("who", ["teacher", "substitute", "curator", "director", "head", "secretary", "parent"])
def test_nobody_else_arranges_lessons(cast, newcomer, who):
    user = getattr(cast, who)
    for verb in (cancel, move):
        with pytest.raises(Journal.DoesNotExist):
            verb(cast, by=user)
    with pytest.raises(Journal.DoesNotExist):
        give(cast, newcomer, by=user)
    with pytest.raises(Journal.DoesNotExist):
        arranged(change_room, cast.lesson, by=user, room_id=None)
    assert (DayChange.objects.count(), said(cast)) == (0, [])


def test_keeper_of_another_institution_arranges_nothing(cast):
    school = make_institution("school.example", default=False)
    person = make_staff(school, "Школьная Шура").person
    give_role(person, school, Role.DISPATCHER)
    with pytest.raises(Journal.DoesNotExist):
        cancel(cast, by=make_user("school", person=person))
    with pytest.raises(ValidationError):
        arranged(change_room, cast.lesson, by=cast.deputy, room_id=make_room(school, "1").pk)


@pytest.mark.parametrize("filled", ["mark", "topic", "homework", "absence"])
def test_lesson_with_something_in_it_is_neither_cancelled_nor_moved(cast, filled):
    cell = cast.lesson
    operation = {
        "mark": lambda: mark(cast.works[0], cast.learners[0], "5"),
        "topic": lambda: text("topic", cell, "Сплавы"),
        "homework": lambda: text("homework", cell, "Читать"),
        "absence": lambda: text("presence", cell, "+"),
    }[filled]()
    assert save_one(cast.teacher, cast.journal, operation).status == "accepted"
    for verb in (cancel, move):
        with pytest.raises(ValidationError, match="В этом занятии уже"):
            verb(cast)
    assert place(cast.lesson) == (TODAY, 1, time(8, 30), "108", False)
    assert not DayChange.objects.exists()


def test_moved_lesson_that_is_filled_in_stays_where_it_is(cast, clock):
    move(cast, day=MONDAY, number=3)
    clock.shift(timedelta(days=3))
    save_one(cast.teacher, cast.journal, text("topic", cast.lesson, "Сплавы"))
    with pytest.raises(ValidationError, match="тема"):
        undo(cast)
    assert place(cast.lesson)[:2] == (MONDAY, 3)


def test_repeated_form_changes_nothing(cast, newcomer):
    key = uuid4()
    assert (cancel(cast, key=key), cancel(cast, key=key)) == (True, False)
    undo(cast)
    assert cancel(cast, key=key) is False
    assert place(cast.lesson)[-1] is False


def test_form_that_has_seen_less_is_refused(cast):
    assert move(cast, seen=0) is True
    with pytest.raises(ValidationError, match="кто-то"):
        cancel(cast, seen=0)
    assert cancel(cast, seen=1) is True


def test_cancelled_lesson_is_not_changed_again(cast, newcomer):
    cancel(cast)
    for verb in (cancel, move):
        with pytest.raises(ValidationError):
            verb(cast)
    with pytest.raises(ValidationError):
        give(cast, newcomer)


def test_place_that_cannot_be_is_refused(cast):
    wrong = [
        {"day": TODAY, "number": 1},
        {"number": 9},
        {"day": date(2027, 8, 1)},
        {"day": MONDAY, "number": 1},  # the journal's own lesson
        {"reason": " "},
    ]
    for fields in wrong:
        with pytest.raises(ValidationError):
            move(cast, **fields)
    assert place(cast.lesson)[:2] == (TODAY, 1)


@pytest.mark.row("C06")
def test_timetable_laid_out_again_undoes_no_change(cast, newcomer):
    """Nor is a lesson made again at the place from which it was moved."""
    staff = Staff.objects.get(pk=cast.staff.pk)
    cards = [
        SlotCard("", day, 2, "ОН-24", "Материаловедение", room="108", teachers=(staff.person.full_name,))
        for day in (1, 2, 3, 4)
    ]
    enter_slots(term=cast.term, cards=cards)
    days = [date(2026, 12, 7) + timedelta(days=shift) for shift in range(4)]
    moved, dropped, roomed, given = (Lesson.objects.get(journal=cast.journal, date=day, number=2) for day in days)
    move(cast, moved, day=days[1], number=3)
    cancel(cast, dropped)
    arranged(change_room, roomed, by=cast.deputy, room_id=make_room(cast.institution, "215").pk)
    give(cast, newcomer, given)
    before = rows_of(cast, days)
    lay_out_term(term=cast.term)
    enter_slots(term=cast.term, cards=[*cards, SlotCard("", 6, 1, "ОН-24", "Материаловедение")])
    assert rows_of(cast, days) == before
    undo(cast, moved)
    undo(cast, dropped)
    lay_out_term(term=cast.term)
    assert [row[:4] for row in rows_of(cast, days)[:2]] == [(days[0], 2, "108", False), (days[1], 2, "108", False)]
    enter_slots(term=cast.term, cards=cards[3:], replace=True, since=date(2026, 12, 1))
    assert [row[:4] for row in rows_of(cast, days)] == [
        (days[0], 2, "108", True),
        (days[1], 2, "108", True),
        (days[2], 2, "215", False),
        (days[3], 2, "108", False),
    ]


def rows_of(cast, days):
    lessons = Lesson.objects.filter(journal=cast.journal, date__range=(days[0], days[3])).order_by("date", "number")
    return [
        (*row[:4], sorted(LessonTeacher.objects.filter(lesson=row[4]).values_list("staff_id", "substitute")))
        for row in lessons.values_list("date", "number", "room__name", "cancelled", "pk")
    ]


@pytest.mark.row("C06")
def test_plan_follows_what_is_held(cast):
    plan = ThematicPlan.objects.create(element=cast.element, year=cast.year, page_id=1, published_at=NOW)
    for position, topic in enumerate(("Первая", "Вторая", "Третья", "Четвёртая", "Пятая")):
        PlannedLesson.objects.create(plan=plan, block=uuid4(), position=position, topic=topic, activity="theory")
    follow_plans(year=cast.year)
    cancel(cast, cast.lessons[2])
    assert topics(cast) == ["Первая", "Вторая", None, "Третья", "Четвёртая"]
    undo(cast, cast.lessons[2])
    assert topics(cast) == ["Первая", "Вторая", "Третья", "Четвёртая", "Пятая"]
    move(cast, cast.lessons[2])
    assert topics(cast) == ["Первая", "Вторая", "Третья", "Четвёртая", "Пятая"]
    assert Lesson.objects.get(pk=cast.lessons[2].pk).planned.topic == "Пятая"


def topics(cast):
    return list(cast.journal.lessons.order_by("date", "number").values_list("planned__topic", flat=True))


def test_notices_of_absence_follow_a_moved_lesson(cast):
    announce_absence(
        actor=cast.parent.journal_person,
        learner_id=cast.learners[0].pk,
        key=uuid4(),
        since=MONDAY,
        until=MONDAY,
        kind="болезнь",
    )
    ahead = cast.lessons[4]
    signs = Attendance.objects.filter(lesson=ahead).exclude(code="")
    assert signs.count() == 1
    move(cast, ahead)
    assert signs.count() == 0
    undo(cast, ahead)
    assert signs.count() == 1


def test_substitution_by_days_is_a_change_of_each_day(cast, newcomer):
    name_substitute(
        journal_id=cast.journal.pk,
        staff=newcomer,
        since=TODAY,
        until=MONDAY,
        order_no="77",
        actor=cast.deputy.journal_person,
        key=uuid4(),
    )
    standing = DayChange.objects.filter(undone_at=None).order_by("lesson__date")
    assert list(standing.values_list("lesson", "staff", "order_no")) == [
        (cast.lesson.pk, newcomer.pk, "77"),
        (cast.lessons[4].pk, newcomer.pk, "77"),
    ]
    undo(cast)
    assert list(LessonTeacher.objects.filter(staff=newcomer).values_list("lesson", flat=True)) == [cast.lessons[4].pk]


def test_history_of_changes_keeps_its_chain(cast, newcomer):
    move(cast)
    give(cast, newcomer)
    undo(cast, kind=ChangeKind.SUBSTITUTE)
    cancel(cast, cast.lessons[4])
    assert list(verify(cast.journal.pk)) == []
    assert Change.objects.filter(what=What.MOVED).count() == 1
