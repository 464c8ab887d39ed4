"""The settings of a server: what its environment says is what it does (P05)."""

import os
import subprocess
import sys

import pytest

from tests.house import ROOT

pytestmark = pytest.mark.once

SAID = """
from django.core.mail import get_connection
post = get_connection()
print(post.host, post.port, post.username, post.password, post.use_tls, post.use_ssl)
"""


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, "localhost 25   False False"),
        (
            {"HOST": "mail.test", "PORT": "587", "USER": "journal", "PASSWORD": "secret", "SECURITY": "starttls"},
            "mail.test 587 journal secret True False",
        ),
        ({"PORT": "465", "SECURITY": "tls"}, "localhost 465   False True"),
    ],
)
def test_post_goes_by_the_server_that_the_environment_names(given, expected, tmp_path):
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "settings.production",
        "JOURNAL_SECRET_KEY": "secret",
        "JOURNAL_HOSTS": "journal.test",
        "JOURNAL_VAR": str(tmp_path),
        **{f"JOURNAL_EMAIL_{name}": value for name, value in given.items()},
    }
    command = [sys.executable, "-c", SAID]
    said = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True).stdout
    assert said.rstrip() == expected
