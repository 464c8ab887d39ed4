"""The composition of subgroups: proposed by a teacher, settled by the deputy (D18, D19)."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from journal_plugin.access.models import AuditEntry
from journal_plugin.lessons.actions.compositions import (
    confirm_composition,
    refuse_composition,
    set_composition,
)
from journal_plugin.lessons.enums import DistributionState
from journal_plugin.lessons.models import Distribution
from journal_plugin.people.actions import end_study, move_learner
from journal_plugin.people.models import Group, Membership
from journal_plugin.people.queries import composition_of
from tests.factories.compositions import MONDAY, make_divided
from tests.factories.people import join, make_group

TODAY = date(2026, 11, 20)


@pytest.fixture
def divided(cast):
    return make_divided(cast)


def spells(learner) -> list:
    rows = Membership.objects.filter(learner=learner, group__kind="subgroup").order_by("since")
    return list(rows.values_list("group__name", "since", "until", "movement"))


def why(divided, **changes) -> str:
    before = list(Membership.objects.order_by("pk").values_list())
    with pytest.raises(ValidationError) as error:
        divided.asked(**changes)
    assert list(Membership.objects.order_by("pk").values_list()) == before
    return error.value.messages[0].replace("\xa0", " ")


@pytest.mark.row("D19")
def test_proposal_moves_nobody_until_the_deputy_confirms_it(divided):
    cast, boris = divided.cast, divided.cast.learners[1]
    before = divided.now()
    row = divided.asked()
    assert (row.state, divided.now()) == (DistributionState.PROPOSED, before)
    confirm_composition(proposal_id=row.pk, since=MONDAY, actor=cast.deputy.journal_person)
    assert divided.now() == before | {boris.pk: divided.second.pk}
    assert divided.now(TODAY) == before
    assert spells(boris) == [
        ("ОН-24-1", date(2026, 9, 1), date(2026, 11, 22), "enrolled"),
        ("ОН-24-2", MONDAY, None, "distributed"),
    ]
    assert spells(cast.learners[0]) == [("ОН-24-1", date(2026, 9, 1), None, "enrolled")]
    row.refresh_from_db()
    assert (row.state, row.decided_by_id) == (DistributionState.SETTLED, cast.deputy.journal_person.pk)
    logged = AuditEntry.objects.filter(action__startswith="journal.composition").order_by("pk")
    assert [(entry.action, entry.user_id) for entry in logged] == [
        ("journal.composition.propose", cast.teacher.pk),
        ("journal.composition.settle", cast.deputy.pk),
    ]
    assert logged.last().data["moved"] == [boris.pk]


def test_confirming_or_proposing_again_by_the_same_key_changes_nothing(divided):
    deputy, key = divided.cast.deputy.journal_person, uuid4()
    row = divided.asked(key=key)
    assert divided.asked(key=key).pk == row.pk
    confirm_composition(proposal_id=row.pk, since=MONDAY, actor=deputy)
    after = list(Membership.objects.order_by("pk").values_list())
    confirm_composition(proposal_id=row.pk, since=MONDAY, actor=deputy)
    assert divided.asked(key=key).pk == row.pk
    assert list(Membership.objects.order_by("pk").values_list()) == after
    assert why(divided, key=key, who=divided.colleague) == "Этот ключ уже занят другой записью."


@pytest.mark.row("D19")
def test_refusal_needs_a_reason_and_moves_nobody(divided):
    before, deputy = divided.now(), divided.cast.deputy.journal_person
    row = divided.asked()
    with pytest.raises(ValidationError):
        refuse_composition(proposal_id=row.pk, answer="  ", actor=deputy)
    refuse_composition(proposal_id=row.pk, answer="Во второй уже 13 человек", actor=deputy)
    row.refresh_from_db()
    assert (row.state, row.answer, divided.now()) == (DistributionState.REFUSED, "Во второй уже 13 человек", before)
    with pytest.raises(ValidationError) as error:
        confirm_composition(proposal_id=row.pk, since=MONDAY, actor=deputy)
    assert error.value.messages == ["Решение уже принято: отказано (Замова\xa0З.\xa0З.)."]


@pytest.mark.parametrize(
    "who", ["foreign_teacher", "substitute", "curator", "parent", "student", "director", "stranger", "deputy"]
)
def test_only_who_teaches_a_part_proposes(divided, who):
    with pytest.raises(Group.DoesNotExist):
        divided.asked(who=getattr(divided.cast, who))
    assert not Distribution.objects.exists()


def test_teacher_of_the_whole_group_only_proposes_nothing(divided):
    """His load is the group's, none of its parts is his."""
    divided.first.assignments.all().delete()
    with pytest.raises(Group.DoesNotExist):
        divided.asked()


@pytest.mark.row("D19")
@pytest.mark.parametrize("who", ["teacher", "curator", "director", "foreign_teacher", "parent", "admin"])
def test_only_the_deputy_and_the_head_of_the_department_settle(divided, who):
    row, actor = divided.asked(), getattr(divided.cast, who).journal_person
    for act, more in (
        (confirm_composition, {"since": MONDAY}),
        (refuse_composition, {"answer": "Нет"}),
    ):
        with pytest.raises(Group.DoesNotExist):
            act(proposal_id=row.pk, actor=actor, **more)
    with pytest.raises(Group.DoesNotExist):
        divided.asked(set_composition, getattr(divided.cast, who))
    row.refresh_from_db()
    assert row.state == DistributionState.PROPOSED


def test_head_settles_in_the_own_department_only(divided):
    divided.asked(set_composition, divided.cast.head)
    with pytest.raises(Group.DoesNotExist):
        divided.asked(set_composition, divided.cast.head, group_id=divided.cast.foreign_group.pk)


def test_deputy_sets_a_composition_at_once_and_what_waited_is_replaced(divided):
    row = divided.asked()
    vera = divided.cast.learners[2]
    divided.asked(set_composition, divided.cast.deputy, parts=divided.now() | {vera.pk: None}, since=MONDAY)
    row.refresh_from_db()
    assert row.state == DistributionState.REPLACED
    assert divided.now()[vera.pk] is None
    assert spells(vera) == [("ОН-24-2", date(2026, 9, 1), date(2026, 11, 22), "enrolled")]


def test_own_proposal_is_replaced_and_a_colleagues_is_waited_for(divided):
    first = divided.asked()
    second = divided.asked()
    first.refresh_from_db()
    assert (first.state, second.state) == (DistributionState.REPLACED, DistributionState.PROPOSED)
    said = why(divided, who=divided.colleague)
    assert said == "Петров П. П. уже предложил(а) состав: дождитесь решения."


@pytest.mark.row("D19")
@pytest.mark.parametrize("event", ["left", "moved", "settled", "joined"])
def test_composition_that_changed_meanwhile_is_not_confirmed(divided, event):
    cast, row = divided.cast, divided.asked()
    vera, deputy = cast.learners[2], cast.deputy.journal_person
    if event == "left":
        end_study(learner=vera, day=date(2026, 11, 20), order_no="9-к")
    elif event == "moved":
        move_learner(learner=vera, group=cast.foreign_group, day=date(2026, 11, 21), order_no="1")
    elif event == "settled":
        Distribution.objects.filter(pk=row.pk).update(kind="brigade")  # steps aside for a moment
        divided.asked(set_composition, cast.deputy, parts=divided.now() | {vera.pk: divided.first.pk})
        Distribution.objects.filter(pk=row.pk).update(kind="subgroup")
    else:
        vera = cast.foreign_learner
        move_learner(learner=vera, group=cast.group, day=date(2026, 11, 21), order_no="1")
    before = divided.now()
    with pytest.raises(ValidationError) as error:
        confirm_composition(proposal_id=row.pk, since=MONDAY, actor=deputy)
    name = vera.person.short_name
    assert error.value.messages == [
        f"Состав группы за это время изменился ({name}). Откройте страницу заново и распределите ещё раз."
    ]
    assert divided.now() == before


def test_wrong_days_and_foreign_parts_are_refused(divided):
    cast = divided.cast
    anna = cast.learners[0].pk
    foreign = make_group(cast.institution, "ОН-25-1", parent=cast.foreign_group)
    assert why(divided, since=date(2026, 11, 19)) == "День уже прошёл: что было, остаётся как было."
    assert why(divided, since=date(2027, 11, 23)) == "День слишком далеко впереди."
    assert why(divided, parts=divided.now() | {anna: foreign.pk}) == "В этот день такой части группы нет."
    assert why(divided, parts=divided.now() | {anna: cast.group.pk}) == "В этот день такой части группы нет."
    assert why(divided, kind="group", seen={}, parts={}) == "В этот день такой части группы нет."
    less = {learner: part for learner, part in divided.now().items() if learner != anna}
    assert why(divided, parts=less) == "Укажите подгруппу для каждого обучающегося."
    more = divided.now() | {cast.foreign_learner.pk: divided.first.pk}
    assert why(divided, parts=more) == "Укажите подгруппу для каждого обучающегося."


def test_today_may_be_the_first_day(divided):
    row = divided.asked(since=TODAY, seen=divided.now(TODAY))
    confirm_composition(proposal_id=row.pk, since=TODAY, actor=divided.cast.deputy.journal_person)
    assert divided.now(TODAY)[divided.cast.learners[1].pk] == divided.second.pk


def test_proposal_whose_day_has_passed_is_confirmed_for_a_later_one(divided, clock):
    row, deputy = divided.asked(), divided.cast.deputy.journal_person
    clock.move_to("2026-11-25T10:00+05:00")
    with pytest.raises(ValidationError):
        confirm_composition(proposal_id=row.pk, since=MONDAY, actor=deputy)
    confirm_composition(proposal_id=row.pk, since=date(2026, 11, 26), actor=deputy)
    row.refresh_from_db()
    assert (row.since, divided.now(date(2026, 11, 25))[divided.cast.learners[1].pk]) == (
        date(2026, 11, 26),
        divided.first.pk,
    )


def test_brigades_of_the_group_are_not_touched_by_subgroups(divided):
    cast = divided.cast
    brigade = make_group(cast.institution, "ОН-24-Б1", parent=cast.group, kind="brigade")
    for learner in cast.learners:
        join(learner, brigade)
    divided.asked(set_composition, cast.deputy)
    assert composition_of(cast.group.pk, "brigade", MONDAY) == {one.pk: brigade.pk for one in cast.learners}


def test_learner_who_is_to_leave_is_not_placed_beyond_his_last_day(divided):
    anna = divided.cast.learners[0]
    end_study(learner=anna, day=date(2026, 12, 1), order_no="9-к")
    assert anna.pk not in divided.now()
    divided.asked(set_composition, divided.cast.deputy)
    assert spells(anna) == [("ОН-24-1", date(2026, 9, 1), date(2026, 12, 1), "enrolled")]
