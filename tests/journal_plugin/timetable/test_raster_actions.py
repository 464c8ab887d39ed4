"""The dispatcher's raster: what is placed, changed and removed stays true for the past, clashes are refused (C01, C03, C04)."""

from datetime import date, time
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import ValidationError

from journal_plugin.access.models import AuditEntry
from journal_plugin.calendar.actions import enter_bells, set_mode
from journal_plugin.calendar.cards import BellCard
from journal_plugin.calendar.models import Term
from journal_plugin.curriculum.models import TeachingAssignment
from journal_plugin.institution.models import Room
from journal_plugin.lessons.models import Lesson
from journal_plugin.people.models import Staff
from journal_plugin.timetable.actions import change_lesson, place_lesson, remove_lesson, undo_edit
from journal_plugin.timetable.models import Slot, TimetableEdit
from tests.cast import Cast
from tests.factories.curriculum import assign, make_element
from tests.factories.institution import make_room
from tests.factories.people import make_group, make_staff

MONDAY, NEXT = date(2026, 11, 23), date(2026, 11, 30)
LATER = [NEXT, date(2026, 12, 7), date(2026, 12, 14), date(2026, 12, 21), date(2026, 12, 28)]


def place(cast: Cast, *, since: date = MONDAY, key: UUID | None = None, reason: str = "", load=None, **fields):
    """The load of the cast, on Mondays at the second lesson, without a room, unless said otherwise."""
    load = load or TeachingAssignment.objects.get(group=cast.group, element=cast.element)
    given = {"weekday": 1, "number": 2} | fields
    return place_lesson(load=load, since=since, fields=given, key=key or uuid4(), reason=reason, by=cast.dispatcher)


def change(cast: Cast, *, since: date = MONDAY, reason: str = "", teachers=None, **fields):
    """The only slot, as it stands."""
    slot = Slot.objects.get()
    return change_lesson(
        slot=slot,
        version=slot.version,
        since=since,
        fields=fields,
        teachers=teachers,
        key=uuid4(),
        reason=reason,
        by=cast.dispatcher,
    )


def undo(cast: Cast):
    """The last thing that the dispatcher did."""
    return undo_edit(term=cast.term, key=uuid4(), by=cast.dispatcher)


def laid_out(*fields: str) -> list[tuple]:
    """Every lesson that came from a slot, by days."""
    return list(Lesson.objects.exclude(slot=None).order_by("date", "number").values_list("date", *fields))


def slots() -> list[tuple]:
    """Every slot: its place and its days."""
    return list(Slot.objects.order_by("since", "pk").values_list("weekday", "number", "since", "until"))


def refusal(call, *args, **fields) -> tuple[list[str], str | None]:
    """What the refused call says, and the code."""
    with pytest.raises(ValidationError) as caught:
        call(*args, **fields)
    return caught.value.messages, caught.value.error_list[0].code


@pytest.mark.row("C01")
@pytest.mark.row("C04")
def test_load_placed_in_the_week_becomes_lessons_of_its_teacher(cast: Cast) -> None:
    edit = place(cast, room=Room.objects.get(name="108"))
    assert edit.told == "Материаловедение, ОН-24: понедельник, занятие 2"
    assert slots() == [(1, 2, MONDAY, cast.term.until)]
    assert laid_out("number", "room__name", "teachers", "activity") == [
        (day, 2, "108", cast.staff.pk, "theory") for day in [MONDAY, *LATER]
    ]
    entry = AuditEntry.objects.get(action="journal.raster")
    assert (entry.user, entry.data["told"]) == (cast.dispatcher, edit.told)


@pytest.mark.row("C02")
def test_technology_of_the_slot_is_that_of_its_lessons_but_for_filled_ones(cast: Cast) -> None:
    place(cast)
    Lesson.objects.filter(date=NEXT, number=2).update(topic="Сплавы")
    change(cast, technology="distance")
    told = dict(laid_out("technology"))
    assert told.pop(NEXT) == "in-person"
    assert set(told.values()) == {"distance"}


@pytest.mark.row("C04")
def test_change_ends_what_was_in_force_and_goes_on_anew(cast: Cast) -> None:
    place(cast)
    edit = change(cast, since=NEXT, weekday=2, number=3)
    assert slots() == [(1, 2, MONDAY, date(2026, 11, 29)), (2, 3, NEXT, cast.term.until)]
    tuesdays = [date(2026, 12, day) for day in (1, 8, 15, 22)]
    assert laid_out("number") == [(MONDAY, 2), *((day, 3) for day in tuesdays)]
    assert (edit.before.keys(), len(edit.after)) == ({str(Slot.objects.order_by("since")[0].pk)}, 2)


def test_slot_that_is_not_in_force_yet_changes_in_its_own_row(cast: Cast) -> None:
    place(cast, since=NEXT)
    change(cast, since=MONDAY, number=3)
    assert slots() == [(1, 3, NEXT, cast.term.until)]
    assert laid_out("number") == [(day, 3) for day in LATER]


def test_last_day_alone_needs_no_new_row(cast: Cast) -> None:
    place(cast)
    change(cast, since=NEXT, until=date(2026, 12, 7))
    assert slots() == [(1, 2, MONDAY, date(2026, 12, 7))]
    assert [day for (day,) in laid_out()] == [MONDAY, *LATER[:2]]


def test_removed_lesson_leaves_the_past_and_the_filled(cast: Cast) -> None:
    place(cast)
    slot = Slot.objects.get()
    Lesson.objects.filter(date=LATER[1], number=2).update(homework="Повторить")
    remove_lesson(slot=slot, version=slot.version, since=NEXT, key=uuid4(), by=cast.dispatcher)
    assert slots() == [(1, 2, MONDAY, date(2026, 11, 29))]
    assert [day for (day,) in laid_out()] == [MONDAY, LATER[1]]


def test_lesson_removed_before_it_came_into_force_leaves_nothing(cast: Cast) -> None:
    place(cast)
    slot = Slot.objects.get()
    remove_lesson(slot=slot, version=slot.version, since=MONDAY, key=uuid4(), by=cast.dispatcher)
    assert (slots(), laid_out()) == ([], [])


@pytest.mark.row("C03")
@pytest.mark.parametrize("what", ["teacher", "room", "group"])
def test_clash_is_refused_and_stands_only_with_a_reason(cast: Cast, what: str) -> None:
    Room.objects.filter(name="108").update(capacity=30)
    room = Room.objects.get(name="108")
    place(cast, room=room)
    group = cast.group if what == "group" else cast.foreign_group
    staff = cast.staff if what == "teacher" else make_staff(cast.institution, "Новов Никита")
    load = assign(staff, group, make_element(cast.institution, "Физика"), cast.term)
    before = (slots(), laid_out())
    words, code = refusal(place, cast, load=load, room=room if what == "room" else None)
    told = {
        "teacher": "Петров\u00a0П.\u00a0П. в это время уже ведёт занятие: ОН-24, Материаловедение.",
        "room": "Кабинет 108 в это время занят: ОН-24, Материаловедение.",
        "group": "У группы ОН-24 в это время уже есть занятие: ОН-24, Материаловедение.",
    }
    assert (words, code, slots(), laid_out()) == ([told[what]], "clash", *before)
    edit = place(cast, load=load, room=room if what == "room" else None, reason="Сдвоенное занятие")
    breaches = Slot.objects.order_by("pk").values_list("breach", flat=True)
    assert ([*breaches], edit.reason) == (["", "Сдвоенное занятие"], "Сдвоенное занятие")


def test_reason_without_a_clash_is_not_kept(cast: Cast) -> None:
    place(cast, reason="На всякий случай")
    assert Slot.objects.get().breach == ""


def test_same_lesson_twice_at_one_time_stands_with_no_reason(cast: Cast) -> None:
    place(cast, week="A")
    _words, code = refusal(place, cast, reason="Так надо")
    assert (code, Slot.objects.count()) == (None, 1)


def test_shifts_meet_by_the_clock_not_by_the_number(cast: Cast) -> None:
    place(cast, number=1)
    enter_bells(
        institution=cast.institution,
        cards=[BellCard("Вторая смена", 1, time(14), time(15, 30)), BellCard("Вторая смена", 2, time(9), time(9, 30))],
    )
    mode = set_mode(institution=cast.institution, name="Вторая", schedule="Вторая смена")
    other = make_group(cast.institution, "ОН-26", mode=mode)
    load = assign(cast.staff, other, make_element(cast.institution, "Физика"), cast.term)
    place(cast, load=load, number=1)
    words, _code = refusal(place, cast, load=load, number=2)
    assert words == ["Петров\u00a0П.\u00a0П. в это время уже ведёт занятие: ОН-24, Материаловедение."]


def test_teacher_of_two_study_periods_is_asked_about_in_both(cast: Cast) -> None:
    """The fifth year has a period of its own that begins a week later: its week B is our week A."""
    own = Term.objects.create(
        year=cast.year,
        kind="semester",
        number=3,
        name="5 курс",
        course=5,
        since=date(2026, 9, 8),
        until=date(2026, 12, 20),
    )
    place(cast, week="A")
    load = assign(cast.staff, cast.foreign_group, make_element(cast.institution, "Физика"), own)
    place(cast, load=load, week="A")
    Lesson.objects.filter(slot__term=own).update(slot=None)
    Slot.objects.filter(term=own).delete()
    words, _code = refusal(place, cast, load=load, week="B")
    assert words == ["Петров\u00a0П.\u00a0П. в это время уже ведёт занятие: ОН-24, Материаловедение."]


@pytest.mark.parametrize("since", [date(2026, 11, 19), date(2026, 12, 29)])
def test_nothing_is_changed_in_the_past_or_after_the_term(cast: Cast, since: date) -> None:
    refusal(place, cast, since=since)
    assert slots() == []


@pytest.mark.parametrize("place_of", [{"number": 7}, {"weekday": 7}])
def test_place_without_a_bell_or_on_a_free_day_is_refused(cast: Cast, place_of: dict) -> None:
    _words, code = refusal(place, cast, reason="Надо", **place_of)
    assert (code, slots()) == (None, [])


def test_repeated_key_gets_the_first_answer(cast: Cast) -> None:
    key = uuid4()
    first = place(cast, key=key)
    assert (place(cast, key=key, number=3).pk, len(slots())) == (first.pk, 1)


def test_who_has_seen_an_older_row_is_refused(cast: Cast) -> None:
    place(cast)
    old = Slot.objects.get()
    change(cast, number=3)
    asked = {"slot": old, "version": old.version, "since": MONDAY, "key": uuid4(), "by": cast.dispatcher}
    assert refusal(change_lesson, fields={"number": 1}, **asked)[1] == "meanwhile"
    assert refusal(remove_lesson, **asked)[1] == "meanwhile"
    assert slots() == [(1, 3, MONDAY, cast.term.until)]


def test_undo_brings_back_what_was_changed_removed_and_placed(cast: Cast) -> None:
    place(cast)
    placed = (slots(), laid_out("number"))
    change(cast, since=NEXT, weekday=2)
    undo(cast)
    assert (slots(), laid_out("number")) == placed
    slot = Slot.objects.get()
    remove_lesson(slot=slot, version=slot.version, since=MONDAY, key=uuid4(), by=cast.dispatcher)
    undo(cast)
    assert (slots(), laid_out("number"), [*Slot.objects.get().teachers.all()]) == (*placed, [cast.staff])
    undo(cast)
    assert (slots(), laid_out()) == ([], [])
    assert refusal(undo, cast)[0] == ["Отменять нечего."]


def test_undo_is_refused_where_the_place_is_taken_or_somebody_was_there(cast: Cast) -> None:
    place(cast)
    change(cast, number=3)
    load = assign(
        make_staff(cast.institution, "Новов Никита"), cast.group, make_element(cast.institution, "Физика"), cast.term
    )
    place_lesson(load=load, since=MONDAY, fields={"weekday": 1, "number": 2}, key=uuid4(), by=cast.deputy)
    words, _code = refusal(undo, cast)
    assert words == ["У группы ОН-24 в это время уже есть занятие: ОН-24, Физика."]
    Slot.objects.filter(number=3).update(version=9)
    assert refusal(undo, cast)[1] == "meanwhile"


def test_foreign_edit_is_nobodys_to_take_back(cast: Cast) -> None:
    place(cast)
    with pytest.raises(ValidationError):
        undo_edit(term=cast.term, key=uuid4(), by=cast.deputy)
    assert TimetableEdit.objects.count() == 1


def test_only_touched_groups_are_laid_out(cast: Cast) -> None:
    """A lesson of another group that stands without its slot's bell stays as it is: nobody looks at it."""
    load = assign(Staff.objects.get(person__last_name="Инов"), cast.foreign_group, cast.element, cast.term)
    place(cast, load=load)
    stray = Lesson.objects.filter(journal__group=cast.foreign_group, date=NEXT, number=2)
    stray.update(room=make_room(cast.institution, "205"))
    place(cast)
    assert [*stray.values_list("room__name", flat=True)] == ["205"]
