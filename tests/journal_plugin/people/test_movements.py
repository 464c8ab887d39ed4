"""The register of movements of the contingent (A18, W14)."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from journal_plugin.people.actions import end_learners, end_study, enter_learners, give_leave, move_learner
from journal_plugin.people.cards import LearnerCard
from journal_plugin.people.models import Learner, Membership, Move
from journal_plugin.people.queries import learner_cards
from tests.factories.people import join, make_group

TODAY = date(2026, 11, 20)
HUMAN = {"last_name": "Андреева", "first_name": "Анна", "patronymic": "Ильинична"}


def register(learner: Learner) -> list[tuple]:
    """(kind, day, order, from, to) in the order of entering."""
    rows = Move.objects.filter(learner=learner).order_by("pk")
    return list(rows.values_list("kind", "day", "order_no", "came_from__name", "goes_to__name"))


@pytest.mark.row("A18")
def test_the_way_of_a_learner_stands_in_the_register(cast):
    learner = cast.learners[0]
    move_learner(learner=learner, group=cast.foreign_group, day=date(2026, 10, 1), order_no="1-к")
    give_leave(learner=learner, day=date(2026, 10, 12), order_no="2-к")
    move_learner(learner=learner, group=cast.group, day=date(2026, 11, 2), order_no="3-к", movement="returned")
    end_study(learner=learner, day=date(2026, 11, 13), order_no="4-к")
    move_learner(learner=learner, group=cast.group, day=TODAY, order_no="5-к", movement="restored")

    assert register(learner) == [
        ("transferred", date(2026, 10, 1), "1-к", "ОН-24", "ОН-25"),
        ("leave", date(2026, 10, 12), "2-к", "ОН-25", None),
        ("returned", date(2026, 11, 2), "3-к", None, "ОН-24"),
        ("expelled", date(2026, 11, 13), "4-к", "ОН-24", None),
        ("restored", TODAY, "5-к", None, "ОН-24"),
    ]
    learner.refresh_from_db()
    assert learner.until is None


@pytest.mark.row("A16")
def test_pages_of_the_past_stay_true_through_a_leave(cast):
    learner = cast.learners[0]
    join(learner, make_group(cast.institution, "Поток 1", kind="stream"))
    give_leave(learner=learner, day=date(2026, 11, 9), order_no="2-к")

    was = [set(Membership.objects.on(day).filter(learner=learner).values_list("group__name", flat=True)) for day in (
        date(2026, 11, 8), date(2026, 11, 9),
    )]  # fmt: skip
    assert was == [{"ОН-24", "Поток 1"}, set()]
    learner.refresh_from_db()
    assert learner.until is None  # he is still a learner of the institution


def test_who_is_in_no_group_takes_no_leave(cast):
    learner = cast.learners[0]
    give_leave(learner=learner, day=date(2026, 11, 9), order_no="2-к")
    with pytest.raises(ValidationError, match="не числится ни в одной группе"):
        give_leave(learner=learner, day=date(2026, 11, 16), order_no="3-к")
    assert len(register(learner)) == 1


def test_a_refused_movement_leaves_no_line(cast):
    learner = cast.learners[0]
    move_learner(learner=learner, group=cast.foreign_group, day=TODAY, order_no="1-к")
    with pytest.raises(ValidationError):
        move_learner(learner=learner, group=cast.group, day=date(2026, 10, 1), order_no="2-к")
    assert [row[0] for row in register(learner)] == ["transferred"]


def test_a_planned_end_of_study_stands_when_the_learner_moves(cast):
    learner = cast.learners[0]
    learner.until = date(2027, 6, 30)
    learner.save()
    move_learner(learner=learner, group=cast.foreign_group, day=TODAY, order_no="1-к")
    learner.refresh_from_db()
    assert learner.until == date(2027, 6, 30)


@pytest.mark.row("A18")
@pytest.mark.parametrize(
    ("day", "due", "late"),
    [
        (date(2026, 11, 20), date(2026, 11, 24), False),
        (date(2026, 11, 17), date(2026, 11, 20), False),
        (date(2026, 11, 16), date(2026, 11, 19), True),
        (date(2026, 11, 2), date(2026, 11, 9), True),  # holidays of 4 to 6 November lie between
    ],
)
def test_a_movement_is_entered_within_three_working_days(cast, day, due, late):
    move_learner(learner=cast.learners[0], group=cast.foreign_group, day=day, order_no="1-к")
    move = Move.objects.get()
    assert (move.due, move.is_late) == (due, late)


def test_the_first_list_enrols_and_is_never_late_a_later_one_transfers(cast):
    day = date(2026, 9, 1)
    new = LearnerCard(last_name="Новикова", first_name="Нина", group="ОН-24", external_id="n1")
    enter_learners(institution=cast.institution, cards=[*learner_cards(cast.institution, day).values(), new], day=day)
    learner = Learner.objects.get(external_id="n1")
    assert (register(learner), Move.objects.get().due) == ([("enrolled", day, "", None, "ОН-24")], None)

    card = learner_cards(cast.institution, TODAY)["n1"]
    moved = LearnerCard(**{name: getattr(card, name) for name in card.__dataclass_fields__} | {"group": "ОН-25"})
    enter_learners(institution=cast.institution, cards=[moved], day=TODAY)
    assert register(learner)[1:] == [("transferred", TODAY, "", "ОН-24", "ОН-25")]
    assert Move.objects.filter(learner__in=cast.learners).count() == 0  # nothing changed for the others


def test_those_whom_an_outside_list_does_not_name_stand_in_the_register(cast):
    ids = [learner.pk for learner in cast.learners[:2]]
    end_learners(institution=cast.institution, ids=ids, day=TODAY)
    assert [register(learner) for learner in cast.learners] == [
        [("expelled", TODAY, "", "ОН-24", None)],
        [("expelled", TODAY, "", "ОН-24", None)],
        [],
    ]


# The secretary's card


@pytest.fixture
def send(cast, client):
    """Sends the card of Аня as the secretary."""
    client.force_login(cast.secretary)

    def post(**fields):
        card = {"study_form": "full-time", "since": "2026-09-01", "group": cast.group.pk, "day": "", "order_no": ""}
        return client.post(reverse("journal_learner:edit", args=[cast.learners[0].pk]), HUMAN | card | fields)

    return post


@pytest.mark.row("A18")
def test_leave_return_ending_and_restoring_are_entered_on_the_card(cast, send):
    group = cast.group.pk
    steps = [
        {"movement": "leave", "day": "2026-10-12", "order_no": "2-к"},
        {"movement": "returned", "group": group, "day": "2026-11-02", "order_no": "3-к"},
        {"movement": "left", "until": "2026-11-13", "order_no": "4-к"},
        {"movement": "restored", "group": group, "day": "2026-11-20", "order_no": "5-к"},
    ]
    for step in steps:
        answer = send(**step)
        assert answer.status_code == 302, answer.context["form"].errors

    assert [row[:3] for row in register(cast.learners[0])] == [
        ("leave", date(2026, 10, 12), "2-к"),
        ("returned", date(2026, 11, 2), "3-к"),
        ("left", date(2026, 11, 13), "4-к"),
        ("restored", TODAY, "5-к"),
    ]


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"movement": "leave"}, ["day", "order_no"]),
        ({"movement": "leave", "day": "2026-11-20", "order_no": "1", "until": "2026-11-20"}, ["movement"]),
        ({"movement": "graduated", "order_no": "1"}, ["until"]),
        ({"movement": "transferred", "order_no": "1", "day": "2026-11-20"}, ["group"]),
    ],
)
def test_a_movement_that_the_fields_do_not_make_is_refused(cast, send, fields, wrong):
    assert sorted(send(**fields).context["form"].errors) == wrong
    assert register(cast.learners[0]) == []


@pytest.mark.row("A18")
def test_the_register_is_read_and_taken_as_a_table(cast, client):
    move_learner(learner=cast.learners[0], group=cast.foreign_group, day=date(2026, 11, 2), order_no="1-к")
    client.force_login(cast.secretary)
    page = client.get(reverse("journal_move:index")).content.decode()
    assert ("Андреева" in page, "переведён" in page, "ОН-25" in page) == (True, True, True)
    table = b"".join(client.get(reverse("journal_move:index"), {"export": "csv"}).streaming_content).decode()
    assert table.splitlines()[1].split(",")[1:6] == ["переведён", "2026-11-02", "1-к", "ОН-24", "ОН-25"]
