"""Page rights follow roles."""

import datetime

from django.contrib.auth import get_user_model

from journal_plugin.access.actions import end_role
from journal_plugin.access.enums import Role
from journal_plugin.access.models import RoleAssignment
from tests.campus import Campus
from tests.factories.institution import give_role, make_user
from tests.factories.pages import group_page
from tests.factories.people import make_staff


def fresh(user):
    """The user without anything remembered."""
    return get_user_model().objects.get(pk=user.pk)


def writes(user, page) -> bool:
    return page.specific.permissions_for_user(fresh(user)).can_add_subpage()


def test_curator_writes_under_the_own_group_only(campus: Campus) -> None:
    curator = campus.cast.curator
    pages = (group_page(campus.cast.group), group_page(campus.cast.foreign_group), campus.home, campus.school_home)
    assert [writes(curator, page) for page in pages] == [True, False, False, False]


def test_editor_writes_on_the_own_site_only(campus: Campus) -> None:
    pages = (group_page(campus.cast.foreign_group), campus.home, campus.school_home, campus.school_news.get_parent())
    assert [writes(campus.cast.editor, page) for page in pages] == [True, True, False, False]
    assert [writes(campus.school_editor, page) for page in pages] == [False, False, True, True]


def test_other_roles_write_no_page(campus: Campus) -> None:
    roles = (Role.DIRECTOR, Role.DEPUTY, Role.ADMIN, Role.SECRETARY)
    assert [writes(getattr(campus.cast, role), campus.home) for role in roles] == [False] * 4


def test_new_curator_gets_the_right_and_the_former_loses_it(campus: Campus) -> None:
    cast = campus.cast
    person = make_staff(cast.institution, "Новенькая Нина Никитична").person
    user = make_user("new_curator", person=person)
    page = group_page(cast.group)
    give_role(person, cast.institution, Role.CURATOR, group=cast.group)
    old = RoleAssignment.objects.get(person=cast.curator.journal_person)
    end_role(assignment=old, until=datetime.date(2026, 11, 19), order_no="9")
    assert (writes(user, page), writes(cast.curator, page)) == (True, False)


def test_right_ends_with_the_day_of_the_role_though_nobody_did_anything(campus: Campus, as_user, clock) -> None:
    cast = campus.cast
    RoleAssignment.objects.filter(person=cast.curator.journal_person).update(until=datetime.date(2026, 11, 20))
    page = group_page(cast.group)
    address = f"/admin/pages/add/news/grouppostpage/{page.pk}/"
    client = as_user(cast.curator)
    assert client.get(address).status_code == 200
    clock.shift(datetime.timedelta(days=1))
    assert (client.get(address).status_code == 200, writes(cast.curator, page)) == (False, False)


def test_curator_neither_removes_nor_moves_nor_unpublishes_the_page_of_the_group(campus: Campus) -> None:
    may = group_page(campus.cast.group).permissions_for_user(fresh(campus.cast.curator))
    assert (may.can_edit(), may.can_delete(), may.can_move(), may.can_unpublish(), may.can_copy()) == (
        True, False, False, False, False,
    )  # fmt: skip


def test_editor_may_do_so(campus: Campus) -> None:
    may = group_page(campus.cast.group).permissions_for_user(fresh(campus.cast.editor))
    assert (may.can_edit(), may.can_delete(), may.can_unpublish()) == (True, True, True)
