"""Who sees which entry, in what order, and which one is current."""

import pytest
from django.contrib.auth.models import AnonymousUser, User

from journal_plugin.access.menu import MenuItem, entries_for


def everyone(user) -> bool:
    return True


def only_boss(user) -> bool:
    return user.username == "boss"


ITEMS = (
    MenuItem("Пароль", "account_change_password", "key", everyone, 20),
    MenuItem("Почта", "account_email", "doc", everyone, 10),
    MenuItem("Админка", "wagtailadmin_home", "pencil", only_boss, 30, current_under=("/desk/", "/work/")),
)


def test_entries_come_in_order_and_only_the_allowed():
    assert [entry.label for entry in entries_for(User(username="teacher"), ITEMS)] == ["Почта", "Пароль"]
    assert [entry.label for entry in entries_for(User(username="boss"), ITEMS)] == ["Почта", "Пароль", "Админка"]


def test_entries_are_nobodys_for_a_guest():
    assert entries_for(AnonymousUser(), ITEMS) == ()


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/accounts/password/change/", ["Пароль"]),
        ("/admin/pages/3/", ["Админка"]),
        ("/desk/marks/", ["Админка"]),
        ("/work/", ["Админка"]),
        ("/", []),
    ],
)
def test_the_longest_address_is_current(path, current):
    entries = entries_for(User(username="boss"), ITEMS, path)
    assert [entry.label for entry in entries if entry.is_current] == current
