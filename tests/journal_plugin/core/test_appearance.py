"""Scheme and size out of cookies."""

import pytest

from journal_plugin.core.appearance import Appearance, from_cookies


@pytest.mark.parametrize(
    ("cookies", "appearance"),
    [
        ({}, Appearance("auto", "normal")),
        ({"journal_scheme": "dark", "journal_type": "large"}, Appearance("dark", "large")),
        ({"journal_scheme": '"><script>', "journal_type": "huge"}, Appearance("auto", "normal")),
    ],
)
def test_from_cookies_takes_known_values_only(cookies, appearance):
    assert from_cookies(cookies) == appearance
