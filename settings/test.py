"""Tests: no files outside the temporary folder, quick passwords, an undefined variable in our templates is an error."""

import os
import tempfile
from pathlib import Path

from portal.databases import database_from_address
from settings.base import *  # noqa: F403
from settings.base import TEMPLATES
from tests.strict_templates import UndefinedIsAnError

DEBUG = False
SECRET_KEY = "tests"
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "testserver", "[::1]"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True

TEST_FOLDER = Path(tempfile.gettempdir()) / f"journal-tests-{os.getpid()}"
# No pool: its idle connections would keep the test database from being dropped.
DATABASES = {
    "default": database_from_address(
        os.environ.get("JOURNAL_DATABASE", f"sqlite:///{TEST_FOLDER}-none.sqlite3"), pool=False
    ),
}
if "sqlite" in DATABASES["default"]["ENGINE"]:
    # A file, as in life: the live server's threads each need a connection, and locks are part of what is tested.
    # The name above is a file too: before the database is made, pytest-django asks it whether to share connections.
    DATABASES["default"]["TEST"] = {"NAME": f"{TEST_FOLDER}.sqlite3"}
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF"
CACHES = {
    name: {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": name}
    for name in ("default", "pages")
}
MEDIA_ROOT = TEST_FOLDER / "media"
BACKUP_PLACES = []
BACKUP_KEY = ""
BACKUP_STATE = TEST_FOLDER / "backup.json"

WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True

TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = UndefinedIsAnError()

# Without migrations SQLite has no full-text table.
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database.fallback"}}

# The page editor saves a draft half a second after a change; a test types and publishes within that time, no person does.
WAGTAIL_AUTOSAVE_INTERVAL = 0
