"""The desk of changes: the lessons of a day, what is free, a lesson changed and made as it was (C05, C06, C07)."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from journal_plugin.access.enums import Role
from journal_plugin.gradebook.queries.free import free_days, free_rooms, free_teachers
from journal_plugin.institution.models import Room
from journal_plugin.lessons.models import DayChange, Lesson, LessonTeacher
from journal_plugin.lessons.queries.occupied import taken_by
from tests.factories.changes import MONDAY, TODAY, TUESDAY, cancel, give, move
from tests.factories.curriculum import assign, make_element
from tests.factories.institution import give_role, make_room, make_user
from tests.factories.lessons import make_journal, make_lesson
from tests.factories.people import make_group, make_staff


@pytest.fixture
def newcomer(cast):
    """A teacher of the same element in another group, free today at the first lesson."""
    staff = make_staff(cast.institution, "Новиков Никита Никитич")
    assign(staff, make_group(cast.institution, "ОН-31"), cast.element, cast.term)
    return staff


@pytest.fixture
def desk(client, cast) -> Callable:
    """The page of a day as the deputy sees it."""
    client.force_login(cast.deputy)
    return lambda **query: client.get(reverse("journal:changes"), query)


def lines(response):
    """Number, group, title, who holds it, room, notes; without non-breaking spaces."""
    return [
        tuple(
            " ".join(str(value).split())
            for value in (number, line.group, line.title, ", ".join(line.holds), line.room, "; ".join(line.notes))
        )
        for number, found in response.context["desk"].numbers
        for line in found
    ]


def post(client, lesson, do, **fields):
    """The form of the lesson as it is shown, with these fields; the answer."""
    address = f"{reverse('journal:change', args=[lesson.pk])}?do={do}"
    form = client.get(address).context["form"]
    shown = {"key": form["key"].value(), "seen": form["seen"].value()}
    return client.post(address, shown | fields)


def test_day_shows_every_lesson_of_the_institution(desk, cast):
    assert [line[:5] for line in lines(desk())] == [
        ("1", "ОН-24", "Материаловедение", "Петров П. П.", "108"),
        ("2", "ОН-25", "Психология", "Инов И. И.", ""),
    ]


@pytest.mark.row("C06")
def test_day_shows_what_was_changed_and_whence_a_lesson_was_moved(desk, cast, newcomer):
    move(cast)
    give(cast, newcomer)
    cancel(cast, cast.lessons[4])
    mine = {"group": "ОН-24"}
    assert lines(desk(**mine)) == [
        ("1", "ОН-24", "Материаловедение", "", "108", "перенесено на 24 ноября, занятие 2"),
    ]
    assert lines(desk(day="2026-11-24", **mine)) == [
        (
            "2",
            "ОН-24",
            "Материаловедение",
            "Новиков Н. Н.",
            "108",
            "перенесено с 20 ноября, занятие 1; замена, приказ 101",
        )
    ]
    assert lines(desk(day="2026-11-23", changed="1")) == [
        ("1", "ОН-24", "Материаловедение", "Петров П. П.", "108", "отменено")
    ]


@pytest.mark.row("C06")
def test_lessons_of_who_is_away_stand_together(desk, cast, newcomer):
    make_lesson(cast.journal, TODAY, 3, teachers=[cast.staff])
    page = desk(teacher="Петров\u00a0П.\u00a0П.")
    assert [line[0] for line in lines(page)] == ["1", "3"]
    assert page.context["desk"].said.replace("\u00a0", " ") == "Петров П. П., занятий в этот день: 2"
    give(cast, newcomer)
    assert desk(teacher="Петров\u00a0П.\u00a0П.").context["desk"].said.endswith(": 1")


@pytest.mark.row("C06")
def test_free_teachers_are_proposed_who_know_the_element_first(cast, newcomer):
    other = make_staff(cast.institution, "Аксёнова Алла Андреевна")
    busy = make_staff(cast.institution, "Занятов Захар Захарович")
    element = make_element(cast.institution, "Физика")
    group = make_group(cast.institution, "ОН-32")
    for staff in (other, busy):
        assign(staff, group, element, cast.term)
    journal = make_journal(group, element, cast.year)
    make_lesson(journal, TODAY, 1, teachers=[busy])
    make_lesson(journal, TODAY, 2, teachers=[other])
    lesson = Lesson.objects.select_related("journal__group", "journal__element").get(pk=cast.lesson.pk)
    offers = [
        (offer.name.replace("\u00a0", " "), offer.detail.replace("\u00a0", " "), offer.free)
        for offer in free_teachers(lesson, taken_by(lesson))
    ]
    ours = ("Новиков Н. Н.", "Аксёнова А. А.", "Занятов З. З.")
    assert [offer for offer in offers if offer[0] in ours] == [
        ("Новиков Н. Н.", "ведёт этот предмет; в этот день занятий нет", True),
        ("Аксёнова А. А.", "в этот день занятия: 2", True),
        ("Занятов З. З.", "занято: ОН-32, Физика", False),
    ]
    assert "Петров П. П." not in [offer[0] for offer in offers]


@pytest.mark.row("C05")
def test_free_rooms_are_proposed_that_hold_the_group(cast):
    Room.objects.filter(pk=cast.lesson.room_id).update(capacity=25, kind="лекционная")
    for name, capacity, kind in (("1", 2, ""), ("2", 60, ""), ("3", 30, "лекционная"), ("4", 30, ""), ("5", None, "")):
        make_room(cast.institution, name, capacity=capacity, kind=kind)
    taken = Room.objects.get(name="4")
    make_lesson(make_journal(make_group(cast.institution, "ОН-32"), cast.element, cast.year), TODAY, 1, room=taken)
    lesson = Lesson.objects.select_related("journal__group", "journal__element", "room").get(pk=cast.lesson.pk)
    offers = [(offer.name, offer.free) for offer in free_rooms(lesson, taken_by(lesson))]
    assert offers == [("3", True), ("2", True), ("5", True), ("1", True), ("4", False)]


@pytest.mark.row("C06")
def test_numbers_are_proposed_at_which_group_and_teacher_are_free(cast):
    Room.objects.filter(pk=cast.lesson.room_id).update(capacity=25)
    other = make_journal(make_group(cast.institution, "ОН-32"), cast.element, cast.year)
    make_lesson(other, MONDAY, 2, teachers=[cast.staff])
    make_lesson(other, TUESDAY, 3, room=cast.lesson.room)
    group = "journal__group"
    about = (f"{group}__mode", f"{group}__parent__mode", f"{group}__institution", "journal__element", "journal__year")
    lesson = Lesson.objects.select_related(*about, "room").get(pk=cast.lesson.pk)
    days = {
        day.title.replace("\u00a0", " "): [(number, note) for _value, number, note in day.numbers]
        for day in free_days(lesson, taken_by(lesson), TODAY, ())
    }
    assert days["20 ноября, пятница"] == [(2, ""), (3, "")]
    assert days["23 ноября, понедельник"] == [(3, "")]
    assert [number for number, _note in days["24 ноября, вторник"]] == [1, 2, 3]
    assert days["24 ноября, вторник"][2][1] != ""
    assert "22 ноября, воскресенье" not in days


@pytest.mark.row("C06")
def test_lesson_is_given_cancelled_moved_and_made_as_it_was_by_forms(client, cast, newcomer):
    client.force_login(cast.deputy)
    given = post(client, cast.lesson, "give", pick=str(newcomer.pk), order_no="101")
    assert (given.status_code, LessonTeacher.objects.filter(lesson=cast.lesson, staff=newcomer).count()) == (302, 1)
    assert "order_no=101" in given.url
    page = client.get(reverse("journal:change", args=[cast.lesson.pk]))
    (stands,) = page.context["lesson"].standing
    address = reverse("journal:change-undo", args=[cast.lesson.pk, stands.pk])
    form = {"key": page.context["undo"]["key"].value(), "seen": page.context["seen"]}
    assert client.post(address, form).status_code == 302
    assert not DayChange.objects.filter(undone_at=None).exists()
    assert post(client, cast.lesson, "move", place="2026-11-24 2", reason="Болезнь").status_code == 302
    assert Lesson.objects.get(pk=cast.lesson.pk).date == TUESDAY
    assert post(client, cast.lessons[4], "cancel", reason="Карантин").status_code == 302
    assert Lesson.objects.get(pk=cast.lessons[4].pk).cancelled is True


@pytest.mark.row("C05")
def test_room_is_changed_by_a_form(client, cast):
    client.force_login(cast.dispatcher)
    other = make_room(cast.institution, "215")
    assert post(client, cast.lesson, "room", other=str(other.pk)).status_code == 302
    assert Lesson.objects.get(pk=cast.lesson.pk).room == other
    assert post(client, cast.lesson, "room", other="none").status_code == 302
    assert Lesson.objects.get(pk=cast.lesson.pk).room is None


def test_refusal_keeps_what_was_written_and_lets_the_dispatcher_insist(client, cast, newcomer):
    other = make_journal(make_group(cast.institution, "ОН-32"), cast.element, cast.year)
    make_lesson(other, TODAY, 1, teachers=[newcomer])
    person = make_staff(cast.institution, "Заменова Зинаида").person
    give_role(person, cast.institution, Role.SUBSTITUTIONS)
    client.force_login(make_user("keeper", person=person))
    refused = post(client, cast.lesson, "give", other=str(newcomer.pk), order_no="101")
    assert (refused.status_code, refused.context["insists"]) == (422, False)
    assert "Новиков" in refused.context["form"].non_field_errors()[0]
    client.force_login(cast.dispatcher)
    refused = post(client, cast.lesson, "give", other=str(newcomer.pk), order_no="101")
    assert (refused.status_code, refused.context["insists"]) == (422, True)
    fields = {"other": str(newcomer.pk), "order_no": "101", "despite": "Ведёт сразу у двух групп"}
    assert post(client, cast.lesson, "give", **fields).status_code == 302
    assert DayChange.objects.get().staff == newcomer


@pytest.mark.parametrize(
    ("do", "fields"),
    [
        ("give", {"order_no": "1"}),
        ("give", {"pick": "999999", "order_no": "1"}),
        ("move", {"reason": "Болезнь"}),
        ("move", {"reason": "Болезнь", "place": "вчера 2"}),
        ("move", {"reason": "Болезнь", "day": "2026-11-24"}),
        ("room", {}),
        ("cancel", {"reason": " "}),
    ],
)
def test_form_that_says_too_little_changes_nothing(client, cast, do, fields):
    client.force_login(cast.deputy)
    assert post(client, cast.lesson, do, **fields).status_code == 422
    assert not DayChange.objects.exists()


def test_unknown_way_and_foreign_lesson_are_not_there(client, cast):
    client.force_login(cast.deputy)
    assert client.get(f"{reverse('journal:change', args=[cast.lesson.pk])}?do=delete").status_code == 404
    client.force_login(cast.teacher)
    assert client.get(reverse("journal:change", args=[cast.lesson.pk])).status_code == 404


def test_undoing_twice_says_so(client, cast):
    cancel(cast)
    client.force_login(cast.deputy)
    address = reverse("journal:change-undo", args=[cast.lesson.pk, DayChange.objects.get().pk])
    for _time in range(2):
        form = {"key": str(uuid4()), "seen": DayChange.objects.filter(undone_at=None).count() or 2}
        answer = client.post(address, form, follow=True)
    assert [str(message) for message in answer.context["messages"]] == ["Занятие уже возвращено."]


@pytest.mark.parametrize("name", ["day", "give", "cancel", "move", "room"])
def test_number_of_queries_does_not_grow(client, cast, name, newcomer):
    """One lesson of the day and one change, then three of each."""
    client.force_login(cast.deputy)
    day = reverse("journal:changes")
    address = day if name == "day" else f"{reverse('journal:change', args=[cast.lesson.pk])}?do={name}"

    def queries() -> int:
        with CaptureQueriesContext(connection) as counter:
            assert client.get(address).status_code == 200
        return len(counter)

    give(cast, newcomer)
    queries()
    few = queries()
    for number in (2, 3):
        group = make_group(cast.institution, f"ОН-4{number}")
        staff = make_staff(cast.institution, f"Добавкин Денис {number}")
        assign(staff, group, cast.element, cast.term)
        make_room(cast.institution, f"30{number}", capacity=30)
        lesson = make_lesson(make_journal(group, cast.element, cast.year), TODAY, number, teachers=[staff])
        cancel(cast, lesson)
        make_lesson(lesson.journal, TODAY + timedelta(days=3), number, teachers=[staff])
    assert queries() == few


def test_nonsense_instead_of_a_day_is_today(desk):
    for asked in ("2026-13-45", "вчера", "0001-01-01", ""):
        assert desk(day=asked).context["desk"].day == date(2026, 11, 20)
