"""The dispatcher's form of a slot: lessons follow, clashes are refused (C04)."""

from datetime import date

import pytest
from django.urls import reverse

from journal_plugin.access.models import AuditEntry
from journal_plugin.institution.models import Room
from journal_plugin.lessons.models import Lesson, LessonTeacher
from journal_plugin.people.models import Staff
from journal_plugin.timetable.models import Slot
from tests.cast import Cast
from tests.factories.curriculum import make_element
from tests.factories.institution import make_room
from tests.factories.people import join, make_group, make_staff

MONDAYS = [date(2026, 11, 23), date(2026, 11, 30), date(2026, 12, 7), date(2026, 12, 14), date(2026, 12, 21)]
LAST = date(2026, 12, 28)


def line(cast: Cast, **fields) -> dict[str, object]:
    """The form as the dispatcher fills it in: on Mondays, second lesson, from the coming Monday to the end of the term."""
    given: dict[str, object] = {
        "term": cast.term.pk,
        "week": "",
        "weekday": "1",
        "number": "2",
        "group": cast.group.pk,
        "element": cast.element.pk,
        "activity": "theory",
        "technology": "in-person",
        "room": Room.objects.get(name="108").pk,
        "teachers": [cast.staff.pk],
        "since": "2026-11-23",
        "until": "2026-12-28",
    }
    return given | fields


@pytest.fixture
def send(cast: Cast, client):
    """Sends the form as the dispatcher: the answer; with ``slot`` that slot is changed."""
    client.force_login(cast.dispatcher)

    def post(slot: Slot | None = None, **fields):
        where = reverse("journal_slot:edit", args=[slot.pk]) if slot else reverse("journal_slot:add")
        return client.post(where, line(cast, **fields))

    return post


def days(*numbers: int) -> list[date]:
    """Dates of the lessons with these numbers in the journals of our group and its parts, from 23 November on."""
    rows = Lesson.objects.filter(date__gte=MONDAYS[0], number__in=numbers, slot__isnull=False)
    return list(rows.order_by("date").values_list("date", flat=True))


@pytest.mark.row("C04")
def test_added_slot_becomes_lessons_at_once(cast: Cast, send) -> None:
    assert send().status_code == 302
    assert days(2) == [*MONDAYS, LAST]
    lesson = Lesson.objects.get(date=MONDAYS[0], number=2)
    assert (lesson.journal, lesson.room.name, [*lesson.teachers.all()]) == (cast.journal, "108", [cast.staff])
    entry = AuditEntry.objects.get(action="journal.row.add")
    assert (entry.user, entry.object_id) == (cast.dispatcher, str(Slot.objects.get().pk))


@pytest.mark.row("C04")
def test_moved_slot_takes_the_lessons_along_but_for_the_filled_one(cast: Cast, send) -> None:
    send()
    Lesson.objects.filter(date=MONDAYS[1], number=2).update(topic="Кислоты")
    assert send(Slot.objects.get(), weekday="2", number="3").status_code == 302
    assert days(2) == [MONDAYS[1]]
    tuesdays = [date(2026, 11, 24), date(2026, 12, 1), date(2026, 12, 8), date(2026, 12, 15), date(2026, 12, 22)]
    assert days(3) == tuesdays


@pytest.mark.row("C04")
def test_ended_slot_has_no_lessons_after_its_last_day(cast: Cast, send) -> None:
    send()
    assert send(Slot.objects.get(), until="2026-12-07").status_code == 302
    assert days(2) == MONDAYS[:3]
    assert send(Slot.objects.get(), until="2026-12-28").status_code == 302
    assert days(2) == [*MONDAYS, LAST]


@pytest.mark.row("C04")
@pytest.mark.row("C05")
def test_changed_room_and_teacher_hold_for_the_lessons_ahead(cast: Cast, send) -> None:
    send()
    other, room = make_staff(cast.institution, "Новов Никита"), make_room(cast.institution, "205")
    assert send(Slot.objects.get(), room=room.pk, teachers=[other.pk]).status_code == 302
    ahead = Lesson.objects.filter(slot__isnull=False)
    assert set(ahead.values_list("room__name", "teachers")) == {("205", other.pk)}
    teachers = AuditEntry.objects.filter(action="journal.row.edit").values_list("data__changes__teachers", flat=True)
    assert [pair for pair in teachers if pair] == [["Петров\u00a0П.\u00a0П.", "Новов\u00a0Н."]]


def test_slot_in_force_changes_its_room_from_today_on(cast: Cast, send) -> None:
    send(since="2026-09-01")
    room = make_room(cast.institution, "205")
    assert send(Slot.objects.get(), since="2026-09-01", room=room.pk).status_code == 302
    held = Lesson.objects.filter(number=2, slot__isnull=False).values_list("room__name", flat=True)
    assert (set(held.filter(date__lt=date(2026, 11, 20))), set(held.filter(date__gte=date(2026, 11, 20)))) == (
        {"108"},
        {"205"},
    )


CLASHES = {
    "teacher": "Петров\u00a0П.\u00a0П. в это время уже ведёт занятие: ОН-24, Материаловедение.",
    "room": "Кабинет 108 в это время занят: ОН-24, Материаловедение.",
    "group": "У группы ОН-24 в это время уже есть занятие: ОН-24, Материаловедение.",
    "part": "У группы ОН-24-П1 в это время уже есть занятие: ОН-24, Материаловедение.",
    "stream": "У группы Поток в это время уже есть занятие: ОН-24, Материаловедение.",
}


@pytest.mark.row("C03")
@pytest.mark.row("C04")
@pytest.mark.parametrize("what", CLASHES)
@pytest.mark.parametrize("moved", [False, True], ids=["added", "moved"])
def test_clash_is_refused_by_name_and_nothing_changes(cast: Cast, send, what: str, moved: bool) -> None:
    Room.objects.filter(name="108").update(capacity=30)
    part = make_group(cast.institution, "ОН-24-П1", parent=cast.group)
    stream = make_group(cast.institution, "Поток", kind="stream")
    join(cast.learners[0], stream)
    other = {
        "element": make_element(cast.institution, "Физика").pk,
        "group": {"group": cast.group, "part": part, "stream": stream}.get(what, cast.foreign_group).pk,
        "room": Room.objects.get(name="108").pk if what == "room" else "",
        "teachers": [cast.staff.pk if what == "teacher" else Staff.objects.get(person__last_name="Инов").pk],
    }
    send()
    if moved:
        assert send(**other, number="1").status_code == 302
    before = (list(Slot.objects.order_by("pk").values()), lessons())
    slot = Slot.objects.order_by("pk").last() if moved else None
    answer = send(slot, **other)
    assert answer.status_code == 200
    assert answer.context["form"].non_field_errors() == [CLASHES[what]]
    assert (list(Slot.objects.order_by("pk").values()), lessons()) == before


def lessons() -> list[tuple]:
    """Every lesson with its teachers."""
    held = list(LessonTeacher.objects.order_by("pk").values_list("lesson_id", "staff_id"))
    return [*Lesson.objects.order_by("pk").values_list("pk", "date", "number", "room_id", "slot_id"), *held]


def test_slots_of_other_weeks_other_months_and_a_shared_hall_do_not_clash(cast: Cast, send) -> None:
    Room.objects.filter(name="108").update(capacity=30)
    hall = make_room(cast.institution, "Спортзал")
    mine = {"element": make_element(cast.institution, "Физика").pk}
    others = {"group": cast.foreign_group.pk, "teachers": [Staff.objects.get(person__last_name="Инов").pk]}
    answers = [
        send(week="A", until="2026-12-07"),
        send(week="B", **mine),
        send(week="A", since="2026-12-08", **mine),
        send(number="3", room=hall.pk),
        send(number="3", room=hall.pk, **mine, **others),
    ]
    assert [answer.status_code for answer in answers] == [302] * 5


def test_slot_that_clashes_already_can_be_ended(cast: Cast, send) -> None:
    send()
    twin = Slot.objects.get()
    twin.pk, twin.element = None, make_element(cast.institution, "Физика")
    twin.save()
    twin.teachers.set([cast.staff])
    assert send(twin, element=twin.element_id, until="2026-11-30").status_code == 302
    assert send(twin, element=twin.element_id, until="2026-12-28").status_code == 200


def test_lesson_number_without_a_bell_is_refused(cast: Cast, send) -> None:
    answer = send(number="7")
    assert (answer.status_code, Slot.objects.count()) == (200, 0)
    assert answer.context["form"].non_field_errors() == ["Для занятия 7 группы ОН-24 нет звонка."]


@pytest.mark.row("C02")
def test_technology_of_the_form_holds_from_today_on(cast: Cast, send) -> None:
    send(since="2026-09-01")
    assert send(Slot.objects.get(), since="2026-09-01", technology="distance").status_code == 302
    held = Lesson.objects.filter(number=2, slot__isnull=False).values_list("technology", flat=True)
    past, ahead = (
        set(held.filter(**days)) for days in ({"date__lt": date(2026, 11, 20)}, {"date__gt": date(2026, 11, 20)})
    )
    assert (past, ahead) == ({"in-person"}, {"distance"})
