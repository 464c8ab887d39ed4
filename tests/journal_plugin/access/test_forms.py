"""Giving roles: by their official names, by those whom the regulation names."""

import pytest
from django.urls import reverse
from django.utils.text import capfirst

from journal_plugin.access.enums import Role
from tests.cast import Cast

WHERE = "journal_roleassignment:add"


@pytest.mark.row("I02")
def test_form_offers_the_named_roles_by_their_official_names(cast: Cast, client) -> None:
    client.force_login(cast.admin)
    offered = dict(client.get(reverse(WHERE)).context["form"].fields["role"].choices)
    named = (Role.DIRECTOR, Role.DEPUTY, Role.ADMIN, Role.VIEWER)
    assert [capfirst(str(offered[role])) for role in named] == [
        "Директор",
        "Заместитель директора",
        "Администратор ОО",
        "Администратор ОО в режиме просмотра",
    ]


@pytest.mark.row("I04")
def test_head_of_department_and_secretary_become_administrators_by_order(cast: Cast, client) -> None:
    room, seen = reverse("journal_room:add"), []
    for user in (cast.head, cast.secretary):
        client.force_login(user)
        seen.append(client.get(room).status_code)
        client.force_login(cast.admin)
        role = {"person": user.journal_person.pk, "role": "admin", "order_no": "31-к", "order_date": "2026-11-19"}
        seen.append(client.post(reverse(WHERE), role | {"since": "2026-11-20"}).status_code)
        client.force_login(user)
        seen.append(client.get(room).status_code)
    assert seen == [302, 302, 200] * 2
