"""Dated facts in Python agree with the same question asked of the database."""

from datetime import date, timedelta

import pytest

from journal_plugin.core.models import active_on
from journal_plugin.core.spans import covers, meets
from journal_plugin.people.models import Membership

DAY = date(2026, 11, 20)
BEFORE, AFTER = DAY - timedelta(days=1), DAY + timedelta(days=1)


@pytest.mark.parametrize(
    ("since", "until", "is_covered"),
    [
        (DAY, DAY, True),
        (BEFORE, None, True),
        (DAY, None, True),
        (BEFORE, AFTER, True),
        (BEFORE, BEFORE, False),
        (AFTER, None, False),
    ],
)
def test_fact_covers_a_day_with_both_ends(cast, since, until, is_covered):
    assert (covers(since, until, DAY), meets(since, until, DAY, DAY)) == (is_covered, is_covered)
    own = Membership.objects.filter(learner=cast.learners[0])
    own.update(since=since, until=until)
    assert own.filter(active_on(DAY)).exists() is is_covered
    assert own.between(DAY, DAY).exists() is is_covered


@pytest.mark.parametrize(
    ("since", "until"), [(BEFORE, BEFORE), (BEFORE, None), (AFTER, AFTER), (date(2026, 1, 1), None)]
)
def test_fact_meets_days_when_one_of_them_is_its(since, until):
    assert meets(since, until, BEFORE, AFTER)
    assert meets(since, until, AFTER + timedelta(days=1), AFTER + timedelta(days=9)) is (until is None)
