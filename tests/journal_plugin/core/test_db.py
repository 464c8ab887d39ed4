"""A number that no column holds is in no row, whoever asks for it and by which lookup."""

import pytest

from journal_plugin.curriculum.pages import WorkProgrammePage
from journal_plugin.people.models import Group, Membership

HUGE = "9" * 20
FIRST_TOO_BIG = str(2**63)


@pytest.mark.parametrize("number", [HUGE, FIRST_TOO_BIG, f"-{HUGE}"])
def test_number_that_no_column_holds_is_in_no_row(cast, number):
    own = str(cast.group.pk)
    assert list(Group.objects.filter(pk__in=[number])) == []
    assert list(Group.objects.filter(pk__in=[number, own])) == [cast.group]
    assert list(Membership.objects.filter(group=number)) == list(Membership.objects.filter(group__in=[number])) == []
    assert (
        Membership.objects.filter(group__in=[own, number]).count() == Membership.objects.filter(group=own).count() > 0
    )
    assert list(WorkProgrammePage.objects.filter(pk=number)) == []


def test_every_row_is_another_than_a_number_that_no_column_holds(cast):
    everything = Membership.objects.count()
    assert Membership.objects.exclude(group=HUGE).count() == everything
    assert Membership.objects.exclude(group__in=[HUGE]).count() == everything
    assert Group.objects.exclude(pk__in=[HUGE]).count() == Group.objects.count()


def test_lists_of_rows_and_subqueries_are_asked_as_ever(cast):
    groups = Group.objects.filter(pk=cast.group.pk)
    of_group = set(Membership.objects.filter(group=cast.group))
    assert set(Membership.objects.filter(group__in=groups)) == of_group
    assert set(Membership.objects.filter(group__in=[cast.group])) == of_group
    assert set(Membership.objects.filter(group__in=groups.values("pk"))) == of_group
    assert set(Membership.objects.filter(group__in={cast.group.pk, None})) == of_group
