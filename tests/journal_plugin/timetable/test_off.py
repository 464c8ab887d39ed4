"""Who cannot when: entered on one page, kept for the past, said by the raster, kept by the proposal (C03, C04)."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from journal_plugin.calendar.actions import enter_bells, set_mode
from journal_plugin.calendar.cards import BellCard
from journal_plugin.calendar.queries import bell_times
from journal_plugin.curriculum.models import TeachingAssignment
from journal_plugin.institution.models import Room
from journal_plugin.timetable.actions import change_lesson, place_lesson, set_off_times
from journal_plugin.timetable.models import OffTime, Slot
from journal_plugin.timetable.queries.off import off_cards
from tests.cast import Cast
from tests.factories.curriculum import assign
from tests.factories.people import make_group, make_staff

TODAY, MONDAY, NEXT = date(2026, 11, 20), date(2026, 11, 23), date(2026, 11, 30)


@pytest.fixture
def load(cast: Cast) -> TeachingAssignment:
    """The load of the cast."""
    return TeachingAssignment.objects.get(group=cast.group, element=cast.element)


def off(owner, cells, *, since=TODAY, week="", **more) -> int:
    """Sets cells as the dispatcher does."""
    return set_off_times(owner=owner, week=week, cells=cells, since=since, by=None, **more)


def stands(**of) -> list[tuple]:
    """Every row in order."""
    rows = OffTime.objects.filter(**of).order_by("since", "weekday", "number")
    return list(rows.values_list("week", "weekday", "number", "is_wish", "since", "until", "reason"))


def place(cast: Cast, load, **more):
    """The lesson of the load on Monday at the second number, unless said otherwise."""
    fields = {"weekday": 1, "number": 2} | more.pop("fields", {})
    return place_lesson(load=load, since=MONDAY, fields=fields, key=uuid4(), by=cast.dispatcher, **more)


@pytest.mark.row("C04")
def test_only_what_differs_is_written_and_the_past_stays(cast: Cast, clock) -> None:
    assert off(cast.staff, {(1, 1): "off", (1, 2): "wish", (2, 1): ""}, reason="учёба") == 2
    clock.move_to(date(2026, 11, 27).isoformat() + "T10:00+05:00")
    assert off(cast.staff, {(1, 1): "off", (1, 2): "off"}, since=NEXT, until=date(2026, 12, 13), reason="суд") == 1
    assert stands() == [
        ("", 1, 1, False, TODAY, None, "учёба"),
        ("", 1, 2, True, TODAY, date(2026, 11, 29), "учёба"),
        ("", 1, 2, False, NEXT, date(2026, 12, 13), "суд"),
    ]
    assert off(cast.staff, {(1, 2): ""}, since=NEXT) == 1
    assert len(stands()) == 2


def test_weeks_are_kept_apart(cast: Cast) -> None:
    off(cast.staff, {(1, 1): "off"}, week="A")
    assert off(cast.staff, {(1, 1): ""}, week="B") == 0
    assert [row[0] for row in stands()] == ["A"]


@pytest.mark.parametrize(
    ("owner", "cells", "more", "said"),
    [
        ("staff", {(1, 1): "off"}, {"since": date(2026, 11, 19)}, "не раньше сегодняшнего дня"),
        ("staff", {(1, 1): "off"}, {"until": date(2026, 11, 1)}, "Последний день раньше первого"),
        ("room", {(1, 1): "wish"}, {}, "пожелания бывают только у людей и групп"),
    ],
)
def test_what_cannot_be_is_refused_in_words(cast: Cast, owner, cells, more, said) -> None:
    row = cast.staff if owner == "staff" else Room.objects.get(name="108")
    with pytest.raises(ValidationError) as error:
        off(row, cells, **more)
    assert said in " ".join(error.value.messages)
    assert stands() == []


@pytest.mark.row("C03")
@pytest.mark.parametrize(
    ("whose", "said"),
    [
        ("staff", "Преподаватель Петров\u00a0П.\u00a0П. не может в это время: учёба."),
        ("room", "Кабинет 108 в это время закрыт: учёба."),
        ("group", "У группы ОН-24 в это время нет занятий: учёба."),
    ],
)
def test_lesson_at_an_unavailable_time_is_refused_unless_a_reason_overrides(cast: Cast, load, whose, said) -> None:
    room = Room.objects.get(name="108")
    off({"staff": cast.staff, "room": room, "group": cast.group}[whose], {(1, 2): "off"}, reason="учёба")
    with pytest.raises(ValidationError) as error:
        place(cast, load, fields={"room": room})
    assert [one.code for one in error.value.error_list] == ["clash"]
    assert error.value.messages == [said]
    place(cast, load, fields={"room": room}, reason="договорились")
    assert Slot.objects.get().breach == "договорились"


def test_wish_warns_and_does_not_refuse(cast: Cast, load, client) -> None:
    off(cast.staff, {(1, 2): "wish"}, reason="далеко ехать")
    client.force_login(cast.dispatcher)
    url = reverse("journal:raster_verdicts", args=[cast.term.pk])
    found = client.get(url, {"load": load.pk}).json()["places"]
    assert found == {
        "1-2": ["wish", "", ["Преподавателю Петров\u00a0П.\u00a0П. нежелательно в это время: далеко ехать."]]
    }
    place(cast, load)
    assert Slot.objects.get().breach == ""


def test_verdict_names_the_week_in_which_alone_somebody_cannot(cast: Cast, load, client) -> None:
    off(cast.staff, {(1, 2): "off"}, week="B")
    client.force_login(cast.dispatcher)
    url = reverse("journal:raster_verdicts", args=[cast.term.pk])
    assert client.get(url, {"load": load.pk}).json()["places"]["1-2"][:2] == ["off", "B"]
    place(cast, load, fields={"week": "A"})
    slot = Slot.objects.get()
    with pytest.raises(ValidationError):
        change_lesson(
            slot=slot, version=slot.version, since=MONDAY, fields={"week": ""}, key=uuid4(), by=cast.dispatcher
        )


@pytest.mark.row("A10")
def test_unavailable_time_is_a_time_of_the_clock(cast: Cast, load) -> None:
    """The second shift's first lesson begins during the third by the usual bells."""
    third = bell_times(cast.institution)[""][3][0]
    late = BellCard("Вторая смена", 1, third.replace(minute=third.minute + 5), third.replace(hour=third.hour + 2))
    enter_bells(institution=cast.institution, cards=[late])
    cast.group.mode = set_mode(institution=cast.institution, name="2 смена", schedule="Вторая смена")
    cast.group.save()
    off(cast.staff, {(1, 1): "off", (2, 3): "off"})
    place(cast, load, fields={"number": 1})
    with pytest.raises(ValidationError):
        place(cast, load, fields={"weekday": 2, "number": 1})


def test_pages_show_and_set_the_week(cast: Cast, client) -> None:
    client.force_login(cast.dispatcher)
    url = reverse("journal:off_teachers", args=[cast.staff.pk])
    page = client.get(url)
    assert "Петров" in page.content.decode()
    names = [name for name in page.context["form"].fields if name.startswith("off-")]
    data = dict.fromkeys(names, "") | {"off-2-1": "off", "off-2-2": "off", "since": "2026-11-20", "reason": "учёба"}
    answer = client.post(url, data, follow=True)
    assert [row[1:4] for row in stands(staff=cast.staff)] == [(2, 1, False), (2, 2, False)]
    assert "вторник, занятия: 1–2" in answer.content.decode()
    rows = client.get(reverse("journal:off_times")).context["rows"]
    assert [row.off for row in rows if row.pk == cast.staff.pk] == [4]
    wrong = client.post(url, data | {"since": "2026-11-01"})
    assert wrong.status_code == 422
    assert "не раньше сегодняшнего дня" in wrong.content.decode()


def test_raster_hatches_the_column(cast: Cast, client, load) -> None:
    off(cast.group, {(1, 2): "off"}, reason="практика")
    client.force_login(cast.dispatcher)
    page = client.get(reverse("journal:raster_term", args=[cast.term.pk])).content.decode()
    column = f'data-place="1-2" data-column="{cast.group.pk}" class="is-off" title="недоступно, практика"'
    assert column in page


def test_cards_name_owners_as_lists_do(cast: Cast) -> None:
    off(cast.staff, {(1, 2): "off"})
    off(Room.objects.get(name="108"), {(1, 3): "off"}, week="A")
    off(cast.group, {(1, 4): "wish"})
    found = [(one.who, one.name, one.week, one.number, one.is_wish) for one in off_cards(cast.term, MONDAY)]
    assert found == [
        ("teacher", "Петров Пётр Петрович", "", 2, False),
        ("room", "108", "A", 3, False),
        ("students", "ОН-24", "", 4, True),
    ]


@pytest.mark.parametrize("by", ["teachers", "rooms", "groups"])
def test_queries_do_not_grow(cast: Cast, client, by: str) -> None:
    client.force_login(cast.dispatcher)
    counts = []
    for number in (1, 3):
        for one in range(number):
            staff = make_staff(cast.institution, f"Новый {number}{one}")
            assign(staff, cast.group, cast.element, cast.term)
            off(staff, {(1, 1): "off", (1, 2): "wish"})
            off(make_group(cast.institution, f"Г-{number}{one}"), {(1, 1): "off"})
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("journal:off_times"), {"by": by})
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.row("C03")
def test_the_sheet_of_a_lesson_says_where_it_may_stand(cast: Cast, client, load) -> None:
    place(cast, load)
    slot = Slot.objects.get()
    off(cast.staff, {(1, 1): "off", (2, 1): "wish"}, since=MONDAY)
    client.force_login(cast.dispatcher)
    page = client.get(f"{reverse('journal:raster_lesson', args=[slot.pk])}?since={MONDAY}")
    free = {str(day): numbers for day, numbers in page.context["free"]}
    assert (1, False) not in free["понедельник"]
    assert free["вторник"][0] == (1, True)
    assert "1 (нежелательно)" in page.content.decode()
    off(cast.staff, {(weekday, number): "off" for weekday in range(1, 7) for number in range(1, 9)}, since=MONDAY)
    page = client.get(f"{reverse('journal:raster_lesson', args=[slot.pk])}?since={MONDAY}")
    assert "На неделе нет места" in page.content.decode()
