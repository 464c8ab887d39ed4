"""Who records the reason of an absence: the curator, for those who were in his group on that day (D15)."""

from datetime import date

import pytest

from journal_plugin.access.models import RoleAssignment
from journal_plugin.attendance.models import Attendance
from journal_plugin.attendance.rules import reasons_given_by
from journal_plugin.people.models import Membership
from tests.factories.statements import put_absence


@pytest.fixture
def absences(cast):
    """One absence in each of the two groups."""
    return put_absence(cast.lesson, cast.learners[0]), put_absence(cast.foreign_lesson, cast.foreign_learner)


def given_by(user) -> list[int]:
    return list(Attendance.objects.filter(reasons_given_by(user.journal_person.pk)).values_list("pk", flat=True))


@pytest.mark.row("D15")
@pytest.mark.parametrize(
    ("who", "which"),
    [
        ("curator", [0]),
        ("foreign_curator", [1]),
        *((who, []) for who in ("teacher", "head", "deputy", "director", "admin", "parent", "student")),
    ],
)
def test_reasons_are_given_by_the_curator_of_the_group(cast, absences, who, which):
    assert given_by(getattr(cast, who)) == [absences[place].pk for place in which]


@pytest.mark.row("D15")
def test_learner_counts_by_the_group_of_the_day_of_the_lesson(cast, absences):
    spell = Membership.objects.filter(learner=cast.learners[0])
    spell.update(until=date(2026, 11, 20))
    assert given_by(cast.curator) == [absences[0].pk]
    spell.update(until=date(2026, 11, 19))
    assert given_by(cast.curator) == []


def test_role_that_has_ended_gives_no_reasons(cast, absences):
    RoleAssignment.objects.filter(group=cast.group).update(until=date(2026, 11, 19))
    assert (given_by(cast.curator), given_by(cast.foreign_curator)) == ([], [absences[1].pk])
