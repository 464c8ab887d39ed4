"""Two people compose the subgroups of a group at the same moment: one is first, the other is told (D19)."""

from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from journal_plugin.lessons.actions.compositions import confirm_composition, refuse_composition, set_composition
from journal_plugin.lessons.enums import DistributionState
from journal_plugin.lessons.models import Distribution
from tests.cast import make_cast
from tests.conftest import plant_wagtail
from tests.factories.compositions import MONDAY, Divided, make_divided
from tests.journal_plugin.attendance.test_races import at_once


@pytest.fixture
def divided(transactional_db, today) -> Divided:
    """In tables that every thread sees."""
    plant_wagtail()
    return make_divided(make_cast())


def outcome(act, *args, **fields) -> str:
    try:
        return act(*args, **fields).state
    except ValidationError as problem:
        return problem.messages[0].split()[0]


def test_two_deputies_do_not_overwrite_each_other(divided):
    cast, before = divided.cast, divided.now()
    anna, boris, _vera = (learner.pk for learner in cast.learners)
    given = at_once(
        *(
            lambda who=who, learner=learner: outcome(
                divided.asked, set_composition, who, seen=before, parts=before | {learner: divided.second.pk}
            )
            for who, learner in ((cast.deputy, anna), (cast.head, boris))
        )
    )
    assert sorted(given.values()) == sorted([DistributionState.SETTLED, "Состав"])
    moved = [learner for learner in (anna, boris) if divided.now()[learner] == divided.second.pk]
    assert (len(moved), Distribution.objects.count()) == (1, 1)


def test_two_teachers_and_a_double_click_leave_one_proposal(divided):
    key = uuid4()
    given = at_once(
        lambda: outcome(divided.asked, key=key),
        lambda: outcome(divided.asked, key=key),
        lambda: outcome(divided.asked, who=divided.colleague),
    )
    assert Distribution.objects.count() == 1
    assert set(given.values()) <= {DistributionState.PROPOSED, "Петров", "Соседов"}


def test_confirming_and_refusing_at_once_make_one_decision(divided):
    cast, row, before = divided.cast, divided.asked(), divided.now()
    given = at_once(
        lambda: outcome(confirm_composition, proposal_id=row.pk, since=MONDAY, actor=cast.deputy.journal_person),
        lambda: outcome(refuse_composition, proposal_id=row.pk, answer="Нет", actor=cast.head.journal_person),
    )
    row.refresh_from_db()
    assert sorted(given.values()) == sorted([row.state, "Решение"])
    assert (divided.now() != before) is (row.state == DistributionState.SETTLED)
