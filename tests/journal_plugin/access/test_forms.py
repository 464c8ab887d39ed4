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


@pytest.mark.parametrize(
    ("model", "values", "said"),
    [
        ("holiday", {"name": "Сдвиг", "since": "2026-12-10", "until": "2026-12-01"}, "Последний день раньше первого."),
        ("group", {"name": "Б-1", "kind": "subgroup", "since": "2026-09-01"}, "Подгруппа и бригада входят в группу"),
        (
            "roleassignment",
            {"role": "curator", "order_no": "5", "order_date": "2026-11-19", "since": "2026-11-20"},
            "нужна группа",
        ),
    ],
)
def test_what_the_tables_refuse_is_said_in_words(cast: Cast, client, model: str, values: dict, said: str) -> None:
    client.force_login(cast.admin)
    page = client.post(reverse(f"journal_{model}:add"), values | {"person": cast.head.journal_person.pk}, follow=True)
    text = page.content.decode()
    assert (said in text, "Ничего не сохранено: исправьте отмеченное" in text, "journal_group_" in text) == (
        True,
        True,
        False,
    )
    assert "Нарушено ограничение" not in text
