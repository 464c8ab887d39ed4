"""The raster's page, its verdicts and what it saves (C01, C02, C03)."""

import json
from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from journal_plugin.calendar.models import Term
from journal_plugin.curriculum.models import Curriculum, CurriculumLine, Programme, TeachingAssignment
from journal_plugin.institution.models import Room
from journal_plugin.lessons.models import Lesson
from journal_plugin.timetable.actions import place_lesson
from journal_plugin.timetable.models import Slot
from journal_plugin.timetable.queries.planning import facts_of
from tests.cast import Cast
from tests.factories.curriculum import assign, make_element
from tests.factories.institution import first_term, make_institution, make_room, make_year
from tests.factories.people import join, make_group, make_staff

MONDAY = date(2026, 11, 23)


@pytest.fixture
def load(cast: Cast) -> TeachingAssignment:
    """The load of the cast: two lessons in two weeks."""
    return TeachingAssignment.objects.get(group=cast.group, element=cast.element)


def put(cast: Cast, load: TeachingAssignment, **fields) -> Slot:
    """A slot of that load from Monday on."""
    given = {"weekday": 1, "number": 2, "room": None} | fields
    place_lesson(load=load, since=MONDAY, fields=given, key=uuid4(), reason="так", by=cast.dispatcher)
    return Slot.objects.order_by("pk").last()


def page(client: Client, cast: Cast, user=None, **asked):
    """The raster as the dispatcher reads it."""
    client.force_login(user or cast.dispatcher)
    return client.get(reverse("journal:raster_term", args=[cast.term.pk]), asked)


def boxes(answer) -> list[tuple]:
    """Everything that stands: column, place, element, part."""
    return [
        (cell.column.name, day.weekday, line.number, box.element, box.part)
        for day in answer.context["raster"].days
        for line in day.lines
        for cell in line.cells
        for box in cell.boxes
    ]


def save(client: Client, cast: Cast, **wish):
    """What the scripts send."""
    body = {"key": str(uuid4()), "since": "2026-11-23"} | wish
    return client.post(reverse("journal:raster_save", args=[cast.term.pk]), json.dumps(body), "application/json")


@pytest.mark.row("C01")
def test_tray_says_what_the_load_still_asks_for(cast: Cast, client, load) -> None:
    def left():
        return [(one.element, one.group, one.left_text) for one in page(client, cast).context["left"]]

    assert left() == [("Материаловедение", "ОН-24", "2"), ("Психология", "ОН-25", "2")]
    put(cast, load, week="A")
    assert left() == [("Материаловедение", "ОН-24", "1"), ("Психология", "ОН-25", "2")]
    put(cast, load, week="B", number=3)
    assert left() == [("Психология", "ОН-25", "2")]
    put(cast, load, number=1)
    answer = page(client, cast)
    assert [(one.element, one.over_text) for one in answer.context["over"]] == [("Материаловедение", "2")]


@pytest.mark.row("C01")
def test_load_in_hours_is_spread_over_the_weeks_of_the_term(cast: Cast, client, load) -> None:
    TeachingAssignment.objects.filter(pk=load.pk).update(lessons_per_cycle=0, hours=68)
    assert page(client, cast).context["left"][0].planned_text == "4"


@pytest.mark.row("C01")
def test_practice_of_visits_waits_for_no_place(cast: Cast, client, load) -> None:
    """Its hours are in its own schedule, and no proposal places them; with lessons of a week it is like everything else."""
    practice = make_element(cast.institution, "Учебная практика", kind="study-practice")
    given = assign(cast.staff, cast.group, practice, cast.term, hours=36, lessons_per_cycle=0)

    def left():
        return [one.element for one in page(client, cast).context["left"]]

    def proposed():
        return {one.element for one in facts_of(cast.term, MONDAY).load}

    assert left() == ["Материаловедение", "Психология"]
    assert proposed() == {"Материаловедение", "Психология"}
    assert "Учебная практика" not in {one.element for one in page(client, cast).context["raster"].unassigned}
    TeachingAssignment.objects.filter(pk=given.pk).update(lessons_per_cycle=1)
    assert left() == ["Материаловедение", "Учебная практика", "Психология"]
    assert "Учебная практика" in proposed()


@pytest.mark.row("C01")
def test_curriculum_without_load_is_named(cast: Cast, client) -> None:
    programme = Programme.objects.create(institution=cast.institution, name="Технология")
    plan = Curriculum.objects.create(institution=cast.institution, year=cast.year, programme=programme, name="План")
    plan.groups.set([cast.group])
    for element, hours in ((cast.element, 34), (make_element(cast.institution, "Хор", kind="extra-course"), 20)):
        CurriculumLine.objects.create(curriculum=plan, element=element, term=cast.term, theory_hours=hours)
    found = page(client, cast).context["raster"].unassigned
    assert [(one.group, one.element, one.hours) for one in found] == [("ОН-24", "Хор", 20)]


@pytest.mark.row("C03")
def test_raster_by_groups_teachers_and_rooms(cast: Cast, client, load) -> None:
    part = make_group(cast.institution, "ОН-24-П1", parent=cast.group)
    stream = make_group(cast.institution, "Поток", kind="stream")
    for learner in (cast.learners[0], cast.foreign_learner):
        join(learner, stream)
    put(cast, load, room=Room.objects.get(name="108"))
    other = make_staff(cast.institution, "Новов Никита")
    physics = make_element(cast.institution, "Физика")
    put(cast, assign(other, part, physics, cast.term), weekday=2)
    put(cast, assign(other, stream, physics, cast.term), weekday=3)
    assert boxes(page(client, cast)) == [
        ("ОН-24", 1, 2, "Материаловедение", ""),
        ("ОН-24", 2, 2, "Физика", "ОН-24-П1"),
        ("ОН-24", 3, 2, "Физика", "Поток"),
        ("ОН-25", 3, 2, "Физика", "Поток"),
    ]
    assert boxes(page(client, cast, by="teachers")) == [
        ("Петров\u00a0П.\u00a0П.", 1, 2, "Материаловедение", "ОН-24"),
        ("Новов\u00a0Н.", 2, 2, "Физика", "ОН-24-П1"),
        ("Новов\u00a0Н.", 3, 2, "Физика", "Поток"),
    ]
    assert boxes(page(client, cast, by="rooms")) == [("108", 1, 2, "Материаловедение", "ОН-24")]
    assert "10:10\u2060–\u206011:40" in page(client, cast).content.decode()


def test_course_and_department_choose_the_columns(cast: Cast, client) -> None:
    make_group(cast.institution, "ОН-31", course=3)

    def columns(**asked):
        return [one.name for one in page(client, cast, **asked).context["raster"].columns]

    assert columns() == ["ОН-24", "ОН-25"]
    assert columns(of="c3") == ["ОН-31"]
    assert columns(of=f"d{cast.department.pk}") == ["ОН-24"]
    assert columns(of="d999999") == ["ОН-24", "ОН-25"]


def test_queries_do_not_grow_with_groups_and_slots(cast: Cast, client, load) -> None:
    slot = put(cast, load)
    verdicts = reverse("journal:raster_verdicts", args=[cast.term.pk])

    def asked() -> list[int]:
        addresses = [{"by": by} for by in ("groups", "teachers", "rooms")]
        counts = []
        for look in [lambda given=given: page(client, cast, **given) for given in addresses] + [
            lambda: client.get(verdicts, {"slot": slot.pk})
        ]:
            look()
            with CaptureQueriesContext(connection) as caught:
                look()
            counts.append(len(caught))
        return counts

    before = asked()
    for name in ("ОН-26", "ОН-27"):
        staff, group = make_staff(cast.institution, f"{name} Новов"), make_group(cast.institution, name)
        put(cast, assign(staff, group, cast.element, cast.term), room=make_room(cast.institution, name))
        put(cast, assign(cast.staff, group, make_element(cast.institution, name), cast.term), number=3)
    assert asked() == before


@pytest.mark.parametrize(
    ("who", "sees"), [("deputy", True), ("dispatcher", True), ("teacher", False), ("student", False)]
)
def test_page_of_all_timetables_leads_readers_to_the_raster(cast: Cast, client, who: str, sees: bool) -> None:
    client.force_login(getattr(cast, who))
    html = client.get(reverse("journal:timetable_groups")).content.decode()
    assert (f'href="{reverse("journal:raster")}"' in html) == sees


def test_reader_sees_the_raster_without_tray_and_scripts(cast: Cast, client, load) -> None:
    put(cast, load)
    answer = page(client, cast, user=cast.deputy)
    assert (boxes(answer), answer.context["keeps"]) == ([("ОН-24", 1, 2, "Материаловедение", "")], False)
    html = answer.content.decode()
    assert [word in html for word in ("Материаловедение", "data-tray", "raster/index.js", "data-slot")] == [
        True,
        False,
        False,
        False,
    ]


@pytest.mark.row("C03")
def test_verdicts_name_who_is_busy_at_every_place(cast: Cast, client, load) -> None:
    Room.objects.filter(name="108").update(capacity=2)
    room = Room.objects.get(name="108")
    put(cast, load, room=room)
    physics = make_element(cast.institution, "Физика")
    put(cast, assign(make_staff(cast.institution, "Новов Н"), cast.group, physics, cast.term), week="B", number=1)
    other = assign(cast.staff, cast.foreign_group, physics, cast.term)
    carried = put(cast, other, number=3, room=room)
    client.force_login(cast.dispatcher)
    ask = reverse("journal:raster_verdicts", args=[cast.term.pk])
    assert client.get(ask, {"slot": carried.pk}).json() == {
        "places": {
            "1-2": [
                "teacher",
                "",
                [
                    "Петров\u00a0П.\u00a0П. в это время уже ведёт занятие: ОН-24, Материаловедение.",
                    "Кабинет 108 в это время занят: ОН-24, Материаловедение.",
                ],
            ]
        },
        "days": 6,
        "numbers": [1, 2, 3],
        "hints": [],
    }
    mine = client.get(ask, {"load": load.pk}).json()
    assert {place: verdict[:2] for place, verdict in mine["places"].items()} == {
        "1-1": ["group", "B"],
        "1-2": ["group", ""],
        "1-3": ["teacher", ""],
    }
    carried = Slot.objects.get(group=cast.group, number=2)
    assert client.get(ask, {"slot": carried.pk}).json()["hints"] == ["В кабинете 108 мест: 2, в группе обучающихся: 3."]


def test_room_of_another_kind_is_hinted_at(cast: Cast, client, load) -> None:
    gym, hall = (make_room(cast.institution, name, kind=name, capacity=30) for name in ("спортзал", "актовый зал"))
    put(cast, load, room=gym)
    carried = put(cast, load, number=3, room=hall)
    client.force_login(cast.dispatcher)
    ask = reverse("journal:raster_verdicts", args=[cast.term.pk])
    assert client.get(ask, {"slot": carried.pk}).json()["hints"] == [
        "Обычно это проводят в кабинете другого вида: спортзал."
    ]


@pytest.mark.row("C02")
@pytest.mark.row("C04")
def test_saved_wishes_change_the_timetable(cast: Cast, client, load) -> None:
    client.force_login(cast.dispatcher)
    answer = save(client, cast, what="place", load=load.pk, weekday=1, number=2)
    assert answer.json()["done"] == "Поставлено: Материаловедение, ОН-24: понедельник, занятие 2."
    slot = Slot.objects.get()
    stand = {"what": "change", "slot": slot.pk, "version": slot.version}
    assert save(client, cast, **stand, technology="e-learning", weekday=2).status_code == 200
    assert save(client, cast, **stand, weekday=3).status_code == 409
    laid = Lesson.objects.filter(date=date(2026, 11, 24)).values_list("technology", flat=True)
    assert ([*laid], Slot.objects.get().weekday) == (["e-learning"], 2)
    assert save(client, cast, what="undo", since="").status_code == 200
    assert Slot.objects.get().weekday == 1
    slot = Slot.objects.get()
    assert save(client, cast, what="remove", slot=slot.pk, version=slot.version).status_code == 200
    assert Slot.objects.count() == 0


@pytest.mark.row("C03")
def test_clash_is_answered_by_words_and_taken_with_a_reason(cast: Cast, client, load) -> None:
    put(cast, load)
    other = assign(cast.staff, cast.foreign_group, make_element(cast.institution, "Физика"), cast.term)
    client.force_login(cast.dispatcher)
    wish = {"what": "place", "load": other.pk, "weekday": 1, "number": 2}
    answer = save(client, cast, **wish)
    words = ["Петров\u00a0П.\u00a0П. в это время уже ведёт занятие: ОН-24, Материаловедение."]
    assert (answer.status_code, answer.json()["clashes"], Slot.objects.count()) == (422, words, 1)
    assert save(client, cast, **wish, reason="Открытый урок").status_code == 200
    answer = page(client, cast)
    assert answer.content.decode().count("с нарушением: Открытый урок") == 2
    last = answer.context["history"][0]
    assert (last.who, last.what, last.told, last.reason) == (
        "Диспетчерова\u00a0Д.\u00a0Д.",
        "поставлено",
        "Физика, ОН-25: понедельник, занятие 2",
        "Открытый урок",
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"what": "fly"},
        {"key": "no"},
        {"since": ""},
        {"weekday": 9},
        {"technology": ""},
        {"teachers": []},
        {"room": "999999"},
        {"weekday": 1, "number": 9},
        {"since": 20261123},
        {"until": ["2026-11-30"]},
        {"room": float("inf")},
        {"teachers": [10**25]},
        {"teachers": [{"pk": 1}]},
    ],
)
def test_nonsense_is_refused(cast: Cast, client, load, wrong: dict) -> None:
    slot = put(cast, load)
    client.force_login(cast.dispatcher)
    stood = list(Slot.objects.values())
    wish = {"what": "change", "slot": slot.pk, "version": slot.version} | wrong
    assert (save(client, cast, **wish).status_code, list(Slot.objects.values())) == (400, stood)


def test_lesson_is_not_given_to_who_works_here_no_longer(cast: Cast, client, load) -> None:
    slot = put(cast, load)
    gone = make_staff(cast.institution, "Бывшев Борис", until=date(2026, 10, 31))
    leaving = make_staff(cast.institution, "Будущев Богдан", until=date(2026, 12, 1))
    client.force_login(cast.dispatcher)
    wish = {"what": "change", "slot": slot.pk, "version": slot.version}
    statuses = [save(client, cast, **wish, teachers=[one.pk]).status_code for one in (gone, leaving)]
    assert (statuses, list(slot.teachers.all())) == ([400, 200], [leaving])


def test_body_that_no_script_sends_is_refused(cast: Cast, client) -> None:
    client.force_login(cast.dispatcher)
    address = reverse("journal:raster_save", args=[cast.term.pk])
    bodies = ("", "[]", "7", "{", b"\xff", "[" * 100_000)
    assert {client.post(address, body, "application/json").status_code for body in bodies} == {400}


def test_rows_of_another_institution_are_not_there(cast: Cast, client, load) -> None:
    school = make_institution("127.0.0.1", default=False, short_name="Школа")
    term = first_term(make_year(school))
    group, staff = make_group(school, "5А"), make_staff(school, "Школьная Шура")
    theirs = assign(staff, group, make_element(school, "Природа"), term)
    place_lesson(load=theirs, since=MONDAY, fields={"weekday": 1, "number": 1}, key=uuid4(), by=cast.dispatcher)
    foreign = Slot.objects.get()
    room, mine = make_room(school, "1"), put(cast, load)
    client.force_login(cast.dispatcher)
    verdicts = reverse("journal:raster_verdicts", args=[cast.term.pk])
    stand = {"what": "change", "slot": mine.pk, "version": mine.version}
    statuses = [
        client.get(verdicts, {"slot": foreign.pk}).status_code,
        client.get(verdicts, {"load": theirs.pk}).status_code,
        client.get(verdicts, {"slot": "x"}).status_code,
        client.get(reverse("journal:raster_lesson", args=[foreign.pk])).status_code,
        client.get(reverse("journal:raster_term", args=[term.pk])).status_code,
        save(client, cast, what="remove", slot=foreign.pk, version=1).status_code,
        save(client, cast, what="place", load=theirs.pk, weekday=2, number=1).status_code,
        save(client, cast, **stand, room=room.pk).status_code,
        save(client, cast, **stand, teachers=[staff.pk]).status_code,
    ]
    assert (statuses, Slot.objects.count()) == ([404] * 7 + [400] * 2, 2)


def test_year_that_sums_up_its_periods_has_no_timetable(cast: Cast, client) -> None:
    whole = {"kind": "year", "since": cast.year.since, "until": cast.year.until}
    year = Term.objects.create(year=cast.year, name="Год", number=3, **whole)
    client.force_login(cast.dispatcher)
    for door in ("raster_term", "proposals"):
        assert client.get(reverse(f"journal:{door}", args=[cast.term.pk])).status_code == 200
        assert client.get(reverse(f"journal:{door}", args=[year.pk])).status_code == 404
    body = json.dumps({"key": str(uuid4())})
    assert client.post(reverse("journal:raster_save", args=[year.pk]), body, "application/json").status_code == 404


@pytest.mark.row("C02")
def test_sheet_offers_free_rooms_first(cast: Cast, client, load) -> None:
    Room.objects.filter(name="108").update(capacity=30)
    make_room(cast.institution, "205", capacity=1)
    make_room(cast.institution, "206", capacity=40)
    put(cast, load, room=Room.objects.get(name="108"))
    other = assign(make_staff(cast.institution, "Новов Н"), cast.foreign_group, cast.element, cast.term)
    make_learners = [join(learner, cast.foreign_group) for learner in cast.learners[:2]]
    slot = put(cast, other)
    client.force_login(cast.dispatcher)
    answer = client.get(reverse("journal:raster_lesson", args=[slot.pk]))
    rooms = [(str(title), [one.name for one in some]) for title, some in answer.context["rooms"]]
    assert (len(make_learners), rooms) == (
        2,
        [
            ("Свободны", ["206, Главный корпус"]),
            ("Свободны, но подходят не вполне", ["205, Главный корпус"]),
            ("Заняты", ["108, Главный корпус"]),
        ],
    )
    assert "дистанционно" in answer.content.decode()
