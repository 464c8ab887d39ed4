"""Whose the desk of a group is: its curator's; to read, also those' who read its journals (H01, H11)."""

import pytest
from django.contrib.auth.models import AnonymousUser

from journal_plugin.curatorship.rules import has_desk, led_by, may_open_desk
from journal_plugin.people.models import Group
from journal_plugin.people.rules import leads
from tests.factories.people import make_group

OWN, BOTH, NONE = {"ОН-24"}, {"ОН-24", "ОН-25"}, set[str]()


def names(rule) -> set[str]:
    return set(Group.objects.filter(rule).values_list("name", flat=True))


@pytest.mark.row("H01", "H11")
@pytest.mark.parametrize(
    ("who", "opens", "led"),
    [
        ("curator", OWN, OWN),
        ("foreign_curator", {"ОН-25"}, {"ОН-25"}),
        ("head", OWN, NONE),
        ("deputy", BOTH, NONE),
        ("director", BOTH, NONE),
        ("admin", BOTH, NONE),
        ("teacher", NONE, NONE),
        ("parent", NONE, NONE),
    ],
)
def test_desk_is_opened_and_led_by_those_of_the_table(cast, who, opens, led):
    user = getattr(cast, who)
    make_group(cast.institution, "ОН-24-1", parent=cast.group, kind="subgroup")
    assert (names(may_open_desk(user)), names(led_by(user))) == (opens, led)
    assert {group.name for group in Group.objects.all() if leads(user, group)} == led
    assert has_desk(user) is bool(led)


def test_a_guest_leads_nothing(cast):
    guest = AnonymousUser()
    assert (names(may_open_desk(guest)), names(led_by(guest)), has_desk(guest)) == (set(), set(), False)
