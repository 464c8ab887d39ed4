"""Clashes of dated lessons refuse a change of the day, in words that say with what (C06)."""

from datetime import date

import pytest

from journal_plugin.access.enums import Role
from journal_plugin.calendar.models import Holiday
from journal_plugin.institution.models import Room
from journal_plugin.lessons.actions import (
    Clashing,
    change_room,
)
from journal_plugin.lessons.models import DayChange
from journal_plugin.people.models import Membership
from tests.factories.changes import MONDAY, TODAY, TUESDAY, arranged, cancel, give, move, said, undo
from tests.factories.curriculum import make_element
from tests.factories.institution import give_role, make_room, make_user
from tests.factories.lessons import make_journal, make_lesson
from tests.factories.people import make_group, make_staff


@pytest.fixture
def newcomer(cast):
    """A teacher of the college without lessons."""
    return make_staff(cast.institution, "Новиков Никита Никитич")


@pytest.fixture
def other(cast):
    """A lesson of another group on Tuesday, the second: its journal."""
    Room.objects.filter(pk=cast.lesson.room_id).update(capacity=25)
    element = make_element(cast.institution, "Физика")
    return make_journal(make_group(cast.institution, "ОН-31"), element, cast.year)


@pytest.mark.row("C06")
def test_clash_refuses_in_words_that_say_with_what(cast, other, newcomer):
    make_lesson(other, TUESDAY, 2, teachers=[cast.staff], room=cast.lesson.room)
    with pytest.raises(Clashing) as refused:
        move(cast)
    assert [message.replace("\u00a0", " ") for message in refused.value.messages] == [
        "Петров П. П. в это время на другом занятии: 2, ОН-31, Физика.",
        "Кабинет 108 в это время занят: 2, ОН-31, Физика.",
    ]
    make_lesson(other, TODAY, 1, teachers=[newcomer])
    with pytest.raises(Clashing, match="Новиков"):
        give(cast, newcomer)
    lesson = make_lesson(other, MONDAY, 1, room=make_room(cast.institution, "215"))
    with pytest.raises(Clashing, match="108"):
        arranged(change_room, lesson, by=cast.deputy, room_id=cast.lesson.room_id)
    assert not DayChange.objects.exists()


def test_learner_in_two_places_refuses(cast):
    stream = make_group(cast.institution, "Кружок", kind="elective")
    Membership.objects.create(learner=cast.learners[0], group=stream, since=date(2026, 9, 1))
    part = make_group(cast.institution, "ОН-24-2", kind="subgroup", parent=cast.group)
    for group, element in ((stream, "Робототехника"), (part, "Английский")):
        make_lesson(make_journal(group, make_element(cast.institution, element), cast.year), TUESDAY, 2)
    with pytest.raises(Clashing) as refused:
        move(cast)
    assert [message.replace("\u00a0", " ") for message in refused.value.messages] == [
        "У 1 обучающегося в это время другое занятие: 2, Кружок, Робототехника.",
        "У группы ОН-24-2 в это время другое занятие: 2, Английский.",
    ]


def test_cancelled_and_substituted_lessons_keep_nobody_busy(cast, other, newcomer):
    lesson = make_lesson(other, TUESDAY, 2, teachers=[cast.staff])
    give(cast, newcomer, lesson)
    assert move(cast) is True
    with pytest.raises(Clashing, match="Петров"):
        undo(cast, lesson)
    cancel(cast, lesson)
    assert give(cast, newcomer) is True


def test_shared_room_holds_several_groups(cast, other):
    hall = make_room(cast.institution, "Спортзал")
    small = make_room(cast.institution, "215", capacity=20)
    make_lesson(other, TODAY, 1, room=hall)
    make_lesson(other, TODAY, 2, room=small)
    assert arranged(change_room, cast.lesson, by=cast.deputy, room_id=hall.pk) is True
    with pytest.raises(Clashing):
        move(cast, day=TODAY, number=2, room_id=small.pk)


def test_who_keeps_the_timetable_insists_with_a_reason(cast, other):
    make_lesson(other, TUESDAY, 2, teachers=[cast.staff])
    person = make_staff(cast.institution, "Заменова Зинаида").person
    give_role(person, cast.institution, Role.SUBSTITUTIONS)
    with pytest.raises(Clashing) as refused:
        move(cast, by=make_user("keeper", person=person), despite="Надо")
    assert refused.value.may_insist is False
    with pytest.raises(Clashing) as refused:
        move(cast, by=cast.dispatcher)
    assert refused.value.may_insist is True
    assert move(cast, by=cast.dispatcher, despite="Ведёт сразу у двух групп") is True
    assert (
        said(cast)[0][3]
        .replace("\u00a0", " ")
        .startswith("Болезнь Несмотря на накладку (Ведёт сразу у двух групп): Петров П. П.")
    )


def test_day_without_lessons_is_a_clash(cast):
    Holiday.objects.create(institution=cast.institution, name="Каникулы", since=TUESDAY, until=TUESDAY)
    with pytest.raises(Clashing, match="Каникулы"):
        move(cast)
    with pytest.raises(Clashing, match="выходной"):
        move(cast, day=date(2026, 11, 22))
