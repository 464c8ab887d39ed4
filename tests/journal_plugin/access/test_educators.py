"""The educator reads the group that he is given, as its curator does, and changes nothing there (A24)."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from journal_plugin.access.actions import assign_role
from journal_plugin.access.enums import Role
from tests.doors import knock


def doors(world) -> dict[str, str]:
    """Address -> what the curator's desk of the own group and around it offers to read."""
    group, learner = world.cast.group.pk, world.cast.learners[0].pk
    return {
        name: reverse(f"journal:{name}", args=args)
        for name, args in (
            ("curator", []),
            ("curator-desk", [group]),
            ("books", []),
            ("absentees", []),
            ("statements", []),
            ("filling", []),
            ("timetable_group", [group]),
            ("timetable_learner", [learner]),
            ("learner_curriculum", [learner]),
            ("grid", [world.cast.journal.pk]),
            ("settings", []),
            ("controls", []),
            ("readiness", []),
            ("logins", []),
        )
    }


@pytest.mark.row("A24")
@pytest.mark.row("I01")
def test_he_reads_what_the_curator_reads_and_no_more(world):
    got = {
        who: {name: knock(world.clients[who], url, "get", "") for name, url in doors(world).items()}
        for who in (Role.EDUCATOR, "curator", Role.EXTRA_TEACHER)
    }
    own = {name for name, letter in got[Role.EDUCATOR].items() if letter in "2R"}
    assert got[Role.EDUCATOR] == got["curator"]
    assert own >= {"curator", "curator-desk", "grid", "statements", "timetable_learner"}
    assert own.isdisjoint({"settings", "controls", "readiness", "logins"})
    shut = {"curator", "curator-desk", "grid", "settings", "controls", "readiness", "logins", "timetable_learner"}
    assert {name for name in shut if got[Role.EXTRA_TEACHER][name] != "4"} == set()


@pytest.mark.row("A24")
def test_he_neither_records_reasons_nor_issues_statements(world):
    group, learner = world.cast.group.pk, world.cast.learners[0].pk
    for name, args in (("curator-reason", [group, learner]), ("statement", [group, "form1"])):
        url = reverse(f"journal:{name}", args=args)
        assert knock(world.clients[Role.EDUCATOR], url, "post", "") == "4", name


@pytest.mark.row("A24")
def test_the_role_is_given_for_a_group_by_an_order(world):
    cast = world.cast
    order = {"order_no": "3", "order_date": cast.year.since, "since": cast.year.since}
    person = cast.foreign_teacher.journal_person
    given = assign_role(person=person, institution=cast.institution, role=Role.EDUCATOR, group=cast.group, **order)
    assert str(given.get_role_display()) == "воспитатель"
    with pytest.raises(ValidationError):
        assign_role(person=person, institution=cast.institution, role=Role.EDUCATOR, **order)
    circle = assign_role(person=person, institution=cast.institution, role=Role.EXTRA_TEACHER, **order)
    assert str(circle.get_role_display()) == "педагог дополнительного образования"
