"""Pages of groups follow the journal's groups by themselves."""

from datetime import timedelta

from django.core.management import call_command
from django.urls import reverse

from journal_plugin.access.enums import Role
from journal_plugin.people.actions import form_groups
from journal_plugin.people.cards import GroupCard
from journal_plugin.people.models import Group
from portal.pages.groups import GroupPage
from tests.campus import Campus
from tests.factories.extracurricular import make_event
from tests.factories.institution import give_role, make_institution, make_user
from tests.factories.people import make_group, make_staff
from tests.portal.test_rights import writes
from tests.words import words_of


def pages() -> set[tuple[str, bool]]:
    """Title of every group's page, and whether it is on the site."""
    return set(GroupPage.objects.values_list("title", "live"))


STANDING = {("ОН-24", True), ("ОН-25", True), ("7А", True)}


def test_group_entered_by_hand_or_by_a_list_has_its_page_at_once(
    campus: Campus, django_capture_on_commit_callbacks, today
) -> None:
    college = campus.cast.institution
    assert pages() == STANDING
    with django_capture_on_commit_callbacks(execute=True):
        group = make_group(college, "СД-26")
        form_groups(institution=college, cards=[GroupCard("АК-26", kind="group", course=1)], since=today)
    assert pages() == STANDING | {("СД-26", True), ("АК-26", True)}
    curator = make_staff(college, "Новая Нина Никитична").person
    user = make_user("curator_of_new", person=curator)
    give_role(curator, college, Role.CURATOR, group=group)
    assert writes(user, GroupPage.objects.get(group=group)) is True


def test_group_of_an_institution_without_the_portal_has_none(
    campus: Campus, django_capture_on_commit_callbacks
) -> None:
    other = make_institution("other.example", default=False)
    with django_capture_on_commit_callbacks(execute=True):
        make_group(other, "Д-1")
    assert pages() == STANDING


def test_group_begins_and_ends_on_its_own_day(campus: Campus, clock, today) -> None:
    make_group(campus.cast.institution, "СД-26", since=today + timedelta(days=1))
    Group.objects.filter(pk=campus.cast.group.pk).update(until=today)
    call_command("portal_groups")
    assert pages() == STANDING
    clock.shift(timedelta(days=1))
    call_command("portal_groups")
    assert pages() == STANDING - {("ОН-24", True)} | {("ОН-24", False), ("СД-26", True)}


def test_what_the_group_plans_is_shown_to_its_own_and_to_colleagues(campus: Campus, client) -> None:
    cast = campus.cast
    make_event(cast.group, cast.curator)
    url = GroupPage.objects.get(group=cast.group).url
    plan = reverse("journal:group-events", args=[cast.group.pk])
    for who, sees in (
        (cast.parent, True),
        (cast.student, True),
        (cast.teacher, True),
        (cast.foreign_parent, False),
        (None, False),
    ):
        client.force_login(who) if who else client.logout()
        page = client.get(url)
        assert ("Экскурсия на завод" in words_of(page), plan in page.content.decode()) == (sees, sees), who
