"""Those admitted are entered without a group and placed into groups by one order (A17)."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from journal_plugin.people.actions import give_leave, move_learner, place_admitted
from journal_plugin.people.admission import Room, spread
from journal_plugin.people.models import Learner, Membership, Move
from journal_plugin.people.queries import without_group
from tests.factories.exchange import put, refusals, tables
from tests.factories.institution import make_institution
from tests.factories.people import make_group, make_learner, make_person

URL = reverse("journal:admitted")
HEAD = "ФИО;Дата рождения;Специальность;Форма обучения\n"
LIST = HEAD + (
    "Гусев Глеб Олегович;01.02.2010;Лечебное дело;очная\n"
    "Дятлова Дина Ивановна;03.04.2010;Лечебное дело;очная\n"
    "Ежов Егор Ильич;05.06.2010;Лечебное дело;очная\n"
    "Журавлёва Жанна Львовна;07.08.2009;Лечебное дело;заочная\n"
)


@pytest.fixture
def admitted(cast) -> list[Learner]:
    """The commission's list, as the secretary sends it in."""
    put(cast, "learners", LIST)
    return list(without_group(cast.institution))


def form_of(client) -> dict[str, str]:
    """What the page would send as it stands."""
    form = client.get(URL).context["form"]
    return {field.html_name: field.value() or "" for field in form} | {"order_no": "117-к", "day": "2026-11-20"}


@pytest.mark.row("A17")
def test_list_of_the_commission_brings_learners_without_a_group(cast, admitted):
    told = [(str(one), one.speciality, one.study_form, one.person.birth_date) for one in admitted]
    assert told[0] == ("Гусев Глеб Олегович", "Лечебное дело", "full-time", date(2010, 2, 1))
    assert len(told) == 4
    assert Move.objects.filter(learner__in=admitted).count() == 0


def test_list_sent_again_leaves_those_placed_where_they_are(cast, admitted):
    place_admitted(
        institution=cast.institution,
        places={admitted[0].pk: cast.group.pk},
        day=date(2026, 11, 20),
        order_no="1",
    )
    before = tables()
    assert put(cast, "learners", LIST).unchanged == 4
    assert tables() == before
    assert admitted[0].memberships.get(until=None).group == cast.group


def test_row_needs_a_group_or_a_speciality(cast):
    text = "ФИО;Группа;Специальность\nГусев Глеб;;\n"
    assert refusals(cast, "learners", text) == [(2, "Группа", "", "Ячейка пустая.")]


@pytest.mark.row("A17")
def test_secretary_places_them_by_one_order(cast, client, admitted):
    client.force_login(cast.secretary)
    page = client.get(URL)
    kinds = [(kind["label"], kind["learners"], kind["chosen"]) for kind in page.context["kinds"]]
    assert kinds == [("Лечебное дело, очная", 3, True), ("Лечебное дело, заочная", 1, False)]
    form = client.get(page.context["kinds"][0]["url"]).context["form"]
    proposed = [field.value() for _learner, field in form.lines]
    assert proposed == [cast.foreign_group.pk, cast.foreign_group.pk, cast.group.pk]
    sent = {field.html_name: field.value() for field in form} | {"order_no": "117-к", "day": "2026-11-20"}
    first = form.lines[0][0]
    sent[f"group-{first.pk}"] = cast.group.pk
    sent[f"group-{form.lines[1][0].pk}"] = ""
    answer = client.post(URL, sent)
    assert (answer.status_code, answer.url) == (302, URL)
    place = Membership.objects.get(learner=first)
    assert (place.group, place.since, place.order_no) == (cast.group, date(2026, 11, 20), "117-к")
    move = Move.objects.get(learner=first)
    assert (move.kind, move.goes_to, move.order_no, move.due) == ("enrolled", cast.group, "117-к", date(2026, 11, 24))
    assert without_group(cast.institution).count() == 2


def test_groups_to_fill_are_chosen_and_filled_evenly(cast, client, admitted):
    new = make_group(cast.institution, "ЛД-26", places=2)
    client.force_login(cast.secretary)
    page = client.get(URL, {"speciality": "Лечебное дело", "form": "full-time", "group": new.pk})
    assert [field.value() for _learner, field in page.context["form"].lines] == [new.pk, new.pk, ""]
    assert page.context["left"] == 1
    text = page.content.decode().replace("\xa0", " ")
    assert "Выбранные группы заполнены, без места: 1 человек." in text
    assert "из 2" in text


def test_learners_on_leave_and_those_who_left_do_not_wait(cast):
    give_leave(learner=cast.learners[0], day=date(2026, 11, 20), order_no="9")
    Learner.objects.create(
        institution=cast.institution, person=make_person("Ушёл Уже"), since="2026-09-01", until="2026-09-02"
    )
    assert without_group(cast.institution).count() == 0


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"order_no": ""}, None),
        ({"day": "31.02"}, None),
        ({"group": ""}, "Выберите группу хотя бы для одного обучающегося."),
        ({"day": "2020-01-01"}, "Не все эти группы есть в этот день. Никто не распределён."),
    ],
)
def test_wrong_order_places_nobody_and_keeps_what_was_chosen(cast, client, admitted, change, reason):
    client.force_login(cast.secretary)
    sent = form_of(client)
    if "group" in change:
        sent = {name: "" if name.startswith("group-") else value for name, value in sent.items()}
    answer = client.post(URL, sent | {name: value for name, value in change.items() if name != "group"})
    assert answer.status_code == 422
    assert reason is None or reason in answer.content.decode()
    assert without_group(cast.institution).count() == 4


def test_whoever_was_placed_meanwhile_is_not_placed_twice(cast, admitted):
    places = {learner.pk: cast.group.pk for learner in admitted}
    move_learner(
        learner=admitted[0], group=cast.foreign_group, day=date(2026, 11, 20), order_no="1", movement="enrolled"
    )
    with pytest.raises(ValidationError, match="У некоторых из них уже есть группа"):
        place_admitted(institution=cast.institution, places=places, day=date(2026, 11, 20), order_no="2")
    assert without_group(cast.institution).count() == 3


def test_group_of_another_institution_takes_nobody(cast, admitted):
    other = make_group(make_institution("other.example", default=False, short_name="Другой"), "ЧЖ-1")
    with pytest.raises(ValidationError):
        place_admitted(
            institution=cast.institution, places={admitted[0].pk: other.pk}, day=date(2026, 11, 20), order_no="1"
        )


def test_page_tells_what_to_do_where_nobody_waits(cast, client):
    client.force_login(cast.secretary)
    assert "Никто не ждёт группы" in client.get(URL).content.decode()


def test_queries_are_as_many_for_three_as_for_one(cast, client):
    client.force_login(cast.secretary)

    def asked() -> int:
        client.get(URL)
        with CaptureQueriesContext(connection) as queries:
            client.get(URL)
        return len(queries)

    put(cast, "learners", HEAD + "Гусев Глеб;01.02.2010;Лечебное дело;очная\n")
    one = asked()
    put(cast, "learners", LIST)
    make_learner(make_group(cast.institution, "ЛД-26"), "Зайцев Захар")
    assert asked() == one


def test_spread_is_even_in_the_end_and_stops_where_groups_are_full():
    rooms = [Room(1, 3, None), Room(2, 0, None)]
    assert spread(range(5), rooms) == {0: 2, 1: 2, 2: 2, 3: 1, 4: 2}
    assert spread(range(3), [Room(1, 0, 1), Room(2, 5, 6)]) == {0: 1, 1: 2}
    assert spread(range(3), []) == {}
