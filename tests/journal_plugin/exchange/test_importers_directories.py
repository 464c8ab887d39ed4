"""Departments, buildings, educational programmes and movements as lists (A01, A18, N03)."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import ValidationError

from journal_plugin.access.models import AuditEntry
from journal_plugin.curriculum.models import Programme
from journal_plugin.exchange.actions import ListRefused
from journal_plugin.exchange.exporters import export_list
from journal_plugin.exchange.lists import context_of
from journal_plugin.institution.models import Building, Department
from journal_plugin.people.actions import enter_moves, give_leave
from journal_plugin.people.models import Learner, Membership, Move
from tests.factories.exchange import plan, put, refusals
from tests.factories.people import make_learner

MOVES = "ФИО;Движение;Дата;Приказ;В группу\n"
ANNA = "Андреева Анна Ильинична;переведена;01.12.2026;77-к;ОН-25\n"
BORIS = "Борисов Борис Борисович;отчислен;04.12.2026;78-к;\n"


def out(cast, what: str) -> str:
    """The list as it is taken out."""
    return export_list(what, context_of(what, cast.institution)).decode("utf-8-sig")


@pytest.mark.row("N03")
@pytest.mark.parametrize(
    ("what", "model", "text", "changed"),
    [
        ("departments", Department, "Отделение;Код\nСварки;С1\n", {"external_id": "С1"}),
        ("buildings", Building, "Корпус;Адрес\nСеверный;ул. Мира, 1\n", {"address": "ул. Мира, 1"}),
        (
            "programmes",
            Programme,
            "Программа;Код специальности;Уровень образования\nСварка;15.02.19;СПО\n",
            {"code": "15.02.19", "level": "СПО"},
        ),
    ],
)
def test_a_directory_comes_in_is_changed_and_goes_out_the_same(cast, what, model, text, changed):
    kept = set(model.objects.values_list("pk", flat=True))
    put(cast, what, text)
    row = model.objects.exclude(pk__in=kept).get()
    assert {name: getattr(row, name) for name in changed} == changed
    assert (row.institution, row.search_key, row.sort_key) == (
        cast.institution,
        row.name.casefold(),
        row.name.casefold(),
    )
    assert AuditEntry.objects.filter(data__what=what).count() == 1
    assert plan(cast, what, text).is_empty
    assert plan(cast, what, out(cast, what)).is_empty
    assert row.name in out(cast, what)
    assert kept <= set(model.objects.values_list("pk", flat=True))


@pytest.mark.row("A01")
def test_an_address_is_written_to_a_building_that_stands(cast):
    building = Building.objects.filter(institution=cast.institution).earliest("pk")
    put(cast, "buildings", f"Корпус;Адрес\n{building.name};ул. Ленина, 10\n")
    building.refresh_from_db()
    assert (building.address, Building.objects.filter(institution=cast.institution).count()) == ("ул. Ленина, 10", 1)


@pytest.mark.row("A18", "N03")
def test_movements_of_a_list_are_made_by_their_orders_and_repeat_to_nothing(cast):
    put(cast, "moves", MOVES + BORIS + ANNA)
    anna, boris = (Learner.objects.get(pk=row.pk) for row in cast.learners[:2])
    now = Membership.objects.get(learner=anna, until=None)
    assert (now.group, now.since, now.order_no) == (cast.foreign_group, date(2026, 12, 1), "77-к")
    assert (boris.until, Membership.objects.filter(learner=boris, until=None).count()) == (date(2026, 12, 4), 0)
    rows = Move.objects.filter(order_no__in=["77-к", "78-к"]).order_by("day")
    assert [(row.kind, row.learner_id) for row in rows] == [("transferred", anna.pk), ("expelled", boris.pk)]
    assert plan(cast, "moves", MOVES + BORIS + ANNA).is_empty
    assert plan(cast, "moves", out(cast, "moves")).is_empty


@pytest.mark.row("A18")
@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("Никто Нигде Никогда;отчислен;04.12.2026;78-к;\n", "ФИО"),
        ("Ветрова Вера Васильевна;отчислен;04.12.2026;;\n", "Приказ"),
        ("Ветрова Вера Васильевна;отчислен;04.12.2029;78-к;\n", "Дата"),
        ("Ветрова Вера Васильевна;переведена;04.12.2026;78-к;\n", "В группу"),
        ("Ветрова Вера Васильевна;переведена;04.12.2026;78-к;ШКОЛА-1\n", "В группу"),
        ("Ветрова Вера Васильевна;отчислена;04.12.2026;78-к;ОН-25\n", "В группу"),
        ("Ветрова Вера Васильевна;исчезла;04.12.2026;78-к;\n", "Движение"),
        ("Андреева Анна Ильинична;переведена;01.12.2026;99-к;ОН-25\n", "Приказ"),
    ],
)
def test_a_movement_that_cannot_be_is_refused_with_the_cell(cast, line, column):
    put(cast, "moves", MOVES + ANNA)
    before = Move.objects.count()
    assert [refusal[1] for refusal in refusals(cast, "moves", MOVES + line)] == [column]
    assert Move.objects.count() == before


def test_namesakes_are_told_apart_by_their_codes(cast):
    make_learner(cast.group, "Ветрова Вера Васильевна", external_id="7")
    line = "Ветрова Вера Васильевна;отчислена;04.12.2026;78-к;;{}\n"
    head = MOVES.replace("В группу\n", "В группу;Код\n")
    assert [found[1] for found in refusals(cast, "moves", head + line.format(""))] == ["ФИО"]
    assert [found[1] for found in refusals(cast, "moves", head + line.format("99"))] == ["Код"]
    put(cast, "moves", head + line.format("7"))
    assert list(Learner.objects.exclude(until=None).values_list("external_id", flat=True)) == ["7"]


def test_a_list_that_an_earlier_order_forbids_does_nothing_and_says_which_line(cast):
    give_leave(learner=cast.learners[2], day=date(2026, 12, 10), order_no="1-к", by=cast.secretary)
    late = "Ветрова Вера Васильевна;академический отпуск;11.12.2026;2-к;\n"
    with pytest.raises(ListRefused, match=r"Ветрова Вера Васильевна: академический отпуск, 11\.12\.2026"):
        put(cast, "moves", MOVES + ANNA + late)
    assert not Move.objects.filter(order_no="77-к").exists()


def test_the_register_is_not_rewritten_by_the_action_either(cast):
    put(cast, "moves", MOVES + BORIS)
    card = plan(cast, "moves", MOVES + BORIS).cards[0]
    with pytest.raises(ValidationError, match="Борисов"):
        enter_moves(institution=cast.institution, cards=[replace(card, order_no="0")], by=cast.secretary)
