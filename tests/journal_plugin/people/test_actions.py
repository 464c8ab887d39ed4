"""Moving learners with dates."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from journal_plugin.people.actions import end_study, move_learner
from journal_plugin.people.models import Membership
from tests.factories.institution import make_institution
from tests.factories.people import join, make_group


def places(learner):
    """(group, since, until, movement, order) of a learner in order."""
    rows = Membership.objects.filter(learner=learner).order_by("since", "group__sort_key")
    return list(rows.values_list("group__name", "since", "until", "movement", "order_no"))


@pytest.mark.row("A16")
def test_move_closes_and_opens_memberships_and_rewrites_nothing(cast):
    learner = cast.learners[0]
    part = make_group(cast.institution, "ОН-24-П1", parent=cast.group)
    join(learner, part)
    new_part = make_group(cast.institution, "ОН-25-П2", parent=cast.foreign_group)
    move_learner(
        learner=learner,
        group=cast.foreign_group,
        subgroups=[new_part],
        day=date(2026, 11, 23),
        order_no="45-к",
        by=cast.secretary,
    )
    assert places(learner) == [
        ("ОН-24", date(2026, 9, 1), date(2026, 11, 22), "enrolled", ""),
        ("ОН-24-П1", date(2026, 9, 1), date(2026, 11, 22), "enrolled", ""),
        ("ОН-25", date(2026, 11, 23), None, "transferred", "45-к"),
        ("ОН-25-П2", date(2026, 11, 23), None, "distributed", "45-к"),
    ]
    assert Membership.objects.on(date(2026, 11, 22)).filter(group=cast.group).count() == 3
    assert Membership.objects.on(date(2026, 11, 23)).filter(group=cast.group).count() == 2


def test_move_of_the_same_day_is_corrected_without_a_trace_of_a_day_that_was_not(cast):
    learner = cast.learners[0]
    third = make_group(cast.institution, "ОН-26")
    move_learner(learner=learner, group=cast.foreign_group, day=date(2026, 11, 20), order_no="1")
    move_learner(learner=learner, group=third, day=date(2026, 11, 20), order_no="2")
    assert [(row[0], row[1], row[2]) for row in places(learner)] == [
        ("ОН-24", date(2026, 9, 1), date(2026, 11, 19)),
        ("ОН-26", date(2026, 11, 20), None),
    ]


def test_move_into_the_past_of_a_later_move_is_refused(cast):
    learner = cast.learners[0]
    move_learner(learner=learner, group=cast.foreign_group, day=date(2026, 11, 20), order_no="1")
    before = places(learner)
    with pytest.raises(ValidationError):
        move_learner(learner=learner, group=cast.group, day=date(2026, 10, 1), order_no="2")
    assert places(learner) == before


def test_move_into_another_institution_or_a_part_of_another_group_is_refused(cast):
    other = make_institution("other.example", default=False, short_name="Другой")
    learner = cast.learners[0]
    before = places(learner)
    with pytest.raises(ValidationError) as error:
        move_learner(learner=learner, group=make_group(other), day=date(2026, 11, 20), order_no="1")
    assert error.value.messages == ["Группа относится к другому учреждению."]
    part = make_group(cast.institution, "ОН-25-П1", parent=cast.foreign_group)
    with pytest.raises(ValidationError) as error:
        move_learner(learner=learner, group=cast.group, subgroups=[part], day=date(2026, 11, 20), order_no="1")
    assert error.value.messages == ["ОН-25-П1 не входит в ОН-24."]
    assert places(learner) == before


def test_end_of_study_keeps_the_pages_of_the_past(cast):
    learner = cast.learners[0]
    end_study(learner=learner, day=date(2026, 11, 20), order_no="9-к")
    learner.refresh_from_db()
    assert learner.until == date(2026, 11, 20)
    assert [row[:3] for row in places(learner)] == [("ОН-24", date(2026, 9, 1), date(2026, 11, 20))]
