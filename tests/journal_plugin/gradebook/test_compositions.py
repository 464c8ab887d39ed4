"""The list of proposals about subgroups (D19)."""

from uuid import uuid4

from journal_plugin.gradebook.queries import compositions
from journal_plugin.lessons.actions.compositions import set_composition
from journal_plugin.lessons.models import Distribution
from tests.factories.compositions import MONDAY, make_divided
from tests.factories.people import make_group


def test_proposal_that_waits_is_never_left_out_for_newer_decisions(cast, monkeypatch):
    waiting = make_divided(cast).asked()
    make_group(cast.institution, "ОН-25-1", parent=cast.foreign_group)
    decided = set_composition(
        group_id=cast.foreign_group.pk,
        kind="subgroup",
        since=MONDAY,
        parts={cast.foreign_learner.pk: None},
        seen={cast.foreign_learner.pk: None},
        actor=cast.deputy.journal_person,
        key=uuid4(),
    )
    rows = Distribution.objects.all()
    assert [line.pk for line in compositions.proposals_of(rows, cast.institution)] == [waiting.pk, decided.pk]
    monkeypatch.setattr(compositions, "MOST", 1)
    assert [line.pk for line in compositions.proposals_of(rows, cast.institution)] == [waiting.pk]
